"""Searching a library of published reports: `python -m benchmarks.library_search [SENTENCES …]`; else two sizes.

The reports are made up; their words are as often used as in any English text, the commonest being the field's own, so
that *children* stands in more than half of all sentences. Each search is what a page asks for: sentences counted,
ranked, the first twenty with their snippets and reports. Searches are every one of the queries below, from one word to
a phrase with an exclusion and a question, with every one of the filters, in an order that is drawn by a seed; the file
is open and has been read before. *Slowest query* is the median of the slowest query with its filters. Each search is
timed by words alone, and with meaning beside them where the extra is there; of *practice like this* the first time is
that of a process that has read nothing of the library yet.
"""

import random
import tempfile
from itertools import product
from pathlib import Path
from statistics import median, quantiles

from benchmarks.made.sentences import reports
from benchmarks.row import Row, put, seconds, sizes
from conspectus.library import Polarity, SpokenOf
from conspectus.library.search import Wanted, alike, can_compare, search
from conspectus.library.store import LibraryFile, write

SIZES = (60_000, 200_000)
MOST = 0.050  # seconds
TIMES = 7
QUERIES = (
    "children", "neglect", "exploitation", "police", "children and young people", "social workers",
    "missing children police", '"young people"', '"strategy meetings"', "domestic abuse school", "visit*",
    '"social workers" -council', "early help referrals thresholds", "nurses information",
    "how do schools and the police work together",
)  # fmt: skip
FILTERS = (
    Wanted(),
    Wanted(agency=SpokenOf.POLICE),
    Wanted(agency=SpokenOf.COUNCIL, polarity=Polarity.STRENGTH),
    Wanted(polarity=Polarity.STRENGTH),
    Wanted(kind="jtai"),
    Wanted(since=2018, polarity=Polarity.WEAKNESS),
    Wanted(theme="neglect"),
    Wanted(area="Barnet"),
)


def main(sizes: list[int]) -> None:
    """One row for each size, and one for meaning where the extra is there."""
    for sentences in sizes:
        with tempfile.TemporaryDirectory() as name:
            file = Path(name) / "library.db"
            took = seconds(lambda file=file, many=sentences: write(reports(many), file))
            print(
                f"{sentences:,} sentences written and indexed in {took:.1f} s, {file.stat().st_size / 1e6:.0f} MB"
            )
            with LibraryFile(file) as library:
                timed(library, sentences, words_only=True)
                if can_compare():
                    by_meaning(library, sentences)
                    timed(library, sentences, words_only=False)


def timed(library: LibraryFile, sentences: int, *, words_only: bool) -> None:
    """Each query with each filter, several times over."""
    asked = list(product(QUERIES, FILTERS)) * TIMES
    random.Random(1).shuffle(asked)
    times: dict[tuple[str, Wanted], list[float]] = {}
    for query, wanted in asked:
        took = seconds(
            lambda query=query, wanted=wanted: search(library, query, wanted, words_only=words_only)
        )
        times.setdefault((query, wanted), []).append(took)
    every = [took for one in times.values() for took in one]
    p95 = quantiles(every, n=20)[-1]
    worst = max(times, key=lambda one: median(times[one]))
    put(
        Row(
            work="searching a library, by words"
            if words_only
            else "searching a library, by words and meaning",
            size=f"{sentences:,} sentences",
            ours=f"median {1e3 * median(every):.1f} ms, p95 {1e3 * p95:.1f} ms",
            peer="–",
            figure=f"{1e3 * p95:.1f} ms",
            reach=f"p95 under {1e3 * MOST:.0f} ms",
            held=p95 < MOST,
        )
    )
    filters = ", ".join(f"{name} {value}" for name, value in worst[1]._asdict().items() if value)
    slowest = f"{worst[0]} ({filters or 'no filter'}), {1e3 * median(times[worst]):.1f} ms"
    print(f"{len(every):,} searches; slowest query: {slowest}")


def by_meaning(library: LibraryFile, sentences: int) -> None:
    """A sentence beside all that are praised."""
    praised, text = Wanted(polarity=Polarity.STRENGTH), "midwives notice early that an unborn baby is at risk"
    first = seconds(lambda: alike(library, text, praised))
    again = median(seconds(lambda: alike(library, text, praised)) for _ in range(20))
    put(
        Row(
            work="practice like this, by meaning",
            size=f"{sentences:,} sentences",
            ours=f"{1e3 * again:.0f} ms",
            peer="–",
            figure=f"{first:.1f} s the first time",
            reach="–",
            held=None,
        )
    )


if __name__ == "__main__":
    main(sizes(*SIZES))
