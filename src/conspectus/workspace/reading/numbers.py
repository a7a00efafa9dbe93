"""Children by the number under which an agency keeps them."""

from typing import NamedTuple

from conspectus.records.casebook import Casebook

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
