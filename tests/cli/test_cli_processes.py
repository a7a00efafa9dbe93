"""Commands as processes of their own: they end as within a test, without a traceback, and speak UTF-8 in a pipe."""

import sqlite3
from pathlib import Path

import pytest

from tests.commands import as_process, conspectus, within
from tests.definitions.test_definition_errors import GOOD
from tests.whole_way.test_restricted import write_returns

WRONG = '[[example]]\ntitle = "wrong"\ngiven = ["2026-03-02T10:00 a"]\nas_of = 2026-03-31\nthen = ["met"]\n'


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("duties", "explain", "icpc-15-working-days", "--sql", "spark"), 0),
        (("duties", "check", "--duties", "wrong.toml"), 1),
        (("frameworks", "explain", "nowhere"), 2),
        (("build", "nowhere", "--out"), 2),  # not even words that can be understood
    ],
)
def test_a_process_says_and_ends_as_within_this_one(
    words: tuple[str, ...], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("wrong.toml").write_text(GOOD + WRONG, encoding="utf-8")
    apart, here = as_process(*words), within(*words)
    assert apart.code == here.code == code
    assert apart.out == here.out and _told(apart.err) == _told(here.err)
    assert "Traceback" not in apart.err and (apart.out + apart.err).strip()


def _told(err: str) -> list[str]:
    """How the program is named in its usage differs."""
    return err.replace("python -m conspectus", "conspectus").split()


def test_a_page_goes_through_a_pipe_in_utf_8_whatever_the_terminal_speaks(tmp_path: Path) -> None:
    write_returns(tmp_path)
    words = ("check", tmp_path, "--format", "html")
    page = as_process(*words, PYTHONIOENCODING="ascii")
    assert page.code == 0 and not page.out.isascii()
    assert page.out == conspectus(*words)


@pytest.mark.server
def test_a_demonstration_goes_on_as_it_was_left_unless_it_is_to_be_fresh(tmp_path: Path) -> None:
    words = (
        "demo",
        "--data",
        tmp_path / "data",
        "--area",
        tmp_path / "area",
        "--children",
        "20",
        "--no-serve",
    )
    first = as_process(*words)
    assert first.code == 0 and "lead@example.org" in first.out
    database = tmp_path / "data" / "workspace.sqlite3"
    put(database, "update inspections_inspection set title = 'As I left it'")
    again = as_process(*words)
    assert (
        "goes on. To begin anew: --fresh" in " ".join(again.out.split()) and "lead@example.org" in again.out
    )
    assert put(database, "select title from inspections_inspection") == [("As I left it",)]
    (tmp_path / "data" / "demonstration-is-made").unlink()  # as when making it was cut off
    anew = as_process(*words)
    assert anew.code == 0 and "goes on" not in anew.out
    assert put(database, "select title from inspections_inspection") != [("As I left it",)]


def put(database: Path, sql: str) -> list[tuple[object, ...]]:
    """What a statement gives, done by another program than the workspace."""
    with sqlite3.connect(database) as kept:
        return kept.execute(sql).fetchall()
