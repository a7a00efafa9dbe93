"""Response duties for children all of whose dates are known: one pass each over triggers and responses.

Two events of one day are in order unless both carry a time and the response's is earlier: a response counts
where the end of what it can mean (`to_us`) is not before the trigger's beginning (`at_us`).
"""

from conspectus.definitions import ResponseDuty
from conspectus.records.duties.fragments import axis_of, deadline


def exact_ctes(duty: ResponseDuty) -> str:
    """The steps from `sure`, `responses` and `lifts` to `by_dates`."""
    joins, due = deadline((duty.within,), at="o.a")
    end = "o.due + 1" if axis_of(duty.within) == "day" else "o.due"
    return f"""
    timed_sure as (select o.*, {due} as due from sure o {joins}),
    moments as ({_MOMENTS}),
    first_answers as ({_FIRST}),
    weighed as ({_LIFTED.format(end=end) if duty.unless else _NEVER_LIFTED}),
    {_QUEUE if duty.match == "one_to_one" else _SHARED}
    by_dates as ({_STATUS})"""


# Responses at one moment are told apart by their number alone, so that every run names the same one.
_MOMENTS = """
  select child_id, who, to_us, min(ref) as ref, min(a) as a from responses group by child_id, who, to_us"""

# The first response at or after the trigger.
_FIRST = """
  select o.*, r.a as first_at, r.ref as first_ref from timed_sure o
  asof left join moments r on r.child_id = o.child_id and r.who = o.who and r.to_us >= o.at_us"""

_NEVER_LIFTED = "select *, false as exempt from first_answers"

# A response that lies beyond the as-of has not come, and what lifts the duty then comes before it.
_LIFTED = """
  select o.*, l.a is not null and l.a < {end}
    and (o.first_at is null or o.first_at > o.as_of_at or o.first_at > l.a) as exempt
  from first_answers o asof left join lifts l on l.child_id = o.child_id and l.to_us >= o.at_us"""

_SHARED = "given as (select *, first_ref as given_ref, first_at as given_at from weighed),"

# One to one. Where no two triggers have the same first answer, each has its own. The children of the others queue:
# walking along the line of their triggers and responses, the number waiting is the running sum less its lowest
# value so far (never above 0); a response that finds nobody waiting makes a new lowest value, and is of no use. So
# the lowest value counts the useless ones, and the n-th useful response answers the n-th trigger.
_QUEUE = """
    contested as (
      select distinct child_id from (
        select min(child_id) as child_id from weighed where first_ref is not null and not exempt
        group by first_ref having count(*) > 1
      )
    ),
    waiting as (select * from weighed where not exempt and child_id in (select child_id from contested)),
    line as (
      select child_id, who, at_us as moment, 0 as kind, ref, a from waiting
      union all
      select r.child_id, r.who, r.to_us, 1, r.ref, r.a from responses r
      where r.child_id in (select child_id from contested) and r.a <= (select max(as_of_at) from waiting)
    ),
    walk as (
      select *, count(case when kind = 0 then 1 end) over way as asked,
        count(case when kind = 1 then 1 end) over way as answers
      from line window way as (partition by child_id, who order by moment, kind, ref rows unbounded preceding)
    ),
    lows as (
      select *, least(0, coalesce(min(asked - answers) over (
        partition by child_id, who order by moment, kind, ref
        rows between unbounded preceding and 1 preceding), 0)) as low from walk
    ),
    numbered as (
      select child_id, who, kind, ref, a, case when kind = 0 then asked else answers + low end as turn
      from lows where kind = 0 or asked - answers >= low
    ),
    given as (
      select w.*, r.ref as given_ref, r.a as given_at
      from waiting w left join numbered t on t.kind = 0 and t.ref = w.ref and t.child_id = w.child_id
      left join numbered r on r.kind = 1 and r.child_id = t.child_id and r.who = t.who and r.turn = t.turn
      union all
      select w.*, first_ref, first_at from weighed w
      where exempt or not exists (select 1 from contested c where c.child_id = w.child_id)
    ),"""

_STATUS = """
  select o.*, o.due as due_at, case when o.given_at <= o.as_of_at then o.given_ref end as response_ref,
    case when o.given_at <= o.as_of_at then o.given_at end as response_at,
    case when o.exempt then 'exempt' when o.given_at <= o.as_of_at and o.given_at <= o.due then 'met'
      when o.given_at <= o.as_of_at then 'late' when o.due < o.as_of_at then 'missed' else 'not_yet_due' end as status
  from given o"""
