"""Who may do what: a policy says yes, or why not in a sentence; actions and pages ask it, and nobody else decides.

Which stages there are is in `stages`; who sees which rows is in each app's `visibility`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied

from conspectus.definitions import agencies
from conspectus.plain import forms, listed
from conspectus.terms import Agency
from conspectus.workspace.inspections.roles import ROLES, Role
from conspectus.workspace.inspections.stages import TITLES, Stage, reached

if TYPE_CHECKING:
    from conspectus.workspace.accounts.models import User
    from conspectus.workspace.inspections.models import Concern, Member


@dataclass(frozen=True)
class Answer:
    """Yes, or why not in a sentence for whoever asked.

    A yes counts as true, so answers are joined by `and`, which keeps the first no, and by `or`, which keeps the last.
    """

    why_not: str = ""

    def __bool__(self) -> bool:
        """Whether they may."""
        return not self.why_not


YES = Answer()
Policy = Callable[["Member"], Answer]
P = ParamSpec("P")
Asker = TypeVar("Asker")


class NotAllowed(PermissionDenied):
    """Somebody takes part, and may not do this: its text is the policy's sentence."""


def must(
    policy: Callable[Concatenate[Asker, P], Answer], asker: Asker, *of: P.args, **more: P.kwargs
) -> None:
    """Raise NotAllowed with the policy's sentence, unless it says yes."""
    answer = policy(asker, *of, **more)
    if not answer:
        raise NotAllowed(answer.why_not)


def where(holds: bool, why_not: str) -> Answer:
    """Yes where it holds."""
    return YES if holds else Answer(why_not)


def in_role(member: "Member", *allowed: Role) -> Answer:
    """Whether theirs is one of these parts."""
    if member.role in allowed:
        return YES
    titles = listed([ROLES[role].title.lower() for role in allowed])
    return Answer(f"This is for: {titles}; your part is {ROLES[Role(member.role)].title.lower()}.")


def in_stage(member: "Member", what: str, *stages: Stage) -> Answer:
    """Whether the inspection is in one of these stages; `what` begins the sentence: "The letter is worded"."""
    now = member.inspection.now
    if now in stages:
        return YES
    named = f"{forms(len(stages), 'stage')} {listed([f'“{TITLES[stage]}”' for stage in stages])}"
    return Answer(f"{what} in the {named}, and the inspection is at “{TITLES[now]}”.")


def from_stage(member: "Member", what: str, stage: Stage) -> Answer:
    """Whether the inspection has come to this stage."""
    now = member.inspection.now
    why_not = f"{what} from the stage “{TITLES[stage]}” on, and the inspection is at “{TITLES[now]}”."
    return where(reached(now, stage), why_not)


def _roles(*allowed: Role) -> Policy:
    return lambda member: in_role(member, *allowed)


def runs_workspace(person: "User") -> Answer:
    """Asked of the account, for what belongs to no inspection."""
    return where(person.is_staff, "This is for whoever runs the workspace.")


def anyone(member: "Member") -> Answer:
    """Everybody who takes part in the inspection."""
    return YES


leads = _roles(Role.LEAD)
runs_records = _roles(Role.LEAD, Role.ANALYST)
inspects = _roles(Role.LEAD, Role.INSPECTOR, Role.MODERATOR, Role.ANALYST)
sees_picture = _roles(Role.LEAD, Role.INSPECTOR, Role.MODERATOR, Role.ANALYST, Role.OBSERVER)
judges = _roles(Role.LEAD, Role.INSPECTOR, Role.MODERATOR)
sees_log = _roles(Role.LEAD, Role.MODERATOR)
sends_returns = _roles(Role.CONTACT, Role.LEAD, Role.ANALYST)
speaks_for_agency = _roles(Role.CONTACT)
sees_returns = _roles(Role.LEAD, Role.INSPECTOR, Role.MODERATOR, Role.ANALYST, Role.CONTACT)


def of_agency(member: "Member", agency: str) -> Answer:
    """Whether a return of this agency is theirs to see: a contact's only if it is their own agency's."""
    if member.role != Role.CONTACT or member.agency == agency:
        return YES
    its = agencies()[Agency(agency)].title if agency else "another agency"
    return Answer(f"It is of {its}, and you take part for {agencies()[Agency(member.agency)].title}.")


def sends_return_of(member: "Member", agency: str) -> Answer:
    """Whether they send this agency's return: its own contact, and whoever runs the records."""
    return sends_returns(member) and of_agency(member, agency)


def must_act(member: "Member", concern: "Concern") -> Answer:
    """Who is told of a child at immediate risk, sees it first, and can take it in hand.

    Leads and the agency's contacts; once nobody has acknowledged it in time, inspectors and moderators, too.
    """
    told = (Role.LEAD, Role.INSPECTOR, Role.MODERATOR) if concern.escalated_at else (Role.LEAD,)
    acts = member.agency == concern.agency if member.role == Role.CONTACT else member.role in told
    return where(
        acts,
        "It is for the agency’s contact and whoever leads to take this in hand and to say what was done; for those "
        "who inspect, too, once nobody has done so in time.",
    )


def sees_concern(member: "Member", concern: "Concern") -> Answer:
    """Who sees how far it is, afterwards too: who must act, whoever raised it, and those who read the child's page."""
    return where(
        bool(must_act(member, concern) or inspects(member)) or concern.by_id == member.person_id,
        "A child at immediate risk is shown to whoever must act, whoever raised it, and those who inspect.",
    )


def sees_restricted(member: "Member") -> Answer:
    """Whether restricted rows are shown to them, as was recorded before any return was taken."""
    return where(
        member.role in member.inspection.restricted_to,
        "Restricted rows are shown to the roles that were named when it was recorded how data are handled.",
    )


def sees_cells_of(member: "Member", agency: str) -> Answer:
    """Who sees the cells of restricted rows in an agency's return: its own contact, and the roles that are named."""
    return of_agency(member, agency) if member.role == Role.CONTACT else sees_restricted(member)


def inspects_restricted(member: "Member") -> Answer:
    """Those who inspect, of the roles that see restricted rows."""
    return inspects(member) and sees_restricted(member)
