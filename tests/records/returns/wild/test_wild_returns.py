"""Faults seen in the wild, one return each, with other made-up people, dates and values."""

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.records.returns.wild.annex import PEOPLE_OF_LISTS, annex_a
from tests.records.returns.wild.crowd import crowd, twins
from tests.records.returns.wild.finding import ICPC, SHARED, VISITS, at, found
from tests.records.returns.wild.making import (
    EVENTS,
    HEADER,
    PEOPLE,
    POLICE,
    SOUND,
    ZERO_WIDTH,
    Sheet,
    cells,
    council,
    dated,
    send,
    swap,
    tabbed,
    workbook,
)

# -------------------------------------------------------------------------------------- dates of events


def test_a_day_that_the_calendar_has_not_leaves_the_duty_indeterminate(area: Path) -> None:
    told = found(council(area, events=swap(EVENTS, "2025-09-18", "31/11/2025"))).adds_up()
    assert told.statuses(ICPC) == {"K1": ["indeterminate"], "K2": ["late"]}
    assert told.statuses(ICPC, column="waits_on") == {"K1": [[at("events.csv", 3)]], "K2": [[]]}
    assert "events.csv" in told.reason(ICPC, "K1") and "3" in told.reason(ICPC, "K1")
    issue = told.issue(file="events.csv", row=3, column="started", value="31/11/2025")
    assert (issue.rule, issue.severity, told.report.exit_code) == ("date-unreadable", "error", 1)
    aside = told.row("set_aside", file="events.csv", row=3, rule="date-unreadable")
    assert (aside.get("person_id"), aside.get("event")) == ("K1", "initial_conference")
    assert aside.get("child_id") == told.row("links", person_id="K1")["child_id"]
    assert told.row("duty_figures", duty=ICPC).get("waiting") == 1


@pytest.mark.parametrize(
    ("first", "second"), [("00/01/1900", "1900-01-00"), ("31/12/9999", "31/12/2999"), ("9999-12-31", "0")]
)
def test_an_end_that_a_system_writes_for_none_is_open(area: Path, first: str, second: str) -> None:
    sent = swap(swap(EVENTS, "2025-09-18,", f"2025-09-18,{first}"), "2025-09-29,", f"2025-09-29,{second}")
    told = found(council(area, events=sent)).adds_up()
    assert told.statuses(ICPC) == SOUND
    assert told.errors == [] and told.report.exit_code == 0
    assert {row["ended_first"] for row in told.rows("events")} == {None}
    assert {row["ended_precision"] for row in told.rows("events")} == {None}
    assert told.issues(column="ended", names=first, severity="query")
    assert told.issues(column="ended", names=second, severity="query")
    assert told.blanked(file="events.csv") == 2


def test_a_date_and_a_time_in_two_columns_are_one_moment(area: Path) -> None:
    sent = """
event_id,person_id,event,Start Date,Start Time,End Date,End Time,outcome,source_ref
A1,K1,strategy_discussion,01/09/2025,14:30,01/09/2025,15:45,section_47,N1
A2,K1,initial_conference,18/09/2025,09:15,18/09/2025,11:00,plan,N2
""".lstrip()
    told = found(council(area, events=sent)).adds_up()
    assert told.statuses(ICPC) == {"K1": ["met"]}
    assert told.errors == []
    # Summer time: an hour ahead of UTC, in which the casebook holds its instants.
    event = told.row("events", event_id="A1")
    assert (event["started_precision"], event["ended_precision"]) == ("time", "time")
    assert event["started_first"] == datetime(2025, 9, 1, 13, 30)
    assert event["ended_first"] == datetime(2025, 9, 1, 14, 45)


def test_one_cell_that_proves_the_month_first_decides_its_column(area: Path) -> None:
    sent = HEADER + (
        "A1,K1,strategy_discussion,9/1/2025,,section_47,,N1\n"
        "A2,K1,initial_conference,9/18/2025,,plan,,N2\n"
        "A3,K2,strategy_discussion,9/1/2025,,section_47,,N3\n"
        "A4,K2,initial_conference,10/1/2025,,plan,,N4\n"
    )
    told = found(council(area, events=sent)).adds_up()
    days = [row["started_first_day"] for row in sorted(told.rows("events"), key=lambda row: row["event_id"])]
    assert days == [date(2025, 9, 1), date(2025, 9, 18), date(2025, 9, 1), date(2025, 10, 1)]
    assert told.statuses(ICPC) == SOUND
    [issue] = told.report.issues
    assert (issue.rule, issue.severity, issue.column) == ("date-month-first", "query", "started")


# -------------------------------------------------------------------------------------- dates of birth


