"""Response: after A, B within a time, unless C.

A date that is not fully known is an interval, and a status is given only when every reading gives it. Children
with such a date among those that matter to the duty, table `duty_vague`, take the careful path (`readings.py`),
all others the fast one (`exact.py`): two statements, so that a few vague dates slow down a few children.
"""

from collections.abc import Mapping

from conspectus.definitions import MeasuredDuty, ResponseDuty, Selector, episodes
from conspectus.records.duties.exact import exact_ctes
from conspectus.records.duties.fragments import axis_of, events, one_scope, scope
from conspectus.records.duties.readings import readings_ctes
from conspectus.records.engine import literal
from conspectus.terms import Status

AnyResponse = ResponseDuty | MeasuredDuty


def sure_sql(duty: AnyResponse, *, answers: Mapping[str, str] | None = None, all_exact: bool = False) -> str:
    """The query for children who are not in `duty_vague`, or for all where no date is vague; one row an obligation.

    `answers` are the values of `answers_of` where they are known already.
    """
    answers = answers or answers_of(duty)
    others = (
        "" if all_exact else " where not exists (select 1 from duty_vague v where v.child_id = o.child_id)"
    )
    carried = "child_id, ref, a, at_us, trigger_day" + (
        "" if answers else ", owes, who, as_of, from_day, as_of_at"
    )
    same = answers or {name: f"o.{name}" for name in ("owes", "as_of", "from_day", "as_of_at")}
    exact = exact_ctes(duty, by_who=duty.owed_by in OWING, as_of_at=same["as_of_at"])
    return f"""
    with {_owed_ctes(duty, answers=answers)},
    sure as (select {carried} from owed o{others}),
    {exact}
    {_TOLD.format(told="by_dates", **same)}"""


def vague_sql(duty: AnyResponse) -> str:
    """The query for children in `duty_vague`, one row an obligation."""
    return f"""
    with {_owed_ctes(duty, among="duty_vague")},
    unsure as (select * from owed),
    {readings_ctes(duty)},
    told as (select o.*, r.due_at, r.response_ref, r.response_at, r.status
      from unsure o join by_readings r on r.ref = o.ref)
    {_TOLD.format(told="told", owes="o.owes", as_of="o.as_of", from_day="o.from_day", as_of_at="o.as_of_at")}"""


def children_vague_sql(duty: AnyResponse) -> str:
    """A query for `duty_vague`: children with a date that the duty looks at and that is not fully known."""
    return f"""
    with {_owed_ctes(duty)}
    select child_id from owed where a < b union select child_id from responses where a < b
    union select child_id from lifts where a < b"""


def answers_of(duty: AnyResponse) -> dict[str, str]:
    """Expressions for what the agency that owes can answer; none where each trigger says who owes.

    Values in their place let an engine plan by how many rows there will be.
    """
    if duty.owed_by in OWING:
        return {}
    answers = one_scope(duty.response.words, agency=duty.owed_by, axis=axis_of(duty.unit))
    return {"owes": literal(duty.owed_by), **answers}


_TOLD = """
    select o.child_id, 'respond' as part, {owes} as agency, cast(null as varchar) as counterparty,
      o.ref as trigger_ref, cast(null as integer) as n, o.a as clock_at, o.due_at, o.response_ref, o.response_at,
      case when {from_day} is null or {from_day} > o.trigger_day then 'not_evaluated' else o.status end as status,
      {as_of_at} as as_of_at, {as_of} as as_of
    from {told} o"""


def _owed_ctes(
    duty: AnyResponse, *, among: str | None = None, answers: Mapping[str, str] | None = None
) -> str:
    """The steps `owed`, `responses` and `lifts`, which all paths begin with; `among` names a table of children."""
    axis = axis_of(duty.unit)
    lifts = " union all ".join(lift_rows(duty, axis=axis)) or f"{_lift(duty.response, axis=axis)} and false"
    return f"""
    triggers as ({_triggers(duty, axis=axis)}),
    owed as ({_of(among, _owed(duty, axis=axis, answers=answers or answers_of(duty)))}),
    responses as ({_of(among, _responses(duty, axis=axis))}),
    lifts as ({_of(among, lifts)})"""


def lifting(duty: AnyResponse) -> tuple[Selector, ...]:
    """What takes the place of a response: what lifts the duty, and the decision not to share."""
    if isinstance(duty, MeasuredDuty):
        return ()
    return (*duty.unless, *([duty.declined] if duty.declined else []))


