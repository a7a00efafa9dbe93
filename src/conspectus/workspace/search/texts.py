"""What people wrote, and to whoever leads who takes part; asked for in one query."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any, NamedTuple

from django.db.models import CharField, F, IntegerField, Q, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.http import urlencode

from conspectus.definitions import agencies
from conspectus.terms import Agency
from conspectus.workspace.evidence.models import KINDS
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.casebooks import opened
from conspectus.workspace.inspections.models import Build, Member
from conspectus.workspace.inspections.people import holding
from conspectus.workspace.inspections.roles import ROLES, Role
from conspectus.workspace.search.results import Line, Results, group, marked

EVIDENCE, NOTE, COMMENT, PERSON = "evidence", "note", "comment", "person"
OPEN_ENTRIES = """
select distinct child_id as child, event_ref as entry from child_events
where list_contains(?, event_ref) and not restricted
"""


class Sought(NamedTuple):
    """Words, all of which must be there, and a child's id where they are one."""

    words: Sequence[str]
    child: str


class Row(NamedTuple):
    """Something that somebody wrote; what `head` and `of` are depends on its kind."""

    kind: str
    pk: int
    number: int
    head: str
    text: str
    of: str
    by: str


def texts_of(member: Member, built: Build | None, sought: Sought) -> Iterator[Results]:
    """What holds all of the words and is shown to this person."""
    rows, words = _rows(member, sought), sought.words
    found = {kind: [row for row in rows if row.kind == kind] for kind in (EVIDENCE, NOTE, COMMENT, PERSON)}
    text = " ".join(words)
    kinds, titles = dict(KINDS), {one.value: term.title for one, term in agencies().items()}
    yield group("Evidence", [
        Line(_at("piece", member, row.pk), f"E{row.number:02}", marked(row.text, words),
             f"{kinds[row.of]}, {titles[row.head]}, {row.by}")
        for row in found[EVIDENCE]
    ], every=f"{_at('evidence', member)}?{urlencode({'text': text})}")  # fmt: skip
    yield group("Notes", [
        Line(_at("note", member, row.pk), row.head, marked(row.text or row.head, words), row.by)
        for row in found[NOTE]
    ], every=_at("notes", member))  # fmt: skip
    yield group("Comments on entries", [
        Line(_comment_at(member, row), f"Comment on {row.head}", marked(row.text, words), row.by)
        for row in _on_open_entries(built, found[COMMENT])
    ])  # fmt: skip
    yield group("Who takes part", [
        Line(f"{_at('people', member)}?{urlencode({'find': row.head})}", row.head, beside=_part(row))
        for row in found[PERSON]
    ], every=f"{_at('people', member)}?{urlencode({'find': text})}")  # fmt: skip


def _rows(member: Member, sought: Sought) -> list[Row]:
    one, words = member.inspection, sought.words
    asked: list[QuerySet[Any]] = []
    if policies.inspects(member):
        text, number = " ".join(words), F("number")
        notes, comments = _all(words, "title", "text"), _all(words, "text", "tags", "child")
        evidence = one.evidence.saying(text) | one.evidence.of_child(sought.child)
        asked += [
            _values(evidence, EVIDENCE, "agency", "seen", "kind", number=number),
            _values(one.notes.filter(notes), NOTE, "title", "text", "agency", number=number),
            _values(one.entry_comments.filter(comments), COMMENT, "child", "text", "entry"),
        ]  # fmt: skip
    if policies.leads(member):
        people = one.members.filter(holding(words))
        asked.append(_values(people, PERSON, "person__name", "person__email", "role", by="agency"))
    if not asked:
        return []
    first, *others = asked
    return sorted(Row(*row) for row in first.union(*others, all=True))


def _all(words: Sequence[str], *names: str) -> Q:
    """Every word in one of these fields at least."""
    each = [reduce(or_, (Q(**{f"{name}__icontains": word}) for name in names)) for word in words]
    return reduce(and_, each)


def _values(
    found: QuerySet[Any], kind: str, *names: str, number: Combinable | None = None, by: str = "by__name"
) -> QuerySet[Any]:
    """The columns of a row."""
    texts = [Cast(name, TextField()) for name in (*names, by)]
    said = Value(kind, output_field=CharField())
    return found.order_by().values_list(said, F("pk"), Cast(number or Value(0), IntegerField()), *texts)


def _on_open_entries(built: Build | None, comments: Sequence[Row]) -> list[Row]:
    """Those on an entry that the newest casebook holds and that everybody who inspects may read."""
    if built is None or not comments:
        return []
    rows = opened(built.casebook).rows(OPEN_ENTRIES, [[one.of for one in comments]])
    there = {(row["child"], row["entry"]) for row in rows}
    return [one for one in comments if (one.head, one.of) in there]


def _comment_at(member: Member, row: Row) -> str:
    return f"{_at('comment_entry', member, row.head)}?{urlencode({'entry': row.of})}#comment-{row.pk}"


def _part(row: Row) -> str:
    title = ROLES[Role(row.of)].title
    return f"{title}, {agencies()[Agency(row.by)].title}" if row.by else title


def _at(name: str, member: Member, *which: object) -> str:
    return reverse(name, args=[member.inspection_id, *which])
