"""Evaluating the changed children again gives the very table that evaluating everybody gives."""

from datetime import date

import polars as pl
import pytest

from conspectus.definitions import duties
from conspectus.errors import ConspectusError
from conspectus.records.dates import day_end
from conspectus.records.duties import births, evaluate, every_word, history, refresh
from conspectus.records.duties.examples import SCHEMA, read_line
from conspectus.records.engine import DuckDBEngine, Engine
from conspectus.terms import Nation

AS_OF = day_end(date(2026, 6, 30))
DUTIES = tuple(duties().values())
EVERYTHING = "select * from obligations order by obligation_id"


def everybodys_history(*, copies: int = 2) -> pl.DataFrame:
    """The history of every worked example, each lived through by children of its own."""
    lines = [
        {
            **read_line(line, where=duty.id),
            "child_id": f"{duty.id} {place} {copy} {read_line(line, where='')['child_id']}",
        }
        for duty in DUTIES
        for place, example in enumerate(duty.example)
        for copy in range(copies)
        for line in example.given
    ]
    table = history(pl.DataFrame(lines, schema=SCHEMA)).rename({"row": "line"})
    return table.with_columns(event_ref=pl.format("table/{}/{}", "line", "child_id"))


def numbered(events: pl.DataFrame) -> pl.DataFrame:
    """The same with numbers that stay theirs."""
    return events.with_columns(
        event_no=pl.col("line").cast(pl.Int64), child_no=pl.col("child_id").hash(1) // 2
    ).cast({"child_no": pl.Int64})


def changed_history(events: pl.DataFrame) -> pl.DataFrame:
    """Some children lose their last event, some have theirs a week later, one comes from far in the past."""
    place = pl.int_range(pl.len()).over("child_id")
    losing, moving = pl.col("child_id").str.contains(" 0 1 "), pl.col("child_id").str.contains(" 1 1 ")
    moments = [name for name in events.columns if name.startswith(("started_f", "started_l"))]
    later = [
        pl.when(moving).then(pl.col(name).dt.offset_by("7d")).otherwise(name).alias(name) for name in moments
    ]
    kept = events.filter(~(losing & (place == pl.len().over("child_id") - 1))).with_columns(*later)
    newcomer = events.filter(pl.col("child_id") == "referral-decision 0 0 A").with_columns(
        *[pl.col(name).dt.offset_by("-20y") for name in moments],
        child_id=pl.lit("newcomer"), event_ref=pl.format("table/new-{}/newcomer", "line"),
        line=pl.col("line") + 1_000_000,
    )  # fmt: skip
    return pl.concat([kept, newcomer])


def whole(engine: Engine, events: pl.DataFrame) -> pl.DataFrame:
    engine.put("whole", events)
    engine.put("answers", every_word(DUTIES, events, until=AS_OF))
    engine.put("born", births(events))
    evaluate(
        engine, DUTIES, events="whole", coverage="answers", births="born", as_of=AS_OF, nation=Nation.ENGLAND
    )
    return engine.frame(EVERYTHING)


def put_changed(engine: Engine, events: pl.DataFrame) -> None:
    children = events.select(name for name in ("child_id", "child_no") if name in events.columns).unique()
    touched = children.filter(
        pl.col("child_id").str.contains(" [01] 1 ") | (pl.col("child_id") == "newcomer")
    )
    engine.put("children_changed", touched)
    engine.put("born", births(events))
    engine.put("events_changed", events.filter(pl.col("child_id").is_in(touched["child_id"].to_list())))


@pytest.mark.parametrize("has_numbers", [False, True])
def test_same_as_everybody_again(has_numbers: bool) -> None:
    before = numbered(everybodys_history()) if has_numbers else everybodys_history()
    after = changed_history(everybodys_history())
    after = numbered(after) if has_numbers else after
    with DuckDBEngine() as engine:
        expected = whole(engine, after)
        first = whole(engine, before)
        put_changed(engine, after)
        refresh(
            engine,
            DUTIES,
            changed="events_changed",
            children="children_changed",
            nation=Nation.ENGLAND,
            births="born",
        )
        assert not first.equals(expected)
        assert engine.frame(EVERYTHING).equals(expected)
        # And back again: a second refresh builds on the first.
        put_changed(engine, before)
        newcomer = pl.DataFrame({"child_id": ["newcomer"]})
        engine.put(
            "newcomer",
            numbered(newcomer.with_columns(line=0)).drop("line", "event_no") if has_numbers else newcomer,
        )
        engine.run("insert into children_changed by name select * from newcomer")
        refresh(
            engine,
            DUTIES,
            changed="events_changed",
            children="children_changed",
            nation=Nation.ENGLAND,
            births="born",
        )
        assert engine.frame(EVERYTHING).equals(first)


def test_other_duties_are_refused() -> None:
    events = everybodys_history(copies=1)
    with DuckDBEngine() as engine:
        whole(engine, events)
        put_changed(engine, events)
        with pytest.raises(ConspectusError, match="not those"):
            refresh(
                engine,
                DUTIES[1:],
                changed="events_changed",
                children="children_changed",
                nation=Nation.ENGLAND,
            )
