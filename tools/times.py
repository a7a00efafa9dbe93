"""Where the time of the tests went: `pytest -p tools.times --times FILE`, then `python -m tools.times FILE`.

FILE gathers what each test took, so that one run after another adds to it; the second tells of all of them.
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

import pytest

Times = Mapping[str, float]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where the times are gathered."""
    parser.addoption("--times", type=Path, metavar="FILE", help="add to FILE what each test took")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Add this run's times."""
    file: Path | None = config.getoption("--times")
    if file is None:
        return
    reports = [one for some in terminalreporter.stats.values() for one in some if hasattr(one, "duration")]
    keep(file, taken(reports, where=" on PostgreSQL" if os.environ.get("DATABASE_URL") else ""))


def taken(reports: Iterable[pytest.TestReport], *, where: str = "") -> dict[str, float]:
    """Seconds that each test took, with what was set up for it and taken down after it."""
    times: dict[str, float] = defaultdict(float)
    for report in reports:
        times[report.nodeid + where] += report.duration
    return dict(times)


def keep(file: Path, times: Times) -> None:
    """Add a line a test to the file."""
    with file.open("a", encoding="utf-8") as lines:
        lines.writelines(json.dumps(one) + "\n" for one in times.items())


def kept(file: Path) -> dict[str, float]:
    """What the file holds."""
    return dict(json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())


def told(times: Times, *, many: int) -> list[str]:
    """The slowest tests, and the time by folder, longest first."""
    slowest = sorted(times.items(), key=lambda one: -one[1])[:many]
    folders = sorted(by_folder(times).items(), key=lambda one: -one[1])
    return [
        f"The {len(slowest)} slowest tests:",
        *(f"{seconds:8.1f} s  {test}" for test, seconds in slowest),
        "Time by folder, of all processes together:",
        *(f"{seconds:8.1f} s  {folder}" for folder, seconds in folders),
    ]


def by_folder(times: Times) -> dict[str, float]:
    """Seconds of the tests that lie in each folder."""
    folders: dict[str, float] = defaultdict(float)
    for test, seconds in times.items():
        folders[str(PurePosixPath(test.partition("::")[0]).parent)] += seconds
    return dict(folders)


if __name__ == "__main__":
    print("\n".join(told(kept(Path(sys.argv[1])), many=20)))
