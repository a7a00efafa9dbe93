"""Beginnings, ends and times of day: which dates and times of a row belong together."""

import re
from collections.abc import Sequence

from conspectus.definitions.heading_rules import heading_rules
from conspectus.records.mapping.columns import stands_in
from conspectus.records.mapping.event_words import Meanings
from conspectus.records.mapping.proposing import Proposed
from conspectus.records.mapping.tables import Table, less

CLOCK_NUMBER = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")


def is_end(one: Proposed) -> bool:
    """Whether a heading says when something was over."""
    rules, said = heading_rules(), set(one.words.split())
    ends = {word for word in rules.ends if stands_in(word, one.words)}
    if said & {*rules.telling.words, *rules.telling.to_whom}:
        ends.discard("to")  # to whom, not until when
    return bool(ends)


def is_finish(one: Proposed, moments: Sequence[Proposed]) -> bool:
    """Whether it says an end by a day of the same name that says a beginning: Step started, Step completed."""
    rules = heading_rules()
    stem = less(one.words, (*rules.when, *rules.begins, *rules.finishes))
    return bool(set(one.words.split()) & set(rules.finishes)) and any(
        set(other.words.split()) & set(rules.begins)
        and less(other.words, (*rules.when, *rules.begins)) == stem
        for other in moments
        if other is not one
    )


def end_of(
    moment: Proposed, moments: Sequence[Proposed], meanings: Meanings | None = None
) -> Proposed | None:
    """The day of the end: called alike but for the side, of the same event, or the only one called an end."""
    rules = heading_rules()
    side = (*rules.when, *rules.begins, *rules.ends, *rules.finishes)
    ends = [one for one in moments if one is not moment and (is_end(one) or is_finish(one, moments))]
    stem = less(moment.words, side)
    if alike := [one for one in ends if less(one.words, side) == stem]:
        return alike[0]
    if meanings and (word := meanings.heads(moment.content.name)):
        same = [one for one in ends if meanings.heads(one.content.name) == word]
        if len(same) == 1:
            return same[0]
    bare = len(ends) == 1 and (not stem or not less(ends[0].words, side))
    return ends[0] if bare else None


def times_of(table: Table, moment: Proposed, end: Proposed | None) -> dict[str, object]:
    """The columns of the times of day: by the words they share with the date, or the one that there is."""
    times = [one for one in table.of("moment") if one.content.kind == "time" or _is_clock(one)]
    told: dict[str, object] = {}
    for key, date in (("started_time", moment), ("ended_time", end)):
        if date is None:
            continue
        stem = less(date.words, ("date", "day"))
        alike = [one for one in times if less(one.words, ("time",)) == stem]
        first = [one for one in times if not is_end(one)] if key == "started_time" else []
        alone = first if len(first) == 1 and (len(times) == 1 or not told) else []
        if chosen := alike or alone:
            told[key] = chosen[0].content.name
    return told


def _is_clock(one: Proposed) -> bool:
    """Whether it is called a time and holds one without a colon: 0930."""
    values = [value for value, _ in one.content.values]
    return "time" in one.words.split() and bool(values) and all(CLOCK_NUMBER.fullmatch(one) for one in values)
