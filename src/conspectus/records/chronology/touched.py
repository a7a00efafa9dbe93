"""Who is touched by what has changed since an earlier build: everybody else's own events are joined as they were.

How one person's own events are joined depends on them, on which senders' records are that person's, and on nothing
else. So somebody is touched of whom an event is new, gone or otherwise than before, or a record was linked or parted.
"""

from collections.abc import Collection
from dataclasses import dataclass

from conspectus.records.engine import Engine, sql_in

TOUCHED = "touched"  # the table of their child ids

# Of an event, all that joining and duties read; where in which file it stands is none of it.
READ = (
    *("event_id", "agency", "event", "outcome", "counterparty", "refers_to"),
    *("started_precision", "started_first", "started_last", "started_first_day", "started_last_day"),
    *("ended_precision", "ended_first", "ended_last", "ended_first_day", "ended_last_day"),
)


@dataclass(frozen=True, kw_only=True)
class Before:
    """The names of an earlier casebook's tables, and the senders whose events are the very ones that it holds."""

    events: str
    links: str
    chronology: str
    same_senders: Collection[str] = ()


WHO = f"""
create or replace table {TOUCHED} as
with records as (
  select coalesce(n.sender, b.sender) as sender, coalesce(n.person_id, b.person_id) as person_id
  from ({{now}}) n full join ({{before}}) b on b.event_ref = n.event_ref
  where n.event_ref is null or b.event_ref is null
    or {" or ".join(f"n.{column} is distinct from b.{column}" for column in READ)}
  union
  select coalesce(n.sender, b.sender), coalesce(n.person_id, b.person_id)
  from links n full join {{links}} b on b.sender = n.sender and b.person_id = n.person_id
  where n.child_id is distinct from b.child_id
)
select l.child_id from records r join links l on l.sender = r.sender and l.person_id = r.person_id
union
select l.child_id from records r join {{links}} l on l.sender = r.sender and l.person_id = r.person_id
"""


def put_touched(engine: Engine, before: Before) -> None:
    """Make table `touched` of their child ids, now and before."""
    known = sql_in("sender", before.same_senders) if before.same_senders else "false"
    now, then = (f"select * from {events} where not ({known})" for events in ("events", before.events))
    engine.run(WHO.format(now=now, before=then, links=before.links))
