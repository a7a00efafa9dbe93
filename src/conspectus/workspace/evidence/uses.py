"""Where a piece of evidence is used: later apps say so themselves, since this one knows nothing of them."""

from collections.abc import Callable
from typing import NamedTuple

from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections.models import Member


class Use(NamedTuple):
    """One thing that rests on a piece of evidence, as this reader may see it."""

    what: str
    url: str
    says: str


Finder = Callable[[Member, Evidence], list[Use]]
_FINDERS: list[Finder] = []


def told_by(finder: Finder) -> Finder:
    """Have a later app's function asked wherever uses are shown."""
    if finder not in _FINDERS:
        _FINDERS.append(finder)
    return finder


def uses(member: Member, evidence: Evidence) -> list[Use]:
    """All of them, in the order in which the apps were loaded."""
    return [use for finder in _FINDERS for use in finder(member, evidence)]
