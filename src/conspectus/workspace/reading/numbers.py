"""Children by the number under which an agency keeps them."""

from typing import NamedTuple

from conspectus.records.casebook import Casebook
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import sees_restricted
from conspectus.workspace.inspections.shown import restricted_shown

SOUGHT = """
select distinct l.child_id as child, p.agency, p.restricted
from links l join people p on p.sender = l.sender and p.person_id = l.person_id
join children c on c.child_id = l.child_id
where c.is_child and upper(l.person_id) = upper(?) and (? or not p.restricted)
order by p.agency, l.child_id
"""


class Held(NamedTuple):
    """A child, and an agency that keeps it under the number that was sought."""

    child: str
    agency: str
    restricted: bool


def with_number(book: Casebook, number: str, *, restricted: bool) -> list[Held]:
    """Whoever is kept under this number; by a restricted record only where that may be told."""
    return [Held(**row) for row in book.rows(SOUGHT, [number, restricted])] if number else []


def seek(member: Member, book: Casebook, number: str) -> list[Held]:
    """Whoever may be told to be kept under this number; that it was sought is logged, and the number is not."""
    found = with_number(book, number, restricted=bool(sees_restricted(member)))
    children = list(dict.fromkeys(one.child for one in found))
    for child in children or [""]:
        record(
            Action.NUMBER_SOUGHT, by=member.person, inspection=member.inspection_id,
            target=f"child:{child}" if child else "", found=len(children),
        )  # fmt: skip
    for child in {one.child for one in found if one.restricted}:
        restricted_shown(member, f"child:{child}")
    return found
