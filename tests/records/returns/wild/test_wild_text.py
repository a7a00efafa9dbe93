"""Text files as systems write them: the header's separator, inverted commas heeded, a last cell too long joined."""

from pathlib import Path

import pytest

from tests.records.returns.wild.finding import ICPC, found
from tests.records.returns.wild.making import EVENTS, HEADER, PEOPLE, SOUND, council, send, swap, tabbed


def test_unquoted_commas_of_the_last_cell_belong_to_it(area: Path) -> None:
    told = found(council(area, events=swap(EVENTS, "N2", "N2, second floor, room 4"))).adds_up()
    assert told.statuses(ICPC) == SOUND
    assert told.row("events", event_id="A2")["source_ref"] == "N2, second floor, room 4"
    assert told.rows("set_aside") == []
    assert told.issues(file="events.csv", row=3)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_headers_separator_separates(area: Path, separator: str) -> None:
    other = ";" if separator == "," else ","
    ours = f'"N2{other}a{other}b{other}c{other}d{other}e{other}f{other}g{other}h{other}i"'
    sent = EVENTS.replace(",", separator).replace("N2", ours)
    told = found(council(area, events=sent)).adds_up()
    assert told.statuses(ICPC) == SOUND and told.errors == []
    assert told.row("events", event_id="A2")["source_ref"] == ours.strip('"')


def test_inverted_commas_within_a_cell(area: Path) -> None:
    sent = swap(EVENTS, "N2", '"N2 ""the, second"""')
    told = found(council(area, events=sent)).adds_up()
    assert told.statuses(ICPC) == SOUND and told.errors == []
    assert told.row("events", event_id="A2")["source_ref"] == 'N2 "the, second"'


@pytest.mark.parametrize(
    ("encoding", "ending"), [("utf-8-sig", "\r\n"), ("utf-16", "\r\n"), ("cp1252", "\n")]
)
def test_letters_with_accents_in_any_encoding(area: Path, encoding: str, ending: str) -> None:
    people = swap(PEOPLE, "Rosa", "Zoë").replace("\n", ending).encode(encoding)
    told = found(council(area, people=people, events=EVENTS.replace("\n", ending).encode(encoding))).adds_up()
    assert told.row("people", person_id="K1")["forename"] == "Zoë"
    assert told.statuses(ICPC) == SOUND and told.errors == []


@pytest.mark.parametrize("name", ["events.txt", "events.tsv", "Events Export.txt"])
def test_text_with_tabs_under_any_name(area: Path, name: str) -> None:
    told = found(send(area, {"people.txt": tabbed(PEOPLE), name: tabbed(EVENTS)})).adds_up()
    assert told.statuses(ICPC) == SOUND and told.errors == []


def test_a_text_of_prose_is_no_table(area: Path) -> None:
    told = found(council(area, notes__txt="Taken on 10 April.\nAsk the performance team, or us.\n")).adds_up()
    assert told.statuses(ICPC) == SOUND and told.errors == []
    assert {row["event"] for row in told.rows("coverage")} == {"strategy_discussion", "initial_conference"}


def test_a_row_too_short_ends_in_blanks(area: Path) -> None:
    sent = HEADER + "A1,K1,strategy_discussion,2025-09-01,,section_47\nA2,K1,initial_conference,2025-09-18\n"
    told = found(council(area, events=sent)).adds_up()
    assert told.statuses(ICPC) == {"K1": ["met"]} and told.errors == []
