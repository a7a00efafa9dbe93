"""An inspection's ratings and evidence, as the pure package takes them."""

from functools import lru_cache
from typing import NamedTuple

from conspectus.definitions import Framework, frameworks
from conspectus.judgment import Departure, Dissent, Evidence, Judgment, Rating, judge
from conspectus.workspace.audit.changes import last_change
from conspectus.workspace.inspections.models import Inspection

COUNCIL_ONLY = "ilacs"  # what inspection was: shown beside every joint judgment


class Rows(NamedTuple):
    """Everything that a judgment is made from."""

    evidence: list[Evidence]
    ratings: list[Rating]
    dissents: list[Dissent]
    departures: list[Departure]


def judged(inspection: Inspection) -> Judgment:
    """The judgment as the ratings now stand, by the inspection's framework."""
    return judged_beside(inspection)[0]


def judged_beside(inspection: Inspection) -> tuple[Judgment, Judgment | None]:
    """The judgment, and what judging the council alone would have said; worked out once after each change."""
    return judged_at(inspection, last_change(inspection.pk))


@lru_cache(maxsize=32)
def judged_at(inspection: Inspection, seal: str) -> tuple[Judgment, Judgment | None]:
    """Whatever was changed has a row in the log, so that under its newest seal the judgment is the same."""
    rows, chosen = _rows(inspection), frameworks()[inspection.framework]
    alone = frameworks()[COUNCIL_ONLY]
    beside = _judged(inspection, alone, rows) if chosen.id != alone.id else None
    return _judged(inspection, chosen, rows), beside


def _rows(inspection: Inspection) -> Rows:
    ratings = inspection.ratings.select_related("by").prefetch_related("evidence")
    departures = inspection.departures.prefetch_related("evidence")
    return Rows(
        [one.as_row() for one in inspection.evidence.seen_here()],
        [one.as_row() for one in ratings],
        [one.as_row() for one in inspection.dissents.all()],
        [one.as_row() for one in departures],
    )


def _judged(inspection: Inspection, framework: Framework, rows: Rows) -> Judgment:
    inside = framework.targets()  # another framework does not know every result that was departed from
    return judge(
        framework, ratings=rows.ratings, evidence=rows.evidence, dissents=rows.dissents,
        agencies=frameworks()[inspection.framework].looks_at,
        departures=[one for one in rows.departures if one.target in inside],
    )  # fmt: skip
