"""Response: after A, B within a time, unless C.

A date that is not fully known is an interval, and a status is given only when every reading gives it. Children
with such a date among those that matter to the duty take the careful path (`readings.py`), all others the fast
one (`exact.py`).
"""

from conspectus.definitions import ResponseDuty, episodes
from conspectus.definitions.duty import Selector
from conspectus.records.duties.exact import exact_ctes
from conspectus.records.duties.fragments import axis_of, events, scope
from conspectus.records.duties.readings import readings_ctes


def response_sql(duty: ResponseDuty, *, all_sure: bool = False) -> str:
    """The whole query of a response duty, one row an obligation.

    `all_sure` leaves the careful path out, which costs time to plan even where it has nobody to walk it: give it
    only where `anybody_vague_sql` says no.
    """
    axis = axis_of(duty.within)
    lifts = (
        " union all ".join(events(unless, axis=axis) for unless in duty.unless)
        or f"{events(duty.response, axis=axis)} and false"
    )
    return f"""
    with triggers as ({_triggers(duty, axis=axis)}),
    scope as ({scope(duty.response.words, axis=axis)}),
    owed as (
      select t.*, s.as_of, s.from_day, coalesce(s.as_of_at, clock.as_of_{axis}) as as_of_at
      from triggers t
      cross join (select as_of_day, epoch_us(as_of) as as_of_us from duty_clock) clock
      left join scope s on s.agency = t.owes
      where t.a <= coalesce(s.as_of_at, clock.as_of_{axis})
    ),
    responses as ({_responses(duty, axis=axis)}),
    lifts as ({lifts}),
    {
        _SURE.format(exact=exact_ctes(duty))
        if all_sure
        else _BOTH.format(exact=exact_ctes(duty), readings=readings_ctes(duty))
    }
    select o.child_id, 'respond' as part, o.owes as agency, cast(null as varchar) as counterparty,
      o.ref as trigger_ref, cast(null as integer) as n, o.a as clock_at, o.due_at, o.response_ref, o.response_at,
      case when o.from_day is null or o.from_day > o.trigger_day then 'not_evaluated' else o.status end as status,
      o.as_of_at, coalesce(o.as_of, clock.as_of) as as_of
    from told o cross join duty_clock clock
    """


def anybody_vague_sql(duty: ResponseDuty) -> str:
    """Whether any date that the duty looks at is not fully known."""
    axis = axis_of(duty.within)
    looked_at = [events(selector, axis=axis) for selector in (duty.trigger, duty.response, *duty.unless)]
    return "select " + " or ".join(f"exists (select 1 from ({chosen}) where a < b)" for chosen in looked_at)


_SURE = """sure as (select * from owed),
    {exact},
    told as (select * from by_dates)"""

_BOTH = """vague as (
      select child_id from owed where a < b union select child_id from responses where a < b
      union select child_id from lifts where a < b
    ),
    sure as (select * from owed where child_id not in (select child_id from vague)),
    unsure as (select * from owed where child_id in (select child_id from vague)),
    {exact},
    {readings},
    told as (
      select * from by_dates union all
      select o.child_id, o.ref, o.owes, o.a, o.trigger_day, o.as_of, o.from_day, o.as_of_at,
        r.due_at, r.response_ref, r.response_at, r.status
      from unsure o join by_readings r on r.ref = o.ref
    )"""


# Who owes where the trigger's row says it; then only that agency's responses count.
OWING = {"counterparty": "t.counterparty", "recorder": "t.agency"}


def _triggers(duty: ResponseDuty, *, axis: str) -> str:
    """Triggers with who owes, and `who`: whose responses count, where not everybody's do."""
    owes = OWING.get(duty.owed_by, f"'{duty.owed_by}'")
    chosen = events(duty.trigger, axis=axis, lead=True)
    if duty.once_per is not None:
        closing = events(Selector(event=episodes()[duty.once_per].closed_by), axis=axis)
        chosen = _ONCE_PER.format(chosen=chosen, closing=closing)
    return f"""
      select t.child_id, t.ref, {owes} as owes, {OWING.get(duty.owed_by, "''")} as who, t.a, t.b, t.timed,
        t.at_us, t.trigger_day
      from ({chosen}) t where {owes} is not null"""


# A trigger starts a clock of its own when it is the first, or when something closed the episode since the last.
_ONCE_PER = """
  select t.* exclude (previous) from (
    select *, lag(a) over (partition by child_id order by a, b, ref) as previous from ({chosen})
  ) t
  where previous is null or exists (
    select 1 from ({closing}) z where z.child_id = t.child_id and z.a >= t.previous and z.a <= t.a
  )"""


def _responses(duty: ResponseDuty, *, axis: str) -> str:
    who = "agency" if duty.owed_by in OWING else "''"
    return f"select *, {who} as who from ({events(duty.response, axis=axis)})"
