"""The whole build over example areas of 10^4, 10^5 and 10^6 people-records with about ten events each.

Each area is made up with the seed 1, as Parquet, with so much of the everyday that a record has about ten events:
`python -m benchmarks.whole_way [RECORDS ...]`. The build runs in a process of its own, with its memory limit set to
4 GB; seconds are of the whole build, and of each step of the pipeline on a line below, with the most memory that the
process had until its end. Growth is the time for each record and event against that of the area before: 1.0 is linear.
"""

import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import polars as pl

from benchmarks.row import Measure, Row, alone, peak, put, sizes
from conspectus import example_area
from conspectus.records import pipeline

SIZES = (10_000, 100_000, 1_000_000)
RECORDS_A_CHILD = 3.43  # found; how many an area really has is told in the row
BUSY = "[everyday]\nfurther = 30.0\n"  # so that there are about ten events a record; found as well
MEMORY = "4GB"
GROWTH, PEAK = 1.2, 8.0


@dataclass(frozen=True)
class Built:
    """An area of so many records and events, and what its build took."""

    records: int
    events: int
    measure: Measure
    steps: dict[str, tuple[float, float]]  # seconds, and the most memory until the step's end in GB

    @property
    def rows(self) -> int:
        """Records and events together: the size of the input."""
        return self.records + self.events


def main(sizes: list[int]) -> None:
    """A row for each size; each is built as soon as it is made, and forgotten."""
    done: list[Built] = []
    for records in sizes:
        with tempfile.TemporaryDirectory() as name:
            done.append(made_and_built(Path(name), records=records))
        put(row(done))
        steps = ", ".join(
            f"{step} {took:.1f} s {most:.1f} GB" for step, (took, most) in done[-1].steps.items()
        )
        print(f"  {records:,} records: {steps}", flush=True)


def made_and_built(folder: Path, *, records: int) -> Built:
    """Make an area of about so many people-records, and build its casebook."""
    settings = folder / "busy.toml"
    settings.write_text(BUSY, encoding="utf-8")
    began = time.perf_counter()
    children = round(records / RECORDS_A_CHILD)
    example_area.make(
        folder,
        example_area.Wanted(children=children, seed=1, form=example_area.Form.PARQUET, settings=settings),
    )
    print(f"  {children:,} children made up in {time.perf_counter() - began:.0f} s", flush=True)
    measure = alone("benchmarks.whole_way", "build", folder, times=1)
    told = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    people, events = counted(folder / "returns")
    return Built(people, events, measure, told)


def counted(returns: Path) -> tuple[int, int]:
    """People-records, and rows of events and of the council's lists; a row of a list can make two events."""
    people = sum(height(path) for path in returns.glob("*/people.parquet"))
    others = [*returns.glob("*/events.parquet"), *returns.glob("*/List *.parquet")]
    return people, sum(map(height, others))


def height(path: Path) -> int:
    """How many rows a Parquet file has."""
    rows: int = pl.scan_parquet(path).select(pl.len()).collect().item()
    return rows


def row(done: list[Built]) -> Row:
    """The last one's row, with its growth against the one before."""
    last = done[-1]
    growth = ""
    held = last.measure.peak <= PEAK
    for before, after in pairwise(done[-2:]):
        grown = (after.measure.seconds / before.measure.seconds) / (after.rows / before.rows)
        growth, held = f"{grown:.2f} x the input's", held and grown <= GROWTH
    return Row(
        work="whole build",
        size=f"{last.records:,} people-records, {last.events:,} rows of events",
        ours=f"{last.measure.seconds:.1f} s",
        peer="",
        figure=f"{last.measure.seconds / last.rows * 1e6:.0f} µs a row",
        reach=f"growth at most {GROWTH} x, {PEAK:.0f} GB",
        held=held,
        memory=f"{last.measure.peak:.1f} GB",
        growth=growth,
    )


class Clock:
    """Takes the time of each step of the pipeline as it is told of its end, and the most memory until then."""

    def __init__(self) -> None:
        """Starts now."""
        self.last = time.perf_counter()
        self.steps: dict[str, tuple[float, float]] = {}

    def __call__(self, step: str, done: float, /) -> None:
        """A step says how far it has come."""
        if done >= 1.0:
            now = time.perf_counter()
            took, _ = self.steps.get(step, (0.0, 0.0))
            self.steps[step] = (took + now - self.last, peak())
            self.last = now


def build(folder: str) -> None:
    """Returns to casebook, and the seconds of each step beside it."""
    clock = Clock()
    pipeline.build(
        Path(folder, "returns"),
        Path(folder, "casebook.duckdb"),
        machine=pipeline.Machine(memory=MEMORY),
        progress=clock,
    )
    Path(folder, "told.json").write_text(json.dumps(clock.steps), encoding="utf-8")


WAYS: dict[str, Callable[[str], None]] = {"build": build}


if __name__ == "__main__":
    main(sizes(*SIZES))
