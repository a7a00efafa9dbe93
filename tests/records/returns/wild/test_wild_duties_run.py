"""`conspectus duties run` on a bare table: words refused, bad dates waiting, rows as `check` numbers them."""

import json
from pathlib import Path

import pytest

from conspectus.definitions import SHIPPED
from tests.commands import Said, within
from tests.records.returns.wild.finding import ICPC

HEADER = "child_id,event,started,outcome,agency\n"
MET = "B,strategy_discussion,2025-09-01,section_47,council\nB,initial_conference,2025-09-18,plan,council\n"


def run(folder: Path, lines: str, *, as_of: str = "2026-03-31") -> Said:
    """The command on a table of these lines."""
    table = folder / "events.csv"
    table.write_text(HEADER + lines, encoding="utf-8")
    duty = SHIPPED / "duties" / f"{ICPC}.toml"
    words: list[str | Path] = [
        "duties",
        "run",
        "--duties",
        duty,
        "--events",
        table,
        "--as-of",
        as_of,
        "--nation",
        "england",
    ]
    return within(*words, "--nation", "england", "--format", "json")


def figures(done: Said) -> dict[str, int]:
    """Statuses that occur, and how often."""
    [row] = json.loads(done.out)
    words = ("met", "late", "missed", "not_yet_due", "exempt", "indeterminate", "not_evaluated")
    return {word: row[word] for word in words if row[word]}


def test_an_unreadable_date_is_indeterminate_and_its_row_named(tmp_path: Path) -> None:
    bad = (
        "A,strategy_discussion,2025-09-01,section_47,council\nA,initial_conference,31/11/2025,plan,council\n"
    )
    done = run(tmp_path, bad + MET)
    assert done.code == 0, done.err
    assert figures(done) == {"met": 1, "indeterminate": 1}
    assert "row 3" in done.err and "31/11/2025" in done.err


@pytest.mark.parametrize("word", ["Strategy meeting", "ICPC", "strategy_discusion"])
def test_an_unknown_word_is_refused_by_name(tmp_path: Path, word: str) -> None:
    done = run(tmp_path, f"A,{word},2025-09-01,section_47,council\n" + MET)
    assert done.code == 2
    assert word in done.err and "row 2" in done.err


def test_a_word_in_other_letters_is_read_or_refused(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        "A,Strategy discussion,2025-09-01,Section 47,Council\nA,Initial conference,2025-09-18,plan,council\n",
    )
    refused = done.code == 2 and "Strategy discussion" in done.err
    assert refused or (done.code == 0 and figures(done) == {"met": 1})


def test_ids_that_differ_by_spelling_are_one_child_or_told(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        "701,strategy_discussion,2025-09-01,section_47,council\n701.0,initial_conference,2025-09-18,plan,council\n",
    )
    one = done.code == 0 and figures(done) == {"met": 1}
    assert one or "701.0" in done.err


def test_n_a_is_no_child_and_rows_are_numbered_as_people_see_them(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        "N/A,strategy_discussion,2025-09-01,section_47,council\n"
        ",strategy_discussion,2025-09-01,section_47,council\n" + MET,
    )
    assert "row 2" in done.err or "rows 2" in done.err
    assert "3" in done.err
    assert done.code == 2 or figures(done) == {"met": 1}


def test_what_was_right_stays_right(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        "child1,strategy_discussion,12/01/2026,section_47,council\n"
        "child2,initial_conference,26/05/2020,,council\n"
        "child2,strategy_discussion,26/05/2021,section_47,council\n"
        "child3,strategy_discussion,20/03/2026,section_47,council\n",
    )
    assert figures(done) == {"missed": 2, "not_yet_due": 1}
