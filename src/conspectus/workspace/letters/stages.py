"""What moves of an inspection wait for, as far as its letter goes."""

from conspectus.plain import forms
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.letters.editions import (
    is_current,
    newest,
    open_comments,
    published,
    signings,
)
from conspectus.workspace.letters.models import StatementOfAction

NONE_MADE = "no letter has been made"
OUT_OF_DATE = "something has changed since the letter was made: make it again"


def letter_is_made(inspection: Inspection) -> str:
    """Before it is laid before the agencies."""
    edition = newest(inspection)
    if edition is None:
        return NONE_MADE
    return "" if is_current(edition) else OUT_OF_DATE


def comments_are_answered(inspection: Inspection) -> str:
    """Before it counts as signed."""
    left = open_comments(inspection)
    return f"{left} of the agencies’ comments {forms(left, 'is', 'are')} not answered" if left else ""


def everybody_signed(inspection: Inspection) -> str:
    """Every inspectorate that leads for an agency, under the newest edition."""
    edition = newest(inspection)
    if edition is None:
        return NONE_MADE
    if not is_current(edition):
        return OUT_OF_DATE
    left = [one.title for one in signings(edition) if one.signature is None]
    return f"these have not signed: {', '.join(left)}" if left else ""


def letter_is_published(inspection: Inspection) -> str:
    """Publication has a page of its own, which moves the inspection on."""
    return "" if published(inspection) else "the letter is published from its own page, at a set time"


def statement_is_sent(inspection: Inspection) -> str:
    """Before follow-up."""
    sent = StatementOfAction.objects.filter(inspection=inspection, sent_at__isnull=False).exists()
    return "" if sent else "the statement of action has not been sent"


def actions_are_followed_up(inspection: Inspection) -> str:
    """Before it is closed."""
    statement = StatementOfAction.objects.filter(inspection=inspection).first()
    left = statement.actions.filter(found="").count() if statement else 0
    return f"{left} planned {forms(left, 'action has', 'actions have')} not been looked at" if left else ""
