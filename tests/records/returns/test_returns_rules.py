"""Impossible rows are set aside with their reason; implausible ones are used and asked about."""

import json
from pathlib import Path

import polars as pl
import pytest

from conspectus.definitions.return_schema import return_checks
from conspectus.records.casebook import schema
from conspectus.records.returns import check
from tests.records.returns.returns_kit import (
    EVENT_HEADER,
    PEOPLE,
    adds_up,
    checked_rows,
    event,
    only,
    rules,
    sender,
    toml,
)


def test_a_good_return_has_no_issue_and_every_table_as_the_casebook_has_it(tmp_path: Path) -> None:
    everything = toml(covers=["missing_episode"])
    links = "person_id,related_person_id,relation,from\nP2,P1,brother,2015\n"
    checked = check(sender(tmp_path, manifest=everything, relationships=links))
    adds_up(checked)
    assert checked.report.issues == []
    assert (checked.report.usable, checked.report.exit_code) == (True, 0)
    for name in (
        "senders",
        "coverage",
        "files",
        "issues",
        "set_aside",
        "people",
        "homes",
        "relationships",
        "events",
    ):
        assert dict(getattr(checked, name).schema) == schema()[name].polars_schema()
    [row] = checked.events.rows(named=True)
    assert row["event_ref"] == "my-police/E1/P1"
    assert checked.relationships.rows(named=True)[0]["relation"] == "sibling"


@pytest.mark.parametrize(
    ("line", "rule", "column", "value"),
    [
        (event(person_id=""), "person-id-missing", "person_id", ""),
        (event(event=""), "event-missing", "event", ""),
        (event(event="MISPER"), "event-unknown", "event", "MISPER"),
        (event(started=""), "started-missing", "started", ""),
        (event(started="unknown"), "started-missing", "started", "unknown"),
        (event(started="31/02/2025"), "date-unreadable", "started", "31/02/2025"),
        (event(person_id="P9"), "person-unknown", "person_id", "P9"),
        (event(started="2010-06-01"), "event-before-birth", "started", "2010-06-01"),
        (event(started="2026-04-15"), "after-extraction", "started", "2026-04-15"),
        (event(event_id="1.23E+11"), "id-spoilt", "event_id", "1.23E+11"),
    ],
)
def test_impossible_rows_are_set_aside_and_located(
    tmp_path: Path, line: str, rule: str, column: str, value: str
) -> None:
    checked = checked_rows(tmp_path, event("E0"), line)
    issue = only(checked, rule)
    assert (issue.sender, issue.file, issue.row, issue.column) == ("my-police", "events.csv", 3, column)
    assert (issue.value, issue.severity, checked.report.exit_code) == (value, "error", 1)
    assert issue.message
    assert issue.todo
    assert checked.events["event_id"].to_list() == ["E0"]
    [aside] = checked.set_aside.rows(named=True)
    assert (aside["rule"], aside["row"]) == (rule, 3)
    assert list(json.loads(aside["record"])) == EVENT_HEADER.strip().split(",")


@pytest.mark.parametrize(
    ("line", "rule", "column", "value"),
    [
        (event(ended="soon"), "date-unreadable", "ended", "soon"),
        (event(ended="#REF!"), "date-unreadable", "ended", "#REF!"),
        (event(ended="2025-05-21"), "end-before-start", "ended", "2025-05-22 to 2025-05-21"),
        (event(counterparty="the circus"), "counterparty-unknown", "counterparty", "the circus"),
        (event(source_ref="#N/A"), "cell-error", "source_ref", "#N/A"),
    ],
)
def test_an_optional_cell_that_is_wrong_costs_that_cell(
    tmp_path: Path, line: str, rule: str, column: str, value: str
) -> None:
    checked = checked_rows(tmp_path, event("E0"), line)
    issue = only(checked, rule)
    assert (issue.row, issue.column, issue.value, issue.severity) == (3, column, value, "error")
    assert (checked.events["event_id"].to_list(), checked.set_aside.height) == (["E0", "E1"], 0)
    assert checked.files["cells_blanked"].sum() == checked.report.counts.cells_blanked == 1
    after = checked.events.rows(named=True)[1]
    unknown = after["ended_precision"] == "unknown" and after["ended_first"] == after["started_first"]
    assert unknown if column == "ended" else after[column] is None


