"""Rows of the public letter, as rows that a judgment is made from."""

from collections.abc import Iterable
from typing import NamedTuple

from conspectus.judgment import Departure, Dissent, Evidence, Rating
from conspectus.letter.model import WITHHELD, PublicDeparture, PublicDissent, PublicEvidence, PublicRating


class Judgeable(NamedTuple):
    """Public rows as `judge` takes them."""

    ratings: tuple[Rating, ...]
    evidence: tuple[Evidence, ...]
    departures: tuple[Departure, ...]
    dissents: tuple[Dissent, ...]


def judgeable(
    ratings: Iterable[PublicRating],
    evidence: Iterable[PublicEvidence],
    departures: Iterable[PublicDeparture],
    dissents: Iterable[PublicDissent],
) -> Judgeable:
    """Public rows as the rows that a judgment is made from."""
    return Judgeable(
        tuple(map(_as_rating, ratings)),
        tuple(map(_as_evidence, evidence)),
        tuple(
            Departure(
                target=d.target, level=d.level, by=WITHHELD, rationale=WITHHELD, evidence_ids=d.evidence_ids
            )
            for d in departures
        ),
        tuple(
            Dissent(
                target=d.target,
                level=d.level,
                inspector=WITHHELD,
                inspectorate=d.inspectorate,
                rationale=WITHHELD,
            )
            for d in dissents
        ),
    )


def _as_rating(rating: PublicRating) -> Rating:
    return Rating(
        id=rating.id,
        criterion=rating.criterion,
        agency=rating.agency,
        level=rating.level,
        stage=rating.stage,
        inspector=rating.rater,
        inspectorate=rating.inspectorate,
        rationale=WITHHELD if rating.has_rationale else "",
        evidence_ids=rating.evidence_ids,
    )


def _as_evidence(item: PublicEvidence) -> Evidence:
    return Evidence(
        id=item.id,
        kind=item.kind,
        agency=item.agency,
        criteria=item.criteria,
        bearing=item.bearing,
        seen=WITHHELD,
        source=WITHHELD,
    )
