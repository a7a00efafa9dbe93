"""Who takes part."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db import transaction

from conspectus.errors import ConspectusError
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.policies import leads
from conspectus.workspace.inspections.roles import Role

LEAVING: list[Callable[[Member, User], None]] = []  # what later apps end with a part, before it is taken away


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """The role that somebody is given, and the inspectorate or the agency that they have it for."""

    role: Role
    inspectorate: str = ""
    agency: str = ""


@transaction.atomic
def add_person(*, inspection: Inspection, email: str, name: str, given: Appointment, by: User) -> Member:
    """Give a person a part; their account is made where they have none, with no password yet."""
    may(leads, inspection, by)
    person = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email, name)
    if not person.is_active:
        raise ConspectusError(
            f"{person} is shut out of this workspace", email, "Whoever runs it can let them in again."
        )
    if inspection.members.filter(person=person).exists():
        raise ConspectusError(
            f"{person} takes part already", inspection.title, "Remove them first to give them another part."
        )
    member = Member.objects.create(inspection=inspection, person=person, **asdict(given))
    record(
        Action.PERSON_ADDED, by=by, inspection=inspection.pk, target=f"person:{person.pk}",
        role=given.role.value, inspectorate=given.inspectorate, agency=given.agency,
    )  # fmt: skip
    return member


@transaction.atomic
def remove_person(*, member: Member, by: User) -> None:
    """Take a part away, and with it the person's sessions and programs; what they did stays theirs."""
    may(leads, member.inspection, by)
    if member.role == Role.LEAD and not _other_leads(member):
        raise ConspectusError(
            "an inspection needs somebody who leads it", member.inspection.title, "Add another lead first."
        )
    take_away(member=member, by=by)


@transaction.atomic
def take_away(*, member: Member, by: User) -> None:
    """The same where somebody leaves what the inspection is part of, on the word of whoever removed them there."""
    record(
        Action.PERSON_REMOVED, by=by, inspection=member.inspection_id, target=f"person:{member.person_id}",
        role=member.role,
    )  # fmt: skip
    member.inspection.invitations.filter(person=member.person_id).withdraw()
    for end in LEAVING:
        end(member, by)
    member.person.end_sessions()
    member.delete()


def _other_leads(member: Member) -> bool:
    return member.inspection.members.filter(role=Role.LEAD).exclude(pk=member.pk).exists()
