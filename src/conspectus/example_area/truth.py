"""The slow, obvious twin: every obligation and every silo gap of one child, by plain loops over plain rows.

Written from the pinned meanings alone and sharing no code with the rooms that it checks: limits and words
come from the shipped definitions, everything else is spelt out here. A date that is not fully known is tried
on every day that it allows (on every quarter of an hour, where a limit is in hours); a status that does not
hold for all is indeterminate.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from conspectus.definitions import (
    Duty,
    ParticipationDuty,
    RecurrenceDuty,
    ResponseDuty,
    Selector,
    SharingDuty,
    Span,
    duties,
    episodes,
    events,
)
from conspectus.example_area.register import Happening
from conspectus.example_area.settings import senders
from conspectus.example_area.truth_facts import (
    DAY,
    Fact,
    after,
    as_of_for,
    chosen,
    covered,
    day_of,
    end_of,
    in_order,
    limit,
    not_before,
    ordered,
    readings_of,
    within,
)
from conspectus.example_area.when import plus_months, plus_working, utc
from conspectus.terms import Agency, Precision


@dataclass(frozen=True, slots=True)
class Key:
    """What tells one obligation of a child from another."""

    duty: str
    part: str
    agency: Agency
    counterparty: str
    trigger_ref: str
    n: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an obligation stands under one reading, or under all."""

    status: str
    due: date | None
    response_ref: str


UNKNOWN = (date(1900, 1, 1), date(2100, 1, 1))  # of any age: the oldest and the youngest are enough


def obligations(rows: Sequence[Happening], *, born: date | None = None) -> dict[Key, Outcome]:
    """Every obligation that the shipped duties make of one child's own rows, as sent; `born` as its records say."""
    found: dict[Key, Outcome] = {}
    for duty in duties().values():
        if "england" not in duty.nations:
            continue  # the made-up area is in England
        if isinstance(duty, ResponseDuty) and not any(row.event in duty.trigger.words for row in rows):
            continue  # nothing triggers it, and its responses' readings by the clock are many
        by_the_clock = isinstance(duty, ResponseDuty) and duty.within.by_the_clock
        words = words_of(duty)
        looked_at = [row for row in rows if row.event in words]
        if looked_at:
            of = rows if isinstance(duty, ParticipationDuty) else looked_at
            readings = [
                evaluate(duty, facts, birth)
                for facts in readings_of(of, words, by_the_clock)
                for birth in ([born] if born is not None else UNKNOWN)
            ]
            found.update(agreed(readings))
    return found


def agreed(readings: list[dict[Key, Outcome]]) -> dict[Key, Outcome]:
    """A status only where every reading gives it, a response likewise; of the limits the earliest."""
    found: dict[Key, Outcome] = {}
    for key in dict.fromkeys(key for reading in readings for key in reading):
        outcomes = [reading[key] for reading in readings if key in reading]
        statuses = {outcome.status for outcome in outcomes}
        refs = {outcome.response_ref for outcome in outcomes}
        dues = [outcome.due for outcome in outcomes if outcome.due is not None]
        status = statuses.pop() if len(statuses) == 1 and len(outcomes) == len(readings) else "indeterminate"
        if status not in ("met", "late", "indeterminate"):
            refs = {""}
        found[key] = Outcome(status, min(dues, default=None), refs.pop() if len(refs) == 1 else "")
    return found


# --- duties ---------------------------------------------------------------------------------------


def evaluate(duty: Duty, facts: list[Fact], born: date) -> dict[Key, Outcome]:
    """One duty under one reading."""
    if isinstance(duty, ResponseDuty):
        return dict(respond(duty, facts))
    if isinstance(duty, RecurrenceDuty):
        return dict(recur(duty, facts, born))
    if isinstance(duty, ParticipationDuty):
        return dict(participate(duty, facts))
    return dict(share(duty, facts))


def respond(duty: ResponseDuty, facts: list[Fact]) -> Iterator[tuple[Key, Outcome]]:
    """After the trigger, the response within a time, unless something lifts it first."""
    wanted = [as_triggered(duty.trigger, f) for f in facts if f.leads and chosen(duty.trigger, f)]
    triggers = in_order(trigger for trigger in wanted if trigger is not None)
    if duty.once_per:
        triggers = starting_the_clock(triggers, facts, closed_by=episodes()[duty.once_per].closed_by)
    for agency in sorted({ower(duty, trigger) for trigger in triggers}):
        as_of = as_of_for(agency, duty.response.words)
        mine = [trigger for trigger in triggers if ower(duty, trigger) == agency and utc(trigger.at) <= as_of]
        responses = in_order(
            fact
            for fact in facts
            if chosen(duty.response, fact) and utc(fact.at) <= as_of
            if duty.owed_by not in ("counterparty", "recorder") or fact.row.agency == agency
        )
        lifted = [lifts(duty, trigger, responses, facts) for trigger in mine]
        answers = answered(duty, mine, responses, lifted)
        for trigger, exempt, answer in zip(mine, lifted, answers, strict=True):
            key = Key(duty.id, "respond", agency, "", trigger.row.ref, None)
            due = limit(trigger, duty.within)
            if not covered(agency, duty.response.words, trigger.at.date()):
                yield key, Outcome("not_evaluated", day_of(due), answer.row.ref if answer else "")
            elif exempt:
                yield key, Outcome("exempt", day_of(due), "")
            else:
                yield key, standing(answer, due, as_of)


