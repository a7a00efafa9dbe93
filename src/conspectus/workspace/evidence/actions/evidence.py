"""Record what was seen, and correct how it was put."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max

from conspectus.errors import ConspectusError
from conspectus.terms import Agency, Bearing
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.evidence.actions.documents import add_document
from conspectus.workspace.evidence.found import find
from conspectus.workspace.evidence.models import PUBLISHED, Evidence, Note
from conspectus.workspace.evidence.policies import corrects
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.casebooks import last_built
from conspectus.workspace.inspections.models import Build, Inspection
from conspectus.workspace.inspections.policies import inspects, sees_restricted
from conspectus.workspace.inspections.twice import already
from conspectus.workspace.inspections.uploads import own_name
from conspectus.workspace.reading.models import EntryComment


class Observation(NamedTuple):
    """What somebody saw: of what kind, of whom, for which questions, which way it points, and where it stands."""

    kind: str
    agency: Agency
    criteria: Iterable[str]
    bearing: Bearing
    seen: str
    source: str = ""
    note: Note | None = None
    comment: EntryComment | None = None


@transaction.atomic
def add_evidence(
    *,
    inspection: Inspection,
    observed: Observation,
    seen_in: Build | None = None,
    published: dict[str, Any] | None = None,
    document: File[Any] | None = None,
    by: User,
) -> Evidence:
    """One observation; what it cites is kept with it, as the casebook that was looked at (the newest) has it.

    What good looks like keeps the `published` sentence, and nothing else does; a comment on the entry that is cited
    goes along in its own words.
    """
    member = may(inspects, inspection, by)
    if (observed.kind == PUBLISHED) != bool(published):
        raise ConspectusError(
            "what good looks like is a sentence of a published report",
            observed.source,
            "Keep it from the report’s page.",
        )
    Inspection.objects.select_for_update().get(pk=inspection.pk)  # two at once would take one number
    said = _said(inspection, observed) | {"by": by}
    again = None if published else already(inspection.evidence.all(), **said)
    if again and (document is None or again.documents.filter(name=own_name(document)).exists()):
        return again
    last = inspection.evidence.aggregate(last=Max("number"))["last"] or 0
    made = Evidence(inspection=inspection, number=last + 1, **said)
    made.found = {"published": published} if published else None
    _keep_what_it_cites(made, seen_in or last_built(inspection), bool(sees_restricted(member)))
    if made.comment_number and (made.found is None or made.found["restricted"]):
        raise ConspectusError(
            "what was said of a restricted entry stays beneath the entry", made.source,
            "Record it without the comment, in words that everybody who inspects may read.",
        )  # fmt: skip
    made._history_user = by
    made.save()
    record(
        Action.EVIDENCE_ADDED, by=by, inspection=inspection.pk, target=f"evidence:{made.pk}", kind=observed.kind,
        agency=observed.agency.value, **({"comment": made.comment_number} if made.comment_number else {}),
    )  # fmt: skip
    if document is not None:
        add_document(evidence=made, file=document, by=by)
    return made


def _said(inspection: Inspection, observed: Observation) -> dict[str, Any]:
    """The columns of a new piece; a ConspectusError where the comment is on something else than it cites."""
    said = {**observed._asdict(), "criteria": sorted(observed.criteria)}
    comment: EntryComment | None = said.pop("comment")
    if comment is None:
        return {**said, "comment_number": None}
    if comment.inspection_id != inspection.pk or comment.citation != observed.source:
        raise ConspectusError(
            "the comment is on another entry",
            observed.source,
            "Choose *Evidence* beneath the comment itself.",
        )
    kept = {"comment": comment.said, "comment_by": comment.by, "comment_number": comment.pk}
    return {**said, **kept}


def _keep_what_it_cites(made: Evidence, built: Build | None, restricted: bool) -> None:
    if not made.citation or built is None:
        return
    found = find(built.casebook, made.citation, restricted=restricted)
    if found is None:
        raise ConspectusError(
            "the casebook holds no such row, or holds it for named roles alone", made.source,
            "Choose it on the picture or in the child’s chronology.",
        )  # fmt: skip
    made.content_hash, made.found = built.content_hash, found.kept


@transaction.atomic
def correct_evidence(
    *, evidence: Evidence, criteria: Iterable[str], bearing: Bearing, seen: str, why: str, by: User
) -> None:
    """Put it otherwise; whose practice it shows and where it was seen stay, and so does every earlier wording."""
    may(corrects, evidence.inspection, by, evidence)
    if not why.strip():
        raise ConspectusError("a correction needs a reason", evidence.code, "Say why it is put otherwise.")
    evidence.criteria, evidence.bearing, evidence.seen = sorted(criteria), bearing, seen
    evidence._history_user, evidence._change_reason = by, why.strip()[:100]
    evidence.save()
    record(
        Action.EVIDENCE_CORRECTED, by=by, inspection=evidence.inspection_id, target=f"evidence:{evidence.pk}"
    )


@transaction.atomic
def correct_comment(*, evidence: Evidence, text: str, why: str, by: User) -> None:
    """Put the comment that goes along otherwise, or leave it out; the earlier wording stays in the history."""
    may(corrects, evidence.inspection, by, evidence)
    if evidence.comment_number is None:
        raise ConspectusError("no comment goes along with it", evidence.code, "Correct what was seen.")
    if not why.strip():
        raise ConspectusError("a correction needs a reason", evidence.code, "Say why it is put otherwise.")
    evidence.comment = text.strip()
    evidence._history_user, evidence._change_reason = by, why.strip()[:100]
    evidence.save()
    record(
        Action.EVIDENCE_CORRECTED, by=by, inspection=evidence.inspection_id, target=f"evidence:{evidence.pk}",
        comment=evidence.comment_number,
    )  # fmt: skip


@transaction.atomic
def use_comment(*, comment: EntryComment, criterion: str, bearing: Bearing, by: User) -> Evidence:
    """The entry as evidence with what was said of it; one that is evidence already stays that piece."""
    inspection = comment.inspection
    member = may(inspects, inspection, by)
    Inspection.objects.select_for_update().get(pk=inspection.pk)  # two at once would make two of it
    before = inspection.evidence.filter(comment_number=comment.pk).first()
    if before:
        return before
    built = last_built(inspection)
    found = (
        find(built.casebook, comment.citation, restricted=bool(sees_restricted(member))) if built else None
    )
    if found is None:
        raise ConspectusError(
            "the newest casebook holds no such entry, or holds it for named roles alone", comment.target,
            "Look at the child’s chronology again.",
        )  # fmt: skip
    known = found.known
    observed = Observation(
        known["kind"],
        Agency(known["agency"]),
        [criterion],
        bearing,
        known["seen"],
        comment.citation,
        comment=comment,
    )
    return add_evidence(inspection=inspection, observed=observed, seen_in=built, by=by)
