"""What a question's page shows: what each sender said of the two records, and how far it agrees."""

from typing import Any, NamedTuple

from conspectus.records.casebook import Casebook
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
COMPARED = {"born_text": "born_first"}  # what is compared in place of what is shown


class Line(NamedTuple):
    """One thing that both may have said; `same` is None where one of them did not."""

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


class Pair(NamedTuple):
    """Both, side by side."""

    a: Side
    b: Side
    lines: list[Line]

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
FAMILY = """
select distinct r.relation, o.forename, o.surname, o.born_text, o.restricted
from relationships r join people o on o.sender = r.sender and o.person_id = r.related_person_id
where r.sender = ? and r.person_id = ? order by all
"""


def pair_of(book: Casebook, question: LinkQuestion, *, names: bool) -> Pair | None:
    """The two records as the newest casebook has them; None where one of them is in no return any more."""
    rows = [row for record in question.records for row in book.rows(PERSON, record)]
    if len(rows) < len(question.records):
        return None
    a, b = rows
    lines = [_line(field, a, b, names=names) for field in FIELDS if a[field] or b[field]]
    return Pair(_side(book, a, names=names), _side(book, b, names=names), lines)


def _line(field: str, a: dict[str, Any], b: dict[str, Any], *, names: bool) -> Line:
    both = [_plain(row[COMPARED.get(field, field)]) for row in (a, b)]
    shown = [str(row[field] or "") if names else MASKED if row[field] else "" for row in (a, b)]
    same = both[0] == both[1] if all(both) else None
    return Line(FIELDS[field], shown[0], shown[1], same)


def _plain(value: object) -> str:
    """Capitals and spaces set aside: senders differ in them by habit."""
    return " ".join(str(value or "").casefold().split())


def _side(book: Casebook, row: dict[str, Any], *, names: bool) -> Side:
    family = [_relative(one, names=names) for one in book.rows(FAMILY, (row["sender"], row["person_id"]))]
    told = {name: row[name] for name in ("agency", "sender", "person_id", "entries")}
    return Side(child=row["child_id"], family=family, **told)


def _relative(row: dict[str, Any], *, names: bool) -> str:
    relation = RELATED[row["relation"]]
    if not names or row["restricted"]:
        return relation
    who = " ".join(part for part in (row["forename"], row["surname"]) if part) or "no name"
    return f"{relation}: {who}" + (f", born {row['born_text']}" if row["born_text"] else "")


RELATED = {
    "parent": "is a parent of",
    "sibling": "has a brother or sister",
    "household": "lives with",
    "associate": "has an associate",
    "alleged_harm": "is alleged to have harmed",
}
