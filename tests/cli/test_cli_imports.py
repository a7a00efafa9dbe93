"""What the command line loads: nothing heavy to say what it can do, and for each command what it needs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from conspectus.cli import app
from conspectus.cli.commands import made
from conspectus.inspection import read
from conspectus.judgment import OnRecord, judge
from conspectus.letter import Judged, publish
from conspectus.library.store import write
from tests.inspection.casebook_making import make_casebook
from tests.inspection.inspection_making import make
from tests.library.library_making import joint

HEAVY = {
    "polars", "duckdb", "pyarrow", "numpy", "scipy", "splink", "sqlglot", "django", "pypdfium2", "typst",
}  # fmt: skip
EVERY_HELP = """
import json, sys
from typer.main import get_command
from typer.testing import CliRunner
from conspectus.cli import app

def ways(command, *way):
    yield way
    for name, below in getattr(command, "commands", {}).items():
        yield from ways(below, *way, name)

told = {" ".join(way): CliRunner().invoke(app, [*way, "--help"]) for way in ways(get_command(app))}
assert all(result.exit_code == 0 and "Usage:" in result.output for result in told.values())
print(json.dumps([list(told), list(sys.modules)]))
"""


def loaded_by(*arguments: str | Path, expect: int = 0) -> set[str]:
    """The packages that a process of its own loads for a command, by Python's own account of every import."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "conspectus", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == expect, done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    found = {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}
    assert {"conspectus", "typer"} <= found  # the account is one of this command
    return found


def test_no_help_loads_anything_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", EVERY_HELP], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    told, modules = json.loads(done.stdout)
    assert {"", "build", "verify", "demo", "duties run", "library search", "keys make"} <= set(told)
    assert not HEAVY & set(modules)


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_what_is_asked_first_loads_nothing_heavy(option: str) -> None:
    assert not HEAVY & loaded_by(option)


def test_verifying_needs_no_engine(tmp_path: Path) -> None:
    files = read(make(tmp_path / "inspection", casebook=None))
    judgment = judge(
        files.framework,
        ratings=files.ratings,
        evidence=files.evidence,
        agencies=files.inspection.agencies,
        on_record=OnRecord(departures=files.departures, dissents=files.dissents),
    )
    paths = publish(
        files, Judged(judgment, framework=files.framework), casebook=None, out=tmp_path / "letter"
    )
    loaded = loaded_by("verify", paths.letter)
    assert not (HEAVY - {"numpy", "scipy"}) & loaded  # these two work out what the fewest other answers are


def test_returns_are_made_and_checked_without_what_links_or_queries(tmp_path: Path) -> None:
    made = loaded_by("example", tmp_path / "area", "--children", "20")
    checked = loaded_by(
        "check", tmp_path / "area" / "returns", expect=1
    )  # a made-up area has slips of the pen
    assert not (HEAVY - {"polars", "pyarrow", "numpy"}) & (made | checked)


def test_casebooks_are_read_and_drawn_without_what_made_them(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from conspectus.pictures import area_html, area_text, child_html, child_text, comparison_text
from conspectus.records.casebook import compare, open_casebook
with open_casebook(Path(sys.argv[1])) as book:
    assert book.content_hash
print(*sys.modules)
"""
    run = [sys.executable, "-c", code, str(make_casebook(tmp_path / "casebook.duckdb"))]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert {"duckdb", "conspectus.pictures.child_page"} <= loaded
    assert not (HEAVY - {"polars", "pyarrow", "numpy", "duckdb"}) & loaded


def test_a_search_by_words_loads_neither_arrays_nor_what_reads_reports(tmp_path: Path) -> None:
    write([joint()], tmp_path / "library.db")
    assert not HEAVY & loaded_by("library", "search", tmp_path / "library.db", "visitors", "--words-only")


def test_a_command_alone_is_the_one_of_the_whole() -> None:
    for one in ("library", "check", "map", "keys"):
        assert list(get_command(made(one)).commands) == [one]  # type: ignore[attr-defined]
        helps = [
            CliRunner().invoke(which, [one, "--help"], prog_name="conspectus") for which in (app, made(one))
        ]
        assert helps[0].output == helps[1].output and "Usage: conspectus" in helps[0].output
    assert list(get_command(made("nothing")).commands) == list(get_command(app).commands)  # type: ignore[attr-defined]
