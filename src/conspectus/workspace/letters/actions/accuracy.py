"""An agency's comment on one statement, and what became of it."""

from django.db import transaction
from django.utils import timezone

from conspectus.errors import ConspectusError
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.twice import already
from conspectus.workspace.letters.actions.drafting import word
from conspectus.workspace.letters.editions import read
from conspectus.workspace.letters.models import Comment, Edition
from conspectus.workspace.letters.policies import answers, comments_for


@transaction.atomic
def comment(*, edition: Edition, agency: Agency, statement: str, says: str, by: User) -> Comment:
    """What an agency says is wrong in one statement of the edition that was laid before it."""
    may(comments_for, edition.inspection, by, agency)
    if statement not in {one.id for one in read(edition).statements}:
        raise ConspectusError("there is no such statement", statement, "Choose one of the letter's.")
    if not says.strip():
        raise ConspectusError(
            "a comment says what is wrong", statement, "Write it, and what shows it, then send it."
        )
    Inspection.objects.select_for_update().get(pk=edition.inspection_id)
    said = {"agency": agency, "statement": statement, "says": says.strip(), "by": by}
    if again := already(edition.comments.all(), **said):
        return again
    made = Comment.objects.create(edition=edition, **said)
    _log(Action.COMMENT_MADE, made, by)
    return made


@transaction.atomic
def answer_comment(*, comment: Comment, answer: str, why: str, text: str = "", by: User) -> Comment:
    """Accept it, with another wording of the statement, or refuse it; either says why. An answer stands."""
    inspection = Inspection.objects.select_for_update().get(pk=comment.edition.inspection_id)
    may(answers, inspection, by)
    kept = Comment.objects.select_for_update().get(pk=comment.pk)
    if kept.answer:
        raise ConspectusError("it is answered already", kept.statement, "Look at the page again.")
    if answer not in Comment.Answer.values or not why.strip():
        raise ConspectusError(
            "an answer accepts or refuses, and says why", kept.statement, "Answer both questions."
        )
    kept.answer, kept.why = answer, why.strip()
    kept.answered_by, kept.answered_at = by, timezone.now()
    kept.save()
    if answer == Comment.Answer.ACCEPTED and text.strip():
        word(
            inspection=inspection, statement=kept.statement, text=text, because="factual_accuracy", by=by,
        )  # fmt: skip
    _log(Action.COMMENT_ANSWERED, kept, by, answer=answer)
    return kept


def _log(action: Action, made: Comment, by: User, **details: object) -> None:
    record(
        action, by=by, inspection=made.edition.inspection_id, target=f"statement:{made.statement}",
        comment=made.pk, agency=made.agency, edition=made.edition.number, **details,
    )  # fmt: skip
