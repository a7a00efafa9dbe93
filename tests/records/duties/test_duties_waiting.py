"""Rows that were sent and cannot be used: which obligations wait, how they say so, and what counts beside a figure."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import polars as pl
import pytest

from conspectus.definitions import duties
from conspectus.records.dates import day_end
from conspectus.records.duties import (
    SCHEMA,
    DutyTables,
    births,
    evaluate,
    every_word,
    figures,
    history,
    read_line,
)
from conspectus.records.engine import DuckDBEngine
from conspectus.records.unusable import NO_ROWS

AS_OF = day_end(date(2026, 6, 30))
ICPC = "icpc-15-working-days"
ASKED = "2026-01-05 strategy_discussion section_47 agency=council child={}"


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as engine:
        yield engine


def row(child: str | None, event: str, *, number: int = 12, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    usual = {
        "child_id": child, "sender": "north-council", "agency": "council", "file": "events.csv", "sheet": "",
        "row": number, "event": event, "outcome_unclear": False, "counterparty_unclear": False,
        "ended_unclear": False, "whole_row": True, "restricted": False,
    }  # fmt: skip
    return {**usual, **more}


def told(
    engine: DuckDBEngine, lines: list[str], unusable: list[dict[str, Any]], *, duty: str = ICPC
) -> list[tuple[Any, ...]]:
    events = history(pl.DataFrame([read_line(line, where="a test") for line in lines], schema=SCHEMA))
    chosen = [duties()[duty]]
    engine.put("history", events)
    engine.put("answers", every_word(chosen, events, until=AS_OF))
    engine.put("born", births(events))
    engine.put("unusable", pl.DataFrame(unusable, schema=NO_ROWS.schema))
    tables = DutyTables(events="history", coverage="answers", births="born", unusable="unusable")
    evaluate(engine, chosen, tables=tables, as_of=AS_OF, nation=chosen[0].nations[0])
    return engine.rows(TOLD)


TOLD = "select child_id, status, reason, waits_on from obligations order by child_id, agency, n"


def test_the_row_is_named(engine: DuckDBEngine) -> None:
    [(_, status, reason, waits_on)] = told(engine, [ASKED.format("A")], [row("A", "initial_conference")])
    assert status == "indeterminate"
    assert reason == "A row was sent and cannot be used: north-council/events.csv row 12."
    assert waits_on == ["north-council/events.csv//12"]


def test_of_a_workbook_the_sheet_is_named_and_many_rows_are_counted(engine: DuckDBEngine) -> None:
    rows = [
        row("A", "initial_conference", number=number, file="all.xlsx", sheet="Conferences")
        for number in range(2, 7)
    ]
    [(_, _, reason, waits_on)] = told(engine, [ASKED.format("A")], rows)
    assert reason == "Rows were sent and cannot be used: north-council/all.xlsx/Conferences row 2 and 4 more."
    assert len(waits_on) == 5 and waits_on[0] == "north-council/all.xlsx/Conferences/2"


def test_a_restricted_row_is_not_named(engine: DuckDBEngine) -> None:
    restricted = row("A", "initial_conference", agency="police", restricted=True)
    [(_, _, reason, waits_on)] = told(engine, [ASKED.format("A")], [restricted])
    assert reason == "A row was sent and cannot be used: a restricted row by Police."
    assert waits_on == ["a restricted row by Police"]


@pytest.mark.parametrize(
    ("unusable", "status"),
    [
        (row("B", "initial_conference"), "missed"),  # another child's
        (row("A", "core_group"), "missed"),  # another word
        (row("A", "initial_conference", started_first=datetime(2025, 11, 3), started_last=datetime(2025, 11, 3, 23)),
         "missed"),  # wholly before
        (row("A", "initial_conference", started_first=datetime(2026, 3, 1), started_last=datetime(2027, 1, 1)),
         "indeterminate"),
        (row("A", "initial_conference", whole_row=False, outcome_unclear=True), "missed"),  # used: no outcome is asked
        (row("A", "section_47_ended", outcome="no_conference"), "indeterminate"),  # may have lifted it
        (row("A", "section_47_ended", outcome="conference"), "missed"),
        (row("A", "section_47_ended", whole_row=False, outcome_unclear=True), "indeterminate"),
        (row("A", "strategy_discussion", outcome="section_47"), "indeterminate"),  # may have started the clock
    ],
)  # fmt: skip
def test_it_waits_only_for_what_could_answer(
    engine: DuckDBEngine, unusable: dict[str, Any], status: str
) -> None:
    lines = [ASKED.format("A"), "2026-01-07 contact agency=council child=B"]
    [(_, got, *_)] = told(engine, lines, [unusable])
    assert got == status


def test_what_is_met_stays(engine: DuckDBEngine) -> None:
    lines = [ASKED.format("A"), "2026-01-16 initial_conference agency=council child=A"]
    [(_, status, reason, waits_on)] = told(engine, lines, [row("A", "initial_conference")])
    assert (status, reason, waits_on) == ("met", "Done within the limit.", [])


def test_the_figure_counts_what_waits_and_what_stands_beside(engine: DuckDBEngine) -> None:
    lines = [ASKED.format(child) for child in "ABC"]
    told(engine, lines, [
        row("A", "initial_conference"), row(None, "initial_conference", number=13),
        row("D", "strategy_discussion", outcome="section_47", number=14),
        row(None, "strategy_discussion", outcome_unclear=True, number=15),
    ])  # fmt: skip
    [figure] = figures(engine).to_dicts()
    counts = ("obligations", "missed", "indeterminate", "waiting", "unknown_child", "unusable_triggers")
    assert [figure[name] for name in counts] == [3, 2, 1, 1, 1, 2]
    assert (figure["share_met"], figure["bound_low"], figure["bound_high"]) == (0, 0, pytest.approx(2 / 3))


def test_no_more_are_taken_as_met_than_were_late_or_missed(engine: DuckDBEngine) -> None:
    rows = [row(None, "initial_conference", number=number) for number in range(2, 9)]
    told(engine, [ASKED.format("A")], rows)
    [figure] = figures(engine).to_dicts()
    assert (figure["unknown_child"], figure["bound_high"]) == (7, 1)


def test_a_figure_is_there_though_every_trigger_was_unusable(engine: DuckDBEngine) -> None:
    told(
        engine,
        ["2026-01-07 contact agency=council child=A"],
        [row("A", "strategy_discussion", outcome="section_47")],
    )
    [figure] = figures(engine).to_dicts()
    assert (figure["agency"], figure["obligations"], figure["unusable_triggers"]) == ("council", 0, 1)


@pytest.mark.parametrize(("agency", "status"), [("council", "indeterminate"), ("police", "missed")])
def test_a_file_not_understood_concerns_what_its_own_agency_owes(
    engine: DuckDBEngine, agency: str, status: str
) -> None:
    unclear = dict.fromkeys(("outcome_unclear", "counterparty_unclear", "ended_unclear"), True)
    named = {"sender": f"north-{agency}", "agency": agency, "file": "events.txt", "row": None, "why": "file"}
    file = row("A", "initial_conference") | unclear | named
    [(_, got, reason, waits_on)] = told(engine, [ASKED.format("A")], [file])
    assert got == status
    if status == "indeterminate":
        assert (
            reason == "A row was sent and cannot be used: north-council/events.txt, which was not understood."
        )
        assert waits_on == ["north-council/events.txt//"]
