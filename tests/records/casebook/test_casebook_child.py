"""One child's joint chronology, read out of a small casebook."""

from datetime import date

import pytest

from conspectus.errors import CasebookError
from conspectus.records.casebook import Casebook, ChildChronology, ChronologyEntry, known_on, narrowed
from conspectus.records.casebook.when import when
from conspectus.records.dates import read_date
from conspectus.terms import Agency, Relation, Status


def entry(story: ChildChronology, event: str) -> ChronologyEntry:
    return next(one for one in story.entries if one.event == event)


def test_names_are_masked_unless_asked_for(book: Casebook) -> None:
    masked = book.chronology("C-A").child
    assert (masked.masked, masked.forename, masked.born, masked.sex) == (True, None, None, None)
    named = book.chronology("C-A", names=True).child
    assert (named.forename, named.surname, named.born) == ("Tamsin", "Orrell", "14 June 2011")
    assert "Orrell" not in book.chronology("C-A").model_dump_json()


def test_an_nhs_number_is_told_with_whose_records_hold_it_and_when_they_were_taken(book: Casebook) -> None:
    told = {child: book.chronology(f"C-{child}", names=True).child for child in "ABC"}
    taken = "14 April 2026"
    assert told["A"].nhs_number == f"943 476 5919 (Council, {taken}; Health, {taken})"
    assert told["B"].nhs_number == f"401 023 2137 (Schools, {taken}) and 943 476 5919 (Health, {taken})"
    assert told["C"].nhs_number is None
    assert told["A"].facts["NHS number"] == told["A"].nhs_number
    assert "NHS number" not in told["C"].facts
    assert "943" not in book.chronology("C-A").model_dump_json()


def test_what_a_sender_wrote_in_its_own_words_is_masked_with_the_names(book: Casebook) -> None:
    assert "note " not in book.chronology("C-A").model_dump_json()
    assert "note 2" in book.chronology("C-A", names=True).model_dump_json()


def test_each_agency_knows_what_stood_in_its_record_by_a_day(book: Casebook) -> None:
    story = book.chronology("C-A")
    lines = {entry.event_ref: n for n, entry in enumerate(story.entries, start=1)}
    known = {one.agency: one for one in known_on(story, date(2026, 1, 5))}
    assert known[Agency.POLICE].held == [lines["north-police/E2/A"], lines["north-police/E4/A"]]
    assert known[Agency.HEALTH].held == []
    assert lines["north-police/E4/A"] in known[Agency.COUNCIL].told
    later = {one.agency: one for one in known_on(story, date(2026, 3, 31))}
    assert sum(len(one.held) for one in later.values()) == len(story.entries) + sum(
        len(entry.also_recorded_by) for entry in story.entries
    )


def test_an_unsure_date_is_known_only_perhaps(book: Casebook) -> None:
    story = book.chronology("C-A")
    [(n, unsure)] = [(n, one) for n, one in enumerate(story.entries, start=1) if one.event == "disclosure"]
    assert unsure.first_day < unsure.last_day
    [early] = [one for one in known_on(story, unsure.first_day) if one.agency is Agency.VOLUNTARY]
    [late] = [one for one in known_on(story, unsure.last_day) if one.agency is Agency.VOLUNTARY]
    assert (early.held, early.perhaps) == ([], [n])
    assert (late.held, late.perhaps) == ([n], [])


def test_a_part_holds_what_was_asked_for_and_every_silo_gap(book: Casebook) -> None:
    story = book.chronology("C-A")
    police = narrowed(story, agencies=[Agency.POLICE])
    assert 0 < len(police.entries) < len(story.entries)
    assert all(Agency.POLICE in (one.agency, *one.also_recorded_by) for one in police.entries)
    assert {one.agency for one in police.obligations} <= {Agency.POLICE}
    kind = police.entries[0].event
    assert kind is not None
    of_kind = narrowed(story, kinds=[kind])
    assert of_kind.entries == [one for one in story.entries if one.event == kind]
    there = {one.event_ref for one in of_kind.entries}
    assert all({one.trigger_ref, one.response_ref} & there for one in of_kind.obligations)
    for part in (police, of_kind, narrowed(story, agencies=[Agency.PROBATION], kinds=["no_such_kind"])):
        assert (part.silo_gaps, part.child) == (story.silo_gaps, story.child)
    assert narrowed(story) == story


