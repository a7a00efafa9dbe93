"""Two casebooks held against each other: what was put in by hand comes out, and nothing else."""

from pathlib import Path

import duckdb
import pytest
from rich.console import Console
from tests.records.casebook.small_casebook import make_casebook

from conspectus.pictures import comparison_text
from conspectus.records.casebook import Casebook, Comparison, compare, open_casebook

CHANGES = """
update people set forename = 'Tamzin' where person_id = 'A' and sender = 'north-police';
update people set row = row + 100;
delete from events where event_ref in (
  select event_ref from events where person_id = 'B' and agency = 'education' and event = 'school_concern');
update links set child_id = 'C-X' where person_id = 'M';
update links set child_id = 'C-new' where person_id = 'C' and sender = 'north-youth_justice';
update links set child_id = 'C-renamed' where person_id = 'B';
delete from silo_gaps;
update definitions set sha256 = 'other', version = version + 1 where id = 'cse';
update content set sha256 = 'other' where table_name = 'casebook';
"""


def changed(path: Path, sql: str) -> Casebook:
    """The small casebook with what a later build would have made otherwise."""
    make_casebook(path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(sql)
    return open_casebook(path)


@pytest.fixture
def comparison(book: Casebook, tmp_path: Path) -> Comparison:
    [first] = book.rows("select min(obligation_id) as id from obligations where status = 'met'")
    status = f"update obligations set status = 'late' where obligation_id = '{first['id']}';"
    with changed(tmp_path / "new.duckdb", CHANGES + status) as new:
        return compare(book, new)


def test_a_casebook_is_as_it_is(book: Casebook) -> None:
    found = compare(book, book)
    assert found.same
    assert not (found.rows or found.definitions or found.obligations.status or found.silo_gaps.gone)
    assert not (found.links.together or found.links.apart or found.links.renamed)


def test_rows_are_counted_by_sender_and_a_line_that_moved_is_no_change(comparison: Comparison) -> None:
    rows = [(row.table, row.sender, row.added, row.gone, row.changed) for row in comparison.rows]
    assert rows == [("people", "north-police", 0, 0, 1), ("events", "north-education", 0, 1, 0)]


def test_people_moved_together_and_apart(comparison: Comparison) -> None:
    links = comparison.links
    assert [(one.child_ids_old, one.child_ids_new) for one in links.together] == [(["C-M", "C-X"], ["C-X"])]
    assert [(one.child_ids_old, one.child_ids_new) for one in links.apart] == [(["C-C"], ["C-C", "C-new"])]
    assert [(one.child_ids_old, one.child_ids_new) for one in links.renamed] == [(["C-B"], ["C-renamed"])]


def test_an_obligation_that_stands_otherwise_says_from_what_to_what(comparison: Comparison) -> None:
    [one] = comparison.obligations.status
    assert (one.old, one.new) == ("met", "late")
    assert one.obligation_id is not None
    assert not comparison.obligations.new and not comparison.obligations.gone


def test_gaps_and_definitions(book: Casebook, comparison: Comparison) -> None:
    gaps = book.rows("select * from silo_gaps")
    assert len(comparison.silo_gaps.gone) == len(gaps) > 0
    assert [(one.id, one.kind) for one in comparison.definitions] == [("cse", "pattern")]


def test_no_restricted_entry_is_named(book: Casebook, tmp_path: Path) -> None:
    refs = [row["event_ref"] for row in book.rows("select event_ref from events where restricted")]
    hidden = f"update obligations set status = 'exempt', trigger_ref = '{refs[0]}', obligation_id = 'd:p:a:{refs[0]}'"
    one = "where obligation_id = (select min(obligation_id) from obligations);"
    with changed(tmp_path / "new.duckdb", f"{hidden} {one} {CHANGES}") as new:
        text = compare(book, new).model_dump_json()
    assert refs and not any(ref in text for ref in refs)
    assert '"obligation_id":null' in text


def test_the_terminal_names_what_changed(comparison: Comparison) -> None:
    console = Console(record=True, width=100)
    comparison_text(comparison, console)
    text = console.export_text()
    assert all(word in text for word in ("north-police", "C-renamed", "late", "Silo gaps", "cse"))


def test_figures_that_moved_are_told_with_their_denominators(book: Casebook, tmp_path: Path) -> None:
    [row] = book.rows(
        "select * from duty_figures where share_met is not null order by duty, part, agency limit 1"
    )
    moved = (
        f"update duty_figures set met = met + 5, obligations = obligations + 5, share_met = 0.75 "
        f"where duty = '{row['duty']}' and part = '{row['part']}' and agency = '{row['agency']}'; "
        "delete from duty_figures where duty = 'referral-decision';"
    )
    with changed(tmp_path / "new.duckdb", moved) as new:
        found = compare(book, new).figures
    [change] = [one for one in found if one.duty == row["duty"]]
    decided = row["met"] + row["late"] + row["missed"]
    assert change.old is not None and change.new is not None
    assert (change.old.decided, change.old.share_met) == (decided, row["share_met"])
    assert (change.new.decided, change.new.share_met) == (decided + 5, 0.75)
    assert [one.new for one in found if one.duty == "referral-decision"] == [None]
    assert {one.duty for one in found} == {row["duty"], "referral-decision"}
