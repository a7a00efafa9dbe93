"""The letter, and what the area does about it, in the list of what is left to do."""

from collections.abc import Iterator

from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from conspectus.definitions import agencies
from conspectus.terms import Agency
from conspectus.workspace.inspections.awaited import Awaited, began
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.policies import judges, leads, speaks_for_agency
from conspectus.workspace.inspections.stages import Stage, reached
from conspectus.workspace.inspections.todo import Group, Task
from conspectus.workspace.letters import policies
from conspectus.workspace.letters.editions import Signing, signings, signs_for
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
    left = int(vars(edition)["open_comments"]) if (edition := _newest(member)) else 0
    return [Task("The agencies’ comments", _at("accuracy", one), f"{left} open" if left else "None open")]


def _signing(member: Member) -> list[Task]:
    one = member.inspection
    if not judges(member) or not reached(one.now, Stage.FACTUAL_ACCURACY):
        return []
    if reached(one.now, Stage.SIGNED):  # which it is once everybody has
        return [Task("Signatures", _at("signing", one), "Done")]
    mine = [who for who in _signings(member) if policies.signs(member, who.inspectorate)]
    signed = any(who.signature for who in mine)
    to_sign = mine or (not _newest(member) and signs_for(member))
    state = "Done" if signed else "To do" if to_sign else "In progress"
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
    statement = _statement(member)
    if statement is None:
        return AFTER, []
    state = "Sent" if statement.sent_at else "To do" if member.agency else "Waited for"
    hint = "" if statement.sent_at else f"Due on {statement.due:%d/%m/%Y}"
    return AFTER, [Task("Statement of action", _at("statement_of_action", one), state, hint)]


def awaited(member: Member) -> Iterator[Awaited]:
    """Signatures of others and the statement of action, for those who judge; answers to an agency’s own comments."""
    one = member.inspection
    if judges(member) and one.now is Stage.FACTUAL_ACCURACY and (edition := _newest(member)):
        others = [who for who in _signings(member) if not policies.signs(member, who.inspectorate)]
        yield Awaited(
            "A signature", [who.title for who in others if not who.signature], edition.at, _at("signing", one)
        )
    if speaks_for_agency(member) and one.now is Stage.FACTUAL_ACCURACY:
        mine_open = Comment.objects.filter(edition__inspection=one, agency=member.agency, answer="")
        first = mine_open.order_by("at").values_list("at", flat=True).first()
        if first:
            yield Awaited(
                "An answer to your agency’s comments", ["whoever leads"], first, _at("accuracy", one)
            )
    if one.now is Stage.STATEMENT_OF_ACTION and policies.takes_part_after(member):
        yield from _unsent(member)


def _unsent(member: Member) -> Iterator[Awaited]:
    found = _statement(member)
    if found and found.sent_at is None and found.principal != member.agency:
        whom, place = agencies()[Agency(found.principal)].title, _at("statement_of_action", member.inspection)
        began_at = began(member.inspection, Stage.STATEMENT_OF_ACTION)
        yield Awaited("The statement of action", [whom], began_at, place)


# Kept on a part: its page asks for each several times, and the database once.


def _newest(member: Member) -> Edition | None:
    """The newest edition, with how many comments on any nobody has answered."""
    if "_newest_edition" not in vars(member):
        unanswered = Comment.objects.filter(edition__inspection=member.inspection_id, answer="").order_by()
        many = unanswered.values("edition__inspection").annotate(many=Count("pk")).values("many")
        found = member.inspection.editions.annotate(open_comments=Coalesce(Subquery(many), 0)).first()
        vars(member)["_newest_edition"] = found
    edition: Edition | None = vars(member)["_newest_edition"]
    return edition


def _signings(member: Member) -> list[Signing]:
    """Who signs the newest edition, and who has; nobody where there is none."""
    if "_signings" not in vars(member):
        edition = _newest(member)
        if edition:
            edition.inspection = member.inspection
        vars(member)["_signings"] = signings(edition) if edition else []
    found: list[Signing] = vars(member)["_signings"]
    return found


def _statement(member: Member) -> StatementOfAction | None:
    if "_statement" not in vars(member):
        vars(member)["_statement"] = StatementOfAction.objects.filter(inspection=member.inspection_id).first()
    found: StatementOfAction | None = vars(member)["_statement"]
    return found