def recur(duty: RecurrenceDuty, facts: list[Fact], born: date) -> Iterator[tuple[Key, Outcome]]:
    """While a state lasts, the response at least so often."""
    words = duty.response.words
    as_of = as_of_for(duty.owed_by, words)
    for state in in_order(fact for fact in facts if fact.leads and chosen(duty.while_, fact)):
        if utc(state.at) > as_of:
            continue
        last_day = state.until.date() if state.until is not None and utc(state.until) <= as_of else None
        responses = in_order(fact for fact in facts if chosen(duty.response, fact) and utc(fact.at) <= as_of)
        seen_whole = covered(duty.owed_by, words, state.at.date())
        seen_since = covered(duty.owed_by, words, date.max)
        beginnings = one_a_day(responses, state.at.date(), last_day)
        answers: list[Fact | None] = [*beginnings, None]
        clocks = [fact.at.date() for fact in beginnings]
        clocks, answers = ([state.at.date(), *clocks], answers) if duty.from_start else (clocks, answers[1:])
        for n, (clock, answer) in enumerate(zip(clocks, answers, strict=True), start=1):
            due = after(clock, span_at(duty, n, clock, born))
            outcome = standing(answer, end_of(due), as_of)
            if answer is None and last_day is not None and last_day <= due:
                outcome = replace(outcome, status="exempt")
            # Of a state that began before the return, earlier responses are not seen: a stretch that begins with the
            # state cannot be told, and with a sequence of limits none can, for want of knowing which applies.
            sequence = len(duty.every) > 1 and not duty.by_age
            told = seen_since and not sequence and (n > 1 or not duty.from_start)
            if not (seen_whole or told):
                outcome = replace(outcome, status="not_evaluated")
            yield Key(duty.id, "recur", duty.owed_by, "", state.row.ref, n), outcome


def span_at(duty: RecurrenceDuty, n: int, clock: date, born: date) -> Span:
    """The limit of the n-th stretch: by its place, or by the child's age when its clock starts."""
    if not duty.by_age:
        return duty.every[min(n - 1, len(duty.every) - 1)]
    for span in duty.every:
        if span.under_age is None or clock < plus_months(born, 12 * span.under_age):
            return span
    raise AssertionError("the last span has no age")


def one_a_day(responses: list[Fact], first: date, last: date | None) -> list[Fact]:
    """Responses within a state, those of one day counted once."""
    kept: list[Fact] = []
    for fact in responses:
        day = fact.at.date()
        if first <= day and (last is None or day <= last) and (not kept or kept[-1].at.date() < day):
            kept.append(fact)
    return kept


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
            if duty.invites and (agency in duty.always or knows(agency, day, facts, duty.knows_within)):
                key = Key(duty.id, "invite", duty.convened_by, agency, meeting.row.ref, None)
                yield from one(key, meeting, invitations[:1], duty.invitation.words, day)
            if invitations:
                taking_part = [
                    fact
                    for fact in in_order(fact for fact in facts if chosen(duty.taking_part, fact))
                    if fact.row.agency == agency and earliest <= fact.at.date() <= day
                ]
                key = Key(duty.id, "attend", agency, "", meeting.row.ref, None)
                yield from one(
                    key, meeting, taking_part[:1], duty.taking_part.words, ahead_of(day, duty.ahead)
                )


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


def share(duty: SharingDuty, facts: list[Fact]) -> Iterator[tuple[Key, Outcome]]:
    """What one record says was sent shows as received in the other's."""
    as_of = as_of_for(duty.owed_to, duty.received.words)
    known = in_order(fact for fact in facts if utc(fact.at) <= as_of)
    sent = [fact for fact in known if chosen(duty.sent, fact) and fact.row.agency == duty.owed_by]
    received = [fact for fact in known if chosen(duty.received, fact) and fact.row.agency == duty.owed_to]
    pairs = paired(sent, received)
    for place, message in enumerate(sent):
        key = Key(duty.id, "receive", duty.owed_to, duty.owed_by, message.row.ref, None)
        outcome = standing(pairs.get(place), limit(message, duty.within), as_of)
        if not covered(duty.owed_to, duty.received.words, message.at.date()):
            outcome = replace(outcome, status="not_evaluated")
        yield key, outcome