@pytest.mark.parametrize(
    ("line", "rule", "severity"),
    [
        (event(outcome="returned"), "outcome-unknown", "query"),
        (event(event="arrest"), "event-not-covered", "query"),
        (event(started="2024-01-01", ended="2024-01-02"), "outside-period", "query"),
        (event(started="2026-04-02"), "outside-period", "query"),
        (event(ended="2027-01-01"), "ends-later", "query"),
        (event(source_ref=""), "source-missing", "query"),
        (event(event="notification"), "counterparty-missing", "query"),
        (event(started="?22 May 2025"), "date-uncertain", "query"),
        (event(started="22/05/25"), "date-two-digits", "query"),
        (event(started="2025-10-26 01:30"), "date-clock-change", "query"),
        (event(started="45799"), "date-serial", "query"),
    ],
)
def test_implausible_rows_are_used_and_asked_about(
    tmp_path: Path, line: str, rule: str, severity: str
) -> None:
    checked = checked_rows(tmp_path, event("E0"), line)
    issue = only(checked, rule)
    assert (issue.row, issue.severity) == (3, severity)
    assert checked.events.height == 2
    assert checked.report.exit_code == 0


def test_one_event_of_three_siblings_is_three_rows_but_twice_for_one_is_one(tmp_path: Path) -> None:
    other = event("E1", "P1", outcome="other")
    checked = checked_rows(tmp_path, event("E1", "P1"), event("E1", "P2"), event("E1", "P1"), other)
    assert only(checked, "row-repeated").row == 4
    assert only(checked, "event-twice").row == 5
    assert checked.events["event_ref"].to_list() == ["my-police/E1/P1", "my-police/E1/P2"]


def test_every_fault_of_a_row_is_told_at_once(tmp_path: Path) -> None:
    checked = checked_rows(
        tmp_path, event(person_id="P9", event="MISPER", started="soon", counterparty="circus")
    )
    told = {"person-unknown", "event-unknown", "date-unreadable", "counterparty-unknown"}
    assert told <= set(rules(checked))
    assert checked.set_aside.height == 1


def test_a_lasting_event_from_before_the_period_is_not_outside_it(tmp_path: Path) -> None:
    checked = checked_rows(
        tmp_path, event(started="2024-01-01"), event("E2", started="2024-01-01", ended="2025-06-01")
    )
    assert "outside-period" not in rules(checked)


def test_codes_columns_and_names_of_agencies_are_understood(tmp_path: Path) -> None:
    manifest = toml() + (
        '[columns.events]\nstarted = "Date/Time From"\n[codes.event]\nnotification = ["VPN/CCN"]\n'
        '[codes.outcome]\nsection_47 = ["S47", "Sec 47"]\n[codes.counterparty]\ncouncil = "MASH-X"\n'
    )
    header = "Occurrence No,Nominal Ref,Occurrence Type,Date/Time From,Result,Shared With,Log Ref\n"
    lines = "1,P1,vpn ccn,22/05/2025 14:30,,Children's Social Care,L1\n2,P1,Strategy discussion,2025-05-22,sec 47,,L2\n"
    lines += "3,P1,VPN/CCN,2025-05-22,,mash x,L3\n"
    checked = check(sender(tmp_path, events=header + lines, manifest=manifest))
    adds_up(checked)
    assert checked.events["event"].to_list() == ["notification", "strategy_discussion", "notification"]
    assert checked.events["counterparty"].to_list() == ["council", None, "council"]
    assert checked.events["outcome"].to_list() == [None, "section_47", None]
    assert checked.events["started_precision"].to_list() == ["time", "day", "day"]
    assert rules(checked) == ["covered-but-none"]


@pytest.mark.parametrize(
    ("line", "rule", "kept"),
    [
        ("P3,Cal,Example,2027-01-01,,,", "birth-in-future", True),
        ("P3,Cal,Example,01/01/1900,,,", "date-none", True),
        ("P3,Cal,Example,00/01/1900,,,", "date-none", True),
        ("P3,Cal,Example,03/06/1890,,,", "birth-too-early", True),
        ("P3,Cal,Example,June,,,", "date-unreadable", True),
        ("P3,NULL,Example,2011-01-01,,,", "name-none", True),
        ("N/A,Cal,Example,2011-01-01,,,", "id-none", False),
        (",Cal,Example,2011-01-01,,,", "person-id-missing", False),
        ("P1,Cal,Example,2011-06-03,,,", "person-differs", False),
        ("P3,Cal,Example,2011-01-01,9434765918,,", "nhs-number", True),
        ("P3,Cal,Example,2011-01-01,0000000000,,", "nhs-number", True),
        ("P3,Cal,Example,2011-01-01,,12345,", "upn", True),
        ("P3,Cal,Example,2011-01-01,,,nowhere", "postcode", True),
        ("P3,,,2011-01-01,,,", "names-missing", True),
        ("P3,Cal,Example,,,,", "birth-missing", True),
    ],
)
def test_people(tmp_path: Path, line: str, rule: str, kept: bool) -> None:
    header = "person_id,forename,surname,date_of_birth,nhs_number,upn,postcode\n"
    checked = check(
        sender(
            tmp_path, people=f"{header}P1,Ann,Example,2011-06-03,943 476 5919,A123456789012,ns1 4ab\n{line}\n"
        )
    )
    adds_up(checked)
    assert only(checked, rule).row == 3
    assert checked.people.height == (2 if kept else 1)
    first = checked.people.rows(named=True)[0]
    assert (first["nhs_number"], first["upn"], first["postcode"]) == (
        "9434765919",
        "A123456789012",
        "NS1 4AB",
    )


