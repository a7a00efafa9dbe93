"""Who may do what, by role alone; in which stage is in `stages`, who sees an inspection at all in `visibility`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from conspectus.definitions import agencies
from conspectus.terms import Agency
from conspectus.workspace.inspections.roles import Role

if TYPE_CHECKING:
    from conspectus.workspace.inspections.models import Concern, Member

Policy = Callable[["Member"], bool]


def _roles(*allowed: Role) -> Policy:
    def policy(member: "Member") -> bool:
        return member.role in allowed

    policy.allowed = allowed  # type: ignore[attr-defined]  # told to whoever is not let in
    return policy


def because(reason: str) -> Callable[[Policy], Policy]:
    """Have a policy that goes by more than the part say whom it lets in, and when."""

    def decorate(policy: Policy) -> Policy:
        policy.reason = reason  # type: ignore[attr-defined]  # told to whoever is not let in
        return policy

    return decorate


def must(policy: Policy, member: "Member") -> None:
    """PermissionDenied with the policy's reason, unless it lets this part in now."""
    if not policy(member):
        raise PermissionDenied(getattr(policy, "reason", ""))


def anyone(member: "Member") -> bool:
    """Everybody who takes part."""
    return True


leads = _roles(Role.LEAD)
runs_records = _roles(Role.LEAD, Role.ANALYST)
inspects = _roles(Role.LEAD, Role.INSPECTOR, Role.MODERATOR, Role.ANALYST)
sees_picture = _roles(Role.LEAD, Role.INSPECTOR, Role.MODERATOR, Role.ANALYST, Role.OBSERVER)
judges = _roles(Role.LEAD, Role.INSPECTOR, Role.MODERATOR)
sees_log = _roles(Role.LEAD, Role.MODERATOR)
sends_returns = _roles(Role.CONTACT, Role.LEAD, Role.ANALYST)
sees_returns = _roles(Role.LEAD, Role.INSPECTOR, Role.MODERATOR, Role.ANALYST, Role.CONTACT)


def of_agency(member: "Member", agency: str) -> bool:
    """Whether a return of this agency is theirs to see: a contact's only if it is their own agency's."""
    return member.role != Role.CONTACT or member.agency == agency


def must_be_of(member: "Member", agency: str) -> None:
    """PermissionDenied, with the reason for the page, for a contact of another agency."""
    if not of_agency(member, agency):
        theirs, its = agencies()[Agency(member.agency)].title, agencies()[Agency(agency)].title
        raise PermissionDenied(f"It is of {its}, and you take part for {theirs}.")


def must_act(member: "Member", concern: "Concern") -> bool:
    """Who is told of a child at immediate risk, sees it first, and can take it in hand.

    Leads and the agency's contacts; once nobody has acknowledged it in time, inspectors and moderators, too.
    """
    if member.role == Role.CONTACT:
        return member.agency == concern.agency
    told = (Role.LEAD, Role.INSPECTOR, Role.MODERATOR) if concern.escalated_at else (Role.LEAD,)
    return member.role in told


def sees_concern(member: "Member", concern: "Concern") -> bool:
    """Who sees how far it is, afterwards too: who must act, whoever raised it, and those who read the child's page."""
    return must_act(member, concern) or concern.by_id == member.person_id or inspects(member)


def sees_restricted(member: "Member") -> bool:
    """Whether restricted rows are shown to them, as was recorded before any return was taken."""
    return member.role in member.inspection.restricted_to


def sees_cells_of(member: "Member", agency: str) -> bool:
    """Who sees the cells of restricted rows in an agency's return: its own contact, and the roles that are named."""
    return member.agency == agency if member.role == Role.CONTACT else sees_restricted(member)


def inspects_restricted(member: "Member") -> bool:
    """Those who inspect, of the roles that see restricted rows."""
    return inspects(member) and sees_restricted(member)