def paired(sent: list[Fact], received: list[Fact]) -> dict[int, Fact]:
    """By reference where there is one, else the nearest in time first; by the place of what was sent."""
    pairs: dict[int, Fact] = {}
    for place, message in enumerate(sent):
        for fact in received:
            if fact.row.answers is not None and fact.row.answers.event_id == message.row.event_id:
                pairs.setdefault(place, fact)
    unnamed = [fact for fact in received if fact.row.answers is None]
    distances = sorted(
        (abs(utc(fact.at) - utc(message.at)), place, other)
        for place, message in enumerate(sent)
        for other, fact in enumerate(unnamed)
        if place not in pairs
    )
    taken: set[int] = set()
    for _, place, other in distances:
        if place not in pairs and other not in taken:
            pairs[place] = unnamed[other]
            taken.add(other)
    return pairs


# --- parts of a response --------------------------------------------------------------------------


def as_triggered(trigger: Selector, fact: Fact) -> Fact | None:
    """The fact at the moment that triggers; none where it has not ended and its end would."""
    if trigger.at == "started":
        return fact
    if fact.until is None:
        return None
    assert fact.row.end is not None
    return replace(fact, at=fact.until, timed=fact.row.end.precision == Precision.TIME)


def ower(duty: ResponseDuty, trigger: Fact) -> Agency:
    """Who owes the response."""
    if duty.owed_by == "counterparty":
        return Agency(trigger.row.counterparty)
    return trigger.row.agency if duty.owed_by == "recorder" else duty.owed_by


def starting_the_clock(triggers: list[Fact], facts: list[Fact], *, closed_by: tuple[str, ...]) -> list[Fact]:
    """The first trigger, and each that is the first after the episode before it was closed."""
    closings = in_order(fact for fact in facts if fact.row.event in closed_by)
    first: list[Fact] = []
    for trigger in triggers:
        closed = bool(first) and any(
            not_before(closing, first[-1]) and closing.at.date() <= trigger.at.date() for closing in closings
        )
        if not first or closed:
            first.append(trigger)
    return first


def lifts(duty: ResponseDuty, trigger: Fact, responses: list[Fact], facts: list[Fact]) -> bool:
    """Whether an event that lifts the duty came before any response and before the limit."""
    for fact in in_order(facts):
        lifting = any(chosen(selector, fact) for selector in duty.unless)
        if lifting and ordered(trigger, fact, duty.within) and within(fact, limit(trigger, duty.within)):
            earlier = [
                r for r in responses if ordered(trigger, r, duty.within) and r.at.date() <= fact.at.date()
            ]
            return not earlier
    return False


def answered(
    duty: ResponseDuty, triggers: list[Fact], responses: list[Fact], lifted: list[bool]
) -> list[Fact | None]:
    """The response of each trigger: the first at or after it, or, one to one, as they are given out."""
    if duty.match == "shared":
        return [next((r for r in responses if ordered(t, r, duty.within)), None) for t in triggers]
    given: list[Fact | None] = [None] * len(triggers)
    for response in responses:
        waiting = [
            (limit(trigger, duty.within), utc(trigger.at), trigger.row.ref, place)
            for place, trigger in enumerate(triggers)
            if given[place] is None and not lifted[place] and ordered(trigger, response, duty.within)
        ]
        if waiting:
            given[min(waiting)[-1]] = response
    return given


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


def standing(answer: Fact | None, due: datetime, as_of: datetime) -> Outcome:
    """Met, late, missed or not yet due."""
    if answer is not None:
        return Outcome("met" if within(answer, due) else "late", day_of(due), answer.row.ref)
    return Outcome("missed" if due < as_of else "not_yet_due", day_of(due), "")


def words_of(duty: Duty) -> set[str]:
    """Every event word that a duty looks at."""
    if isinstance(duty, ResponseDuty):
        closing = episodes()[duty.once_per].closed_by if duty.once_per else ()
        unless = [word for selector in duty.unless for word in selector.words]
        return {*duty.trigger.words, *duty.response.words, *unless, *closing}
    if isinstance(duty, RecurrenceDuty):
        return {*duty.while_.words, *duty.response.words}
    if isinstance(duty, ParticipationDuty):
        return {*duty.meeting.words, *duty.invitation.words, *duty.taking_part.words}
    return {*duty.sent.words, *duty.received.words}
