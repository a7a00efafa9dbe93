"""Where pages of this app lead to pages of later ones, which say so themselves."""

from collections.abc import Callable
from typing import NamedTuple

from conspectus.workspace.inspections.models import Member


class Link(NamedTuple):
    """What a link says, and where it leads."""

    title: str
    url: str


ON_HOME: list[Callable[[], Link]] = []
ON_CHILDREN: list[Callable[[Member], Link]] = []
EVIDENCE_FORMS: list[Callable[[Member], str | None]] = []  # None for those who may not record evidence


def evidence_form(member: Member) -> str | None:
    """The form on which a row of the casebook becomes evidence; None for those who may not record it."""
    return next((form for find in EVIDENCE_FORMS if (form := find(member))), None)
