"""What a question's page shows: what each sender said of the two records, and how far it agrees."""

from typing import Any, NamedTuple

from conspectus.records.casebook import Casebook
from conspectus.terms import Relation
from conspectus.wording import relations
from conspectus.workspace.linking.models import LinkQuestion

# What senders say of a person, in the order shown.
FIELDS = {
    "forename": "Forename",
    "surname": "Surname",
    "other_names": "Other names",
    "born_text": "Date of birth",
    "sex": "Sex",
    "postcode": "Postcode",
    "address": "Address",
    "nhs_number": "NHS number",
    "upn": "Unique pupil number",
}
BORN = "born_text"  # the days that it can mean are compared, not how it is written


class Line(NamedTuple):
    """One thing that both may have said; `same` is None where one of them did not, or it cannot be told."""

    title: str
    a: str
    b: str
    same: bool | None


class Side(NamedTuple):
    """One of the two records."""

    agency: str
    sender: str
    person_id: str
    child: str  # whose record the casebook holds it to be
    entries: int  # events that this sender holds of them
    family: list[str]  # whom this sender records beside them, in words
    restricted: bool  # whether somebody among these is named to roles that see restricted rows alone


class Pair(NamedTuple):
    """Both, side by side."""

    a: Side
    b: Side
    lines: list[Line]

    @property
    def restricted(self) -> bool:
        """Whether it tells of relatives what named roles alone may see."""
        return self.a.restricted or self.b.restricted

    @property
    def together(self) -> bool:
        """Whether the casebook holds them to be one person."""
        return self.a.child == self.b.child


MASKED = "•••"  # it was said, and nobody asked to see it
PERSON = """
select p.*, l.child_id,
  (select count(*) from events e where e.sender = p.sender and e.person_id = p.person_id) as entries
from people p join links l on l.sender = p.sender and l.person_id = p.person_id
where p.sender = ? and p.person_id = ?
"""
# Both ways round: a child stands on either side of what a sender says of a family.
FAMILY = """
select distinct r.relation, r.person_id = ? as outwards, o.forename, o.surname, o.born_text, o.restricted
from relationships r join people o on o.sender = r.sender and (
  (r.person_id = ? and o.person_id = r.related_person_id) or (r.related_person_id = ? and o.person_id = r.person_id))
where r.sender = ? order by all
"""


def pair_of(book: Casebook, question: LinkQuestion, *, names: bool, restricted: bool = False) -> Pair | None:
    """The two records as the newest casebook has them; None where one of them is in no return any more.

    Restricted relatives are named only where names are asked for and `restricted` says that the reader may.
    """
    rows = [row for record in question.records for row in book.rows(PERSON, record)]
    if len(rows) < len(question.records):
        return None
    a, b = rows
    lines = [_line(field, a, b, names=names) for field in FIELDS if a[field] or b[field]]
    a_side, b_side = (_side(book, row, names=names, restricted=restricted) for row in (a, b))
    return Pair(a_side, b_side, lines)


def _line(field: str, a: dict[str, Any], b: dict[str, Any], *, names: bool) -> Line:
    shown = [str(row[field] or "") if names else MASKED if row[field] else "" for row in (a, b)]
    return Line(FIELDS[field], shown[0], shown[1], _same(field, a, b))


def _same(field: str, a: dict[str, Any], b: dict[str, Any]) -> bool | None:
    if not a[field] or not b[field]:
        return None
    if field == BORN and a["born_first"] and b["born_first"]:
        return _same_day(a, b)
    return _plain(a[field]) == _plain(b[field])


def _same_day(a: dict[str, Any], b: dict[str, Any]) -> bool | None:
    """Whether two dates of birth are one; None where one is not fully known and the other fits."""
    one, other = ((row["born_first"], row["born_last"]) for row in (a, b))
    if one == other:
        return True
    return None if one[0] <= other[1] and other[0] <= one[1] else False


def _plain(value: object) -> str:
    """Capitals and spaces set aside: senders differ in them by habit."""
    return " ".join(str(value or "").casefold().split())


def _side(book: Casebook, row: dict[str, Any], *, names: bool, restricted: bool) -> Side:
    own = row["person_id"]
    beside = book.rows(FAMILY, (own, own, own, row["sender"]))
    family = [_relative(one, names=names and (restricted or not one["restricted"])) for one in beside]
    told_of = names and restricted and any(one["restricted"] for one in beside)
    told = {name: row[name] for name in ("agency", "sender", "person_id", "entries")}
    # Siblings are often recorded both ways round, which is told once; masked, as many as there are kinds.
    return Side(child=row["child_id"], family=list(dict.fromkeys(family)), restricted=told_of, **told)


def _relative(row: dict[str, Any], *, names: bool) -> str:
    relation = relations()[Relation(row["relation"])].forms["outwards" if row["outwards"] else "inwards"]
    if not names:
        return relation
    who = " ".join(part for part in (row["forename"], row["surname"]) if part) or "no name"
    return f"{relation}: {who}" + (f", born {row['born_text']}" if row["born_text"] else "")
