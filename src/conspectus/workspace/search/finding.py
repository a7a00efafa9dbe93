"""What a person may see that holds the words they look for, kind by kind.

Each kind is asked for by the rule of its own page, so that what somebody may not see is not found, and a page without
results says the same for both.
"""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localtime

from conspectus.definitions import agencies
from conspectus.letter import Statement
from conspectus.plain import capital, day, words
from conspectus.terms import Agency
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.casebooks import last_built, opened
from conspectus.workspace.inspections.children import find, summary_of
from conspectus.workspace.inspections.models import Build, Member
from conspectus.workspace.inspections.shown import look_in_log
from conspectus.workspace.letters.drafting import drafted
from conspectus.workspace.letters.editions import newest, read
from conspectus.workspace.letters.forms import SECTIONS
from conspectus.workspace.letters.policies import reads_editions
from conspectus.workspace.letters.visibility import opened_by
from conspectus.workspace.ratings.visibility import rates_alone
from conspectus.workspace.reading.numbers import seek
from conspectus.workspace.search.results import Line, Results, group, holds, marked, words_of
from conspectus.workspace.search.texts import Sought, texts_of

WORDED = "Words of the letter"


def found_by(member: Member, text: str) -> list[Results]:
    """All that was found, without kinds of which nothing was."""
    return [one for one in _every(member, text) if one.lines]


def _every(member: Member, text: str) -> Iterator[Results]:
    built = last_built(member.inspection) if policies.inspects(member) else None
    child = _child_called(built, text) if built else ""
    yield from _children(member, built, text)
    yield from texts_of(member, built, Sought(words_of(text), child or text))
    yield _letter(member, words_of(text))
    if child or not is_number(text):
        yield _log(member, child or text)
    elif built:
        yield _numbered(member, built, text)


def is_number(text: str) -> bool:
    """Whether it could be an agency's own number: one word with a figure in it."""
    return " " not in text and any(sign.isdigit() for sign in text)


def _child_called(built: Build, text: str) -> str:
    """The child whose id this is, whether in small letters or large; empty where it is nobody's."""
    ids = summary_of(built.casebook)["child_id"]
    return next(iter(ids.filter(ids.str.to_lowercase() == text.lower())), "")


def _children(member: Member, built: Build | None, text: str) -> Iterator[Results]:
    """Those whose id holds it."""
    if built is None:
        return
    found = find(summary_of(built.casebook), (), {}, text.lower()).frame["child_id"].to_list()
    every = f"{_at('children', member)}?{urlencode({'find': text})}"
    lines = [_child(member, one, text) for one in found]
    yield group("Children by id", lines, every=every)


def _child(member: Member, child: str, text: str) -> Line:
    return Line(_at("child", member, child), child, marked(child, [text.lower()]))


def _numbered(member: Member, built: Build, text: str) -> Results:
    """Those whom an agency keeps under exactly this number; that it was sought is logged, and the number is not."""
    known = agencies()
    lines = [
        Line(_at("child", member, one.child), one.child, beside=known[Agency(one.agency)].title)
        for one in seek(member, opened(built.casebook), text)
    ]
    return group("Children by an agency’s own number", lines)


def _letter(member: Member, sought: list[str]) -> Results:
    """The draft to those who judge, what is laid before an agency to its contact, what is published to everybody."""
    if policies.judges(member):
        draft = None if rates_alone(member) else drafted(member.inspection)
        told = [(one, _at("statement", member, one.id)) for one in draft.statements] if draft else []
        return group(WORDED, _worded(told, sought), every=_at("letter", member))
    edition = newest(member.inspection)
    if edition is None or not (edition.published_at or reads_editions(member)):
        return group(WORDED, [])
    public = reverse("public_letter", args=[member.inspection_id])
    place = public if edition.published_at else _at("edition", member, edition.number)
    lines = _worded([(one, place) for one in read(edition).statements], sought)
    if lines and not edition.published_at:
        opened_by(member, edition)
    return group(WORDED, lines, every=place)


def _worded(told: list[tuple[Statement, str]], sought: list[str]) -> list[Line]:
    return [
        Line(place, SECTIONS[one.section], marked(one.text, sought))
        for one, place in told
        if holds(one.text, sought)
    ]


def _log(member: Member, text: str) -> Results:
    """What was done, as far as this part may know of it, by who did it, what it was, and a child."""
    from_log = policies.sees_log(member)
    place = _at("log" if from_log else "activity", member)
    lines = [
        Line(
            f"{place}?what={one.action}" if from_log else place,
            capital(words(one.action)),
            beside=f"{who}, {day(localtime(one.at))}",
        )
        for one, who in look_in_log(member, text)
    ]
    return group("Who did what", lines, every=place)


def _at(name: str, member: Member, *which: object) -> str:
    return reverse(name, args=[member.inspection_id, *which])
