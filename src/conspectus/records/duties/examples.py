"""A duty's worked examples: histories written in a line an event, executed as they stand.

A line is `<date>[..<end>] <event> [<outcome>] [key=value …]` with the keys child, agency, counterparty,
event_id, refers_to and born, for example `2026-03-02T22:00..2026-03-03T06:00 missing_episode agency=police`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate

import polars as pl

from conspectus.definitions import AfterTrigger, Duty, Example, ParticipationDuty, SharingDuty
from conspectus.errors import ConspectusError, DefinitionError
from conspectus.records.dates import day_end
from conspectus.records.duties.evaluate import evaluate
from conspectus.records.duties.history import births, every_word, history, latest_instant
from conspectus.records.duties.prepare import DutyTables
from conspectus.records.engine import Engine
from conspectus.terms import Nation

KEYS = ("child", "agency", "counterparty", "event_id", "refers_to", "born")


@dataclass(frozen=True)
class Outcome:
    """What an example should give, and what it gave."""

    duty: str
    example: Example
    got: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the duty gives what the example says."""
        return self.got == self.example.then


def run_example(engine: Engine, duty: Duty, example: Example) -> Outcome:
    """Execute one example; statuses come in the order of triggers, then of the agency that owes."""
    [outcome] = run_examples(engine, [(duty, example)])
    return outcome


def run_examples(engine: Engine, examples: Sequence[tuple[Duty, Example]]) -> list[Outcome]:
    """Execute examples of duties that each have an id of their own, every example as if it were alone.

    What a child is owed depends on no other child. So each example's children are its own, and those examples that
    look at the same moment in the same nation are evaluated together.
    """
    histories = _histories(examples) if examples else []
    got: dict[int, list[str]] = {place: [] for place in range(len(examples))}
    for (as_of, nation, terms), places in _together(examples, histories).items():
        chosen = {duty.id: duty for duty, _ in (examples[place] for place in places)}
        events = pl.concat([histories[place] for place in places])
        engine.put("history_terms", _terms(terms))
        for child, duty, *told in _evaluated(engine, chosen.values(), events, as_of=as_of, nation=nation):
            place = int(child[:DIGITS])
            if examples[place][0].id == duty:
                got[place].append(_told(chosen[duty], *told))
    return [Outcome(duty.id, example, tuple(got[n])) for n, (duty, example) in enumerate(examples)]


Alike = tuple[datetime, Nation, tuple[str, ...]]  # what examples that are evaluated together have in common


def _terms(written: Sequence[str]) -> pl.DataFrame:
    """School terms as a table, from the way in which an example writes them."""
    spans = [tuple(date.fromisoformat(day) for day in one.split("..")) for one in written]
    return pl.DataFrame(spans, schema={"first": pl.Date, "last": pl.Date}, orient="row")


def _together(
    examples: Sequence[tuple[Duty, Example]], histories: Sequence[pl.DataFrame]
) -> dict[Alike, list[int]]:
    """The places of examples that one evaluation can answer."""
    groups: dict[Alike, list[int]] = {}
    for place, (duty, example) in enumerate(examples):
        as_of = day_end(example.as_of) if example.as_of else latest_instant(histories[place])
        groups.setdefault((as_of, duty.nations[0], example.terms), []).append(place)
    return groups


def _evaluated(
    engine: Engine, chosen: Collection[Duty], events: pl.DataFrame, *, as_of: datetime, nation: Nation
) -> list[tuple[str, ...]]:
    """Child, duty, part, agency and status of every obligation, in the order in which examples are told."""
    engine.put("history", events)
    engine.put("history_coverage", every_word(chosen, events, until=as_of))
    engine.put("history_births", births(events))
    evaluate(
        engine,
        chosen,
        tables=DutyTables(
            events="history", coverage="history_coverage", births="history_births", terms="history_terms"
        ),
        as_of=as_of,
        nation=nation,
    )
    return engine.rows(
        "select h.child_id, o.duty, o.part, o.agency, o.status "
        "from obligations o join history h on h.event_ref = o.trigger_ref "
        "order by h.started_first, h.child_id, o.trigger_ref, o.n, o.part = 'attend', o.counterparty, o.agency"
    )


DIGITS = 6  # that a child's id begins with: the place of its example


def _histories(examples: Sequence[tuple[Duty, Example]]) -> list[pl.DataFrame]:
    """Each example's events, read all at once; where that fails, one by one, so that the error names the example."""
    named = [f"{duty.id}, example {example.title!r}" for duty, example in examples]
    tables = [
        _written(example, place=place, where=named[place]) for place, (_, example) in enumerate(examples)
    ]
    try:
        rows = history(pl.concat(tables))
    except ConspectusError:
        for table, where in zip(tables, named, strict=True):
            history(table, where=where)
        raise
    begins = [0, *accumulate(table.height for table in tables)]
    return [rows.slice(start, table.height) for start, table in zip(begins, tables, strict=False)]


def _written(example: Example, *, place: int, where: str) -> pl.DataFrame:
    """An example's lines as rows, with what an event is called where it has no id of its own."""
    rows = [read_line(line, where=where) for line in example.given]
    for number, row in enumerate(rows, start=1):
        row["child_id"] = f"{place:0{DIGITS}}/{row['child_id']}"
        row["event_id"] = row["event_id"] or f"row-{number}"
    return pl.DataFrame(rows, schema=SCHEMA)


def _told(duty: Duty, part: str, agency: str, status: str) -> str:
    """`met`, or `attend education met` where a duty has several parts or agencies."""
    several = isinstance(duty, ParticipationDuty | SharingDuty) or (
        isinstance(duty, AfterTrigger) and duty.owed_by in ("counterparty", "recorder")
    )
    return f"{part} {agency} {status}" if several else status


SCHEMA = dict.fromkeys(
    (
        "child_id", "event", "started", "ended", "outcome", "agency", "counterparty", "event_id", "refers_to", "born",
    ),
    pl.String,
)  # fmt: skip


def read_line(line: str, *, where: str) -> dict[str, str | None]:
    """One line of an example as a row of a bare event table."""
    parts = line.split()
    if len(parts) < 2:
        raise DefinitionError(
            "an example's line needs a date and an event word",
            f"{where}: {line!r}",
            "Write 2026-03-02 referral.",
        )
    date, event, *rest = parts
    started, _, ended = date.partition("..")
    pairs = dict(part.split("=", 1) for part in rest if "=" in part)
    plain = [part for part in rest if "=" not in part]
    if unknown := set(pairs) - set(KEYS):
        raise DefinitionError(
            f"an example has the unknown key {unknown.pop()!r}", f"{where}: {line}", f"Use {', '.join(KEYS)}."
        )
    return {
        "child_id": pairs.get("child", "A"),
        "event": event,
        "started": started,
        "ended": ended or None,
        "outcome": plain[0] if plain else None,
        "agency": pairs.get("agency"),
        "counterparty": pairs.get("counterparty"),
        "event_id": pairs.get("event_id"),
        "refers_to": pairs.get("refers_to"),
        "born": pairs.get("born"),
    }
