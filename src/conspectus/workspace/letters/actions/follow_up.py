"""The statement of action: planned by agencies, sent by the principal authority, looked at afterwards."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from conspectus.errors import ConspectusError
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.twice import already
from conspectus.workspace.letters.editions import published, read
from conspectus.workspace.letters.models import PlannedAction, StatementOfAction
from conspectus.workspace.letters.policies import follows_up, names_principal, plans_for, sends, takes_back


@transaction.atomic
def name_principal(*, statement: StatementOfAction, principal: Agency, by: User) -> None:
    """Which agency sends it."""
    may(names_principal, statement.inspection, by, statement)
    kept = _unsent(statement)
    kept.principal = principal
    kept.save()
    _log(Action.PRINCIPAL_NAMED, kept, by, agency=principal.value)


@dataclass(frozen=True, kw_only=True)
class Promise:
    """Which statement of the letter is answered, by whom, with what, until when, and how one will know."""

    answers: str
    agency: Agency
    what: str
    by_when: date
    known_by: str


@transaction.atomic
def plan(*, statement: StatementOfAction, promise: Promise, by: User) -> PlannedAction:
    """One thing that an agency will do about one statement of the letter."""
    may(plans_for, statement.inspection, by, statement, promise.agency)
    kept = _unsent(statement)
    edition = published(kept.inspection)
    if edition is None or promise.answers not in {one.id for one in read(edition).statements}:
        raise ConspectusError(
            "the letter has no such statement", promise.answers, "Choose one of the letter's."
        )
    said = asdict(promise) | {"what": promise.what.strip(), "known_by": promise.known_by.strip(), "by": by}
    if again := already(kept.actions.all(), **said):
        return again
    made = PlannedAction.objects.create(statement_of_action=kept, **said)
    _log(Action.ACTION_PLANNED, kept, by, planned=made.pk, agency=promise.agency.value)
    return made


@transaction.atomic
def take_back(*, planned: PlannedAction, by: User) -> None:
    """Take a planned action back before the statement is sent."""
    may(takes_back, planned.statement_of_action.inspection, by, planned)
    kept = _unsent(planned.statement_of_action)
    _log(Action.ACTION_TAKEN_BACK, kept, by, planned=planned.pk, agency=planned.agency)
    planned.delete()


@transaction.atomic
def send_statement(*, statement: StatementOfAction, by: User) -> None:
    """From now on it stays as it is."""
    may(sends, statement.inspection, by, statement)
    kept = _unsent(statement)
    if not kept.actions.exists():
        raise ConspectusError("it has no action yet", kept.inspection.title, "Plan one at least.")
    kept.sent_by, kept.sent_at = by, timezone.now()
    kept.save()
    _log(Action.STATEMENT_SENT, kept, by)


@transaction.atomic
def follow_up(*, planned: PlannedAction, found: str, note: str, by: User) -> None:
    """What inspectors found of it; looked at again, it is found anew."""
    may(follows_up, planned.statement_of_action.inspection, by)
    statement = planned.statement_of_action
    if found not in PlannedAction.Found.values or not note.strip():
        raise ConspectusError("say what was found, and what shows it", planned.what, "Answer both.")
    planned.found, planned.found_note = found, note.strip()
    planned.found_by, planned.found_at = by, timezone.now()
    planned.save()
    _log(Action.ACTION_FOLLOWED_UP, statement, by, planned=planned.pk, found=found)


def _unsent(statement: StatementOfAction) -> StatementOfAction:
    kept = StatementOfAction.objects.select_for_update().select_related("inspection").get(pk=statement.pk)
    if kept.sent_at is not None:
        raise ConspectusError("it is sent, and stays as it is", kept.inspection.title, "Look at it again.")
    return kept


def _log(action: Action, statement: StatementOfAction, by: User, **details: object) -> None:
    record(action, by=by, inspection=statement.inspection_id, target="statement of action", **details)
