"""What a duty asks, in sentences that a practitioner can check."""

from conspectus.definitions import (
    Duty,
    ParticipationDuty,
    RecurrenceDuty,
    ResponseDuty,
    Selector,
    SharingDuty,
    agencies,
    events,
)
from conspectus.plain import words
from conspectus.terms import Agency

BY = {"counterparty": "the agency addressed", "recorder": "whoever records what starts the clock"}


def meaning(duty: Duty) -> str:
    """The whole duty in a sentence or two."""
    match duty:
        case ResponseDuty():
            return (
                f"After {selected(duty.trigger)}: {selected(duty.response)} within {duty.within}, owed by "
                f"{owed_by(duty.owed_by)}.{_lifted(duty)}"
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
            also = "".join(f"{owed_by(one)}, and " for one in duty.always)
            return (
                f"At {selected(duty.meeting)}: {owed_by(duty.convened_by)} invites {also}every agency that has an "
                f"event of the child in the {duty.knows_within} before, or an episode that is still open. Every agency "
                f"invited has {selected(duty.taking_part)} in its record. What was done up to "
                f"{duty.pair_within} before the meeting counts."
            )
        case SharingDuty():
            return (
                f"{selected(duty.sent)} in the record of {owed_by(duty.owed_by)} shows as {selected(duty.received)} "
                f"in the record of {owed_by(duty.owed_to)} within {duty.within}."
            )


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


def _lifted(duty: ResponseDuty) -> str:
    lifting = " or ".join(selected(one) for one in duty.unless)
    return f" Lifted by {lifting} where that comes first." if lifting else ""
