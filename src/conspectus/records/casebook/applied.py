"""The definitions that a casebook was made with, in words: read from the casebook itself, which holds their text."""

import tomllib
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from conspectus.definitions import (
    Duty,
    MeasuredDuty,
    ParticipationDuty,
    Pattern,
    RecurrenceDuty,
    SharingDuty,
    Span,
    duties,
    patterns,
)
from conspectus.errors import CasebookError
from conspectus.records.casebook.cite import Readable
from conspectus.terms import Part
from conspectus.wording import edition_said

MODELS: dict[str, TypeAdapter[Any]] = {"duty": TypeAdapter(Duty), "pattern": TypeAdapter(Pattern)}


def applied_duties(casebook: Readable) -> dict[str, Duty]:
    """The duties that were tested, by id, as they stood when the casebook was made."""
    return duties() | _read(casebook, "duty")


def applied_patterns(casebook: Readable) -> dict[str, Pattern]:
    """The patterns that were looked for, by id, as they stood when the casebook was made."""
    return patterns() | _read(casebook, "pattern")


def _read(casebook: Readable, kind: str) -> dict[str, Any]:
    rows = casebook.rows("select id, text from definitions where kind = ?", [kind])
    return {row["id"]: _parsed(kind, row["text"]) for row in rows}


@lru_cache(maxsize=1024)  # one child after another is read from casebooks with the same definitions
def _parsed(kind: str, text: str) -> Any:  # noqa: ANN401 - a duty or a pattern, as `kind` says
    try:
        return MODELS[kind].validate_python(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise CasebookError(
            f"a {kind} that it holds cannot be read: {error}", "definitions", "Build it again."
        ) from None


def resting(duty: Duty, *, on: date) -> dict[str, bool | str]:
    """What is known of a duty's source on a day."""
    force = duty.force_on(on)
    return {
        "confirmed": duty.confirmed_on(on),
        "edition": force.edition if force else "",
        "checked": edition_said(duty, on),
    }


NO_LIMIT = "as soon as may be: the time is measured, and nothing is late"


def deadline(duty: Duty) -> str:
    """A duty's limit in words."""
    match duty:
        case RecurrenceDuty():
            *first, last = duty.every
            steps = [f"within {span}" if place == 0 else f"then {span}" for place, span in enumerate(first)]
            return ", ".join([*steps, f"then every {last}" if first else f"at least every {last}"])
        case ParticipationDuty():
            return f"in the {duty.pair_within} up to the meeting"
        case SharingDuty():
            return f"received within {duty.within}"
        case MeasuredDuty():
            return NO_LIMIT
        case _:
            return f"within {duty.within}"


def answering(duty: Duty, part: Part) -> tuple[str, ...]:
    """The event words of rows that keep this part of a duty."""
    match duty:
        case ParticipationDuty():
            return (duty.invitation if part is Part.INVITE else duty.taking_part).words
        case SharingDuty():
            return duty.received.words
        case _:
            return duty.response.words


def limit(duty: Duty, unit: str) -> int | None:
    """A duty's one limit as a number of `unit`; None where it has several, or is bound to a meeting."""
    match duty:
        case ParticipationDuty() | MeasuredDuty():
            return None
        case RecurrenceDuty():
            spans: set[Span] = set(duty.every)
        case _:
            spans = {duty.within}
    return next((span.length for span in spans if len(spans) == 1 and span.unit == unit), None)
