"""Sharing: what the sender's record says was sent appears in the receiver's as received, in time.

Rows are paired by reference where there is one, else one to one, nearest in time. Nearest first is a loop:
each round pairs those that are each other's nearest, until no two are left that could be.
"""

from conspectus.definitions import Selector, SharingDuty
from conspectus.records.duties.fragments import axis_of, deadline, events, scope
from conspectus.records.engine import Engine, literal
from conspectus.terms import Status

PAIRS = "duty_pairs"
DECISION = "decided_not_to_share"


def pair(engine: Engine, duty: SharingDuty) -> None:
    """Make table `duty_pairs` (sent, received) for the duty."""
    engine.run(f"create or replace table {PAIRS} as {_by_reference(duty)}")
    while engine.rows(f"with fresh as ({_nearest(duty)}) select count(*) from fresh")[0][0]:
        engine.run(f"insert into {PAIRS} {_nearest(duty)}")


def sharing_sql(duty: SharingDuty) -> str:
    """The whole query of a sharing duty over `duty_pairs`, one row an obligation."""
    axis = axis_of(duty.within.unit)
    from_joins, due_from = deadline((duty.within,), at="t.a")
    to_joins, due_to = deadline((duty.within,), at="t.b")
    unknown = "when d.due_from is null or d.due_to is null then 'indeterminate'"
    unknown = unknown if duty.within.unit == "school_days" else ""
    return f"""
    with scope as ({scope(duty.received.words, axis=axis)}),
    sent as ({_sent(duty, axis=axis)}),
    received as ({_received(duty, axis=axis)}),
    dues as (
      select x.*, y.due_to from (select t.*, {due_from} as due_from from sent t {from_joins}) x
      join (select t.ref, t.child_id, {due_to} as due_to from sent t {to_joins}) y
        on y.ref = x.ref and y.child_id = x.child_id
    )
    select d.child_id, 'receive' as part, {literal(duty.owed_to)} as agency, {literal(duty.owed_by)} as counterparty,
      d.ref as trigger_ref, cast(null as integer) as n,
      d.a as clock_at, d.due_from as due_at, r.ref as response_ref, r.a as response_at,
      case when s.from_day is null or s.from_day > e.started_day then 'not_evaluated' {unknown}
        when r.b <= d.due_from then 'met' when r.a > d.due_to then 'late'
        when r.ref is not null then 'indeterminate'
        when d.due_to < s.as_of_at then 'missed' when d.due_from >= s.as_of_at then 'not_yet_due'
        else 'indeterminate' end as status,
      coalesce(s.as_of_at, clock.as_of_{axis}) as as_of_at, coalesce(s.as_of, clock.as_of) as as_of
    from dues d join duty_events e on e.ref = d.ref and e.child_id = d.child_id
    cross join (select as_of, as_of_day, epoch_us(as_of) as as_of_us from duty_clock) clock
    left join scope s on s.agency = {literal(duty.owed_to)}
    left join {PAIRS} p on p.sent = d.ref and p.child_id = d.child_id
    left join received r on r.ref = p.received and r.child_id = d.child_id
      and r.a <= coalesce(s.as_of_at, clock.as_of_{axis})
    where d.a <= coalesce(s.as_of_at, clock.as_of_{axis})
    union all {_declined(duty, axis=axis)}
    """


def _declined(duty: SharingDuty, *, axis: str) -> str:
    """The sender's decisions not to share with the receiver: outcomes of their own, of which nothing is received."""
    chosen = Selector(event=DECISION, where={"agency": duty.owed_by, "counterparty": duty.owed_to})
    return f"""
      select n.child_id, 'receive' as part, {literal(duty.owed_by)} as agency, {literal(duty.owed_to)} as counterparty,
        n.ref as trigger_ref, cast(null as integer) as n, n.a as clock_at, cast(null as bigint) as due_at,
        cast(null as bigint) as response_ref, cast(null as bigint) as response_at,
        {literal(Status.DECIDED_NOT_TO_SHARE)} as status, c.as_of_{axis} as as_of_at, c.as_of
      from ({events(chosen, axis=axis)}) n
      cross join (select as_of, as_of_day, epoch_us(as_of) as as_of_us from duty_clock) c
      where n.a <= c.as_of_{axis}"""


def _sent(duty: SharingDuty, *, axis: str) -> str:
    return f"select * from ({events(duty.sent, axis=axis)}) where agency = {literal(duty.owed_by)} or agency is null"


def _received(duty: SharingDuty, *, axis: str) -> str:
    owed_to = literal(duty.owed_to)
    return f"select * from ({events(duty.received, axis=axis)}) where agency = {owed_to} or agency is null"


def _by_reference(duty: SharingDuty) -> str:
    return f"""
      select s.child_id, s.ref as sent, min(r.ref) as received
      from ({_sent(duty, axis="us")}) s join ({_received(duty, axis="us")}) r
        on r.child_id = s.child_id and r.refers_to = s.event_id
      group by s.child_id, s.ref
      qualify row_number() over (partition by s.child_id, min(r.ref) order by s.ref) = 1"""


def _nearest(duty: SharingDuty) -> str:
    return f"""
      select child_id, sent, received from (
        select s.child_id, s.ref as sent, r.ref as received,
          row_number() over (partition by s.child_id, s.ref order by abs(r.a - s.a), r.a, r.ref) as of_sent,
          row_number() over (partition by s.child_id, r.ref order by abs(r.a - s.a), s.a, s.ref) as of_received
        from ({_sent(duty, axis="us")}) s join ({_received(duty, axis="us")}) r
          on r.child_id = s.child_id and r.refers_to is null
        where not exists (select 1 from {PAIRS} p where p.child_id = s.child_id and p.sent = s.ref)
          and not exists (select 1 from {PAIRS} p where p.child_id = s.child_id and p.received = r.ref)
      ) where of_sent = 1 and of_received = 1"""
