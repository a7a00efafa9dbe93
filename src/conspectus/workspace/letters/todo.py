"""The letter, and what the area does about it, in the list of what is left to do."""

from django.urls import reverse

from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.policies import judges, leads, speaks_for_agency
from conspectus.workspace.inspections.stages import Stage, reached
from conspectus.workspace.inspections.todo import Group, Task
from conspectus.workspace.letters import policies
from conspectus.workspace.letters.editions import newest, open_comments, signs_for
from conspectus.workspace.letters.models import Comment, StatementOfAction

TITLE = "The letter"
AFTER = "What the area does about it"


def letter(member: Member) -> Group:
    """To those who judge, and to contacts once it is laid before them."""
    one = member.inspection
    if not judges(member) and not speaks_for_agency(member):
        return TITLE, []
    if not reached(one.now, Stage.DRAFTING):
        later = [Task("The letter", "", "Cannot start yet", "After moderation")] if judges(member) else []
        return TITLE, later
    return TITLE, [*_drafting(member), *_accuracy(member), *_signing(member), *_publication(member)]


def _at(name: str, one: Inspection) -> str:
    return reverse(name, args=[one.pk])


def _drafting(member: Member) -> list[Task]:
    if not judges(member):
        return []
    edition = newest(member.inspection)
    state = f"Edition {edition.number}" if edition else "To do" if leads(member) else "Being drafted"
    return [Task("Draft of the letter", _at("letter", member.inspection), state)]


def _accuracy(member: Member) -> list[Task]:
    one = member.inspection
    if not policies.reads_editions(member) or not reached(one.now, Stage.FACTUAL_ACCURACY):
        return []
    if policies.checks(member):
        mine = Comment.objects.filter(edition__inspection=one, agency=member.agency).count()
        to_do = "To do" if one.now is Stage.FACTUAL_ACCURACY else "Done"
        return [
            Task("Check that the letter is accurate", _at("accuracy", one), f"{mine} sent" if mine else to_do)
        ]
    left = open_comments(one)
    return [Task("The agencies’ comments", _at("accuracy", one), f"{left} open" if left else "None open")]


def _signing(member: Member) -> list[Task]:
    one = member.inspection
    if not judges(member) or not reached(one.now, Stage.FACTUAL_ACCURACY):
        return []
    edition = newest(one)
    signed = edition.signatures.filter(inspectorate__in=signs_for(member)).exists() if edition else False
    state = "Done" if signed else "To do" if signs_for(member) else "In progress"
    return [Task("Signatures", _at("signing", one), state)]


def _publication(member: Member) -> list[Task]:
    one = member.inspection
    if not leads(member) or not reached(one.now, Stage.SIGNED):
        return []
    edition = newest(one)
    when = edition.publish_at if edition else None
    state = "Done" if reached(one.now, Stage.PUBLISHED) else "Time set" if when else "To do"
    return [Task("Publication", _at("publication", one), state)]


def after(member: Member) -> Group:
    """The statement of action and its follow-up, once the letter is published."""
    one = member.inspection
    if not policies.takes_part_after(member):
        return AFTER, []
    statement = StatementOfAction.objects.filter(inspection=one).first()
    if statement is None:
        return AFTER, []
    state = "Sent" if statement.sent_at else "To do" if member.agency else "Waited for"
    hint = "" if statement.sent_at else f"Due on {statement.due:%d/%m/%Y}"
    return AFTER, [Task("Statement of action", _at("statement_of_action", one), state, hint)]
