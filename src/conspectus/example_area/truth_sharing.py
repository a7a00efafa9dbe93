"""The slow twin of sharing: what one record says was sent shows as received in the other's."""

from collections.abc import Iterator
from dataclasses import replace

from conspectus.definitions import SharingDuty
from conspectus.example_area.truth_facts import Fact, as_of_for, chosen, covered, in_order, limit
from conspectus.example_area.truth_outcome import Key, Outcome, standing
from conspectus.example_area.when import utc


def share(duty: SharingDuty, facts: list[Fact]) -> Iterator[tuple[Key, Outcome]]:
    """What one record says was sent shows as received in the other's."""
    as_of = as_of_for(duty.owed_to, duty.received.words)
    known = in_order(fact for fact in facts if utc(fact.at) <= as_of)
    sent = [fact for fact in known if chosen(duty.sent, fact) and fact.row.agency == duty.owed_by]
    received = [fact for fact in known if chosen(duty.received, fact) and fact.row.agency == duty.owed_to]
    pairs = paired(sent, received)
    for place, message in enumerate(sent):
        key = Key(duty.id, "receive", duty.owed_to, duty.owed_by, message.row.ref, None)
        outcome = standing(pairs.get(place), limit(message, duty.within), as_of)
        if not covered(duty.owed_to, duty.received.words, message.at.date()):
            outcome = replace(outcome, status="not_evaluated")
        yield key, outcome
    for fact in facts:
        if (fact.row.event, fact.row.agency, fact.row.counterparty) == (
            "decided_not_to_share", duty.owed_by, duty.owed_to,
        ):  # fmt: skip
            key = Key(duty.id, "receive", duty.owed_by, duty.owed_to, fact.row.ref, None)
            yield key, Outcome("decided_not_to_share", None, "")


def paired(sent: list[Fact], received: list[Fact]) -> dict[int, Fact]:
    """By reference where there is one, else the nearest in time first; by the place of what was sent."""
    pairs: dict[int, Fact] = {}
    for place, message in enumerate(sent):
        for fact in received:
            if fact.row.answers is not None and fact.row.answers.event_id == message.row.event_id:
                pairs.setdefault(place, fact)
    unnamed = [fact for fact in received if fact.row.answers is None]
    distances = sorted(
        (abs(utc(fact.at) - utc(message.at)), place, other)
        for place, message in enumerate(sent)
        for other, fact in enumerate(unnamed)
        if place not in pairs
    )
    taken: set[int] = set()
    for _, place, other in distances:
        if place not in pairs and other not in taken:
            pairs[place] = unnamed[other]
            taken.add(other)
    return pairs
