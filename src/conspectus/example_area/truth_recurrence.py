"""The slow twin of a recurrence: while a state lasts, the response at least so often."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from conspectus.definitions import RecurrenceDuty
from conspectus.example_area.truth_facts import Fact, after, as_of_for, chosen, covered, end_of, in_order
from conspectus.example_area.truth_outcome import Key, Outcome, standing
from conspectus.example_area.when import utc


def recur(duty: RecurrenceDuty, facts: list[Fact]) -> Iterator[tuple[Key, Outcome]]:
    """While a state lasts, the response at least so often."""
    words = duty.response.words
    as_of = as_of_for(duty.owed_by, words)
    assert duty.from_start  # a clock that starts with the first response is not told here
    for state in in_order(fact for fact in facts if fact.leads and chosen(duty.while_, fact)):
        if utc(state.at) > as_of:
            continue
        last_day = state.until.date() if state.until is not None and utc(state.until) <= as_of else None
        responses = in_order(fact for fact in facts if chosen(duty.response, fact) and utc(fact.at) <= as_of)
        seen_whole = covered(duty.owed_by, words, state.at.date())
        seen_since = covered(duty.owed_by, words, date.max)
        clock, n = state.at.date(), 1
        for answer in [*one_a_day(responses, state.at.date(), last_day), None]:
            due = after(clock, duty.every[min(n - 1, len(duty.every) - 1)])
            outcome = standing(answer, end_of(due), as_of)
            if answer is None and last_day is not None and last_day <= due:
                outcome = replace(outcome, status="exempt")
            # Of a state that began before the return, earlier responses are not seen: its first stretch
            # cannot be told, and with several limits none can, for want of knowing which applies.
            if not (seen_whole or (seen_since and n > 1 and len(duty.every) == 1)):
                outcome = replace(outcome, status="not_evaluated")
            yield Key(duty.id, "recur", duty.owed_by, "", state.row.ref, n), outcome
            if answer is not None:
                clock, n = answer.at.date(), n + 1


def one_a_day(responses: list[Fact], first: date, last: date | None) -> list[Fact]:
    """Responses within a state, those of one day counted once."""
    kept: list[Fact] = []
    for fact in responses:
        day = fact.at.date()
        if first <= day and (last is None or day <= last) and (not kept or kept[-1].at.date() < day):
            kept.append(fact)
    return kept
