"""What a duty asks, in sentences that a practitioner can check."""

from conspectus.definitions import (
    Duty,
    MeasuredDuty,
    ParticipationDuty,
    RecurrenceDuty,
    ResponseDuty,
    Selector,
    SharingDuty,
    agencies,
    events,
)
from conspectus.plain import listed, words
from conspectus.terms import Agency

BY = {"counterparty": "the agency addressed", "recorder": "whoever records what starts the clock"}


def meaning(duty: Duty) -> str:
    """The whole duty in a sentence or two."""
    match duty:
        case ResponseDuty():
            return (
                f"After {selected(duty.trigger)}: {selected(duty.response)} within {duty.within}, owed by "
                f"{owed_by(duty.owed_by)}.{_early(duty)}{_lifted(duty)}{_declined(duty)}"
            )
        case MeasuredDuty():
            return (
                f"After {selected(duty.trigger)}: {selected(duty.response)} as soon as may be, owed by "
                f"{owed_by(duty.owed_by)}. No number is given: the time is measured, and nothing is late."
            )
        case RecurrenceDuty():
            limits = (", or " if duty.by_age else ", then ").join(map(str, duty.every))
            return (
                f"While {selected(duty.while_)} lasts: {selected(duty.response)} within {limits}, owed by "
                f"{owed_by(duty.owed_by)}."
            )
        case ParticipationDuty() if not duty.invites:
            by = f" at least {duty.ahead} before it" if duty.ahead else ""
            has = f"{selected(duty.taking_part)} in its record{by}"
            return f"Every agency invited to {selected(duty.meeting)} has {has}."
        case ParticipationDuty():
            return (
                f"At {selected(duty.meeting)}: {owed_by(duty.convened_by)} invites {_whom(duty)}. Every agency "
                f"invited has {selected(duty.taking_part)} in its record. What was done up to "
                f"{duty.pair_within} before the meeting counts."
            )
        case SharingDuty():
            return (
                f"{selected(duty.sent)} in the record of {owed_by(duty.owed_by)} shows as {selected(duty.received)} "
                f"in the record of {owed_by(duty.owed_to)} within {duty.within}."
            )


def _whom(duty: ParticipationDuty) -> str:
    """Who is to be invited."""
    always = [owed_by(one) for one in duty.always]
    knowing = (
        f"every agency that has an event of the child in the {duty.knows_within} before, or an episode that is still "
        "open"
    )
    return listed([*always, knowing] if duty.knows_within else always)


def owed_by(word: str) -> str:
    """An agency in a sentence."""
    return BY.get(word) or agencies()[Agency(word)].title


def selected(selector: Selector) -> str:
    """Which events a selector takes, in quotation marks."""
    names = " or ".join(f"“{events()[word].title}”" for word in selector.words)
    where = [
        f"{field} {' or '.join(words(value) for value in values)}"
        for field, values in selector.conditions.items()
    ]
    ended = "the end of " if selector.at == "ended" else ""
    return f"{ended}{names}" + (f" ({', '.join(where)})" if where else "")


def _early(duty: ResponseDuty) -> str:
    return f" What was done in the {duty.early} before counts too." if duty.early else ""


def _declined(duty: ResponseDuty) -> str:
    """That the decision not to share is lawful, and told as what it is."""
    return (
        f" {selected(duty.declined)} where that comes first is an outcome of its own."
        if duty.declined
        else ""
    )


def _lifted(duty: ResponseDuty) -> str:
    lifting = " or ".join(selected(one) for one in duty.unless)
    return f" Lifted by {lifting} where that comes first." if lifting else ""
