"""Link questions in the list of what is left to do."""

from django.urls import reverse

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import leads
from conspectus.workspace.inspections.tasks import Group, Task
from conspectus.workspace.linking.models import LinkQuestion
from conspectus.workspace.linking.policies import answers, sees

TITLE = "Whose records are one person’s"


def questions(member: Member) -> Group:
    """What waits for this person's answer; for a lead, what two people did not agree on."""
    if not sees(member):
        return TITLE, []
    every = LinkQuestion.objects.visible_to(member)
    place = reverse("links", args=[member.inspection_id])
    found = []
    if answers(member):
        waiting = LinkQuestion.objects.for_answer_by(member).count()
        found.append(Task("Link questions", place, f"{waiting:,} for you" if waiting else "Done"))
    else:
        found.append(Task("Link questions", place, "Open"))
    if leads(member) and (differ := every.with_lead().count()):
        found.append(Task("Link questions to settle", f"{place}?show=with_lead", f"{differ:,} for you"))
    return TITLE, found
