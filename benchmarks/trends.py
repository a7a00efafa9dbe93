"""Trends of a casebook and of figures, and funnels of many areas, each against the time that a person waits gladly.

The casebook is made up by SQL: one obligation for every two events, over five years, of every shipped duty's kind of
limit; its events themselves are not there, since a trend never looks at them. Its trend is everything from opening the
file to the series with their signals. The page is drawn from the figures of the same casebook. The areas are 153
published figures files of sixty months and forty series each, read, summed and set in their funnels.
"""

import tempfile
from pathlib import Path

import numpy as np

from benchmarks.one_child import put_rest
from benchmarks.row import Row, alone, put, seconds, sizes
from conspectus.definitions import duties
from conspectus.monitoring import (
    Figures,
    FiguresArea,
    areas,
    areas_html,
    figures_of,
    published,
    read_figures,
    trend,
    trend_html,
    write_figures,
)
from conspectus.monitoring.model import FiguresGaps, FiguresPoints, FiguresSeries
from conspectus.records.casebook import empty, open_casebook, put_copies, schema
from conspectus.records.casebook.write import to_write
from conspectus.terms import Agency, Part

AREAS, MONTHS, SERIES = 153, 60, 40
TREND, PAGE, VIEW, FILE = 2.0, 0.2, 1.0, 200_000  # seconds, and bytes

OBLIGATIONS = """
insert into obligations (obligation_id, duty, kind, part, agency, child_id, trigger_ref, clock_from, due, status,
  reason, time_taken, unit, as_of)
select i, d.duty, 'response', 'respond', d.agency, 'C-' || i // 5, 'x/' || i, null,
  timestamp '2021-03-31 23:00:00' + to_seconds(cast(hash(i, 1) % (5 * 365 * 24) * 3600 as bigint)),
  case when hash(i, 2) % 100 < 71 then 'met' when hash(i, 2) % 100 < 85 then 'late' when hash(i, 2) % 100 < 95 then
  'missed' else 'exempt' end, 'Made up.', hash(i, 3) % 300 / 10, 'working_days', timestamp '2026-04-01'
from range({many}) r(i) join owed d on d.place = hash(i, 4) % {kinds}
"""


def make(path: str, events: str) -> None:
    """A casebook of so many events, of which it holds the obligations."""
    agencies = list(Agency)
    kinds = [(place, name, agencies[place % len(agencies)]) for place, name in enumerate(duties())]
    with to_write(Path(path), memory="4GB") as book:
        for name in schema():
            book.put(name, empty(name))
        book.run("create table owed (place ubigint, duty varchar, agency varchar)")
        for kind in kinds:
            book.run("insert into owed values (?, ?, ?)", kind)
        book.run(OBLIGATIONS.format(many=int(events) // 2, kinds=len(kinds)))
        book.run("drop table owed")
        book.run(
            "insert into senders (sender, agency, period_from) values ('x', 'council', date '2021-04-01')"
        )
        put_rest(book)
        book.run("update definitions set version = 1")
        put_copies(book)


def of_casebook(path: str) -> None:
    """The trend of a casebook."""
    with open_casebook(Path(path)) as book:
        figures = figures_of(book, duties=book.duties)
    trend([figures])


def programme(folder: Path) -> list[Path]:
    """The figures files of many areas, as they are published."""
    draw, paths = np.random.default_rng(1), []
    for place in range(AREAS):
        path = folder / f"{place}.json"
        write_figures(published(area(draw, f"Area {place}")), path)
        paths.append(path)
    return paths


def area(draw: np.random.Generator, name: str) -> Figures:
    """The restricted figures of one area."""
    months = [f"{2021 + at // 12}-{at % 12 + 1:02}" for at in range(MONTHS)]
    n = draw.integers(20, 400, SERIES * MONTHS)
    met = draw.binomial(n, 0.8)
    nothing = [0] * len(n)
    names = [(duty, agency) for duty in duties() for agency in Agency][:SERIES]
    return Figures(
        conspectus="0", restricted=True, area=FiguresArea(name=name), nation="england", as_of="2026-04-01T00:00:00",
        as_of_day="2026-04-01", casebook_sha256="0" * 64, definitions_sha256="0" * 64, children=5000,
        series=[
            FiguresSeries(duty=duty, version=1, title=duties()[duty].title, part=Part.RESPOND, agency=agency,
                          unit="working_days", comparable=True, undated=0, suppressed=False)
            for duty, agency in names
        ],
        points=FiguresPoints(
            series=[place for place in range(SERIES) for _ in months], from_=months * SERIES, to=months * SERIES,
            n=n.tolist(), met=met.tolist(), provisional=[False] * len(n), time=[9.5] * len(n), late=nothing,
            not_yet_due=nothing, exempt=nothing, indeterminate=nothing, not_evaluated=nothing, answered=met.tolist(),
        ),
        patterns=[], gaps=FiguresGaps(pattern=[], from_=[], to=[], opened=[], acted_on=[], open=[], provisional=[]),
        coverage=[], quality=[],
    )  # fmt: skip


def view(folder: str) -> None:
    """The areas view as a page, from the files."""
    held = [(path.stem, read_figures(path)) for path in sorted(Path(folder).glob("*.json"))]
    areas_html(areas(held))


WAYS = {"make": make, "of_casebook": of_casebook, "view": view}


def main() -> None:
    """Each size of casebook, then the page, then the areas."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for events in sizes(1_000_000, 10_000_000):
            path = folder / f"{events}.duckdb"
            alone("benchmarks.trends", "make", path, events, times=1)
            found = alone("benchmarks.trends", "of_casebook", path)
            put(row("trend of a casebook", f"{events:,} events", found.seconds, TREND))
        with open_casebook(path) as book:
            figures = figures_of(book, duties=book.duties)
        best = min(seconds(lambda: trend_html(trend([figures]))) for _ in range(5))
        put(row("trend page from figures", f"{len(figures.series)} series", best, PAGE))
        (folder / "areas").mkdir()
        paths = programme(folder / "areas")
        found = alone("benchmarks.trends", "view", folder / "areas")
        put(row("areas view", f"{AREAS} areas, {MONTHS} months", found.seconds, VIEW))
        largest = max(one.stat().st_size for one in paths)
        said, reach = f"{largest / 1000:.0f} KB", f"at most {FILE // 1000} KB"
        put(Row("figures file", f"{SERIES} series, {MONTHS} months", said, "", said, reach, largest <= FILE))


def row(work: str, size: str, took: float, reach: float) -> Row:
    """A row of the table with an absolute bound."""
    said = f"{took:.2f} s"
    return Row(work, size, said, "", said, f"at most {reach:g} s", took <= reach)


if __name__ == "__main__":
    main()
