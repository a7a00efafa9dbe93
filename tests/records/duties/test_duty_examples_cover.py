"""Every shipped duty shows in its examples what people disagree about, wherever its kind allows it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from conspectus.definitions import (
    Duty,
    Example,
    MeasuredDuty,
    ParticipationDuty,
    RecurrenceDuty,
    Span,
    duties,
)
from conspectus.records.dates import read_date
from conspectus.records.dates.calendar import is_working_day
from conspectus.terms import Precision

WIDE = {Precision.MONTH, Precision.YEAR, Precision.UNCERTAIN}


def limits(duty: Duty) -> tuple[Span, ...]:
    match duty:
        case RecurrenceDuty():
            return duty.every
        case ParticipationDuty():
            return (duty.ahead,) if duty.ahead else ()
        case MeasuredDuty():
            return ()
        case _:
            return (duty.within,)


def dates(example: Example) -> Iterator[tuple[str, Precision | None]]:
    """Every date of an example's lines as written, with what is known of it."""
    for line in example.given:
        for text in line.split()[0].split(".."):
            yield text, read_date(text).precision


def spanned(example: Example) -> list[date]:
    """The days strictly between its first event and its last."""
    known = [day for text, _ in dates(example) if (day := read_date(text).first_day)]
    return [min(known) + timedelta(days=n) for n in range(1, (max(known) - min(known)).days)]


def has_bank_holiday(duty: Duty, example: Example) -> bool:
    nation = duty.nations[0]
    return any(day.weekday() < 5 and not is_working_day(day, nation) for day in spanned(example))


def has_uncertain_date(_: Duty, example: Example) -> bool:
    return any(precision in WIDE for _, precision in dates(example))


def has_day_that_proves_no_hour(_: Duty, example: Example) -> bool:
    days = any(precision is Precision.DAY for _, precision in dates(example))
    return days and "indeterminate" in " ".join(example.then)


def has_edge_of_the_window(_: Duty, example: Example) -> bool:
    return "not_yet_due" in " ".join(example.then)


def has_siblings(_: Duty, example: Example) -> bool:
    return len({part for line in example.given for part in line.split() if part.startswith("child=")}) > 1


Shown = Callable[[Duty, Example], bool]


def owed_to_show(duty: Duty) -> dict[str, Shown]:
    """What its examples must show, by what to tell whoever wrote it without."""
    must: dict[str, Shown] = {"a date of which only the month or year is known": has_uncertain_date}
    must["siblings (child=A, child=B)"] = has_siblings
    if any(span.unit == "working_days" for span in limits(duty)):
        must["a bank holiday between trigger and response"] = has_bank_holiday
    if any(span.by_the_clock for span in limits(duty)):
        must["a day without a time that cannot prove a limit in hours"] = has_day_that_proves_no_hour
    if (
        duty.in_force and getattr(duty, "ahead", None) is None
    ):  # a limit before a meeting is past when the meeting is recorded
        must["the edge of the window (not_yet_due)"] = has_edge_of_the_window
    return must


def missing(duty: Duty) -> list[str]:
    return [
        what
        for what, shown in owed_to_show(duty).items()
        if not any(shown(duty, example) for example in duty.example)
    ]


@pytest.mark.parametrize("duty", duties().values(), ids=lambda duty: duty.id)
def test_examples_show_what_people_disagree_about(duty: Duty) -> None:
    assert len(duty.example) >= 4, f"{duty.id} has {len(duty.example)} examples; give at least four"
    assert not missing(duty), f"{duty.id} has no example with {'; nor one with '.join(missing(duty))}"


def test_a_duty_without_them_is_told_which() -> None:
    whole = duties()["notify-child-at-risk"]
    bare = whole.model_copy(update={"example": whole.example[:1]})
    assert missing(bare) == [
        "a date of which only the month or year is known",
        "siblings (child=A, child=B)",
        "a day without a time that cannot prove a limit in hours",
        "the edge of the window (not_yet_due)",
    ]


def test_titles_are_told_apart() -> None:
    for duty in duties().values():
        titles = [example.title for example in duty.example]
        assert len(set(titles)) == len(titles), duty.id
