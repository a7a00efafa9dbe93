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
    lifting = duty.unless != ()
    return f"""
    timed_sure as (select o.*, {due} as due from sure o {joins}),
    {_weighed(lifting=lifting, queue=duty.match == "one_to_one", end=end)},
    {_QUEUE if duty.match == "one_to_one" else _SHARED}
    by_dates as ({_STATUS})"""


def _weighed(*, lifting: bool, queue: bool, end: str) -> str:
    """Whether each is exempt. The first answer is looked up where that, or the answer itself, depends on it."""
    if queue and not lifting:
        return "weighed as (select *, false as exempt from timed_sure)"
    first = _FIRST.format(lift=_LIFT if lifting else "", lift_at="l.a" if lifting else "null")
    return f"""first_answers as ({first}),
    weighed as (select o.*, o.lift_at is not null and o.lift_at < {end}
      and (o.first_at is null or o.first_at > o.lift_at) as exempt from first_answers o)"""


# The first response at or after the trigger; one that lies beyond the as-of has not come.
_FIRST = """
  select o.*, case when r.a <= o.as_of_at then r.a end as first_at, r.ref as first_ref,
    {lift_at} as lift_at
  from timed_sure o
  asof left join responses r on r.child_id = o.child_id and r.who = o.who and r.to_us >= o.at_us
  {lift}"""

_LIFT = "asof left join lifts l on l.child_id = o.child_id and l.to_us >= o.at_us"

_SHARED = "given as (select *, first_ref as response_ref, first_at as response_at from weighed),"

# One to one: a queue. Walking along the line of triggers and responses, the number waiting is the running sum
# less its lowest value so far (never above 0); a response that finds nobody waiting makes a new lowest value,
# and is of no use. So the lowest value counts the useless ones, and the n-th useful response answers the n-th
# trigger.
_QUEUE = """
    line as (
      select child_id, who, at_us as moment, 0 as kind, ref, a from weighed where not exempt
      union all
      select r.child_id, r.who, r.to_us, 1, r.ref, r.a from responses r
      where r.child_id in (select child_id from weighed) and r.a <= (select max(as_of_at) from weighed)
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
      select w.*, case when r.a <= w.as_of_at then r.ref end as response_ref,
        case when r.a <= w.as_of_at then r.a end as response_at
      from weighed w left join numbered t on t.kind = 0 and t.ref = w.ref and t.child_id = w.child_id
      left join numbered r on r.kind = 1 and r.child_id = t.child_id and r.who = t.who and r.turn = t.turn
    ),"""

_STATUS = """
  select child_id, ref, owes, a, trigger_day, as_of, from_day, as_of_at,
    due as due_at, response_ref, response_at,
    case when exempt then 'exempt' when response_at <= due then 'met' when response_at is not null then 'late'
      when due < as_of_at then 'missed' else 'not_yet_due' end as status
  from given"""
