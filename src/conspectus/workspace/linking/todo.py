"""Link questions in the list of what is left to do."""

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import leads
from conspectus.workspace.inspections.todo import Group, Task
from conspectus.workspace.linking.models import LinkAnswer, LinkQuestion
from conspectus.workspace.linking.policies import answers, sees

TITLE = "Whose records are one person’s"


def questions(member: Member) -> Group:
    """What waits for this person's answer; for a lead, what two people did not agree on."""
    if not sees(member):
        return TITLE, []
    place = reverse("links", args=[member.inspection_id])
    answered = LinkAnswer.objects.standing().filter(question=OuterRef("pk"), by=member.person_id)
    asked = Q(place__isnull=False)
    found = LinkQuestion.objects.visible_to(member).aggregate(
        every=Count("pk"),
        waiting=Count("pk", filter=Q(asked, ~Exists(answered), state=LinkQuestion.State.OPEN)),
        differ=Count("pk", filter=asked & Q(state=LinkQuestion.State.WITH_LEAD)),
    )
    mine = found["waiting"] if answers(member) else 0
    state = f"{mine:,} for you" if mine else "Done" if found["every"] else "None asked"
    tasks = [Task("Link questions", place, state)]
    if leads(member) and found["differ"]:
        differ = f"{found['differ']:,} for you"
        tasks.append(Task("Link questions to settle", f"{place}?show=with_lead", differ))
    return TITLE, tasks
