"""Return a rating to its raters with a question, answer it, accept."""

from django.db import transaction
from django.utils import timezone

from conspectus.definitions import CellKey
from conspectus.errors import ConspectusError
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.judgments.models import Moderation
from conspectus.workspace.judgments.policies import moderates
from conspectus.workspace.ratings.policies import rates


@transaction.atomic
def ask(*, inspection: Inspection, cell: CellKey, question: str, by: User) -> Moderation:
    """Return a cell to its raters; moderation cannot end before the question is settled."""
    may(moderates, inspection, by)
    _in_moderation(inspection, cell)
    if not question.strip():
        raise ConspectusError("a question is needed", str(cell), "Say what the raters should look at again.")
    if _open(inspection, cell):
        raise ConspectusError(
            "it is with its raters already", str(cell), "Settle the question that is open first."
        )
    made = Moderation.objects.create(
        inspection=inspection, criterion=cell.criterion, agency=cell.agency, decision=Moderation.Decision.ASKED,
        note=question.strip(), by=by,
    )  # fmt: skip
    _log(Action.CELL_ASKED, made, by)
    return made


@transaction.atomic
def answer(*, inspection: Inspection, cell: CellKey, text: str, by: User) -> Moderation:
    """What the raters say; whether they changed their rating is seen from its history."""
    may(rates, inspection, by, cell)
    _in_moderation(inspection, cell)
    asked = _open(inspection, cell)
    if asked is None or not text.strip():
        raise ConspectusError(
            "there is nothing to answer, or no answer", str(cell), "Look at the page again."
        )
    asked.answer, asked.answered_by, asked.answered_at = text.strip(), by, timezone.now()
    asked.save()
    _log(Action.CELL_ANSWERED, asked, by)
    return asked


@transaction.atomic
def accept(*, inspection: Inspection, cell: CellKey, note: str, by: User) -> Moderation:
    """The cell stands as it now is; an open question is settled by it."""
    may(moderates, inspection, by)
    _in_moderation(inspection, cell)
    if not note.strip():
        raise ConspectusError("an acceptance needs a reason", str(cell), "Say why it stands.")
    kept = _open(inspection, cell)
    if kept:
        kept.settled_note, kept.settled_by, kept.settled_at = note.strip(), by, timezone.now()
        kept.save()
    else:
        kept = Moderation.objects.create(
            inspection=inspection, criterion=cell.criterion, agency=cell.agency,
            decision=Moderation.Decision.ACCEPTED, note=note.strip(), by=by,
        )  # fmt: skip
    _log(Action.CELL_ACCEPTED, kept, by)
    return kept


def _in_moderation(inspection: Inspection, cell: CellKey) -> None:
    now = Inspection.objects.select_for_update().get(pk=inspection.pk).now
    if now is not Stage.MODERATION:
        raise ConspectusError(
            "this is not the stage of moderation", str(cell), "Ask whoever leads the inspection."
        )


def _open(inspection: Inspection, cell: CellKey) -> Moderation | None:
    asked = inspection.moderations.filter(criterion=cell.criterion, agency=cell.agency, settled_at=None)
    return asked.filter(decision=Moderation.Decision.ASKED).first()


def _log(action: Action, made: Moderation, by: User) -> None:
    record(action, by=by, inspection=made.inspection_id, target=f"cell:{made.cell}", moderation=made.pk)
