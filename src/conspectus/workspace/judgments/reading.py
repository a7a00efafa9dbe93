"""An inspection's ratings and evidence, as the pure package takes them."""

from conspectus.definitions import Framework, frameworks
from conspectus.judgment import Judgment, judge
from conspectus.workspace.inspections.models import Inspection

COUNCIL_ONLY = "ilacs"  # what inspection was: shown beside every joint judgment


def judged(inspection: Inspection, framework: Framework | None = None) -> Judgment:
    """The judgment as the ratings now stand, by the inspection's framework or another."""
    chosen = framework or frameworks()[inspection.framework]
    evidence = [one.as_row() for one in inspection.evidence.all()]
    ratings = [one.as_row() for one in inspection.ratings.select_related("by").prefetch_related("evidence")]
    dissents = [one.as_row() for one in inspection.dissents.all()]
    return judge(
        chosen, ratings=ratings, evidence=evidence, agencies=frameworks()[inspection.framework].looks_at,
        dissents=dissents,
    )  # fmt: skip
