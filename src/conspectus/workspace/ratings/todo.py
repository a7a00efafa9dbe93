"""Ratings and the agencies' own audit in the list of what is left to do."""

from django.urls import reverse

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import inspects, speaks_for_agency
from conspectus.workspace.inspections.stages import Stage, reached
from conspectus.workspace.inspections.todo import JUDGING, Group, Task
from conspectus.workspace.ratings.stages import audits_are_in, audits_locked

TITLE = "The agencies’ own audit"


def ratings(member: Member) -> Group:
    """The matrix, always open to those who inspect."""
    if not inspects(member):
        return JUDGING, []
    return JUDGING, [Task("Ratings", reverse("ratings", args=[member.inspection_id]), "Open")]


def audits(member: Member) -> Group:
    """A contact's own audit; to inspectors, how far all are."""
    one = member.inspection
    if speaks_for_agency(member):
        return TITLE, [_own(member)]
    if not inspects(member):
        return TITLE, []
    if not reached(one.now, Stage.AGENCIES_AUDIT):
        return TITLE, [Task("Audits by the agencies", "", "Cannot start yet", "Once the children are chosen")]
    state = "Done" if audits_locked(one) or not audits_are_in(one) else "In progress"
    return TITLE, [Task("Audits by the agencies", reverse("audits", args=[one.pk]), state)]


def _own(member: Member) -> Task:
    title = "Audit your own part with the tracked children"
    if not reached(member.inspection.now, Stage.AGENCIES_AUDIT):
        return Task(title, "", "Cannot start yet", "Once the children are chosen")
    sent = member.inspection.audits.filter(agency=member.agency, sent_at__isnull=False).exists()
    place = reverse("audit", args=[member.inspection_id, member.agency])
    return Task(title, place, "Done" if sent else "Closed" if audits_locked(member.inspection) else "To do")
