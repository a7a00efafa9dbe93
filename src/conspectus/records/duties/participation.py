"""Participation: at a meeting, every agency that knows the child is invited, and those invited attend or report.

The convener owes the invitation, each invited agency its attendance or report: two obligations of two agencies.
"""

from conspectus.definitions import ParticipationDuty, Span
from conspectus.records.duties.fragments import events, scope


def participation_sql(duty: ParticipationDuty) -> str:
    """The whole query of a participation duty, one row an obligation."""
    return f"""
    with invite_scope as ({scope(duty.invitation.words, axis="day")}),
    attend_scope as ({scope(duty.taking_part.words, axis="day")}),
    meetings as ({_meetings(duty)}),
    invitations as ({_invitations(duty)}),
    parts as ({_parts(duty)}),
    knowing as ({_KNOWING.format(convener=duty.convened_by)})
    {_invite_obligations(duty)}
    union all
    {_ATTEND}
    """


def _before(span: Span, *, at: str) -> str:
    """The first day of a span that ends with `at`, as an expression; months clip as everywhere."""
    match span.unit:
        case "calendar_months":
            return (
                f"date_diff('day', date '1970-01-01', cast({at}_date - interval {span.length} month as date))"
            )
        case _:
            return f"{at} - {span.length}"


def _meetings(duty: ParticipationDuty) -> str:
    return f"""
      select m.child_id, m.ref, m.a, m.b, clock.as_of as clock_as_of, clock.as_of_day as clock_day,
        {_before(duty.knows_within, at="m.a").replace("m.a_date", "c.date")} as known_from,
        {_before(duty.pair_within, at="m.a").replace("m.a_date", "c.date")} as pair_from
      from ({events(duty.meeting, axis="day", lead=True)}) m
      cross join duty_clock clock left join calendar c on c.day = m.a
      where m.a <= clock.as_of_day"""


def _paired(chosen: str, who: str) -> str:
    """Rows that can belong to a meeting, and whether they surely do."""
    return f"""
      select m.ref as meeting, m.child_id, r.{who} as who, bool_or(r.a >= m.pair_from and r.b <= m.a) as surely,
        arg_min(r.ref, (r.a, r.ref)) as ref, min(r.a) as pos
      from meetings m join ({chosen}) r on r.child_id = m.child_id and r.b >= m.pair_from and r.a <= m.b
      group by m.ref, m.child_id, r.{who}"""


def _invitations(duty: ParticipationDuty) -> str:
    return _paired(events(duty.invitation, axis="day"), "counterparty")


def _parts(duty: ParticipationDuty) -> str:
    return _paired(events(duty.taking_part, axis="day"), "agency")


_KNOWING = """
  select distinct m.ref as meeting, m.child_id, e.agency as who
  from meetings m join duty_events e on e.child_id = m.child_id and e.agency <> '{convener}'
    and e.agency in (select agency from duty_coverage)
  where (e.started_day >= m.known_from and e.started_day_last < m.a)
    or (e.started_day_last <= m.a and e.ended_day >= m.a)
    or (e.started_day_last <= m.a and e.lasting and e.ended_day is null)"""


def _invite_obligations(duty: ParticipationDuty) -> str:
    return f"""
    select m.child_id, 'invite' as part, '{duty.convened_by}' as agency, k.who as counterparty,
      m.ref as trigger_ref, cast(null as integer) as n, m.a as clock_at, m.a as due_at,
      i.ref as response_ref, i.pos as response_at,
      case when s.from_day is null or s.from_day > m.a then 'not_evaluated'
        when i.surely then 'met' when i.ref is not null or m.a <> m.b then 'indeterminate'
        when m.a < s.as_of_at then 'missed' else 'not_yet_due' end as status,
      coalesce(s.as_of_at, m.clock_day) as as_of_at, coalesce(s.as_of, m.clock_as_of) as as_of
    from meetings m join knowing k on k.meeting = m.ref and k.child_id = m.child_id
    left join invite_scope s on s.agency = '{duty.convened_by}'
    left join invitations i on i.meeting = m.ref and i.child_id = m.child_id and i.who = k.who
    where m.a <= coalesce(s.as_of_at, m.clock_day)"""


_ATTEND = """
    select m.child_id, 'attend', i.who, cast(null as varchar), m.ref, null, m.a, m.a, p.ref, p.pos,
      case when s.from_day is null or s.from_day > m.a then 'not_evaluated'
        when p.surely and i.surely then 'met' when p.ref is not null or not i.surely then 'indeterminate'
        when m.a < s.as_of_at then 'missed' else 'not_yet_due' end,
      coalesce(s.as_of_at, m.clock_day), coalesce(s.as_of, m.clock_as_of)
    from meetings m join invitations i on i.meeting = m.ref and i.child_id = m.child_id and i.who is not null
    left join attend_scope s on s.agency = i.who
    left join parts p on p.meeting = m.ref and p.child_id = m.child_id and p.who = i.who
    where m.a <= coalesce(s.as_of_at, m.clock_day)"""
