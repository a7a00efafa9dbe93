"""A link by which somebody who was added chooses a password, and whom the workspace lets in at all."""

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone

from conspectus.errors import ConspectusError
from conspectus.plain import moment
from conspectus.workspace.accounts.models import User
from conspectus.workspace.accounts.post import post
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.models import Invitation, Member
from conspectus.workspace.inspections.policies import leads, must, runs_workspace
from conspectus.workspace.inspections.roles import Role

SALT = "conspectus.workspace.invitation"
SUBJECT = "You are invited to Conspectus"
TEXT = """{by} has added you to an inspection in Conspectus.

Choose your password here, and then a second factor (an authenticator app or a passkey):

{link}

The link works once, until {until}. If you did not expect it, do nothing and tell {by}.
"""


def token_of(invitation: Invitation) -> str:
    """What stands in its link: the invitation's number, signed, with the time."""
    return signing.dumps(invitation.pk, salt=SALT)


def invited_by(token: str) -> Invitation | None:
    """The invitation whose link this is, if it still works."""
    try:
        number = signing.loads(token, salt=SALT, max_age=settings.INVITATION_LASTS)
    except signing.BadSignature:  # an expired one is one too
        return None
    found = Invitation.objects.select_related("person").filter(pk=number).first()
    return found if found and _may_use(found) else None


def _may_use(invitation: Invitation) -> bool:
    person = invitation.person
    return invitation.works and person.is_active and not person.taken_up


@transaction.atomic
def invite(*, member: Member, place: str, by: User) -> str:
    """A new link for somebody who has no password yet; an older one stops working. `place` is where pages lie.

    It goes out by e-mail where there is a mail server; whoever asked hands it over where there is none.
    """
    may(leads, member.inspection, by)
    person = User.objects.select_for_update().get(pk=member.person_id)
    _invitable(person, member, by)
    person.invitations.withdraw()
    invitation = Invitation.objects.create(inspection=member.inspection, person=person, by=by)
    link = f"{place}{token_of(invitation)}/"
    record(Action.PERSON_INVITED, by=by, inspection=member.inspection_id, target=f"person:{person.pk}")
    if settings.MAILED:
        until = moment(timezone.localtime(invitation.expires_at))
        text = TEXT.format(by=by.name, link=link, until=until)
        transaction.on_commit(lambda: post([person.email], subject=SUBJECT, text=text))
    else:
        record(Action.LINK_HANDED_OVER, by=by, inspection=member.inspection_id, target=f"person:{person.pk}")
    return link


def _invitable(person: User, member: Member, by: User) -> None:
    if person.taken_up:
        raise ConspectusError(
            f"{person} has an account already", member.inspection.title, "They sign in as they did before."
        )
    # Whoever holds the link becomes this person: nobody may so enter an inspection that they do not lead.
    led = Member.objects.filter(person=by, role=Role.LEAD).values("inspection")
    if person.memberships.exclude(inspection__in=led).exists():
        raise ConspectusError(
            f"{person} was invited to another inspection, too",
            member.inspection.title,
            "The link that they were sent from there leads here as well; ask them to use it.",
        )


@transaction.atomic
def withdraw_invitation(*, member: Member, by: User) -> None:
    """The link stops working; the person keeps their part."""
    may(leads, member.inspection, by)
    if member.person.invitations.withdraw():
        record(
            Action.INVITATION_WITHDRAWN, by=by, inspection=member.inspection_id,
            target=f"person:{member.person_id}",
        )  # fmt: skip


@transaction.atomic
def accept_invitation(*, invitation: Invitation, password: str) -> User:
    """Choose the password; from now on the link leads nowhere."""
    locked = Invitation.objects.select_for_update().select_related("person").get(pk=invitation.pk)
    if not _may_use(locked):
        raise ConspectusError("the link was used already", "invitation", "Sign in, or ask for a new link.")
    person, locked.used_at = locked.person, timezone.now()
    locked.save(update_fields=["used_at"])
    person.set_password(password)
    person.save(update_fields=["password"])
    record(
        Action.INVITATION_ACCEPTED, by=person, inspection=locked.inspection_id, target=f"person:{person.pk}"
    )
    return person


@transaction.atomic
def take_up_by_organisation(person: User) -> bool:
    """Use the invitation of somebody for whom their organisation vouches; whether one was open."""
    locked = (
        Invitation.objects.select_for_update().filter(person=person, used_at=None, withdrawn_at=None).first()
    )
    if locked is None or not _may_use(locked):
        return False
    locked.used_at = timezone.now()
    locked.save(update_fields=["used_at"])
    record(
        Action.INVITATION_ACCEPTED, by=person, inspection=locked.inspection_id, target=f"person:{person.pk}"
    )
    return True


@transaction.atomic
def shut_out(*, person: User, by: User) -> None:
    """Deactivate an account: its sessions and its link end at once, and what the person did stays theirs."""
    must(runs_workspace, by)
    if person == by:
        raise ConspectusError("nobody shuts themselves out", person.name, "Ask somebody else to do it.")
    person.invitations.withdraw()
    person.is_active = False
    person.save(update_fields=["is_active"])
    person.end_sessions()
    record(Action.ACCOUNT_SHUT_OUT, by=by, target=f"person:{person.pk}")


@transaction.atomic
def let_in(*, person: User, by: User) -> None:
    """Activate an account again, with the password and the second factor that it had."""
    must(runs_workspace, by)
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(Action.ACCOUNT_LET_IN, by=by, target=f"person:{person.pk}")
