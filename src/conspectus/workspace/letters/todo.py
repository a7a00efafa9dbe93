"""The letter, and what the area does about it, in the list of what is left to do."""

from collections.abc import Iterator

from django.urls import reverse

from conspectus.definitions import agencies
from conspectus.terms import Agency
from conspectus.workspace.inspections.awaited import Awaited, began
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.policies import judges, leads, speaks_for_agency
from conspectus.workspace.inspections.stages import Stage, reached
from conspectus.workspace.inspections.todo import Group, Task
from conspectus.workspace.letters import policies
from conspectus.workspace.letters.editions import newest, open_comments, signings, signs_for
from conspectus.workspace.letters.models import Comment, Edition, StatementOfAction

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
    edition = _newest(member)
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
    edition = _newest(member)
    signed = edition.signatures.filter(inspectorate__in=signs_for(member)).exists() if edition else False
    state = "Done" if signed else "To do" if signs_for(member) else "In progress"
    return [Task("Signatures", _at("signing", one), state)]


def _publication(member: Member) -> list[Task]:
    one = member.inspection
    if not leads(member) or not reached(one.now, Stage.SIGNED):
        return []
    edition = _newest(member)
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


def awaited(member: Member) -> Iterator[Awaited]:
    """Signatures of others and the statement of action, for those who judge; answers to an agency’s own comments."""
    one = member.inspection
    if judges(member) and one.now is Stage.FACTUAL_ACCURACY and (edition := _newest(member)):
        edition.inspection, mine = one, signs_for(member)
        left = [
            who.title for who in signings(edition) if who.signature is None and who.inspectorate not in mine
        ]
        yield Awaited("A signature", left, edition.at, _at("signing", one))
    if speaks_for_agency(member) and one.now is Stage.FACTUAL_ACCURACY:
        mine_open = Comment.objects.filter(edition__inspection=one, agency=member.agency, answer="")
        first = mine_open.order_by("at").values_list("at", flat=True).first()
        if first:
            yield Awaited(
                "An answer to your agency’s comments", ["whoever leads"], first, _at("accuracy", one)
            )
    if one.now is Stage.STATEMENT_OF_ACTION and policies.takes_part_after(member):
        yield from _statement(member)


def _statement(member: Member) -> Iterator[Awaited]:
    found = StatementOfAction.objects.filter(inspection=member.inspection_id, sent_at=None).first()
    if found and found.principal != member.agency:
        whom, place = agencies()[Agency(found.principal)].title, _at("statement_of_action", member.inspection)
        began_at = began(member.inspection, Stage.STATEMENT_OF_ACTION)
        yield Awaited("The statement of action", [whom], began_at, place)


KEPT = "_newest_edition"  # on a part: its page asks several times, and the database once


def _newest(member: Member) -> Edition | None:
    if KEPT not in vars(member):
        vars(member)[KEPT] = newest(member.inspection)
    found: Edition | None = vars(member)[KEPT]
    return found