def test_a_two_digit_year_of_birth_is_in_the_past(area: Path) -> None:
    told = found(council(area, people=swap(PEOPLE, "2010-03-09", "14/02/51"))).adds_up()
    assert told.statuses(ICPC) == SOUND
    person = told.row("people", person_id="K1")
    assert (person["born_first"], person["born_last"]) == (date(1951, 2, 14), date(1951, 2, 14))
    assert told.issues(rule="date-two-digits", file="people.csv", names="14/02/51", severity="query")
    assert told.errors == []


def test_a_date_of_birth_in_words_leaves_the_person_and_the_events(area: Path) -> None:
    told = found(council(area, people=swap(PEOPLE, "2010-03-09", "May be 8 Jan 2010"))).adds_up()
    assert told.statuses(ICPC) == SOUND
    person = told.row("people", person_id="K1")
    assert (person["forename"], person["surname"]) == ("Rosa", "Fielding")
    # `May` is no month here: what is left holds 8 January, or there is nothing left.
    assert person["born_first"] is None or person["born_first"] <= date(2010, 1, 8) <= person["born_last"]
    assert told.issues(file="people.csv", names="May be 8 Jan 2010")
    assert told.rows("set_aside") == []


def test_an_unreadable_date_of_birth_does_not_part_what_two_agencies_share(area: Path) -> None:
    told = found(_shared(area, people=swap(PEOPLE, "2010-03-09", "31/06/2010")), SHARED).adds_up()
    assert told.statuses(SHARED) == {"K1=P1": ["met"], "K2=P2": ["met"]}
    issue = told.issue(sender="eastmoor-council", file="people.csv", names="31/06/2010")
    assert (issue.row, issue.column) == (2, "date_of_birth")
    person = told.row("people", person_id="K1")
    assert person["forename"] == "Rosa"
    assert person["born_first"] in (None, date(2010, 1, 1))
    assert told.event_ids() == {"R1", "R2", "N1", "N2"}


RECEIVED = HEADER + (
    "R1,K1,notification_received,2025-07-02 09:00,,,police,N1\n"
    "R2,K2,notification_received,2025-07-02 09:30,,,police,N2\n"
)
NOTIFIED = HEADER + (
    "N1,P1,notification,2025-07-01 20:10,,,council,L1\nN2,P2,notification,2025-07-01 20:20,,,council,L2\n"
)


def _shared(
    area: Path, *, people: str = PEOPLE, received: tuple[str, str] = ("events.csv", RECEIVED)
) -> Path:
    """The police told the council of both children, and the council's record shows it."""
    name, text = received
    send(area, {"people.csv": people, name: text}, covers=["notification_received"])
    known = PEOPLE.replace("K1", "P1").replace("K2", "P2")
    sent = {"people.csv": known, "events.csv": NOTIFIED}
    return send(area, sent, sender=POLICE, agency="police", covers=["notification"])


# -------------------------------------------------------------------------------------- people twice or nobody


def test_a_person_sent_again_with_another_home_keeps_both(area: Path) -> None:
    sent = """
person_id,forename,surname,date_of_birth,sex,postcode,address
K1,Rosa,Fielding,2010-03-09,female,ZZ2 1AA,4 Mill Lane
K1,Rosa,Fielding,2010-03-09,female,ZZ8 8YY,9 Quay Street
K2,Idris,Marlow,2013-11-21,male,ZZ3 4BB,7 Hill Rise
""".lstrip()
    told = found(council(area, people=sent)).adds_up()
    assert told.statuses(ICPC) == SOUND
    assert told.errors == [] and told.report.exit_code == 0
    homes = [
        (row["person_id"], row["postcode"], row["address"], row["file"], row["row"])
        for row in told.rows("homes")
    ]
    assert sorted(homes) == [
        ("K1", "ZZ2 1AA", "4 Mill Lane", "people.csv", 2),
        ("K1", "ZZ8 8YY", "9 Quay Street", "people.csv", 3),
        ("K2", "ZZ3 4BB", "7 Hill Rise", "people.csv", 4),
    ]
    assert len(told.rows("people")) == 2 and told.rows("set_aside") == []


def test_an_extract_pasted_twice_counts_once(area: Path) -> None:
    again = HEADER + "B1,K1,strategy_discussion,2025-11-03,,section_47,,N9\n" + EVENTS.partition("\n")[2]
    told = found(council(area, people=PEOPLE * 2, events=EVENTS + again)).adds_up()
    assert {row["person_id"] for row in told.rows("people")} == {"K1", "K2"}
    assert told.event_ids() == {"A1", "A2", "A3", "A4", "B1"}
    assert {name: statuses[0] for name, statuses in told.statuses(ICPC).items()} == {
        "K1": "met",
        "K2": "late",
    }
    repeated = {(row["file"], row["row"]) for row in told.rows("set_aside", rule="row-repeated")}
    assert repeated == {("people.csv", 5), ("people.csv", 6)} | {
        ("events.csv", row) for row in (8, 9, 10, 11)
    }
    assert {issue.severity for issue in told.issues(rule="row-repeated")} == {"query"}
    for file, row in (("people.csv", 4), ("events.csv", 6)):
        [issue] = [issue for issue in told.issues(file=file) if issue.rule != "row-repeated"]
        assert issue.row in (row, None)
        assert told.rows("events", row=row, file=file) == told.rows("people", row=row, file=file) == []


