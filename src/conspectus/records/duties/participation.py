"""Participation: at a meeting, every agency that knows the child is invited, and those invited attend or report.

The convener owes the invitation, each invited agency its attendance or report: obligations of two sides. Nothing
is timed here, so they have no time to respond. A meeting whose day is uncertain is read at both ends: what must
hold for every reading is asked of the end at which it is hardest.
"""

from conspectus.definitions import ParticipationDuty, Selector, Span, lasting_words
from conspectus.records.duties.fragments import events, scope
from conspectus.records.engine import literal, sql_in


def participation_sql(duty: ParticipationDuty) -> str:
    """The whole query of a participation duty, one row an obligation."""
    owed = [_INVITE.format(convener=literal(duty.convened_by))] if duty.invites else []
    owed.append(_ATTEND.format(convener=literal(duty.convened_by)))
    return f"""
    with invite_scope as ({scope(duty.invitation.words, axis="day")}),
    attend_scope as ({scope(duty.taking_part.words, axis="day")}),
    meetings as ({_meetings(duty)}),
    invitations as ({_paired(duty.invitation, "counterparty", due="m.{}")}),
    parts as ({_paired(duty.taking_part, "agency", due="m.due_{}")}),
    knowing as ({_knowing(duty)})
    {" union all ".join(owed)}
    """


def _meetings(duty: ParticipationDuty) -> str:
    """Meetings on [a, b], with the windows before either day and the days by which taking part is due."""
    ahead = duty.ahead or Span(calendar_days=0)
    known, pair = duty.knows_within or Span(calendar_days=0), duty.pair_within
    return f"""
      select m.child_id, m.ref, m.a, m.b, clock.as_of as clock_as_of, clock.as_of_day as clock_day,
        {_before(known, end="b")} as known_from,
        {_before(pair, end="a")} as pair_from, {_before(pair, end="b")} as pair_from_late,
        {_before(ahead, end="a")} as due_a, {_before(ahead, end="b")} as due_b
      from ({events(duty.meeting, axis="day", lead=True)}) m
      cross join duty_clock clock
      left join calendar day_a on day_a.day = m.a left join calendar day_b on day_b.day = m.b
      {_working_days_before(ahead)}
      where m.a <= clock.as_of_day"""


def _before(span: Span, *, end: str) -> str:
    """The day that lies a span before one end of the meeting; months clip as everywhere."""
    match span.unit:
        case "calendar_months":
            back = f"day_{end}.date - interval {span.length} month"
            return f"date_diff('day', date '1970-01-01', cast({back} as date))"
        case "working_days" if span.length > 0:
            return f"back_{end}.day"
        case _:
            return f"m.{end} - {span.length}"


def _working_days_before(span: Span) -> str:
    """Joins for a limit that runs backwards: the n-th working day before the meeting, whatever day that is."""
    if span.unit != "working_days" or span.length == 0:
        return ""
    return " ".join(
        f"left join calendar eve_{end} on eve_{end}.day = m.{end} - 1 "
        f"left join working_days back_{end} on back_{end}.working = eve_{end}.working - {span.length - 1}"
        for end in ("a", "b")
    )


def _paired(selector: Selector, who: str, *, due: str) -> str:
    """Rows that can belong to a meeting: whether one surely does, surely in time, or may be in time."""
    return f"""
      select m.ref as meeting, m.child_id, r.{who} as who,
        bool_or(r.a >= m.pair_from_late and r.b <= m.a) as surely,
        bool_or(r.a >= m.pair_from_late and r.b <= {due.format("a")}) as in_time,
        bool_or(r.a <= {due.format("b")}) as maybe_in_time, arg_min(r.ref, (r.a, r.ref)) as ref
      from meetings m join ({events(selector, axis="day")}) r
        on r.child_id = m.child_id and r.b >= m.pair_from and r.a <= m.b
      group by m.ref, m.child_id, r.{who}"""


def _knowing(duty: ParticipationDuty) -> str:
    """Agencies to be invited to each meeting, of those that sent a return."""
    always = f"""
      union select m.ref, m.child_id, v.agency from meetings m
      cross join (select distinct agency from duty_coverage where {sql_in("agency", duty.always)}) v
      where v.agency <> {literal(duty.convened_by)}"""
    if duty.knows_within is None:
        return f"select m.ref as meeting, m.child_id, '' as who from meetings m where false{always}"
    lasting = sql_in("e.event", lasting_words())
    open_on = {f"open_{end}": _OPEN.format(end=end, lasting=lasting) for end in ("a", "b")}
    return _KNOWING.format(convener=literal(duty.convened_by), **open_on) + (always if duty.always else "")


# An event counts where every reading of its start and of the meeting's day has it in the time before the meeting, or
# open on its day.
_OPEN = "(e.ended_day >= m.{end} or ({lasting} and e.ended_day is null))"

_KNOWING = """
      select distinct m.ref as meeting, m.child_id, e.agency as who
      from meetings m join duty_events e on e.child_id = m.child_id and e.agency <> {convener}
        and e.agency in (select agency from duty_coverage)
      where e.started_day_last <= m.a and (e.started_day_last < m.a or {open_a})
        and (e.started_day >= m.known_from or {open_b})"""


_INVITE = """
    select m.child_id, 'invite' as part, {convener} as agency, k.who as counterparty,
      m.ref as trigger_ref, cast(null as integer) as n, m.a as clock_at, m.a as due_at,
      i.ref as response_ref, cast(null as bigint) as response_at,
      case when s.from_day is null or s.from_day > m.a then 'not_evaluated'
        when i.in_time then 'met' when i.ref is not null then 'indeterminate'
        when m.b < s.as_of_at then 'missed' when m.a >= s.as_of_at then 'not_yet_due'
        else 'indeterminate' end as status,
      cast(null as bigint) as as_of_at, coalesce(s.as_of, m.clock_as_of) as as_of
    from meetings m join knowing k on k.meeting = m.ref and k.child_id = m.child_id
    left join invite_scope s on s.agency = {convener}
    left join invitations i on i.meeting = m.ref and i.child_id = m.child_id and i.who = k.who
    where m.a <= coalesce(s.as_of_at, m.clock_day)"""


_ATTEND = """
    select m.child_id, 'attend' as part, i.who as agency, cast(null as varchar) as counterparty,
      m.ref as trigger_ref, cast(null as integer) as n, m.a as clock_at, m.due_a as due_at,
      p.ref as response_ref, cast(null as bigint) as response_at,
      case when s.from_day is null or s.from_day > m.a then 'not_evaluated'
        when not i.surely then 'indeterminate'
        when p.in_time then 'met' when p.surely and not p.maybe_in_time then 'late'
        when p.ref is not null then 'indeterminate'
        when m.due_b < s.as_of_at then 'missed' when m.due_a >= s.as_of_at then 'not_yet_due'
        else 'indeterminate' end as status,
      cast(null as bigint) as as_of_at, coalesce(s.as_of, m.clock_as_of) as as_of
    from meetings m join invitations i on i.meeting = m.ref and i.child_id = m.child_id and i.who <> {convener}
    left join attend_scope s on s.agency = i.who
    left join parts p on p.meeting = m.ref and p.child_id = m.child_id and p.who = i.who
    where m.a <= coalesce(s.as_of_at, m.clock_day)"""
