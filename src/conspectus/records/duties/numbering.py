"""Numbers for children and events, in whose place the queries of duties read no text.

A table that is kept for duties has them already: `child_no`, one for each `child_id`, and `event_no`, one for each
row, where of one child's events at one time the lower stands for the first. Any other table is copied once, sorted
by event, child and time, and numbered in that order.
"""

from conspectus.records.engine import Engine

NUMBERS = {"child_no", "event_no"}

COLUMNS = """
  e.child_id, e.event_ref, e.event_id, e.event, e.agency, e.outcome, e.counterparty, e.refers_to, e.lead,
  e.started_precision, e.started_first, e.started_last, e.started_first_day, e.started_last_day,
  e.ended_precision, e.ended_first, e.ended_last, e.ended_first_day, e.ended_last_day"""

AS_KEPT = (
    f"create view duty_rows as select e.child_no, e.event_no, {COLUMNS} from {{events}} e where {{among}}"
)

CHILDREN = """
create or replace table duty_children as
select child_id, row_number() over (order by child_id) as child_no
from (select distinct child_id from {events} e where {among})
"""

COPIED = f"""
create table duty_rows as
select c.child_no, row_number() over (order by e.event, e.child_id, e.started_first, e.event_ref) as event_no, {COLUMNS}
from {{events}} e left join duty_children c on c.child_id = e.child_id where {{among}}
order by event_no
"""


def number(engine: Engine, *, events: str, whose: str | None = None) -> None:
    """Make `duty_rows`: the events with `child_no` and `event_no`, a view of them where they have their numbers.

    Of the children in table `whose`, or of everybody.
    """
    among = "true" if whose is None else f"e.child_id in (select child_id from {whose})"
    engine.drop("duty_rows")  # an earlier evaluation's
    if is_numbered(engine, events):
        engine.run(AS_KEPT.format(events=events, among=among))
    else:
        engine.run(CHILDREN.format(events=events, among=among))
        engine.run(COPIED.format(events=events, among=among))


def is_numbered(engine: Engine, events: str) -> bool:
    """Whether the table has numbers of its own."""
    return set(engine.columns(events)) >= NUMBERS