def test_the_unborn_have_an_expected_birth_and_events_before_it(tmp_path: Path) -> None:
    people = "person_id,forename,surname,dob,edd\nP1,,Example,,2026-07-01\nP2,,Example,,2028-07-01\n"
    checked = checked_rows(tmp_path, event(started="2025-04-02"), people=people)
    assert checked.people["unborn"].to_list() == [True, True]
    assert str(checked.people["born_first"][0]) == "2026-07-01"
    assert only(checked, "expected-birth").row == 3
    assert checked.events.height == 1


def test_a_person_whose_birth_cannot_be_stays_with_what_is_left_and_keeps_the_events(tmp_path: Path) -> None:
    people = PEOPLE + "P3,Cal,Example,2030-01-01\nP4,Dee,Example,31/06/2011\nP5,Eve,Example,03/06/48\n"
    checked = checked_rows(tmp_path, *(event(f"E{n}", f"P{n}") for n in (3, 4, 5)), people=people)
    assert checked.events.height == 3
    born = checked.people.filter(pl.col("person_id").is_in(["P3", "P4", "P5"]))
    days = [(str(first), str(last)) for first, last in born.select("born_first", "born_last").rows()]
    assert days == [("None", "None"), ("2011-01-01", "2011-12-31"), ("1948-06-03", "1948-06-03")]


def test_sex_and_restricted_in_many_words(tmp_path: Path) -> None:
    people = "person_id,forename,gender,restricted\nP1,A,b) Female,yes\nP2,B,M,\nP3,C,Not stated,maybe\nP4,D,alien,N\n"
    checked = check(sender(tmp_path, people=people))
    assert checked.people["sex"].to_list() == ["female", "male", None, None]
    assert checked.people["restricted"].to_list() == [True, False, True, False]
    assert only(checked, "sex-unknown").value == "alien"
    assert only(checked, "restricted-unknown").value == "maybe"


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("P1,P9,parent,,", "person-unknown"),
        ("P1,P2,cousin-ish,,", "relation-unknown"),
        ("P1,P2,,,", "relation-missing"),
        ("P1,,parent,,", "related-missing"),
        ("P1,P1,parent,,", "related-to-self"),
    ],
)
def test_relationships(tmp_path: Path, line: str, rule: str) -> None:
    text = f"person_id,related_person_id,relation,from,to\nP1,P2,mother,,\n{line}\n"
    checked = check(sender(tmp_path, relationships=text))
    adds_up(checked)
    assert (only(checked, rule).row, checked.relationships["relation"].to_list()) == (3, ["parent"])


def test_capitals_only_are_fine_and_without_any_names_nobody_can_be_linked(tmp_path: Path) -> None:
    checked = check(sender(tmp_path, people="person_id,date_of_birth\nP1,2011-06-03\nP2,2012-06-03\n"))
    assert checked.people.height == 2
    issue = only(checked, "no-names-at-all")
    assert issue.severity == "not_evaluated"
    assert issue.message.startswith("None of the 2 people has a name")


def test_a_count_of_one_reads_as_one(tmp_path: Path) -> None:
    one = only(checked_rows(tmp_path / "a", event(source_ref="")), "source-missing")
    two = only(
        checked_rows(tmp_path / "b", event(source_ref=""), event("E2", source_ref="")), "source-missing"
    )
    assert one.message.startswith("One row has no source_ref")
    assert two.message.startswith("2 rows have no source_ref")