def test_entries_are_in_order_of_time(book: Casebook) -> None:
    for child in ("C-A", "C-B", "C-C"):
        known = [one.first_day for one in book.chronology(child).entries if one.first_day == one.last_day]
        assert known == sorted(known)


def test_what_several_recorded_is_one_line_led_by_its_keeper(book: Casebook) -> None:
    story = book.chronology("C-B")
    meetings = [one for one in story.entries if one.event == "strategy_discussion"]
    assert len(meetings) == 1
    assert meetings[0].agency is Agency.COUNCIL
    assert meetings[0].also_recorded_by == [Agency.POLICE, Agency.HEALTH]
    assert meetings[0].outcome == "section 47"


def test_adults_events_say_through_whom(book: Casebook) -> None:
    order = entry(book.chronology("C-A"), "probation_order")
    assert (order.via, order.via_relation, order.lasting) == ("through the mother", Relation.PARENT, True)


def test_a_restricted_row_shows_only_that_it_exists(book: Casebook) -> None:
    story = book.chronology("C-A", names=True)
    hidden = [one for one in story.entries if one.restricted]
    assert [one.title for one in hidden] == ["A restricted entry by Police", "A restricted entry by Health"]
    for one in hidden:
        assert (one.event, one.outcome, one.source, one.via, one.event_ref) == (None, None, None, None, None)
    text = story.model_dump_json()
    assert "overdose" not in text
    assert "intelligence" not in text
    assert "associate" not in text


def test_each_open_entry_leads_to_a_line_of_a_file(book: Casebook) -> None:
    for one in book.chronology("C-B").entries:
        cited = book.cite(f"events:{one.event_ref}")
        assert cited is not None
        assert one.source is not None
        line = cited.lines[0]
        assert (line.sender, line.file, line.row) == (one.source.sender, one.source.file, one.source.row)


def test_obligations_are_the_casebooks(book: Casebook) -> None:
    rows = book.rows("select obligation_id, status from obligations where child_id = 'C-B'")
    owed = book.chronology("C-B").obligations
    assert {(one.obligation_id, one.status) for one in owed} == {
        (row["obligation_id"], row["status"]) for row in rows
    }
    limits = [one.due_day for one in owed if one.due_day]
    assert limits == sorted(limits)
    conference = next(one for one in owed if one.duty == "icpc-15-working-days")
    assert (conference.status, conference.due, conference.due_day) == (
        Status.MET,
        "2 February 2026",
        date(2026, 2, 2),
    )


def test_an_unknown_child_says_what_to_do(book: Casebook) -> None:
    with pytest.raises(CasebookError, match=r"(?s)no child 'C-nobody'.*conspectus show"):
        book.chronology("C-nobody")


def test_the_json_comes_back_whole(book: Casebook) -> None:
    story = book.chronology("C-A", names=True)
    assert ChildChronology.model_validate_json(story.model_dump_json()) == story


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-05-22", "22 May 2026"),
        ("2026-05-22 21:40", "22 May 2026, 21:40"),
        ("2026-05-22T20:40:00Z", "22 May 2026, 21:40"),
        ("May 2026", "some day in May 2026"),
        ("2026", "2026"),
        ("?22 May 2026", "about 22 May 2026"),
        ("c. 22/05/2026", "about 22 May 2026"),
        ("?2026-05", "about May 2026"),
        ("early May 2026", "some day in May 2026"),
    ],
)
def test_dates_as_people_read_them(written: str, read: str) -> None:
    found = read_date(written)._asdict()
    assert when({f"started_{name}": value for name, value in found.items()}) == read
