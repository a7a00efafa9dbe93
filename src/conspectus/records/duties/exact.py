"""Response duties for children all of whose dates are known: one pass each over triggers and responses.

Two events of one day are in order unless both carry a time and the response's is earlier: a response counts
where the end of what it can mean (`to_us`) is not before the trigger's beginning (`at_us`).

What is the same for every trigger joins them at the end: rows are sorted here, and each column is carried along.
"""

from conspectus.definitions import MeasuredDuty, ResponseDuty
from conspectus.records.duties.fragments import axis_of, deadline
from conspectus.terms import Status


def exact_ctes(duty: ResponseDuty | MeasuredDuty, *, by_who: bool, as_of_at: str) -> str:
    """The steps from `sure`, `responses` and `lifts` to `by_dates`.

    `by_who` where only some agency's responses count, `as_of_at` an expression for the last moment that counts.
    """
    joins, due = ("", NO_LIMIT) if isinstance(duty, MeasuredDuty) else deadline((duty.within,), at="o.a")
    by = {
        "who": ", who" if by_who else "",
        "same": " and r.who = o.who" if by_who else "",
        "own": " and n.who = o.who" if by_who else "",
        "as_of_at": as_of_at,
    }
    end = "+ 1" if axis_of(duty.unit) == "day" else ""
    out = {name: _LIFTED.format(at=at, due=due, end=end, **by) for name, at in _lifts(duty).items()}
    lifted = "".join(f", coalesce({told}, false) as {name}" for name, told in out.items())
    exempt = " or ".join(f"coalesce({told}, false)" for told in out.values()) or "false"
    return f"""
    moments as ({_MOMENTS.format(**by)}),
    firsts as ({_firsts(duty).format(**by)}),
    weighed as (select o.*, {due} as due, {exempt} as exempt{lifted} from firsts o {joins}),
    {(_QUEUE if duty.match == "one_to_one" else _SHARED).format(**by)}
    by_dates as ({_told(duty).format(**by)})"""


NO_LIMIT = "cast(null as bigint)"


def _lifts(duty: ResponseDuty | MeasuredDuty) -> dict[str, str]:
    """What may take the place of a response, and where `firsts` has the moment of it."""
    if isinstance(duty, MeasuredDuty):
        return {}
    there = {"lifted": duty.unless, "declined": duty.declined}
    moments = {"lifted": "o.lift_at", "declined": "o.decline_at"}
    return {name: moments[name] for name, selectors in there.items() if selectors}


def _firsts(duty: ResponseDuty | MeasuredDuty) -> str:
    lifts = _lifts(duty)
    among = _OF_TWO if len(lifts) > 1 else "lifts"
    firsts = (
        _FIRST_AND_LIFT.replace("{lifts}", among.format(how=Status.EXEMPT)) if "lifted" in lifts else _FIRST
    )
    if "declined" not in lifts:
        return firsts
    declines = among.format(how=Status.DECIDED_NOT_TO_SHARE)
    return _AND_DECLINE.replace("{firsts}", firsts).replace("{lifts}", declines)


def _told(duty: ResponseDuty | MeasuredDuty) -> str:
    """How each obligation stands. A limit in school days that no known term holds is null: nothing can be told."""
    out = "'exempt'"
    if "declined" in _lifts(duty):
        out = f"case when o.lifted then 'exempt' else '{Status.DECIDED_NOT_TO_SHARE}' end"
        out = out if "lifted" in _lifts(duty) else f"'{Status.DECIDED_NOT_TO_SHARE}'"
    if isinstance(duty, MeasuredDuty):
        return _STATUS.replace("{cases}", _MEASURED)
    unknown = "when o.due is null then 'indeterminate'" if duty.within.unit == "school_days" else ""
    return _STATUS.replace("{cases}", _CASES.replace("{out}", out).replace("{unknown}", unknown))


# Responses at one moment are told apart by their number alone, so that every run names the same one.
_MOMENTS = """
  select child_id{who}, to_us, min(ref) as ref, min(a) as a from responses group by child_id{who}, to_us"""

# The first response at or after the trigger, and the first event that may lift the duty.
_FIRST = """
  select o.*, r.a as first_at, r.ref as first_ref from sure o
  asof left join moments r on r.child_id = o.child_id{same} and r.to_us >= o.at_us"""

_FIRST_AND_LIFT = f"""
  select o.*, l.a as lift_at from ({_FIRST}) o
  asof left join {{lifts}} l on l.child_id = o.child_id and l.to_us >= o.at_us"""

# Where both may take the place of a response, each is looked for among its own.
_OF_TWO = "(select * from lifts where how = '{how}')"

# The decision not to share is that of the agency that owes.
_AND_DECLINE = """
  select o.*, n.a as decline_at from ({firsts}) o
  asof left join {lifts} n
    on n.child_id = o.child_id{own} and n.to_us >= o.at_us"""

# A response that lies beyond the as-of has not come, and what lifts the duty then comes before it.
_LIFTED = """{at} is not null and {at} < {due} {end}
      and (o.first_at is null or o.first_at > {as_of_at} or o.first_at > {at})"""

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
      select child_id{who}, at_us as moment, 0 as kind, ref, a from waiting
      union all
      select r.child_id{who}, r.to_us, 1, r.ref, r.a from responses r
      where r.child_id in (select child_id from contested)
    ),
    walk as (
      select *, count(case when kind = 0 then 1 end) over way as asked,
        count(case when kind = 1 then 1 end) over way as answers
      from line window way as (partition by child_id{who} order by moment, kind, ref rows unbounded preceding)
    ),
    lows as (
      select *, least(0, coalesce(min(asked - answers) over (
        partition by child_id{who} order by moment, kind, ref
        rows between unbounded preceding and 1 preceding), 0)) as low from walk
    ),
    numbered as (
      select child_id{who}, kind, ref, a, case when kind = 0 then asked else answers + low end as turn
      from lows where kind = 0 or asked - answers >= low
    ),
    given as (
      select o.*, r.ref as given_ref, r.a as given_at
      from waiting o join numbered t on t.kind = 0 and t.ref = o.ref
      left join numbered r on r.kind = 1 and r.child_id = o.child_id{same} and r.turn = t.turn
      union all
      select o.*, first_ref, first_at from weighed o
      where exempt or not exists (select 1 from contested c where c.child_id = o.child_id)
    ),"""

_STATUS = """
  select o.*, o.due as due_at, case when o.given_at <= {as_of_at} then o.given_ref end as response_ref,
    case when o.given_at <= {as_of_at} then o.given_at end as response_at,
    case {cases} end as status
  from given o"""

_CASES = """when o.exempt then {out} {unknown} when o.given_at <= {as_of_at} and o.given_at <= o.due then 'met'
      when o.given_at <= {as_of_at} then 'late' when o.due < {as_of_at} then 'missed' else 'not_yet_due'"""

_MEASURED = "when o.given_at <= {as_of_at} then 'met' else 'not_yet_due'"
