"""Checking a sender's return beside a bare read of its file: `python benchmarks/checking.py [ROWS …]`.

The return is made up: events with times, in one to four ways of writing dates, for a tenth as many people;
one row in a hundred has a fault. The bare read is Polars' own, every cell as text, which is the least that
anybody could do. Each is run in turn three times and the middle one counts; memory is the most that the
process had.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from conspectus.records import returns

MANIFEST = """
sender = "bench-police"
agency = "police"
schema = "events-1"
period = { from = 2023-04-01, to = 2026-03-31 }
extracted = 2026-04-14T09:30:00Z
scope = "residence"
covers = ["notification", "missing_episode", "strategy_discussion"]
"""
STYLES = ("%Y-%m-%dT%H:%M:%SZ", "%d/%m/%Y %H:%M", "%d %B %Y", "%Y-%m-%d")
WORDS = ("missing_episode", "strategy_discussion", "Missing episode", "Strategy discussion")
TIMES = 3


def main(rows: int) -> None:
    """Returns of so many event rows, written with one and with four styles of dates."""
    for styles in (1, len(STYLES)):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "police"
            write(folder, rows=rows, styles=STYLES[:styles])
            file = folder / "events.csv"
            bare, ours = [], []
            for _ in range(TIMES):
                bare.append(seconds(lambda file=file: pl.read_csv(file, infer_schema=False)))
                ours.append(seconds(lambda folder=folder: returns.check(folder)))
            report = returns.check(folder).report.counts
            size = file.stat().st_size / 2**20
            report_line(rows, styles, size=size, bare=bare, ours=ours, issues=report.errors + report.queries)


def report_line(
    rows: int, styles: int, *, size: float, bare: list[float], ours: list[float], issues: int
) -> None:
    """One line: the return, both times and their ratio."""
    read, checked = statistics.median(bare), statistics.median(ours)
    print(
        f"{rows:>9,} rows, {size:>3.0f} MB, {styles} style{'s' if styles > 1 else ' '} of dates: "
        f"checked in {checked:.2f} s ({issues:,} issues), bare read {read:.2f} s, ratio {checked / read:.1f}; "
        f"memory at most {peak():.1f} GB",
        flush=True,
    )


def write(folder: Path, *, rows: int, styles: tuple[str, ...]) -> None:
    """One sender's folder: its return.toml, people and events, the same from the same seed."""
    rng, people = random.Random(1), max(rows // 10, 1)
    folder.mkdir(parents=True)
    (folder / "return.toml").write_text(MANIFEST, encoding="utf-8")
    names = ("Ann", "Ben", "Cat", "Dev", "Eve", "Finn")
    with (folder / "people.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("person_id,forename,surname,date_of_birth\n")
        for one in range(people):
            file.write(f"P{one},{rng.choice(names)},Example{one % 997},{2008 + one % 15}-0{one % 9 + 1}-12\n")
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("event_id,person_id,event,started,ended,outcome,counterparty,source_ref\n")
        for one in range(rows):
            started = datetime(2023, 5, 1) + timedelta(minutes=rng.randrange(1_500_000))
            style = styles[rng.randrange(len(styles))]
            ended = (started + timedelta(days=2)).strftime(style) if one % 2 else ""
            person = f"P{rng.randrange(people)}" if one % 200 else f"X{one}"  # a person whom nobody sent
            begun = "31/02/2024" if one % 200 == 100 else started.strftime(style)  # no such day
            word = WORDS[rng.randrange(len(WORDS))]
            file.write(f"E{one},{person},{word},{begun},{ended},,,LOG {one}\n")


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def peak() -> float:
    """The most memory that this process had, in GB; not known on Windows."""
    if os.name == "nt":
        return float("nan")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # Linux counts in KB


if __name__ == "__main__":
    for size in sys.argv[1:] or ("500000",):
        main(int(size.replace(",", "").replace("_", "")))
