"""Link questions in the list of what is left to do."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.urls import reverse

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import leads, sees_restricted
from conspectus.workspace.inspections.todo import Group, Task, Waiting
from conspectus.workspace.linking.models import LinkAnswer, LinkQuestion
from conspectus.workspace.linking.policies import answers, sees

TITLE = "Whose records are one person’s"


class Counted(NamedTuple):
    """Questions of one inspection that a person sees."""

    every: int = 0
    waiting: int = 0  # open, and not answered by them
    differ: int = 0  # two people do not agree


def questions(member: Member) -> Group:
    """What waits for this person's answer; for a lead, what two people did not agree on."""
    if not sees(member):
        return TITLE, []
    place, found = reverse("links", args=[member.inspection_id]), _counted([member])[member.inspection_id]
    mine = found.waiting if answers(member) else 0
    state = f"{mine:,} for you" if mine else "Done" if found.every else "None asked"
    tasks = [Task("Link questions", place, state)]
    if leads(member) and found.differ:
        differ = f"{found.differ:,} for you"
        tasks.append(Task("Link questions to settle", f"{place}?show=with_lead", differ))
    return TITLE, tasks


KEPT = "_link_questions"  # on a part: its page asks twice, as a task and as what waits, and the database once


def _counted(parts: Sequence[Member]) -> dict[int, Counted]:
    """By inspection, asked once for all of them."""
    if len(parts) == 1 and KEPT in vars(parts[0]):
        return {parts[0].inspection_id: vars(parts[0])[KEPT]}
    inside = {member.inspection_id: member for member in parts}
    answered = LinkAnswer.objects.standing().filter(question=OuterRef("pk"), by=parts[0].person_id)
    rows = LinkQuestion.objects.filter(inspection__in=list(inside)).annotate(answered=Exists(answered))
    counts: dict[int, Counted] = dict.fromkeys(inside, Counted())
    for number, restricted, state, place, done in rows.values_list(
        "inspection", "restricted", "state", "place", "answered"
    ):
        if not restricted or sees_restricted(inside[number]):
            asked = place is not None
            was = counts[number]
            counts[number] = Counted(
                was.every + 1,
                was.waiting + (asked and not done and state == LinkQuestion.State.OPEN),
                was.differ + (asked and state == LinkQuestion.State.WITH_LEAD),
            )
    for number, member in inside.items():
        vars(member)[KEPT] = counts[number]
    return counts


def waiting(parts: Sequence[Member]) -> Iterator[Waiting]:
    """Questions that this person sees and has not answered, and to leads those on which two people differ."""
    inside = {member.inspection_id: member for member in parts if answers(member)}
    if not inside:
        return
    for number, found in _counted(list(inside.values())).items():
        one, place = inside[number].inspection, reverse("links", args=[number])
        if found.waiting:
            yield Waiting(one, "Answer link questions", f"{found.waiting:,} for you", "Start", place, 40)
        if found.differ and leads(inside[number]):
            place = f"{place}?show=with_lead"
            yield Waiting(one, "Settle link questions", f"{found.differ:,} for you", "Settle", place, 35)
