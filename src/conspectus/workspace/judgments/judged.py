"""An inspection's ratings and evidence, as the pure package takes them."""

from functools import lru_cache
from typing import NamedTuple

from conspectus.definitions import COUNCIL_ONLY, Framework, frameworks, inspectorates
from conspectus.judgment import Departure, Dissent, Evidence, Judgment, OnRecord, Rating, judge
from conspectus.terms import Agency
from conspectus.workspace.audit.changes import last_change
from conspectus.workspace.inspections.models import Inspection


class Rows(NamedTuple):
    """Everything that a judgment is made from."""

    evidence: list[Evidence]
    ratings: list[Rating]
    dissents: list[Dissent]
    departures: list[Departure]


def inspected(inspection: Inspection) -> tuple[Agency, ...]:
    """The agencies inspected: those for which somebody who takes part leads; all, where nobody leads for any.

    A body of the framework's own, such as the partnership that audits itself, always takes part.
    """
    framework, known = frameworks()[inspection.framework], inspectorates()
    present = set(inspection.members.values_list("inspectorate", flat=True))
    leads = {agency: framework.leads.get(agency, "") for agency in framework.looks_at}
    found = tuple(agency for agency, body in leads.items() if body in present or body not in known)
    return found or framework.looks_at


def judged(inspection: Inspection) -> Judgment:
    """The judgment as the ratings now stand, by the inspection's framework."""
    return judged_beside(inspection)[0]


def judged_beside(inspection: Inspection) -> tuple[Judgment, Judgment | None]:
    """The judgment, and what judging the council alone would have said; worked out once after each change."""
    return judged_at(inspection, last_change(inspection.pk))


@lru_cache(maxsize=32)
def judged_at(inspection: Inspection, seal: str) -> tuple[Judgment, Judgment | None]:
    """Whatever was changed has a row in the log, so that under its newest seal the judgment is the same."""
    rows, chosen, agencies = (
        rows_at(inspection, seal),
        frameworks()[inspection.framework],
        inspected(inspection),
    )
    alone = frameworks()[COUNCIL_ONLY]
    beside = _judged(alone, rows, agencies) if chosen.id != alone.id else None
    return _judged(chosen, rows, agencies), beside


@lru_cache(maxsize=32)
def rows_at(inspection: Inspection, seal: str) -> Rows:
    """What the judgment and the letter both rest on, read once after each change."""
    return rows_of(inspection)


def rated_at(inspection: Inspection, seal: str) -> frozenset[str]:
    """The cells that anybody has rated, whether or not a rating stands."""
    return frozenset(one.cell for one in rows_at(inspection, seal).ratings)


def rows_of(inspection: Inspection) -> Rows:
    """As the database has them now."""
    ratings = inspection.ratings.select_related("by").prefetch_related("evidence")
    departures = inspection.departures.prefetch_related("evidence")
    return Rows(
        [one.as_row() for one in inspection.evidence.seen_here()],
        [one.as_row() for one in ratings],
        [one.as_row() for one in inspection.dissents.all()],
        [one.as_row() for one in departures],
    )


def _judged(framework: Framework, rows: Rows, agencies: tuple[Agency, ...]) -> Judgment:
    inside = framework.targets()  # another framework does not know every result that was departed from
    return judge(
        framework,
        ratings=rows.ratings,
        evidence=rows.evidence,
        on_record=OnRecord(
            dissents=rows.dissents, departures=[one for one in rows.departures if one.target in inside]
        ),
        agencies=agencies,
    )