def looked_at(duty: AnyResponse) -> frozenset[str]:
    """The event words on whose dates the duty rests."""
    return frozenset(word for word, _, _ in rests_on(duty))


def rests_on(duty: AnyResponse) -> frozenset[tuple[str, str, str]]:
    """The moments on which the duty rests, each as a word, whether it started or ended, and an axis.

    A day that is known is no instant that is known: a limit in days asks for no more than the day.
    """
    axis = axis_of(duty.unit)
    selectors = (duty.trigger, duty.response, *lifting(duty))
    return frozenset((word, one.at, axis) for one in selectors for word in one.words)


def lift_rows(duty: AnyResponse, *, axis: str) -> list[str]:
    """Queries for what takes the place of a response; the decision not to share is that of the agency that owes."""
    if isinstance(duty, MeasuredDuty):
        return []
    rows = [_lift(unless, axis=axis) for unless in duty.unless]
    if duty.declined is not None:
        who = "agency" if duty.owed_by in OWING else "''"
        own = "" if duty.owed_by in OWING else f" and (agency = {literal(duty.owed_by)} or agency is null)"
        rows.append(_lift(duty.declined, axis=axis, who=who, how=Status.DECIDED_NOT_TO_SHARE) + own)
    return rows


def _lift(selector: Selector, *, axis: str, who: str = "''", how: Status = Status.EXEMPT) -> str:
    return f"""
      select child_id, ref, a, b, timed, at_us, to_us, {who} as who, {literal(how)} as how
      from ({events(selector, axis=axis)}) where true"""


def _of(among: str | None, rows: str) -> str:
    """Of the rows those of children in the table, or all."""
    return (
        rows if among is None else f"select * from ({rows}) where child_id in (select child_id from {among})"
    )


# Who owes where the trigger's row says it; then only that agency's responses count.
OWING = {"counterparty": "t.counterparty", "recorder": "t.agency"}


def _owed(duty: AnyResponse, *, axis: str, answers: Mapping[str, str]) -> str:
    """Triggers up to the as-of, each with what the agency that owes can answer."""
    if answers:
        columns = ", ".join(f"{value} as {name}" for name, value in answers.items() if name != "owes")
        return f"select t.*, {columns} from triggers t where t.a <= {answers['as_of_at']}"
    return f"""
      select t.*, coalesce(s.as_of, clock.as_of) as as_of, s.from_day,
        coalesce(s.as_of_at, clock.as_of_{axis}) as as_of_at
      from triggers t
      cross join (select as_of, as_of_day, epoch_us(as_of) as as_of_us from duty_clock) clock
      left join ({scope(duty.response.words, axis=axis)}) s on s.agency = t.owes
      where t.a <= coalesce(s.as_of_at, clock.as_of_{axis})"""


def _triggers(duty: AnyResponse, *, axis: str) -> str:
    """Triggers with who owes, and `who`: whose responses count, where not everybody's do."""
    owes = OWING.get(duty.owed_by, literal(duty.owed_by))
    chosen = events(duty.trigger, axis=axis, lead=True)
    if duty.once_per is not None:
        closing = events(Selector(event=episodes()[duty.once_per].closed_by), axis=axis)
        chosen = _ONCE_PER.format(chosen=chosen, closing=closing)
    return f"""
      select t.child_id, t.ref, {owes} as owes, {OWING.get(duty.owed_by, "''")} as who, t.a, t.b, t.timed,
        t.at_us{_early(duty)} as at_us, t.trigger_day
      from ({chosen}) t where {owes} is not null"""


def _early(duty: AnyResponse) -> str:
    """From when on a response counts, where what was done before the trigger does."""
    early = duty.early if isinstance(duty, ResponseDuty) else None
    return f" - {early.length * MICROSECONDS_OF_A_DAY}" if early else ""


MICROSECONDS_OF_A_DAY = 86_400_000_000

# A trigger starts a clock of its own when it is the first, or when something closed the episode since the last.
_ONCE_PER = """
  select t.* exclude (previous) from (
    select *, lag(a) over (partition by child_id order by a, b, ref) as previous from ({chosen})
  ) t
  where previous is null or exists (
    select 1 from ({closing}) z where z.child_id = t.child_id and z.a >= t.previous and z.a <= t.a
  )"""


def _responses(duty: AnyResponse, *, axis: str) -> str:
    who = "agency" if duty.owed_by in OWING else "''"
    return f"""
      select child_id, ref, a, b, timed, at_us, to_us, {who} as who from ({events(duty.response, axis=axis)})"""
