"""Keep published practice in an inspection, and searches for oneself, of which the log holds nothing but that."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from conspectus.errors import ConspectusError
from conspectus.library import Report, Sentence
from conspectus.library.search import Saved
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
from conspectus.workspace.practice.models import KeptSearch
from conspectus.workspace.practice.policies import must_be_theirs

MOST = 20  # of one person: all of them are asked again for one page


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


@transaction.atomic
def keep_search(*, search: Saved, by: User) -> KeptSearch:
    """A search for oneself, of which all that its reports hold counts as seen; the same again is kept once."""
    asked = search.model_dump(mode="json", exclude={"reports"}, exclude_defaults=True)
    theirs = list(KeptSearch.objects.select_for_update().visible_to(by))
    if same := next((one for one in theirs if one.asked == asked), None):
        return same
    if len(theirs) >= MOST:
        raise ConspectusError(
            f"you keep {MOST} searches already", "", "Take one away that you no longer need."
        )
    made = KeptSearch.objects.create(
        person=by, asked=asked, seen=sorted(search.reports), seen_at=timezone.now()
    )
    record(Action.SEARCH_KEPT, by=by, target=_target(made))
    return made


@transaction.atomic
def see_search(*, kept: KeptSearch, reports: Set[str], by: User) -> None:
    """From now on new is what stands in other reports than these."""
    must_be_theirs(kept, by)
    kept.seen, kept.seen_at = sorted(reports), timezone.now()
    kept.save(update_fields=["seen", "seen_at"])
    record(Action.SEARCH_SEEN, by=by, target=_target(kept))


@transaction.atomic
def drop_search(*, kept: KeptSearch, by: User) -> None:
    """Nothing of it stays but the rows of the log."""
    must_be_theirs(kept, by)
    target = _target(kept)
    kept.delete()
    record(Action.SEARCH_DROPPED, by=by, target=target)


def _target(kept: KeptSearch) -> str:
    return f"kept_search:{kept.pk}"
