"""A duty's worked examples: histories written in a line an event, executed as they stand.

A line is `<date>[..<end>] <event> [<outcome>] [key=value …]` with the keys child, agency, counterparty,
event_id, refers_to and born, for example `2026-03-02T22:00..2026-03-03T06:00 missing_episode agency=police`.
"""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from conspectus.definitions import Duty, Example, ParticipationDuty, ResponseDuty, SharingDuty
from conspectus.errors import DefinitionError
from conspectus.records.dates import day_end
from conspectus.records.duties.evaluate import evaluate
from conspectus.records.duties.history import births, every_word, history, latest_instant
from conspectus.records.engine import Engine

KEYS = ("child", "agency", "counterparty", "event_id", "refers_to", "born")


@dataclass(frozen=True)
class Outcome:
    """What an example should give, and what it gave."""

    duty: str
    example: Example
    got: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether they are the same."""
        return self.got == self.example.then


def run_example(engine: Engine, duty: Duty, example: Example) -> Outcome:
    """Execute one example; statuses come in the order of triggers, then of the agency that owes."""
    where = f"{duty.id}, example {example.title!r}"
    table = pl.DataFrame([read_line(line, where=where) for line in example.given], schema=SCHEMA)
    events = history(table, where=where)
    as_of: datetime = day_end(example.as_of) if example.as_of else latest_instant(events)
    engine.put("history", events)
    engine.put("history_coverage", every_word([duty], events, until=as_of))
    engine.put("history_births", births(events))
    evaluate(
        engine, [duty], events="history", coverage="history_coverage", births="history_births", as_of=as_of,
        nation=duty.nations[0],
    )  # fmt: skip
    rows = engine.rows(
        "select part, o.agency, status from obligations o join history h on h.event_ref = o.trigger_ref "
        "order by h.started_first, h.child_id, o.trigger_ref, o.n, o.part = 'attend', o.counterparty, o.agency"
    )
    return Outcome(duty.id, example, tuple(_told(duty, *row) for row in rows))


def _told(duty: Duty, part: str, agency: str, status: str) -> str:
    """`met`, or `attend education met` where a duty has several parts or agencies."""
    several = isinstance(duty, ParticipationDuty | SharingDuty) or (
        isinstance(duty, ResponseDuty) and duty.owed_by in ("counterparty", "recorder")
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
