"""From returns to casebook and picture, step by step: `python benchmarks/whole_way.py [CHILDREN …]`.

Areas are made up; seconds are of the whole step, memory is the most that the process had at its end.
"""

import sys
import tempfile
import time
from pathlib import Path

from conspectus import example_area, pictures
from conspectus.records import pipeline
from conspectus.records.casebook import open_casebook


def main(children: int) -> None:
    """Make an area, build it, draw its picture; one line of figures for each step."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        began = time.perf_counter()
        example_area.make(folder, children=children, seed=1)
        say(f"{children:,} children: made up in {time.perf_counter() - began:.1f} s")
        clock = Clock()
        receipt = pipeline.build(folder / "returns", folder / "casebook.duckdb", progress=clock)
        rows = receipt.files["rows_in"].sum()
        say(f"  build: {rows:,} rows in {clock.total:.1f} s ({', '.join(clock.shares())})")
        began = time.perf_counter()
        with open_casebook(receipt.casebook) as book:
            page = pictures.area_html(book.picture())
        say(f"  picture: {time.perf_counter() - began:.1f} s, {len(page) / 1024:.0f} KB")
        say(f"  casebook: {receipt.casebook.stat().st_size / 2**20:.0f} MB; memory at most {peak():.1f} GB")


class Clock:
    """Takes the time of each step of the pipeline as it is told of its end."""

    def __init__(self) -> None:
        """Starts now."""
        self.began = self.last = time.perf_counter()
        self.seconds: dict[str, float] = {}

    def __call__(self, step: str, done: float, /) -> None:
        """A step says how far it has come."""
        if done >= 1.0:
            now = time.perf_counter()
            self.seconds[step] = self.seconds.get(step, 0.0) + now - self.last
            self.last = now

    @property
    def total(self) -> float:
        """Seconds from the start to the end of the last step."""
        return self.last - self.began

    def shares(self) -> list[str]:
        """Each step's seconds."""
        return [f"{step} {seconds:.1f}" for step, seconds in self.seconds.items()]


def peak() -> float:
    """The most memory that this process had, in GB; not known on Windows."""
    if sys.platform == "win32":
        return float("nan")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # Linux counts in KB


def say(line: str) -> None:
    """Print at once."""
    print(line, flush=True)


if __name__ == "__main__":
    for size in sys.argv[1:] or ("1000", "10000"):
        main(int(size))
