"""The slow twin of a recurrence: while a state lasts, the response at least so often."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from conspectus.definitions import RecurrenceDuty, Span
from conspectus.example_area.truth_facts import Fact, after, as_of_for, chosen, covered, end_of, in_order
from conspectus.example_area.truth_outcome import Key, Outcome, standing
from conspectus.example_area.when import plus_months, utc


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
