"""The slow, obvious twin for patterns: the day on which the joint record of a child first shows one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from conspectus.definitions import Pattern, Sign, patterns
from conspectus.example_area.register import Happening
from conspectus.example_area.settings import senders
from conspectus.example_area.truth_facts import Fact, after, chosen, end_of, in_order, leads
from conspectus.terms import Agency, Precision


@dataclass(frozen=True, slots=True)
class Fit:
    """A child who fits a pattern: when it could be seen, by whom together, and what was done."""

    pattern: str
    visible_on: date
    acted_on: date | None
    event_ref: str
    holders: tuple[Agency, ...]
    gap: bool


def fits(own: Sequence[Happening], through: dict[str, list[Happening]], *, theme: str = "cse") -> list[Fit]:
    """The theme's pattern, if one child fits it; `through` holds the rows of related people by relation."""
    hit = fit(patterns()[theme], own, through)
    return [] if hit is None else [hit]


def fit(pattern: Pattern, own: Sequence[Happening], through: dict[str, list[Happening]]) -> Fit | None:
    """The first day on which enough signs stand in the window, held by enough agencies, and by none alone."""
    there = {row.event for rows in (own, *through.values()) for row in rows}
    if sum(not there.isdisjoint(sign.events.words) for sign in pattern.sign) < pattern.at_least_signs:
        return None
    facts = {
        sign.id: [
            fact
            for fact in as_facts(through.get(sign.through, []) if sign.through else own)
            if chosen(sign.events, fact)
        ]
        for sign in pattern.sign
    }
    if sum(bool(held) for held in facts.values()) < pattern.at_least_signs:
        return None
    for day in sorted({fact.at.date() for held in facts.values() for fact in held}):
        first = day - timedelta(days=pattern.window.length - 1)
        window = {
            sign: [fact for fact in held if first <= fact.at.date() <= day] for sign, held in facts.items()
        }
        shown = [sign for sign in pattern.sign if is_shown(sign, window[sign.id])]
        seen = [fact for sign in shown for fact in window[sign.id]]
        holders = {fact.row.agency for fact in seen}
        together = len(shown) >= pattern.at_least_signs and len(holders) >= pattern.at_least_agencies
        if together and not any(shows_alone(agency, pattern, window) for agency in holders):
            return acted_upon(pattern, own, seen, day, holders)
    return None


def as_facts(rows: Sequence[Happening]) -> list[Fact]:
    """Rows at their last possible day of starting."""
    return [
        Fact(row, row.start.last, row.start.precision == Precision.TIME, None, lead)
        for row, lead in zip(rows, leads(rows), strict=True)
    ]


def is_shown(sign: Sign, held: list[Fact]) -> bool:
    """Enough events, those of several agencies' records counted once."""
    return sum(fact.leads for fact in held) >= sign.at_least


def shows_alone(agency: Agency, pattern: Pattern, window: dict[str, list[Fact]]) -> bool:
    """Whether one agency's own rows would have been enough."""
    alone = [
        sign
        for sign in pattern.sign
        if sum(fact.row.agency == agency for fact in window[sign.id]) >= sign.at_least
    ]
    return len(alone) >= pattern.at_least_signs


def acted_upon(
    pattern: Pattern, own: Sequence[Happening], seen: list[Fact], day: date, holders: set[Agency]
) -> Fit:
    """What was done about it, and whether that was too late."""
    first, due = min(fact.at.date() for fact in seen), after(day, pattern.act_within)
    acted = [
        fact.at.date()
        for fact in in_order(as_facts(own))
        if chosen(pattern.acted, fact) and fact.at.date() >= first
    ]
    completing = in_order(fact for fact in seen if fact.at.date() == day and fact.leads)[-1]
    as_of = min(min(sender.extracted, end_of(sender.to)) for sender in senders().values())
    gap = end_of(due) < as_of and (not acted or acted[0] > due)
    who = tuple(agency for agency in Agency if agency in holders)
    return Fit(pattern.id, day, acted[0] if acted else None, completing.row.ref, who, gap)
