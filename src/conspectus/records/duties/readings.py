"""Response duties for children some of whose dates are uncertain: every reading is tried.

The query tries every point that the trigger can stand for (all days of it, or by the clock every instant at
which something changes) and asks of each:

- g: when a response has certainly come (null: perhaps never),
- e: when the first response can have come at the earliest (null: none),
- whether something that lifts the duty certainly or possibly comes before the response and the deadline.

A status is given only when every point gives it.
"""

from conspectus.definitions import MeasuredDuty, ResponseDuty
from conspectus.records.duties.fragments import MICROSECONDS, axis_of, deadline


def readings_ctes(duty: ResponseDuty | MeasuredDuty) -> str:
    """The steps from `unsure`, `responses` and `lifts` to `by_readings`."""
    axis = axis_of(duty.unit)
    no_limit = ("", "cast(null as bigint)")
    joins, due = no_limit if isinstance(duty, MeasuredDuty) else deadline((duty.within,), at="p.pos")
    before = duty.early.length if isinstance(duty, ResponseDuty) and duty.early else 0
    since = f"d.pos - {before}" if before else "d.pos"
    end = "due + 1" if axis == "day" else "due"
    return f"""
    points as ({_points(duty, axis=axis)}),
    dues as (select p.ref, p.pos, {due} as due from points p {joins}),
    answers as ({_ANSWERS.format(order=_ORDER[axis], since=since)}),
    lifted as ({_LIFTED.format(end=f"d.{end}")}),
    {_matching(duty, axis=axis, end=end)}
    readings as ({_READINGS.format(cases=_cases(duty).format(end=end))}),
    by_readings as ({_TOLD})"""


def _points(duty: ResponseDuty | MeasuredDuty, *, axis: str) -> str:
    exact = "select ref, a as pos from unsure where a = b"
    if axis == "day":
        return f"{exact} union all select ref, unnest(range(a, b + 1)) as pos from unsure where a < b"
    limit = 0 if isinstance(duty, MeasuredDuty) else duty.within.length * MICROSECONDS[duty.within.unit]
    return f"{exact} union all {_CHANGES.format(limit=limit)}"


# By the clock the status can change only where a response, a lift or the as-of meets the trigger or the deadline.
_CHANGES = """
  select distinct o.ref, m.pos from unsure o join (
    select o.ref, x.x + k.k - n.n as pos
    from unsure o
    join (
      select child_id, a as x from responses union select child_id, b from responses
      union select child_id, a from lifts union select child_id, b from lifts
    ) x on x.child_id = o.child_id
    cross join (select unnest([-1, 0, 1]) as k) k cross join (select unnest([0, {limit}]) as n) n
    where o.a < o.b
    union all select ref, as_of_at - {limit} + k.k from unsure cross join (select unnest([-1, 0, 1]) as k) k
    union all select ref, a from unsure union all select ref, b from unsure
  ) m on m.ref = o.ref
  where o.a < o.b and m.pos between o.a and o.b"""

# Days say nothing of the order within a day, unless both events carry a time.
_ORDER = {"day": "not (o.timed and r.timed and r.at_us < o.at_us)", "us": "true"}

_ANSWERS = """
  select d.ref, d.pos, min(greatest(r.a, {since})) as e,
    min(case when r.a >= {since} then least(r.b, o.as_of_at) end) as g,
    arg_min(r.ref, (greatest(r.a, d.pos), r.b, r.ref)) as response_ref
  from dues d join unsure o on o.ref = d.ref
  join responses r on r.child_id = o.child_id and r.who = o.who
    and r.b >= {since} and r.a <= o.as_of_at and {order}
  group by d.ref, d.pos"""

_LIFTED = """
  select d.ref, d.pos, min(greatest(l.a, d.pos)) as possibly, min(case when l.a >= d.pos then l.b end) as certainly,
    case when min(l.how) = max(l.how) then min(l.how) else 'indeterminate' end as how
  from dues d join unsure o on o.ref = d.ref
  join lifts l on l.child_id = o.child_id and l.who in ('', o.who)
    and l.b >= d.pos and l.a <= o.as_of_at and l.a < {end}
  group by d.ref, d.pos"""


def _matching(duty: ResponseDuty | MeasuredDuty, *, axis: str, end: str) -> str:
    if duty.match == "shared":
        return "matched as (select ref, pos, e, g, response_ref from answers),"
    return _QUEUE.format(order=_ORDER[axis].replace("o.", "j."), end=end)


