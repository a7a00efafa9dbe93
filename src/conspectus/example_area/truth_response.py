"""The slow twin of a response duty: after the trigger, the response within a time, unless something lifts it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from conspectus.definitions import MeasuredDuty, ResponseDuty, Selector, episodes
from conspectus.example_area.truth_facts import (
    Fact,
    as_of_for,
    chosen,
    covered,
    day_of,
    in_order,
    limit,
    not_before,
    ordered,
    within,
)
from conspectus.example_area.truth_outcome import Key, Outcome, standing
from conspectus.example_area.when import utc
from conspectus.terms import Agency, Precision


def respond(duty: ResponseDuty | MeasuredDuty, facts: list[Fact]) -> Iterator[tuple[Key, Outcome]]:
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
            due = None if isinstance(duty, MeasuredDuty) else limit(trigger, duty.within)
            if not covered(agency, duty.response.words, trigger.at.date()):
                yield key, Outcome("not_evaluated", due and day_of(due), answer.row.ref if answer else "")
            elif due is None:
                yield key, Outcome("met" if answer else "not_yet_due", None, answer.row.ref if answer else "")
            elif exempt:
                yield key, Outcome(exempt, day_of(due), "")
            else:
                yield key, standing(answer, due, as_of)


def due_of(duty: ResponseDuty | MeasuredDuty, trigger: Fact) -> datetime:
    """Whose turn it is: the earliest limit first, or where there is none the earliest trigger."""
    return utc(trigger.at) if isinstance(duty, MeasuredDuty) else limit(trigger, duty.within)


def as_triggered(trigger: Selector, fact: Fact) -> Fact | None:
    """The fact at the moment that triggers; none where it has not ended and its end would."""
    if trigger.at == "started":
        return fact
    if fact.until is None:
        return None
    assert fact.row.end is not None
    return replace(fact, at=fact.until, timed=fact.row.end.precision == Precision.TIME)


def ower(duty: ResponseDuty | MeasuredDuty, trigger: Fact) -> Agency:
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


def lifts(duty: ResponseDuty | MeasuredDuty, trigger: Fact, responses: list[Fact], facts: list[Fact]) -> str:
    """How an obligation stands of which something lifts the duty, before any response and before the limit."""
    if isinstance(duty, MeasuredDuty):
        return ""
    own = [fact for fact in facts if fact.row.agency == ower(duty, trigger)]
    if comes_first(duty, duty.unless, trigger, responses, facts):
        return "exempt"
    declined = (duty.declined,) if duty.declined else ()
    return "decided_not_to_share" if comes_first(duty, declined, trigger, responses, own) else ""


def comes_first(
    duty: ResponseDuty,
    selectors: tuple[Selector, ...],
    trigger: Fact,
    responses: list[Fact],
    facts: list[Fact],
) -> bool:
    """Whether the first of these events came before any response and before the limit."""
    for fact in in_order(facts):
        lifting = any(chosen(selector, fact) for selector in selectors)
        if lifting and ordered(trigger, fact, duty) and within(fact, limit(trigger, duty.within)):
            earlier = [r for r in responses if ordered(trigger, r, duty) and r.at.date() <= fact.at.date()]
            return not earlier
    return False


def answered(
    duty: ResponseDuty | MeasuredDuty, triggers: list[Fact], responses: list[Fact], lifted: list[str]
) -> list[Fact | None]:
    """The response of each trigger: the first at or after it, or, one to one, as they are given out."""
    if duty.match == "shared":
        return [next((r for r in responses if ordered(t, r, duty)), None) for t in triggers]
    given: list[Fact | None] = [None] * len(triggers)
    for response in responses:
        waiting = [
            (due_of(duty, trigger), utc(trigger.at), trigger.row.ref, place)
            for place, trigger in enumerate(triggers)
            if given[place] is None and not lifted[place] and ordered(trigger, response, duty)
        ]
        if waiting:
            given[min(waiting)[-1]] = response
    return given
