"""The slow twin of taking part in meetings: who knows the child is invited, who is invited takes part."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from conspectus.definitions import ParticipationDuty, Span, events
from conspectus.example_area.settings import senders
from conspectus.example_area.truth_facts import DAY, Fact, as_of_for, chosen, covered, end_of, in_order
from conspectus.example_area.truth_outcome import Key, Outcome, standing
from conspectus.example_area.when import plus_months, plus_working, utc
from conspectus.terms import Agency


def participate(duty: ParticipationDuty, facts: list[Fact]) -> Iterator[tuple[Key, Outcome]]:
    """Who knows the child is invited; who is invited attends or reports."""
    for meeting in in_order(fact for fact in facts if fact.leads and chosen(duty.meeting, fact)):
        day = meeting.at.date()
        earliest = day - timedelta(days=duty.pair_within.length)
        for agency in senders():
            if agency == duty.convened_by:
                continue
            invitations = [
                fact
                for fact in in_order(fact for fact in facts if chosen(duty.invitation, fact))
                if fact.row.counterparty == agency and earliest <= fact.at.date() <= day
            ]
            if duty.invites and (
                agency in duty.always or (duty.knows_within and knows(agency, day, facts, duty.knows_within))
            ):
                key = Key(duty.id, "invite", duty.convened_by, agency, meeting.row.ref, None)
                yield from one(key, meeting, invitations[:1], duty.invitation.words, day)
            if invitations:
                taking_part = [
                    fact
                    for fact in in_order(fact for fact in facts if chosen(duty.taking_part, fact))
                    if fact.row.agency == agency and earliest <= fact.at.date() <= day
                ]
                key = Key(duty.id, "attend", agency, "", meeting.row.ref, None)
                due = ahead_of(day, duty.ahead)
                yield from one(key, meeting, taking_part[:1], duty.taking_part.words, due)


def ahead_of(day: date, span: Span | None) -> date:
    """The day that lies so long before: counted back over working days, or as the calendar has it."""
    if span is None or span.unit != "working_days":
        return day if span is None else day - timedelta(days=span.length)
    left = span.length
    while left:
        day -= DAY
        left -= plus_working(day - DAY, 1) == day
    return day


def one(
    key: Key, meeting: Fact, answers: list[Fact], words: Iterable[str], due: date
) -> Iterator[tuple[Key, Outcome]]:
    """One side of a meeting: answered by a day, or late, or missed."""
    as_of, day = as_of_for(key.agency, words), meeting.at.date()
    if utc(meeting.at) > as_of:
        return
    outcome = standing(answers[0] if answers else None, end_of(due), as_of)
    if not covered(key.agency, words, day):
        outcome = replace(outcome, status="not_evaluated")
    yield key, outcome


def knows(agency: Agency, day: date, facts: list[Fact], within_months: Span) -> bool:
    """An own row of any word in the months before the day, or something lasting that is open on it."""
    earliest = plus_months(day, -within_months.length)
    for fact in facts:
        if fact.row.agency != agency:
            continue
        began, surely = fact.row.start.day, fact.row.start.last.date()
        ended = fact.until.date() if fact.until else None
        open_then = events()[fact.row.event].lasting and surely <= day and (ended is None or ended >= day)
        if (earliest <= began and surely < day) or open_then:
            return True
    return False
