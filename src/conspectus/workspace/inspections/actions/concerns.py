"""A child at immediate risk: one press records it, tells who must act, and it shows until acknowledged."""

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.models import Concern, Inspection
from conspectus.workspace.inspections.roles import Role


@transaction.atomic
def raise_concern(*, inspection: Inspection, child: str, agency: Agency, says: str, by: User) -> Concern:
    """Record it; the agency's contacts and the leads are told as soon as it stands."""
    concern = Concern.objects.create(inspection=inspection, child=child, agency=agency, says=says, by=by)
    record(
        Action.CONCERN_RAISED, by=by, inspection=inspection.pk, target=f"child:{child}", concern=concern.pk,
        agency=agency.value,
    )  # fmt: skip
    transaction.on_commit(lambda: _tell(concern))
    return concern


@transaction.atomic
def acknowledge(*, concern: Concern, by: User) -> None:
    """Somebody of the agency, or a lead, has it in hand; the first to say so stays on record."""
    locked = Concern.objects.select_for_update().get(pk=concern.pk)
    if locked.acknowledged_at is not None:
        return
    locked.acknowledged_by, locked.acknowledged_at = by, timezone.now()
    locked.save(update_fields=["acknowledged_by", "acknowledged_at"])
    record(
        Action.CONCERN_ACKNOWLEDGED, by=by, inspection=locked.inspection_id, target=f"child:{locked.child}",
        concern=locked.pk,
    )  # fmt: skip


def _tell(concern: Concern) -> None:
    """By e-mail, without the child's id or a word of what was seen: the page has those."""
    members = concern.inspection.members.select_related("person")
    told = [
        member.person.email
        for member in members
        if member.role == Role.LEAD or (member.role == Role.CONTACT and member.agency == concern.agency)
    ]
    send_mail(
        "A child may be at immediate risk: sign in to Conspectus now",
        "Somebody on an inspection in which you take part has recorded that a child may be at immediate risk.\n"
        "Sign in: it is the first thing on your list. It shows until it is acknowledged.",
        None,
        told,
        fail_silently=False,
    )