def test_n_a_is_nobody(area: Path) -> None:
    people = PEOPLE + "N/A,Unknown,Unknown,,,\n"
    events = EVENTS + (
        "A5,N/A,strategy_discussion,2025-10-01,,section_47,,N5\n"
        "A6,N/A,strategy_discussion,2025-11-03,,section_47,,N6\n"
    )
    told = found(council(area, people=people, events=events)).adds_up()
    assert told.statuses(ICPC) == SOUND
    assert {row["person_id"] for row in told.rows("people")} == {"K1", "K2"}
    assert len(told.rows("children")) == 2
    aside = {(row["file"], row["row"]) for row in told.rows("set_aside")}
    assert aside == {("people.csv", 4), ("events.csv", 6), ("events.csv", 7)}
    assert told.issues(file="people.csv", names="N/A") and told.issues(file="events.csv", names="N/A")


def test_null_is_no_name_and_1900_no_day_of_birth(area: Path) -> None:
    nobody = "{id},NULL,NULL,1900-01-01,,\n"
    arabic = "{id},مريم,الهاشمي,2012-05-17,female,ZZ4 2CD\n"
    sent = {"council": ["U1", "R1"], "police": ["V1", "V2", "S1"]}
    lines = {
        agency: "".join((arabic if name[0] in "RS" else nobody).format(id=name) for name in names)
        for agency, names in sent.items()
    }
    told = found(crowd(area, council=lines["council"], police=lines["police"])).adds_up()
    who = set(told.people().values())
    assert {"U1", "V1", "V2"} <= who
    assert "R1=S1" in who or "no names" not in told.row("links", person_id="R1")["reason"]
    for name in ("U1", "V1", "V2"):
        person = told.row("people", person_id=name)
        assert (person["forename"], person["surname"], person["born_first"]) == (None, None, None)


def test_twins_are_never_joined_in_silence(area: Path) -> None:
    council_lines, police_lines, apart = twins()
    told = found(crowd(area, council=council_lines, police=police_lines)).adds_up()
    child = {(row["sender"], row["person_id"]): row["child_id"] for row in told.rows("links")}
    joined = [
        pair for pair in apart if child["eastmoor-council", pair[0]] == child["eastmoor-council", pair[1]]
    ]
    assert joined == []


# -------------------------------------------------------------------------------------- ids spoilt


@pytest.mark.parametrize(
    ("kept", "sent"),
    [
        (("701", "702"), ("701.0", "702.0")),
        (("000701", "000702"), ("701", "702")),
        (("K1", "K2"), (f"K1{ZERO_WIDTH}", "K2")),
    ],
    ids=["a number with .0", "leading zeros eaten", "a character of no width"],
)
def test_an_id_that_differs_by_its_spelling_alone_is_joined_and_said(
    area: Path, kept: tuple[str, str], sent: tuple[str, str]
) -> None:
    people = PEOPLE.replace("K1", kept[0]).replace("K2", kept[1])
    events = EVENTS.replace("K1", sent[0]).replace("K2", sent[1])
    told = found(council(area, people=people, events=events)).adds_up()
    assert told.statuses(ICPC) == {kept[0]: ["met"], kept[1]: ["late"]}
    assert len(told.rows("events")) == 4 and told.rows("set_aside") == []
    assert told.issues(rule="person-unknown") == [] and told.errors == []
    # The cause is named once for the file, not once for each row.
    assert len(told.issues(file="events.csv", severity="query")) == 1


# -------------------------------------------------------------------------------------- files and sheets


def test_semicolons_within_inverted_commas_separate_nothing(area: Path) -> None:
    sent = swap(HEADER, "source_ref", "source_ref,remarks") + (
        'A1,K1,strategy_discussion,2025-09-01,,section_47,,N1,"a;b;c;d;e;f;g;h;i;j;k"\n'
        "A2,K1,initial_conference,2025-09-18,,plan,,N2,x\n"
        "A3,K2,strategy_discussion,2025-09-01,,section_47,,N3\n"
        "A4,K2,initial_conference,2025-09-29,,plan,,N4\n"
    )
    told = found(council(area, events=sent)).adds_up()
    assert told.statuses(ICPC) == SOUND and told.errors == []
    assert len(told.rows("events")) == 4


