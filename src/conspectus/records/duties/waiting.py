"""What was sent and cannot be used is not silence: obligations that it could answer wait for it.

A row whose moment or outcome cannot be read, or that cannot be used at all, may be the very response that is missing.
So an obligation that such a row could answer (its child, word and agency fit) is neither late nor missed nor open: it
is indeterminate, and says which rows it waits for. Statuses stay in `duty_obligations` as evaluated; `duty_waiting`
holds those that wait, and `duty_told` is the two together.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from conspectus.definitions import (
    AfterTrigger,
    Duty,
    ParticipationDuty,
    RecurrenceDuty,
    ResponseDuty,
    Selector,
    SharingDuty,
    Span,
)
from conspectus.records.engine import Engine, literal, sql_in
from conspectus.records.unusable import UNCLEAR, fits, named, place, said
from conspectus.terms import Part, Status

OPEN = (Status.LATE, Status.MISSED, Status.NOT_YET_DUE)

KEPT = """
create or replace table duty_unusable (
  event varchar, agency varchar, outcome varchar, outcome_unclear boolean, counterparty varchar,
  counterparty_unclear boolean, ended_unclear boolean, started_first timestamp, started_last timestamp,
  whole_row boolean, why varchar, of_somebody boolean, child_no bigint, place varchar, told varchar, said varchar
);
create or replace table duty_waiting (
  duty_no smallint, part varchar, agency varchar, counterparty varchar, child_no bigint, trigger_no bigint, n integer,
  waits_on varchar[], waits_for varchar
);
create or replace table duty_beside (
  duty_no smallint, part varchar, agency varchar, child_no bigint, place varchar, makes boolean
)
"""

AS_EVALUATED = """
create or replace view duty_told as
select *, cast(null as varchar[]) as waits_on, cast(null as varchar) as waits_for from duty_obligations
"""

TOLD = f"""
create or replace view duty_told as
select o.duty_no, o.part, o.agency, o.counterparty, o.child_no, o.trigger_no, o.n, o.clock_from, o.due, o.response_no,
  case when w.child_no is not null then '{Status.INDETERMINATE}' else o.status end as status,
  case when w.child_no is null then o.time_taken end as time_taken, o.as_of, w.waits_on, w.waits_for
from duty_obligations o left join duty_waiting w
  on w.trigger_no = o.trigger_no and w.child_no = o.child_no and w.duty_no = o.duty_no and w.part = o.part
  and w.agency = o.agency and w.n is not distinct from o.n and w.counterparty is not distinct from o.counterparty
"""

UNUSABLE = f"""
insert into duty_unusable by name
select u.event, u.agency, u.outcome, coalesce(u.outcome_unclear, false) as outcome_unclear, u.counterparty,
  coalesce(u.counterparty_unclear, false) as counterparty_unclear, coalesce(u.ended_unclear, false) as ended_unclear,
  u.started_first, u.started_last, u.whole_row, u.why, u.child_id is not null as of_somebody, c.child_no,
  {place("u")} as place, {named("u")} as told, {said("u")} as said
from {{unusable}} u
left join (
  select distinct child_id, child_no from duty_rows where child_id in (select child_id from {{unusable}})
) c on c.child_id = u.child_id
"""

WAITING = """
insert into duty_waiting by name
select duty_no, part, agency, counterparty, child_no, trigger_no, n, list_sort(array_agg(distinct told)) as waits_on,
  case when count(distinct place) = 1 then concat('A row was sent and cannot be used: ', min(said), '.')
    when count(distinct place) < 4
      then concat({plural}, array_to_string(list_sort(array_agg(distinct said)), ', '), '.')
    else concat({plural}, min(said), ' and ', count(distinct place) - 1, ' more.')
  end as waits_for
