"""Keep published practice in an inspection."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from conspectus.library import Report, Sentence
from conspectus.library.telling import day_of, name_of
from conspectus.terms import Agency, Bearing
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.evidence.actions import Observation, add_evidence
from conspectus.workspace.evidence.models import PUBLISHED, Evidence
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.policies import inspects


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A sentence of a published report."""

    report: Report
    sentence: Sentence


@transaction.atomic
def save_practice(
    *, inspection: Inspection, passage: Passage, agency: Agency, criteria: Iterable[str], seen: str, by: User
) -> Evidence:
    """A published sentence as evidence of what good looks like: kept whole, so that it outlives the library."""
    may(inspects, inspection, by)
    report, sentence = passage.report, passage.sentence
    made = add_evidence(
        inspection=inspection,
        observed=Observation(
            PUBLISHED, agency, criteria, Bearing.FOR, seen, f"{name_of(report)}, page {sentence.page}"
        ),
        published=_kept(report, sentence),
        by=by,
    )
    record(
        Action.PRACTICE_SAVED, by=by, inspection=inspection.pk, target=f"evidence:{made.pk}", report=report.sha256,
        sentence=sentence.n,
    )  # fmt: skip
    return made


def _kept(report: Report, sentence: Sentence) -> dict[str, Any]:
    """Where it stands, what it says, and what the library made of it."""
    day = day_of(report)
    facts = report.model_dump(mode="json", include={"file", "sha256", "kind", "area", "area_code"})
    said = sentence.model_dump(mode="json", include={"n", "page", "section", "text", "agencies", "polarity"})
    return {**facts, **said, "report": name_of(report), "year": day.year if day else None}
