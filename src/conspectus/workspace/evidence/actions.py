"""Record what was seen."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from conspectus.terms import Agency, Bearing
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.reading import last_built


@transaction.atomic
def add_evidence(
    *,
    inspection: Inspection,
    kind: str,
    agency: Agency,
    criteria: Iterable[str],
    bearing: Bearing,
    seen: str,
    source: str = "",
    by: User,
) -> Evidence:
    """One observation; where it cites a casebook, the one that was looked at is kept with it."""
    Inspection.objects.select_for_update().get(pk=inspection.pk)  # two at once would take one number
    last = inspection.evidence.aggregate(last=Max("number"))["last"] or 0
    made = Evidence(
        inspection=inspection, number=last + 1, kind=kind, agency=agency, criteria=sorted(criteria),
        bearing=bearing, seen=seen, source=source, by=by,
    )  # fmt: skip
    built = last_built(inspection)
    if made.citation and built:
        made.content_hash = built.content_hash
    made.save()
    record(
        Action.EVIDENCE_ADDED, by=by, inspection=inspection.pk, target=f"evidence:{made.pk}", kind=kind,
        agency=agency.value,
    )  # fmt: skip
    return made
