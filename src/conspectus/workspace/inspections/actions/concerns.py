"""A child at immediate risk: one press records it, tells who must act, and it shows until acknowledged."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.accounts.post import post
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.casebooks import record_numbers
from conspectus.workspace.inspections.models import Concern, ConcernStep, Inspection, Member
from conspectus.workspace.inspections.policies import inspects, must_act
from conspectus.workspace.inspections.twice import already


@transaction.atomic
def raise_concern(*, inspection: Inspection, child: str, agency: Agency, says: str, by: User) -> Concern:
    """Record it; the agency's contacts and the leads are told as soon as it stands, and of one sent twice once."""
    may(inspects, inspection, by)
    Inspection.objects.select_for_update().get(pk=inspection.pk)
    said = {"child": child, "agency": agency, "says": says, "by": by}
    if again := already(inspection.concerns.all(), **said):
        return again
    held = [list(one) for one in record_numbers(inspection, child).get(agency, [])]
    concern = Concern.objects.create(inspection=inspection, records=held, **said)
    concern.untold.set(
        one.person for one in told(concern)
    )  # until an e-mail has gone, whatever happens before
    record(
        Action.CONCERN_RAISED, by=by, inspection=inspection.pk, target=f"child:{child}", concern=concern.pk,
        agency=agency.value,
    )  # fmt: skip
    transaction.on_commit(lambda: tell(concern))
    return concern


@transaction.atomic
def acknowledge(*, concern: Concern, by: User) -> None:
    """Somebody of the agency, or a lead, has it in hand; the first to say so stays on record."""
    may(must_act, concern.inspection, by, concern)
    locked = Concern.objects.select_for_update().get(pk=concern.pk)
    if locked.acknowledged_at is not None:
        return
    locked.acknowledged_by, locked.acknowledged_at = by, timezone.now()
    locked.save(update_fields=["acknowledged_by", "acknowledged_at"])
    record(
        Action.CONCERN_ACKNOWLEDGED, by=by, inspection=locked.inspection_id, target=f"child:{locked.child}",
        concern=locked.pk,
    )  # fmt: skip


@transaction.atomic
def add_step(*, concern: Concern, says: str, by: User) -> ConcernStep:
    """Somebody did something for the child: it stays for whoever raised it and on the child's page."""
    may(must_act, concern.inspection, by, concern)
    Concern.objects.select_for_update().get(pk=concern.pk)
    if again := already(concern.steps.all(), says=says, by=by):
        return again
    made = ConcernStep.objects.create(concern=concern, says=says, by=by)
    record(
        Action.CONCERN_STEP, by=by, inspection=concern.inspection_id, target=f"child:{concern.child}",
        concern=concern.pk,
    )  # fmt: skip
    return made


@transaction.atomic
def escalate(*, concern: Concern) -> bool:
    """Nobody has acknowledged it in time: it shows for more people, who are to be told; whether it was still open.

    It shows for them also where no e-mail can be sent.
    """
    locked = Concern.objects.select_for_update().get(pk=concern.pk)
    if locked.acknowledged_at is not None or locked.escalated_at is not None:
        return False
    locked.escalated_at = timezone.now()
    locked.save(update_fields=["escalated_at"])
    locked.untold.set(_everybody(locked))
    record(
        Action.CONCERN_ESCALATED, by=None, inspection=locked.inspection_id, target=f"child:{locked.child}",
        concern=locked.pk,
    )  # fmt: skip
    return True


def tell(concern: Concern) -> None:
    """By e-mail, each whom none has reached yet; those whom it does not reach stay on record."""
    subject, text = ESCALATED if concern.escalated_at else RAISED
    for one in concern.untold.all():
        if post([one.email], subject=subject, text=text + SIGN_IN) and settings.MAILED:
            concern.untold.remove(one)


def _everybody(concern: Concern) -> set[User]:
    """Those who must act by now, whoever raised it, and those who run the workspace."""
    running = User.objects.filter(is_staff=True, is_active=True)
    return {*(one.person for one in told(concern)), concern.by, *running}


RAISED = (
    "A child may be at immediate risk: sign in to Conspectus now",
    "Somebody on an inspection in which you take part has recorded that a child may be at immediate risk.\n",
)
ESCALATED = (
    "Nobody has acknowledged that a child may be at immediate risk: sign in to Conspectus now",
    "It was recorded on an inspection in which you take part, or on a workspace that you run, and nobody has "
    "acknowledged it since.\nRing the agency that must act. ",
)
# No e-mail holds the child's id or a word of what was seen: the page has those.
SIGN_IN = "Sign in: it is the first thing on your list. It shows until it is acknowledged."


def told(concern: Concern) -> list[Member]:
    """Who must act, and so was told."""
    members = concern.inspection.members.select_related("person", "inspection")
    return [member for member in members if must_act(member, concern)]
