"""Who was shown pairs of which a record is restricted: the roles that the inspection names, each time on record."""

from collections.abc import Iterable

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.shown import restricted_shown
from conspectus.workspace.linking.models import LinkQuestion


def log_restricted(member: Member, shown: Iterable[LinkQuestion]) -> None:
    """Log those of the questions shown that rest on a restricted record; nothing where there is none."""
    found = [one.pk for one in shown if one.restricted]
    if found:
        restricted_shown(member, "links", questions=found)
