"""Where a piece of evidence is used: later apps know, and this one knows nothing of them."""

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
FINDERS: list[Finder] = []  # filled by `config/wiring.py`


def uses(member: Member, evidence: Evidence) -> list[Use]:
    """All of them, in the order in which they are wired."""
    return [use for finder in FINDERS for use in finder(member, evidence)]