# One to one: responses serve open triggers in order of deadline, so they form a queue. Trigger k has been
# answered by x exactly when, for every trigger j of the queue up to k, at least as many responses fall in
# [t_j, x] as there are triggers from j to k. Hence the moment k is answered: over all j, the latest of the
# (how many from j to k)-th responses at or after j. `certain` takes every doubt against k, `possible` for it.
_QUEUE = """
  standing as (
    select o.ref, o.child_id, o.owes, o.a, o.b, o.timed, o.at_us,
      bool_or(l.certainly < d.{end} and (x.e is null or x.e > l.certainly)) as out_certainly,
      bool_or(l.possibly < d.{end} and (x.g is null or x.g > l.possibly)) as out_possibly
    from unsure o join dues d on d.ref = o.ref
    left join answers x on x.ref = d.ref and x.pos = d.pos left join lifted l on l.ref = d.ref and l.pos = d.pos
    group by all
  ),
  before as (
    select k.ref, d.pos, j.ref as j_ref, j.a, j.b, j.timed, j.at_us,
      j.a < k.b or j.at_us < k.at_us or (j.at_us = k.at_us and j.ref < k.ref) as maybe,
      (j.b < k.a or (j.a = j.b and k.a = k.b and j.a = k.a
        and (j.at_us < k.at_us or (j.at_us = k.at_us and j.ref < k.ref))))
        and not coalesce(j.out_possibly, false) as surely
    from standing k join dues d on d.ref = k.ref
    join standing j on j.child_id = k.child_id and j.owes = k.owes and j.ref <> k.ref
      and j.a <= k.b and not coalesce(j.out_certainly, false)
    where not (j.a = j.b and k.a = k.b and j.a = k.a
      and (j.at_us > k.at_us or (j.at_us = k.at_us and j.ref > k.ref)))
  ),
  queue as (
    select ref, pos, b as lower, j_ref, timed, at_us, true as certain,
      1 + row_number() over (partition by ref, pos order by b desc, at_us desc, j_ref desc) as needs
    from before where maybe
    union all
    select ref, pos, a, j_ref, timed, at_us, false,
      1 + row_number() over (partition by ref, pos order by a desc, at_us desc, j_ref desc)
    from before where surely
    union all
    select d.ref, d.pos, d.pos, d.ref, o.timed, o.at_us, c.certain, 1
    from dues d join unsure o on o.ref = d.ref cross join (select unnest([true, false]) as certain) c
  ),
  served as (
    select j.ref, j.pos, j.j_ref, j.certain, j.needs, r.ref as response_ref,
      case when j.certain then least(r.b, o.as_of_at) else greatest(r.a, j.lower) end as moment,
      row_number() over (partition by j.ref, j.pos, j.j_ref, j.certain
        order by case when j.certain then least(r.b, o.as_of_at) else greatest(r.a, j.lower) end, r.at_us, r.ref) as nth
    from queue j join unsure o on o.ref = j.ref
    join responses r on r.child_id = o.child_id and r.who = o.who and r.a <= o.as_of_at and {order}
      and case when j.certain then r.a >= j.lower else r.b >= j.lower end
  ),
  turns as (
    select q.ref, q.pos, q.certain, max(s.moment) as moment, count(*) = count(s.moment) as answered,
      arg_max(s.response_ref, (s.moment, s.response_ref)) as response_ref
    from queue q left join served s on s.ref = q.ref and s.pos = q.pos and s.j_ref = q.j_ref
      and s.certain = q.certain and s.nth = q.needs
    group by q.ref, q.pos, q.certain
  ),
  matched as (
    select ref, pos, max(moment) filter (not certain and answered) as e,
      max(moment) filter (certain and answered) as g,
      max(response_ref) filter (not certain and answered) as response_ref
    from turns group by ref, pos
  ),"""

_READINGS = """
  select d.ref, d.pos, d.due, m.e, m.response_ref,
    case {cases}
    end as status
  from dues d join unsure o on o.ref = d.ref
  left join matched m on m.ref = d.ref and m.pos = d.pos
  left join answers x on x.ref = d.ref and x.pos = d.pos
  left join lifted l on l.ref = d.ref and l.pos = d.pos"""


def _cases(duty: ResponseDuty | MeasuredDuty) -> str:
    if isinstance(duty, MeasuredDuty):
        return "when m.e is null then 'not_yet_due' when m.g is null then 'indeterminate' else 'met'"
    return (
        f"when d.due is null then 'indeterminate' {_CASES}" if duty.within.unit == "school_days" else _CASES
    )


_CASES = """
      when l.certainly < d.{end} and (x.e is null or x.e > l.certainly) then l.how
      when l.possibly < d.{end} and (x.g is null or x.g > l.possibly) then 'indeterminate'
      when m.g <= d.due then 'met'
      when m.e <= d.due then 'indeterminate'
      when m.e is null and d.due < o.as_of_at then 'missed'
      when m.e is null then 'not_yet_due'
      when m.g is null then 'indeterminate'
      else 'late'"""

_TOLD = """
  select ref, min(due) as due_at, arg_min(response_ref, pos) as response_ref, min(e) as response_at,
    case when count(distinct status) = 1 then min(status) else 'indeterminate' end as status
  from readings group by ref"""
