"""An agency audits its own part with the tracked children, before inspectors rate."""

from django.db import transaction
from django.utils import timezone

from conspectus.definitions import frameworks
from conspectus.errors import ConspectusError
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.policies import leads
from conspectus.workspace.ratings import stages
from conspectus.workspace.ratings.cells import asked_of, children_of
from conspectus.workspace.ratings.models import AgencyAnswer, AgencyAudit
from conspectus.workspace.ratings.policies import audits


@transaction.atomic
def answer(
    *, inspection: Inspection, agency: Agency, child: str, given: dict[str, tuple[str, str]], by: User
) -> None:
    """What the agency says of one child: for each question a level and why."""
    may(audits, inspection, by, agency)
    audit = _open_audit(inspection, agency)
    for criterion, (level, why) in given.items():
        AgencyAnswer.objects.update_or_create(
            audit=audit, child=child, criterion=criterion,
            defaults={"level": level, "why": why.strip(), "by": by},
        )  # fmt: skip
    record(
        Action.AUDIT_ANSWERED, by=by, inspection=inspection.pk, target=f"child:{child}", agency=agency.value,
        levels={criterion: level for criterion, (level, _) in given.items()},
    )  # fmt: skip


@transaction.atomic
def send(*, inspection: Inspection, agency: Agency, summary: str, by: User) -> AgencyAudit:
    """The agency has done: it changes nothing more."""
    may(audits, inspection, by, agency)
    audit = _open_audit(inspection, agency)
    questions = len(asked_of(frameworks()[inspection.framework], agency))
    if audit.answers.count() < questions * len(children_of(inspection, agency)):
        raise ConspectusError(
            "some children are not audited yet", str(agency), "Answer every question for each child first."
        )
    audit.summary, audit.sent_by, audit.sent_at = summary.strip(), by, timezone.now()
    audit.save()
    record(
        Action.AUDIT_SENT, by=by, inspection=inspection.pk, target=f"audit:{audit.pk}", agency=agency.value
    )
    return audit


@transaction.atomic
def excuse(*, inspection: Inspection, agency: Agency, why: str, by: User) -> AgencyAudit:
    """Put on record why an agency sends no audit, so that the inspection can go on without it."""
    may(leads, inspection, by)
    if not why.strip():
        raise ConspectusError("an absence needs a reason", str(agency), "Say why there is no audit.")
    audit = _open_audit(inspection, agency)
    audit.absent_why, audit.absent_by = why.strip(), by
    audit.save()
    record(
        Action.AUDIT_EXCUSED, by=by, inspection=inspection.pk, target=f"audit:{audit.pk}", agency=agency.value
    )
    return audit


def _open_audit(inspection: Inspection, agency: Agency) -> AgencyAudit:
    locked = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if not stages.auditing(locked):
        raise ConspectusError(
            "it is not the time of the agencies’ own audit", locked.title, "Ask whoever leads the inspection."
        )
    audit, _ = AgencyAudit.objects.get_or_create(inspection=locked, agency=agency)
    if audit.sent_at is not None:
        raise ConspectusError(
            "this audit was sent and stays as it is", str(agency), "Ask the lead inspector."
        )
    return audit
