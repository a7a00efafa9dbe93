"""A small casebook of made-up children, joined, tested against duties and searched for patterns by the real rooms."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from conspectus.definitions import SHIPPED, duties, patterns, sampling_plan, text_hash
from conspectus.records import casebook, chronology, sampling
from conspectus.records.dates import day_end, read_date
from conspectus.records.duties import DutyTables, evaluate, figures, written
from conspectus.records.engine import DuckDBEngine, Engine
from conspectus.records.patterns import find
from conspectus.terms import Nation

AS_OF = day_end(date(2026, 3, 31))
AGENCIES = ("council", "police", "health", "education", "youth_justice", "probation", "voluntary")

# child (or adult), agency, started[..ended], event, then outcome, to=agency, restricted
STORY = """
A police 2026-01-03T22:10..2026-01-04T06:30 missing_episode
A police 2026-01-19..2026-01-20 missing_episode
A police 2026-01-04T23:30 notification to=council
A council 2026-01-05 notification_received to=police
A council 2026-01-05 referral
A council 2026-01-06 referral_decision no_further_action
A council 2026-01-28 return_interview completed
A health 2026-01-26 sexual_health_attendance
A education 2026-01-12 unauthorised_absence
A education 2026-01-16 unauthorised_absence
A education 2026-02-02 unauthorised_absence
A education 2025-09-03 school_roll
A voluntary ?2026-02-20 disclosure
A health 2026-02-28 emergency_attendance overdose restricted
A council 2026-03-20 exploitation_meeting plan
X police 2026-01-22 intelligence exploitation restricted
M probation 2025-11-03 probation_order
B council 2026-01-08 referral
B council 2026-01-09 referral_decision assessment
B council 2026-01-12 strategy_discussion section_47
B police 2026-01-12 strategy_discussion section_47
B health 2026-01-12 strategy_discussion section_47
B council 2026-01-20 conference_invitation to=education
B council 2026-01-20 conference_invitation to=health
B council 2026-01-30 initial_conference plan
B education 2026-01-30 conference_attendance
B council 2026-01-30 child_protection_plan neglect
B council 2026-03 core_group
B council 2026-02-09 plan_visit seen_alone
B council 2026-02-24 plan_visit seen
B education 2025-09-03 school_roll
B education 2025-12-10 school_concern
B health 2025-12 not_brought
B council 2026-03-25 information_request to=education
C council 2026-01-05 looked_after
C council 2026-02-03 looked_after_review
C health 2026-02-10 initial_health_assessment
C youth_justice 2025 youth_justice_order
C council 2026-02-20 information_request to=probation
C probation 2026-02-26 information_supplied to=council
"""

PEOPLE = {
    "A": ("Tamsin", "Orrell", "2011-06-14", "female"),
    "B": ("Idris", "Penhale", "2018-02-02", "male"),
    "C": ("Wren", "Ashgrove", "2010-11-30", None),
    "M": ("Della", "Orrell", "1984-04-01", "female"),
    "X": ("Corin", "Vayle", "2001-09-09", "male"),
}
NUMBERS = {("health", "A"): "9434765919", ("council", "A"): "9434765919", ("health", "B"): "9434765919",
           ("education", "B"): "4010232137"}  # fmt: skip
ADULTS = ("M", "X")
RELATED = (("probation", "M", "A", "parent"), ("police", "X", "A", "associate"))
NAMELESS = (("health", "H-900"), ("health", "H-901"))


def make_casebook(path: Path) -> str:
    """Write the small casebook to `path`; its content hash."""
    with DuckDBEngine() as engine:
        put_returns(engine)
        chronology.join(engine)
        chronology.place_unusable(engine)
        evaluate(
            engine,
            duties().values(),
            tables=DutyTables(
                events="chronology_events", coverage="coverage", unusable="chronology_unusable"
            ),
            as_of=AS_OF,
            nation=Nation.ENGLAND,
        )
        engine.put("duty_figures", figures(engine))
        find(engine, [patterns()["cse"]], as_of=AS_OF, nation=Nation.ENGLAND, unusable="chronology_unusable")
        sampling.choose(engine, plan=sampling_plan(), theme="cse", as_of=AS_OF, seed=1)
        return casebook.write(engine, path)


def put_returns(engine: Engine) -> None:
    """What checking and linking would have made of these returns."""
    rows = [_event(number, line.split()) for number, line in enumerate(STORY.strip().splitlines(), start=2)]
    known = sorted({(row["agency"], row["person_id"]) for row in rows} | {(a, p) for a, p, _, _ in RELATED}
                   | {(a, q) for a, _, q, _ in RELATED})  # fmt: skip
    _put(engine, "events", rows)
    _put(
        engine,
        "people",
        [_person(agency, person, row) for row, (agency, person) in enumerate([*known, *NAMELESS], start=2)],
    )
    _put(engine, "links", [_link(*key) for key in [*known, *NAMELESS]])
    _put(
        engine,
        "children",
        [_child(name, known) for name in PEOPLE] + [_unnamed(name) for _, name in NAMELESS],
    )
    _put(engine, "relationships", [_related(*one, row) for row, one in enumerate(RELATED, start=2)])
    _put(engine, "senders", [_sender(agency) for agency in AGENCIES])
    words = {(row["agency"], row["event"]) for row in rows} | {("police", "conference_report")}
    _put(engine, "coverage", [_covers(*pair) for pair in sorted(words)])
    _put(engine, "files", [_file(agency, rows) for agency in AGENCIES])
    _put(engine, "set_aside", [_row("set_aside", sender="north-police", file="events.csv", sheet="", row=99,
                                    rule="started-unreadable", record="{}")])  # fmt: skip
    _put(engine, "homes", [])
    engine.put("unusable_events", _unusable())
    engine.put("uncovered", NONE_UNCOVERED)
    _put(engine, "issues", [_issue(1, "police", "error"), _issue(2, "council", "query")])
    _put(engine, "questions", [_question()])
    _put(engine, "id_history", [])
    _put(engine, "build", [_build()])
    _put(engine, "definitions", _definitions())


# Rows that were sent and cannot be used: an answer to the request of B's last days, two meetings that may have been
# about A (one restricted), and an interview with nobody known.
UNUSABLE = (
    ("education", "B", "information_supplied", 97, False),
    ("council", "A", "strategy_discussion", 96, False),
    ("police", "A", "strategy_discussion", 95, True),
    ("council", None, "return_interview", 94, False),
)


def _unusable() -> pl.DataFrame:
    rows = [
        {**dict.fromkeys(UNUSABLE_COLUMNS), "sender": f"north-{agency}", "agency": agency, "file": "events.csv",
         "sheet": "", "row": row, "person_id": person, "event": event, "outcome_unclear": False,
         "counterparty_unclear": False, "whole_row": True, "restricted": restricted}
        for agency, person, event, row, restricted in UNUSABLE
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=UNUSABLE_COLUMNS)


TEXTS = ("sender", "agency", "file", "sheet", "person_id", "event", "outcome", "counterparty")
UNUSABLE_COLUMNS: dict[str, Any] = {
    **dict.fromkeys(TEXTS, pl.String), "row": pl.Int64,
    **dict.fromkeys(("outcome_unclear", "counterparty_unclear", "whole_row", "restricted"), pl.Boolean),
    **dict.fromkeys(("started_first", "started_last"), pl.Datetime("us")),
}  # fmt: skip
NONE_UNCOVERED = pl.DataFrame(
    schema=dict.fromkeys(("sender", "agency", "event", "file", "sheet", "why"), pl.String)
)


def _put(engine: Engine, name: str, rows: list[dict[str, Any]]) -> None:
    engine.put(name, pl.DataFrame(rows, schema=casebook.empty(name).schema))


def _row(table: str, /, **values: object) -> dict[str, Any]:
    return {**dict.fromkeys(casebook.empty(table).columns), **values}


def _event(number: int, parts: list[str]) -> dict[str, Any]:
    person, agency, dates, word, *rest = parts
    start, _, end = dates.partition("..")
    to = next((part.removeprefix("to=") for part in rest if part.startswith("to=")), None)
    outcome = next((part for part in rest if part != "restricted" and not part.startswith("to=")), None)
    return _row(
        "events",
        event_ref=f"north-{agency}/E{number}/{person}", sender=f"north-{agency}", agency=agency,
        event_id=f"E{number}", person_id=person, event=word, outcome=outcome, counterparty=to,
        source_ref=f"note {number}", restricted="restricted" in rest, file="events.csv", sheet="", row=number,
        **_read("started", start), **_read("ended", end),
    )  # fmt: skip


def _read(side: str, text: str) -> dict[str, Any]:
    if not text:
        return {}
    read = read_date(text)
    found = {"text": text, "precision": read.precision, "first": read.first, "last": read.last,
             "first_day": read.first_day, "last_day": read.last_day}  # fmt: skip
    return {f"{side}_{name}": value for name, value in found.items()}


def _person(agency: str, person: str, row: int) -> dict[str, Any]:
    forename, surname, born, sex = PEOPLE.get(person, (None, None, None, None))
    day = date.fromisoformat(born) if born else None
    return _row(
        "people",
        sender=f"north-{agency}", agency=agency, person_id=person, forename=forename, surname=surname,
        born_text=born, born_first=day, born_last=day, unborn=False, sex=sex, restricted=False,
        nhs_number=NUMBERS.get((agency, person)), file="people.csv", sheet="", row=row,
    )  # fmt: skip


def _link(agency: str, person: str) -> dict[str, Any]:
    return _row(
        "links",
        sender=f"north-{agency}",
        person_id=person,
        child_id=f"C-{person}",
        probability=0.99,
        reason="",
    )


def _child(person: str, known: list[tuple[str, str]]) -> dict[str, Any]:
    forename, surname, born, sex = PEOPLE[person]
    agencies = [agency for agency in AGENCIES if (agency, person) in known]
    return _row(
        "children",
        child_id=f"C-{person}", is_child=person not in ADULTS, forename=forename, surname=surname,
        born_first=date.fromisoformat(born), born_last=date.fromisoformat(born), sex=sex,
        records=len(agencies), agencies=agencies,
    )  # fmt: skip


def _unnamed(person: str) -> dict[str, Any]:
    return _row("children", child_id=f"C-{person}", is_child=True, records=1, agencies=["health"])


def _related(agency: str, person: str, other: str, relation: str, row: int) -> dict[str, Any]:
    return _row(
        "relationships", sender=f"north-{agency}", person_id=person, related_person_id=other, relation=relation,
        file="relationships.csv", sheet="", row=row,
    )  # fmt: skip


def _sender(agency: str) -> dict[str, Any]:
    return _row(
        "senders", sender=f"north-{agency}", agency=agency, schema="events-1", scope="residence",
        period_from=date(2025, 4, 1), period_to=date(2026, 3, 31), extracted=datetime(2026, 4, 14, 9, 30),
    )  # fmt: skip


def _covers(agency: str, word: str) -> dict[str, Any]:
    return _row(
        "coverage",
        sender=f"north-{agency}",
        agency=agency,
        event=word,
        from_day=date(2025, 4, 1),
        until=AS_OF,
    )


def _file(agency: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    used = sum(row["agency"] == agency for row in rows)
    aside = 1 if agency == "police" else 0
    return _row(
        "files", sender=f"north-{agency}", agency=agency, file="events.csv", sheet="", holds="events",
        sha256="0" * 64, rows_in=used + aside, rows_used=used, rows_set_aside=aside, cells_blanked=0,
    )  # fmt: skip


def _issue(number: int, agency: str, severity: str) -> dict[str, Any]:
    return _row(
        "issues", issue=number, sender=f"north-{agency}", file="events.csv", sheet="", row=99, column="started",
        value="31/02/2026", rule="date-readable", severity=severity, message="no such day", todo="Mend the date.",
    )  # fmt: skip


def _question() -> dict[str, Any]:
    return _row(
        "questions", question=1, sender_a="north-police", person_id_a="A", sender_b="north-health", person_id_b="H-900",
        probability=0.5, reason="the same postcode",
    )  # fmt: skip


def _build() -> dict[str, Any]:
    return _row(
        "build",
        version="0.1.0",
        casebook_version=casebook.VERSION,
        as_of=AS_OF,
        nation="england",
        theme="cse",
        seed=1,
    )


def _definitions() -> list[dict[str, Any]]:
    named = [("duty", name, "duties", written(duty)) for name, duty in duties().items()] + [
        ("pattern", "cse", "patterns", "")
    ]
    return [
        _row(
            "definitions",
            kind=kind,
            id=name,
            version=1,
            sha256=text_hash(path),
            text=path.read_text("utf-8"),
            sql=sql,
        )
        for kind, name, folder, sql in named
        for path in [SHIPPED / folder / f"{name}.toml"]
    ]
