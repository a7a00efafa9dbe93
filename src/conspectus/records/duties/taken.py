"""Obligations that an earlier build evaluated: taken over where nothing that they depend on has changed.

One child's obligations by one duty depend on the child's events of the words that the duty looks at, on the rows of
such words that cannot be used, on the child's date of birth where limits depend on age, on what senders answer for of
those words, and on the day, the nation and its calendar; on no other child. Whoever calls sees to the last three.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from conspectus.definitions import (
    Duty,
    MeasuredDuty,
    ParticipationDuty,
    RecurrenceDuty,
    ResponseDuty,
    SharingDuty,
    episodes,
)
from conspectus.records.duties.numbering import COLUMNS
from conspectus.records.duties.prepare import DutyTables, EarlierTables
from conspectus.records.duties.response import looked_at
from conspectus.records.duties.sharing import DECISION
from conspectus.records.duties.store import show_kept
from conspectus.records.engine import Engine

BORN = ""  # stands among event words for a date of birth


@dataclass(frozen=True)
class Anew:
    """Which duties are evaluated, by their numbers: for `everybody`, or for those of `duty_changed_children`."""

    everybody: frozenset[int]
    some: frozenset[int]

    @property
    def all(self) -> frozenset[int]:
        """Every duty of which anything is evaluated."""
        return self.everybody | self.some

    @property
    def whose(self) -> str | None:
        """The table of the only children whose events are looked at; None for everybody's."""
        return None if self.everybody else CHANGED_CHILDREN


CHANGED_CHILDREN = "duty_changed_children"


# Of an event, all that duties read.
EVENT_COLUMNS = tuple(part.strip().removeprefix("e.") for part in COLUMNS.split(","))

CHANGED_EVENTS = f"""
create or replace table duty_changed_events as
select n.child_id, n.event, b.child_id as child_before, b.event as event_before
from {{now}} n full join {{before}} b on b.event_ref = n.event_ref
where {" or ".join(f"n.{column} is distinct from b.{column}" for column in EVENT_COLUMNS)}
"""

CHANGED = f"""
create or replace table duty_changed as
select child_id, event from duty_changed_events where child_id is not null
union select child_before, event_before from duty_changed_events where child_before is not null
union select coalesce(n.child_id, b.child_id), '{BORN}' from {{births}} n
  full join {{births_before}} b on b.child_id = n.child_id
  where n.born_first is distinct from b.born_first or n.born_last is distinct from b.born_last
union select child_id, event from (
  (select * from {{unusable}} except all select * from {{unusable_before}})
  union all (select * from {{unusable_before}} except all select * from {{unusable}})
) where child_id is not null
"""

# A sender's day that moves changes how everybody stands whom it answers for.
CHANGED_COVERAGE = """
select distinct coalesce(n.event, b.event) as event
from (select agency, event, min(until) as until, min(from_day) as from_day from {coverage} group by 1, 2) n
full join (select agency, event, min(until) as until, min(from_day) as from_day from {coverage_before} group by 1, 2) b
  on b.agency = n.agency and b.event = n.event
where n.until is distinct from b.until or n.from_day is distinct from b.from_day
"""

KEPT = """
create or replace table duty_kept as
select o.* from {earlier} o join duty_list d on d.duty = o.duty
where not ({everybody}) and not ({some} and o.child_id in (select child_id from duty_changed_children))
"""


def changed(engine: Engine, duties: Sequence[Duty], *, tables: DutyTables, before: EarlierTables) -> Anew:
    """Which duties must be evaluated; makes `duty_changed_children`, whose they are if not everybody's."""
    now, then = (_of_touched(events, before.touched) for events in (tables.events, before.events))
    engine.run(CHANGED_EVENTS.format(now=now, before=then))
    names = {"births": tables.births, "unusable": tables.unusable}
    engine.run(CHANGED.format(**names, births_before=before.births, unusable_before=before.unusable))
    engine.run(f"create or replace table {CHANGED_CHILDREN} as select distinct child_id from duty_changed")
    seen = {word for (word,) in engine.rows("select distinct event from duty_changed")}
    answered = CHANGED_COVERAGE.format(coverage=tables.coverage, coverage_before=before.coverage)
    moved = {word for (word,) in engine.rows(answered)}
    looked = [looks_at(duty) for duty in duties]
    everybody = frozenset(number for number, words in enumerate(looked) if _meets(words, moved))
    some = frozenset(number for number, words in enumerate(looked) if _meets(words, seen)) - everybody
    return Anew(everybody, some)


def _of_touched(events: str, touched: str | None) -> str:
    return events if touched is None else f"(select * from {events} where child_id in (from {touched}))"


def changed_rows(engine: Engine, anew: Anew) -> str:
    """The table of the numbered events of those of whom some duties are evaluated."""
    if anew.whose is not None:
        return "duty_rows"
    engine.run(f"""
    create or replace table duty_changed_rows as
    select * from duty_rows where child_id in (select child_id from {CHANGED_CHILDREN})""")
    return "duty_changed_rows"


def _meets(words: frozenset[str] | None, changed: set[str | None]) -> bool:
    """Whether a duty that looks at these words, or at all, sees any change; a change of no word may be of any."""
    return bool(changed) and (words is None or None in changed or bool(words & changed))


def looks_at(duty: Duty) -> frozenset[str] | None:
    """The event words that a duty's queries look at, and BORN where limits depend on age; None for all words."""
    match duty:
        case ResponseDuty() | MeasuredDuty():
            closing = episodes()[duty.once_per].closed_by if duty.once_per is not None else ()
            return looked_at(duty).union(closing)
        case RecurrenceDuty():
            return frozenset([*duty.while_.words, *duty.response.words, *([BORN] if duty.by_age else [])])
        case SharingDuty():
            return frozenset([*duty.sent.words, *duty.received.words, DECISION])
        case ParticipationDuty():  # whoever has any event of a child knows it
            return None


def take(engine: Engine, anew: Anew, *, tables: DutyTables, earlier: str) -> int:
    """Show the obligations that nothing has changed with those that were evaluated; how many."""
    everybody, some = (_is_one_of(numbers) for numbers in (anew.everybody, anew.some))
    engine.run(KEPT.format(earlier=earlier, everybody=everybody, some=some))
    show_kept(engine, kept="duty_kept", events=tables.events)
    [(kept,)] = engine.rows("select count(*) from duty_kept")
    return int(kept)


def _is_one_of(numbers: frozenset[int]) -> str:
    return f"d.duty_no in ({', '.join(map(str, sorted(numbers)))})" if numbers else "false"
