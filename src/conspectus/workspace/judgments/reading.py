"""An inspection's ratings and evidence, as the pure package takes them."""

from functools import lru_cache

from conspectus.definitions import Framework, frameworks
from conspectus.judgment import Judgment, judge
from conspectus.workspace.audit.changes import last_change
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


def judged_now(inspection: Inspection) -> tuple[Judgment, Judgment | None]:
    """The judgment, and what judging the council alone would have said; worked out once after each change."""
    return _kept(inspection, last_change(inspection.pk))


@lru_cache(maxsize=32)
def _kept(inspection: Inspection, seal: str) -> tuple[Judgment, Judgment | None]:
    """Whatever was changed has a row in the log, so that under its newest seal the judgment is the same."""
    alone = frameworks()[COUNCIL_ONLY]
    beside = judged(inspection, alone) if inspection.framework != alone.id else None
    return judged(inspection), beside
