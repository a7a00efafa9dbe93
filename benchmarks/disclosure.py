"""Whether a count that figures files hide can be worked out, over generated files: a thousand where nothing is said.

Each file has three series of ten months, small and large, with empty months and months of none met, and eighteen
months of silo gaps. It is published as `conspectus figures` does. Then a solver (HiGHS) that knows all that a reader
knows, the sums that are told and how months are joined, looks for another value of every count that is not told. The
tests do the same with fifty files. What is told must be just the sums that the solver was given.
"""

from tests.monitoring.disclosure_solver import (
    Tried,
    added,
    drawn,
    drawn_gaps,
    spans,
    tried_gaps,
    tried_series,
)
from tests.monitoring.monitoring_making import Month, figures

from benchmarks.row import Row, put, sizes
from conspectus.monitoring import Figures, published

FILES = 1000


def one(seed: int) -> Tried:
    """Every hidden count of one file."""
    series, gaps = drawn(seed), drawn_gaps(seed)
    told = published(figures(*series, gaps=gaps))
    assert [_told(told, place) for place in range(len(series))] == [_sums(months) for months in series]
    return added([*map(tried_series, series), tried_gaps(gaps)])


def _told(figures: Figures, place: int) -> list[tuple[int, int]]:
    points = figures.points
    return [(points.met[row], points.n[row]) for row, held in enumerate(points.series) if held == place]


def _sums(months: list[Month]) -> list[tuple[int, int]]:
    joined = [months[first : last + 1] for first, last in spans(months)]
    return [(sum(met for met, _ in some), sum(map(sum, some))) for some in joined]


def main() -> None:
    """So many files, one after another."""
    for files in sizes(FILES):
        whole = added([one(seed) for seed in range(files)])
        for says in whole.found:
            print(says, flush=True)
        put(Row(
            "hidden counts of figures files", f"{files:,} files", f"{whole.counts:,} tried", "",
            f"{len(whole.found):,} worked out", "none", not whole.found,
        ))  # fmt: skip


if __name__ == "__main__":
    main()
