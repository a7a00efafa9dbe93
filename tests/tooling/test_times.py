"""A full run tells at its end which tests took longest, over all the runs of pytest that it is made of."""

import subprocess
import sys
from pathlib import Path

from tools.times import by_folder, told

ROOT = Path(__file__).resolve().parents[2]
TIMES = {"tests/a/test_x.py::one": 1.0, "tests/a/test_y.py::two": 3.0, "tests/b/c/test_z.py::three": 2.5}


def test_slowest_first_and_the_time_by_folder() -> None:
    lines = [line.split() for line in told(TIMES, many=2)]
    assert [line[-1] for line in lines[1:3]] == ["tests/a/test_y.py::two", "tests/b/c/test_z.py::three"]
    assert lines[4:] == [["4.0", "s", "tests/a"], ["2.5", "s", "tests/b/c"]]
    assert sum(by_folder(TIMES).values()) == sum(TIMES.values())


def test_runs_add_up(tmp_path: Path) -> None:
    """Two runs, the second in processes of its own, which report to it."""
    for name in ("one", "two"):
        (tmp_path / f"test_{name}.py").write_text(
            "import time\ndef test_it():\n    time.sleep(0.01)\n", encoding="utf-8"
        )
    run(tmp_path, "test_one.py")
    run(tmp_path, "test_two.py", "-n", "1")
    lines = python(tmp_path, "-m", "tools.times", str(tmp_path / "times")).splitlines()
    assert {line.split()[-1] for line in lines if "::" in line} == {
        "test_one.py::test_it",
        "test_two.py::test_it",
    }


def run(folder: Path, *words: str) -> str:
    options = [
        "-q",
        "-p",
        "tools.times",
        "--times",
        str(folder / "times"),
        "--rootdir",
        str(folder),
        "-c",
        "/dev/null",
    ]
    return python(folder, "-m", "pytest", *options, "-pno:django", "-pno:schemathesis", *words)


def python(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