from ({rows})
group by duty_no, part, agency, counterparty, child_no, trigger_no, n
"""


@dataclass(frozen=True)
class May:
    """Rows of a selector that could change how some of a duty's obligations stand.

    `owes` and `whom` name a column of the row that must be the obligation's agency or counterparty, `when` is a
    condition on the row's moment (`u`), the obligation (`o`) and its trigger (`t`), where one is looked at.
    """

    part: Part
    selector: Selector
    owes: str | None = None
    whom: str | None = None
    when: str = "true"
    statuses: Sequence[Status] = OPEN
    answers: bool = True  # false: it makes an obligation, and only decides which response is whose


def put_unusable(engine: Engine, *, unusable: str | None) -> bool:
    """Make `duty_unusable` from a table with the columns of `unusable.NO_ROWS`, if any; whether there is any row."""
    engine.run(KEPT)
    engine.run(AS_EVALUATED)
    if unusable is None or not engine.rows(f"select 1 from {unusable} limit 1"):
        return False
    engine.run(TOLD)
    engine.run(UNUSABLE.format(unusable=unusable))
    return True


def let_wait(engine: Engine, duties: Sequence[Duty], *, among: Collection[int] | None = None) -> None:
    """Put what waits, of the obligations evaluated, into `duty_waiting`, and what only counts into `duty_beside`.

    `among` are the numbers of the duties of which any were evaluated, if not of all.
    """
    sent = {word for (word,) in engine.rows("select distinct event from duty_unusable")}
    beside = [query for number, duty in enumerate(duties) for query in _beside(duty, sent, number=number)]
    if beside:  # at once, as each is small and would be planned for as long as it runs
        engine.run(f"insert into duty_beside by name {' union all '.join(beside)}")
    for number, duty in enumerate(duties):
        may = [one for one in may_change(duty) if sent & set(one.selector.words)]
        if may and (among is None or number in among):
            rows = " union all ".join(_held(one, number=number) for one in may)
            engine.run(WAITING.format(rows=rows, plural=literal("Rows were sent and cannot be used: ")))


def may_change(duty: Duty) -> Iterator[May]:
    """Which rows, had they been usable, could have changed which obligations."""
    match duty:
        case AfterTrigger():
            yield from _of_response(duty)
        case RecurrenceDuty():
            yield May(Part.RECUR, duty.response, when=_not_before("t.started_first"))
        case ParticipationDuty():
            yield May(Part.INVITE, duty.invitation, whom="counterparty", when=_near_meeting(duty.pair_within))
            yield May(Part.ATTEND, duty.taking_part, owes="agency", when=_near_meeting(duty.pair_within))
        case SharingDuty():
            yield May(Part.RECEIVE, duty.received, owes="agency")
            yield May(Part.RECEIVE, duty.sent, whom="agency", statuses=(Status.LATE,), answers=False)


def _of_response(duty: AfterTrigger) -> Iterator[May]:
    """Where one response serves one trigger, or one trigger stands for an episode, each row decides for others too."""
    in_turn = duty.match == "one_to_one"
    early = isinstance(duty, ResponseDuty) and duty.early is not None
    when = "true" if in_turn or early else _not_before("o.clock_from")
    owes = "agency" if _whose(duty) else None
    yield May(Part.RESPOND, duty.response, owes=owes, when=_at(duty.response, when))
    if isinstance(duty, ResponseDuty):
        for unless in duty.unless:
            yield May(Part.RESPOND, unless, when=_at(unless, when))
        if duty.declined is not None:
            yield May(Part.RESPOND, duty.declined, owes=owes, when=_at(duty.declined, when))
    if duty.once_per is not None:
        yield May(Part.RESPOND, duty.trigger, when=_at(duty.trigger, _NOT_AFTER), answers=False)
    elif in_turn:
        yield May(Part.RESPOND, duty.trigger, owes=_whose(duty), statuses=(Status.LATE,), answers=False)


_NOT_AFTER = "(u.started_first is null or u.started_first <= o.clock_from + interval 1 day)"


def _whose(duty: AfterTrigger) -> str | None:
    """The column of a trigger that says who owes; None where the duty itself does."""
    return {"counterparty": "counterparty", "recorder": "agency"}.get(duty.owed_by)


def _at(selector: Selector, when: str) -> str:
    """When a row started says nothing where its end is what counts."""
    return when if selector.at == "started" else "true"


def _not_before(at: str) -> str:
    return f"(u.started_last is null or u.started_last >= {at})"


def _near_meeting(within: Span) -> str:
    """Within the days before the meeting in which a row belongs to it, one more on either side."""
    unit = {"calendar_days": "day", "calendar_months": "month"}[within.unit]
    begins = f"t.started_first - interval {within.length} {unit} - interval 1 day"
    not_after = "(u.started_first is null or u.started_first <= t.started_last + interval 1 day)"
    return f"({_not_before(begins)} and {not_after})"


def _held(may: May, *, number: int) -> str:
    trigger = "join duty_rows t on t.event_no = o.trigger_no" if "t." in may.when else ""
    return f"""
      select o.duty_no, o.part, o.agency, o.counterparty, o.child_no, o.trigger_no, o.n, u.place, u.told, u.said
      from duty_obligations o join duty_unusable u on u.child_no = o.child_no {trigger}
      where o.duty_no = {number} and o.part = {literal(may.part)} and {sql_in("o.status", may.statuses)}
        and {_fits(may)} and {may.when} and {_addressed(may)}"""


def _fits(may: May) -> str:
    return fits(
        may.selector, "u", addressed={column for column in (may.owes, may.whom) if column is not None}
    )


def _addressed(may: May) -> str:
    """The row is of or to the agencies of the obligation; of a file not understood, by whoever owes, and a response."""
    pairs = [("agency", may.owes), ("counterparty", may.whom)]
    same = [
        f"(u.{column} = o.{whose}" + (f" or u.{column}_unclear)" if column in UNCLEAR else ")")
        for whose, column in pairs
        if column is not None
    ]
    own = "(u.why is null or u.agency = o.agency)" if may.answers else "u.why is null"
    return " and ".join([*same, own])


def _beside(duty: Duty, sent: Iterable[str], *, number: int) -> Iterator[str]:
    """Queries for rows that count beside the figure: of nobody known, or such as would have made an obligation."""
    words = set(sent)
    for may in may_change(duty):
        if may.answers and words & set(may.selector.words):
            yield _row_beside(may, number=number, agency=_named(may.owes), where="not u.of_somebody")
    for part, selector, agency in _making(duty):
        if words & set(selector.words):
            whose = "counterparty" if "counterparty" in agency else None
            yield _row_beside(
                May(part, selector, owes=whose),
                number=number,
                agency=agency,
                where="u.why is null",
                makes=True,
            )


def _row_beside(may: May, *, number: int, agency: str, where: str, makes: bool = False) -> str:
    return f"""
      select cast({number} as smallint) as duty_no, {literal(may.part)} as part, {agency} as agency,
        u.child_no, u.place, {str(makes).lower()} as makes
      from duty_unusable u where {_fits(may)} and {where}"""


def _named(column: str | None) -> str:
    return f"u.{column}" if column else "cast(null as varchar)"


def _making(duty: Duty) -> Iterator[tuple[Part, Selector, str]]:
    """What makes a duty's obligations, and an expression for who then owes; null where the row leaves that open."""
    match duty:
        case AfterTrigger():
            column = _whose(duty)
            yield Part.RESPOND, duty.trigger, _named(column) if column else literal(duty.owed_by)
        case RecurrenceDuty():
            yield Part.RECUR, duty.while_, literal(duty.owed_by)
        case ParticipationDuty():
            whose = literal(duty.convened_by) if duty.invites else _named(None)
            yield (Part.INVITE if duty.invites else Part.ATTEND), duty.meeting, whose
            yield Part.ATTEND, duty.invitation, "u.counterparty"
        case SharingDuty():
            yield Part.RECEIVE, duty.sent, literal(duty.owed_to)