def test_one_date_that_must_have_the_month_first_decides_for_its_column(tmp_path: Path) -> None:
    checked = checked_rows(tmp_path, event(started="05/22/2025"), event("E2", started="05/06/2025"))
    issue = only(checked, "date-month-first")
    assert (issue.severity, issue.column, issue.value) == ("query", "started", "05/22/2025")
    assert checked.events["started_first_day"].dt.to_string().to_list() == ["2025-05-22", "2025-05-06"]


def test_where_a_column_holds_both_orders_the_doubtful_are_not_read(tmp_path: Path) -> None:
    lines = [
        event(f"E{n}", started=text)
        for n, text in enumerate(("05/22/2025", "22/05/2025", "05/06/2025", "05/05/2025"))
    ]
    checked = checked_rows(tmp_path, *lines)
    assert only(checked, "date-order-mixed").value == only(checked, "date-unreadable").value == "05/06/2025"
    assert checked.events["started_first_day"].dt.to_string().to_list() == [
        "2025-05-22",
        "2025-05-22",
        "2025-05-05",
    ]


def test_a_word_whose_only_row_was_set_aside_is_not_said_to_be_silent(tmp_path: Path) -> None:
    manifest = toml(covers=["missing_episode", "notification"]) + '[codes.event]\nnotification = ["VPN"]\n'
    lines = event(), event("E2", person_id="P9", event="vpn", counterparty="council")
    checked = checked_rows(tmp_path, *lines, manifest=manifest)
    assert rules(checked) == ["person-unknown", "withdrawn-rows"]
    assert checked.coverage["event"].to_list() == ["missing_episode"]


def test_a_column_of_midnights_holds_days(tmp_path: Path) -> None:
    checked = checked_rows(
        tmp_path, event(started="22/05/2025 00:00"), event("E2", started="2025-05-23 00:00:00")
    )
    assert checked.events["started_precision"].to_list() == ["day", "day"]
    assert checked.events["started_text"].to_list() == ["22/05/2025 00:00", "2025-05-23 00:00:00"]
    assert only(checked, "date-midnight").severity == "query"
    mixed = checked_rows(
        tmp_path / "b", event(started="22/05/2025 00:00"), event("E2", started="2025-05-23 14:00")
    )
    assert mixed.events["started_precision"].to_list() == ["time", "time"]


@pytest.mark.parametrize(
    ("line", "rule", "ends"),
    [
        (event(counterparty="the circus"), "counterparty-unknown", "The rest of the row is used."),
        (
            event(counterparty="the circus", started="31/06/2025"),
            "counterparty-unknown",
            "could not be used.",
        ),
        (event(ended="31/06/2025"), "date-unreadable", "The rest of the row is used."),
        (event(started="31/06/2025"), "date-unreadable", "The row could not be used."),
        (event(ended="31/06/2025", person_id="P9"), "date-unreadable", "The row could not be used."),
        (event(outcome="#REF!", event="none"), "cell-error", "The row was passed over."),
    ],
)
def test_a_message_says_of_its_row_what_became_of_it(tmp_path: Path, line: str, rule: str, ends: str) -> None:
    mapped = toml() + '[codes.event]\nnone = ["none"]\n'
    issue = only(checked_rows(tmp_path, line, manifest=mapped), rule)
    assert issue.message.endswith(ends)
    assert issue.message.count("row") == 1


def test_no_message_about_a_row_promises_what_only_its_fate_can_say() -> None:
    promises = ("rest of", "the row is used", "is used without", "row is not used", "row was set aside")
    told = [check for check in return_checks().values() if check.told == "row" and check.about != "file"]
    assert [check.id for check in told if any(one in check.message for one in promises)] == []


@pytest.mark.parametrize("word", ["#REF!", "#N/A", "#VALUE!"])
def test_a_formula_that_failed_in_place_of_a_number_is_called_so(tmp_path: Path, word: str) -> None:
    people = PEOPLE + f"{word},Cal,Example,2011-01-01\n"
    lines = (event("E1"), event("E2", person_id=word), event(word), event("E4", event=word))
    checked = checked_rows(tmp_path, *lines, people=people)
    found = [issue for issue in checked.report.issues if issue.rule == "cell-error"]
    assert {(issue.file, issue.row, issue.column) for issue in found} == {
        ("people.csv", 4, "person_id"),
        ("events.csv", 3, "person_id"),
        ("events.csv", 4, "event_id"),
        ("events.csv", 5, "event"),
    }
    assert all(word in issue.message and "formula failed" in issue.message for issue in found)
    assert not {"person-id-missing", "id-none", "event-unknown"} & set(rules(checked))
    assert checked.people["person_id"].to_list() == ["P1", "P2"] and checked.events.height == 2
