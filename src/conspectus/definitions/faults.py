"""What is wrong with a definition's file, key by key, in words that say how to mend it."""

from collections.abc import Iterable

from pydantic import ValidationError
from pydantic_core import ErrorDetails

SAID = {
    "extra_forbidden": "no such key",
    "missing": "missing",
    "union_tag_not_found": "kind is missing",
    "model_type": 'write it in braces, with its keys inside, for example {{ event = "referral" }} or {{ hours = 24 }}',
    "dict_type": 'write it in braces, for example {{ outcome = "section_47" }}',
    "tuple_type": "write it as a list, in square brackets",
    "string_type": "write it as text, in quotation marks",
    "bool_parsing": "write true or false, without quotation marks",
    "bool_type": "write true or false",
    "int_parsing": "write a whole number, without quotation marks",
    "int_type": "write a whole number",
    "int_from_float": "write a whole number",
    "greater_than_equal": "write a number that is at least {ge}",
    "too_short": "give at least {min_length}",
    "date_parsing": "write a date, such as 2026-05-22",
    "date_from_datetime_parsing": "write a date, such as 2026-05-22",
    "date_type": "write a date, such as 2026-05-22",
    "string_pattern_mismatch": "use small letters, digits and hyphens, as in icpc-15-working-days",
    "union_tag_invalid": "kind must be one of {expected_tags}",
    "literal_error": "use {expected}",
    "enum": "use {expected}",
}


def faults(error: ValidationError, *, kind: object = None) -> list[str]:
    """One sentence a key; `kind` is the definition's, which pydantic puts in front where there are several."""
    found: dict[str, list[str]] = {}
    for fault in _telling(error.errors()):
        said = found.setdefault(_key(fault["loc"], kind), [])
        if (text := _plain(fault)) not in said:
            said.append(text)
    return [f"{key}: {', or '.join(said)}" if key else ", or ".join(said) for key, said in found.items()]


def _telling(errors: Iterable[ErrorDetails]) -> list[ErrorDetails]:
    """Without lists said to be empty because everything in them is wrong."""
    every = list(errors)
    inside = {fault["loc"][:place] for fault in every for place in range(len(fault["loc"]))}
    return [fault for fault in every if fault["type"] != "too_short" or fault["loc"] not in inside]


def _key(place: tuple[str | int, ...], kind: object) -> str:
    """A key as the file has it; what stands in a list is counted from 1. Empty for the file as a whole."""
    if place and place[0] == kind:
        place = place[1:]
    key = ""
    for part in place:
        if isinstance(part, int):
            key += f"[{part + 1}]"
        elif "[" not in part and part not in _SHAPES:  # pydantic's own names for the members of a union
            key += f".{part}" if key else part
    return key


_SHAPES = {"str", "Selector", "Span"}


def _plain(fault: ErrorDetails) -> str:
    context = fault.get("ctx", {})
    if fault["loc"] and fault["loc"][-1] == "[key]":
        return f"no such key; use {context.get('expected')}"
    if fault["type"] not in SAID:
        return fault["msg"].removeprefix("Value error, ")
    return SAID[fault["type"]].format(**context)
