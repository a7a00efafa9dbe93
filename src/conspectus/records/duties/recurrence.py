"""Recurrence: while a state lasts, the response at least so often.

Each stretch from one response to the next is an obligation, and so is the open one. Where a response's date
leaves open whether it lies within the state, or in which order two responses came, the stretches it bounds
are indeterminate.
"""

from conspectus.definitions import RecurrenceDuty
from conspectus.records.duties.ages import oldest, youngest
from conspectus.records.duties.fragments import axis_of, deadline, events, scope
from conspectus.records.engine import literal


def recurrence_sql(duty: RecurrenceDuty) -> str:
    """The whole query of a recurrence duty, one row an obligation."""
    axis = axis_of(duty.every[0].unit)
    first, last = (youngest(duty), oldest(duty)) if duty.by_age else ("t.n", "t.n")
    from_joins, due_from = deadline(duty.every, at="t.from_a", index=first)
    to_joins, due_to = deadline(duty.every, at="t.from_b", index=last)
    born = _BORN if duty.by_age else ""
    return f"""
    with scope as ({scope(duty.response.words, axis=axis)}),
    states as ({_states(duty, axis=axis)}),
    responses as ({_RESPONSES.format(chosen=events(duty.response, axis=axis))}),
    steps as ({_STEPS if duty.from_start else _STEPS_FROM_FIRST}),
    stretches as ({_STRETCHES}),
    early as (select t.ref, t.n, {due_from} as due_from from stretches t {born} {from_joins}),
    latest as (select t.ref, t.n, {due_to} as due_to from stretches t {born} {to_joins})
    select s.child_id, 'recur' as part, s.owes as agency, cast(null as varchar) as counterparty,
      s.ref as trigger_ref, t.n,
      t.from_a as clock_at, d.due_from as due_at, t.to_ref as response_ref, t.to_a as response_at,
      case when s.from_day is null then 'not_evaluated'
        when s.from_day > {_day("s.a", axis)} and {_unseen(duty)} then 'not_evaluated'
        else {_STATUS} end as status,
      s.as_of_at, coalesce(s.as_of, clock.as_of) as as_of
    from stretches t cross join duty_clock clock join states s on s.ref = t.ref
    join early d on d.ref = t.ref and d.n = t.n join latest z on z.ref = t.ref and z.n = t.n
    """


def _unseen(duty: RecurrenceDuty) -> str:
    """Which stretches cannot be told where the state began before the returns do, and earlier responses are not seen.

    With a sequence of limits none can, for want of knowing which applies; else the first cannot, unless the clock
    starts with the first response, which then is one that is seen.
    """
    if len(duty.every) > 1 and not duty.by_age:
        return "true"
    return "t.n = 1" if duty.from_start else "false"


_BORN = "join states u on u.ref = t.ref left join duty_births y on y.child_id = u.child_id"


def _day(at: str, axis: str) -> str:
    return at if axis == "day" else f"{at} // 86400000000"


def _states(duty: RecurrenceDuty, *, axis: str) -> str:
    chosen = events(duty.while_, axis=axis, lead=True)
    return f"""
      select t.child_id, t.ref, {literal(duty.owed_by)} as owes, t.a, t.b, t.timed, t.at_us, s.as_of, s.from_day,
        coalesce(s.as_of_at, clock.as_of_{axis}) as as_of_at,
        case when e.ended_{axis} <= coalesce(s.as_of_at, clock.as_of_{axis}) then e.ended_{axis} end as end_a,
        case when e.ended_{axis} <= coalesce(s.as_of_at, clock.as_of_{axis}) and e.end_known
          then e.ended_{axis}_last end as end_b
      from ({chosen}) t join duty_events e on e.ref = t.ref and e.child_id = t.child_id
      cross join (select as_of_day, epoch_us(as_of) as as_of_us from duty_clock) clock
      left join scope s on s.agency = {literal(duty.owed_by)}
      where t.a <= coalesce(s.as_of_at, clock.as_of_{axis})"""


# Several records of one known day are one response; one that only may lie within the state, overlaps another, or
# shares an uncertain date with it is `vague`.
_RESPONSES = """
  select state, a, b, min(ref) as ref, bool_or(vague) or (count(*) > 1 and a < b) as vague from (
    select s.ref as state, r.ref, r.a, least(r.b, s.as_of_at) as b,
      r.a < s.b or (s.end_a is not null and r.b > s.end_a) as vague
    from states s join ({chosen}) r on r.child_id = s.child_id and r.b >= s.a and r.a <= s.as_of_at
      and (s.end_b is null or r.a <= s.end_b) and not (s.timed and r.timed and r.at_us < s.at_us)
  ) group by state, a, b"""

_STEPS_FROM_FIRST = "select state as ref, a, b, ref as event_ref, vague from responses"

_STEPS = f"""
  select ref, a, b, cast(null as bigint) as event_ref, false as vague from states
  union all {_STEPS_FROM_FIRST}"""

_STRETCHES = """
  select ref, n, from_a, from_b, to_a, to_b, to_ref, from_vague or coalesce(to_vague, false) as vague from (
    select ref, a as from_a, b as from_b,
      row_number() over o as n, lead(a) over o as to_a, lead(b) over o as to_b, lead(event_ref) over o as to_ref,
      vague or coalesce(lag(b) over o >= a and lag(event_ref) over o is not null, false) as from_vague,
      lead(vague) over o or coalesce(lead(a) over o <= b and event_ref is not null, false) as to_vague
    from steps window o as (partition by ref order by event_ref is not null, a, b, event_ref)
  )"""

_STATUS = """case
      when t.vague then 'indeterminate'
      when t.to_b <= d.due_from then 'met'
      when t.to_a > z.due_to then 'late'
      when t.to_a is not null then 'indeterminate'
      when s.end_b <= d.due_from then 'exempt'
      when s.end_a > z.due_to then 'missed'
      when s.end_a is not null then 'indeterminate'
      when z.due_to < s.as_of_at then 'missed'
      when d.due_from >= s.as_of_at then 'not_yet_due'
      else 'indeterminate' end"""