def test_text_with_tabs_beside_a_csv_is_read_as_well(area: Path) -> None:
    people = PEOPLE + "K3,Wren,Oakes,2012-02-02,female,ZZ5 5DD\n"
    more = HEADER + (
        "B1,K3,strategy_discussion,2025-09-01,,section_47,,N5\nB2,K3,initial_conference,2025-09-17,,plan,,N6\n"
    )
    told = found(council(area, people=people, events2__txt=tabbed(more))).adds_up()
    assert told.statuses(ICPC) == SOUND | {"K3": ["met"]}
    assert told.row("files", file="events2.txt")["rows_used"] == 2
    assert told.errors == []


def test_events_in_text_with_tabs_are_read_where_there_is_no_csv(area: Path) -> None:
    told = found(_shared(area, received=("events.txt", tabbed(RECEIVED))), SHARED).adds_up()
    assert told.statuses(SHARED) == {"K1=P1": ["met"], "K2=P2": ["met"]}
    assert told.errors == [] and told.event_ids() == {"R1", "R2", "N1", "N2"}


def test_a_sheet_whose_headers_nobody_knows_is_named(area: Path) -> None:
    diversion = [
        ["Ref", "Client number", "What happened", "When"],
        ["Z1", "K2", "disposal", "02/10/2025"],
        ["Z2", "K2", "disposal", "03/10/2025"],
    ]
    book = workbook({"events": dated(cells(EVENTS)), "Diversion": diversion})
    told = found(send(area, {"people.csv": PEOPLE, "events.xlsx": book})).adds_up()
    assert told.statuses(ICPC) == SOUND
    issue = told.issue(file="events.xlsx", sheet="Diversion")
    assert (issue.rule, issue.severity, told.report.exit_code) == ("sheet-not-read", "query", 0)


def test_a_hidden_sheet_is_told_and_not_used(area: Path) -> None:
    old = cells(HEADER + "X1,K1,initial_conference,2025-09-05,,plan,,OLD\n")
    book = workbook({"events": dated(cells(EVENTS)), "events old": Sheet(dated(old), hidden=True)})
    told = found(send(area, {"people.csv": PEOPLE, "events.xlsx": book})).adds_up()
    assert told.issues(file="events.xlsx", sheet="events old")
    assert told.event_ids() == {"A1", "A2", "A3", "A4"}
    assert told.statuses(ICPC) == SOUND
    assert told.statuses(ICPC, column="response_ref")["K1"] == ["eastmoor-council/A2/K1"]


PLANS = HEADER + (
    "A1,K1,child_protection_plan,2025-06-02,{ended},neglect,,N1\n"
    "A2,K1,plan_visit,2025-06-09,,seen,,N2\n"
    "A3,K2,child_protection_plan,2025-06-02,2025-06-13,neglect,,N3\n"
    "A4,K2,plan_visit,2025-06-09,,seen,,N4\n"
)


def test_an_error_of_excel_in_an_end_is_unknown_and_not_open(area: Path) -> None:
    book = workbook({"events": dated(cells(PLANS.format(ended="#REF!")))})
    words = ("child_protection_plan", "plan_visit")
    told = found(send(area, {"people.csv": PEOPLE, "events.xlsx": book}, covers=words), VISITS).adds_up()
    first, second = told.statuses(VISITS)["K1"]
    assert first in ("met", "indeterminate") and second == "indeterminate"
    assert told.statuses(VISITS)["K2"][0] == "met"
    issue = told.issue(file="events.xlsx", sheet="events", row=2, names="#REF!")
    assert issue.column == "ended"
    assert told.row("events", event_id="A1")["ended_text"] == "#REF!"
    assert told.blanked(sheet="events") == 1


# -------------------------------------------------------------------------------------- Annex A


def test_annex_a_loses_the_one_cell_that_is_bad(area: Path) -> None:
    book = annex_a(visit="31/11/2025")
    told = found(
        send(area, {"annex-a.xlsx": book, "people.csv": PEOPLE_OF_LISTS}, schema="annex-a", covers=None),
        ICPC,
        VISITS,
    ).adds_up()
    assert len(told.rows("events")) == 9
    plan = told.row("events", person_id="5001", event="child_protection_plan")
    assert (plan["started_first_day"], plan["ended_first_day"]) == (date(2025, 9, 18), date(2026, 2, 20))
    assert told.row("events", person_id="5001", event="review_conference")["started_first_day"] == date(
        2025, 12, 1
    )
    assert told.rows("events", person_id="5001", event="plan_visit") == []
    [error] = told.errors
    assert error[2:] == ("annex-a.xlsx", "List_7", 2, "Date of the Last Statutory Visit", "31/11/2025")
    assert told.rows("files", sheet="List_7")[0]["rows_set_aside"] == 0
    assert told.blanked(sheet="List_7") == 1
    assert told.statuses(ICPC) == {"5001": ["met"], "5002": ["late"]}
    assert not {"late", "missed"} & set(told.statuses(VISITS).get("5001", []))
