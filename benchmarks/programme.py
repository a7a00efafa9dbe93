"""Many areas built one after another and two at once, each job on a processor of its own; and a run that is killed.

The areas are made up with the seed 1, of 2,000 children each, a year lived: `python -m benchmarks.programme [AREAS …]`.
A third run is killed with everything that it started, without warning, when a third of its areas are done; run again,
it must pass over those and come to the figures of the first, byte for byte.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.row import Row, put, seconds, sizes
from conspectus import example_area

AREAS, CHILDREN = 100, 2000
RATIO = 1.7
FIGURES = ("figures.json", "figures-restricted.json")


def command(areas: Path, out: Path, *, jobs: int) -> list[str]:
    """`conspectus programme`, on so many processors as it has jobs."""
    words = [
        sys.executable,
        "-m",
        "conspectus",
        "programme",
        str(areas),
        "--out",
        str(out),
        "--jobs",
        str(jobs),
    ]
    return ["taskset", "--cpu-list", f"0-{jobs - 1}", *words]


def run(areas: Path, out: Path, *, jobs: int) -> float:
    """How long a whole run takes."""
    words = command(areas, out, jobs=jobs)
    return seconds(
        lambda: subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    )


def killed(areas: Path, out: Path, *, after: int) -> dict[str, int]:
    """Kill a run when so many areas are done; each of those with the moment at which its casebook was written."""
    started = subprocess.Popen(
        command(areas, out, jobs=2),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while len(finished(out)) < after and started.poll() is None:
        time.sleep(0.05)
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    return finished(out)


def finished(out: Path) -> dict[str, int]:
    """The areas that are done, with the moment at which each one's casebook was written."""
    return {
        path.parent.name: (path.parent / "casebook.duckdb").stat().st_mtime_ns
        for path in out.glob("*/made-of.txt")
    }


def same(one: Path, other: Path) -> int:
    """Of how many areas two runs have the same figures, published and restricted, byte for byte."""
    areas = [path.parent.name for path in one.glob("*/figures.json")]
    return sum(
        all((one / area / name).read_bytes() == (other / area / name).read_bytes() for name in FIGURES)
        for area in areas
    )


def main() -> None:
    """For each number of areas: one job against two, then a run that is killed and goes on."""
    for many in sizes(AREAS):
        with tempfile.TemporaryDirectory() as name:
            folder, size = Path(name), f"{many} areas of {CHILDREN:,} children"
            areas, one, two, cut = (folder / name for name in ("areas", "one", "two", "cut"))
            example_area.make_areas(areas, example_area.Wanted(children=CHILDREN, seed=1), areas=many)
            alone, both = run(areas, one, jobs=1), run(areas, two, jobs=2)
            put(Row(
                "two jobs against one", size, f"{both:.0f} s", f"{alone:.0f} s", f"{alone / both:.2f} ×",
                f"at least {RATIO} ×", alone / both >= RATIO,
            ))  # fmt: skip
            before = killed(areas, cut, after=max(many // 3, 1))
            run(areas, cut, jobs=2)
            kept = sum(finished(cut)[area] == written for area, written in before.items())
            put(Row(
                "programme killed and run again", size, f"{kept} of {len(before)} areas kept", "",
                f"{same(one, cut)} of {many} the same", "all", kept == len(before) and same(one, cut) == many,
            ))  # fmt: skip


if __name__ == "__main__":
    main()
