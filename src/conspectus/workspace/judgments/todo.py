"""The judgment and moderation in the list of what is left to do."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from conspectus.definitions import agencies, frameworks
from conspectus.workspace.inspections.awaited import Awaited
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import judges
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.inspections.stages import Stage, reached
from conspectus.workspace.inspections.todo import JUDGING, Group, Task, Waiting
from conspectus.workspace.judgments.models import Moderation
from conspectus.workspace.ratings.policies import rates
from conspectus.workspace.ratings.visibility import rates_alone


def judgment(member: Member) -> Group:
    """The judgment, for those who judge."""
    if not judges(member):
        return JUDGING, []
    return JUDGING, [Task("The judgment", reverse("judgment", args=[member.inspection_id]), "Ready")]


def moderation(member: Member) -> Group:
    """How many questions are open; nothing for those who do not judge."""
    if not judges(member):
        return "Moderation", []
    one = member.inspection
    if not reached(one.now, Stage.MODERATION):
        return "Moderation", [Task("Moderation", "", "Cannot start yet", "After fieldwork")]
    left = (
        len(_unsettled({one.pk: member})) if one.now is Stage.MODERATION else 0
    )  # it ends once all are settled
    state = f"{left} open" if left else "In progress" if one.now is Stage.MODERATION else "Done"
    return "Moderation", [Task("Moderation", reverse("moderation", args=[one.pk]), state)]


def waiting(parts: Sequence[Member]) -> Iterator[Waiting]:
    """A moderator’s questions to those who rated, and answers to whoever moderates."""
    inside = {member.inspection_id: member for member in parts if judges(member)}
    inside = {number: one for number, one in inside.items() if one.inspection.now is Stage.MODERATION}
    if not inside:
        return
    for one in _unsettled(inside):
        member = inside[one.inspection_id]
        place = reverse("cell", args=[one.inspection_id, one.criterion, one.agency])
        if one.answered_at is None and rates(member, one.cell):
            yield Waiting(member.inspection, "Answer the moderator’s question", "", "Answer", place, 25)
        if one.answered_at is not None and member.role == Role.MODERATOR:
            yield Waiting(member.inspection, "Settle what the raters answered", "", "Settle", place, 25)


def awaited(member: Member) -> Iterator[Awaited]:
    """A moderator’s questions that others are to answer or to settle, for those who judge and rate alone no more."""
    one = member.inspection
    if not judges(member) or one.now is not Stage.MODERATION or not _unsettled({one.pk: member}):
        return
    if rates_alone(member):
        return
    framework = frameworks()[one.framework]
    for asked in _unsettled({one.pk: member}):
        place = reverse("cell", args=[one.pk, asked.criterion, asked.agency])
        asks = (
            f"{agencies()[asked.cell.agency].title}: {framework.criteria[asked.criterion].asks.rstrip('.')}"
        )
        if asked.answered_at is None and not rates(member, asked.cell):
            whom = framework.leaders[framework.leads[asked.cell.agency]]
            yield Awaited(f"An answer to the moderator. {asks}", [whom], asked.at, place)
        if asked.answered_at is not None and member.role != Role.MODERATOR:
            yield Awaited(f"To be settled. {asks}", ["whoever moderates"], asked.answered_at, place)


KEPT = "_unsettled"  # on a part: its page asks twice, as a task and as what waits, and the database once


def _unsettled(inside: dict[int, Member]) -> list[Moderation]:
    """The moderator’s questions that are not settled, of these inspections."""
    [first, *others] = inside.values()
    if not others and KEPT in vars(first):
        found: list[Moderation] = vars(first)[KEPT]
        return found
    asked = Moderation.objects.filter(decision=Moderation.Decision.ASKED, settled_at=None)
    found = list(asked.filter(inspection__in=list(inside)))
    for number, member in inside.items():
        vars(member)[KEPT] = [one for one in found if one.inspection_id == number]
    return found
