"""Careers of children through the system, and the order in which they are lived."""

from conspectus.definitions import Pattern, patterns
from conspectus.example_area.careers.care import looked_after
from conspectus.example_area.careers.conferences import take_part
from conspectus.example_area.careers.everyday import everyday, further, make_known
from conspectus.example_area.careers.front_door import front_door
from conspectus.example_area.careers.harm import domestic_abuse, police_protection
from conspectus.example_area.careers.information import ask_others
from conspectus.example_area.careers.missing import goes_missing
from conspectus.example_area.careers.planting import Story, Tale, chosen_child, tales
from conspectus.example_area.careers.protection import enquire, long_on_plan
from conspectus.example_area.careers.signs import Page
from conspectus.example_area.draw import Draw
from conspectus.example_area.people import Family, Person, Town
from conspectus.example_area.register import Register
from conspectus.example_area.settings import earlier_years, period
from conspectus.example_area.ties import related_rows, tie
from conspectus.example_area.truth_gaps import Fit, fits
from conspectus.example_area.uncertain import blur

__all__ = ["live"]

AGAIN = 30  # times a family's year is lived before it becomes a quiet one
REWRITTEN = 500  # times a planted story is written before we call it impossible


def live(town: Town, *, draw: Draw, book: Register, theme: str) -> None:
    """A year of the district: the theme's children, then every family."""
    pattern = patterns()[theme]
    for family, child, tale in _planted(town, draw=draw, theme=theme):
        family.theme = True
        page = Page(town, draw, book, family, child)
        _write(page, tale, pattern)
    for family in town.families:
        if not family.theme:
            _live(family, pattern=pattern, draw=draw, book=book)


def _planted(town: Town, *, draw: Draw, theme: str) -> list[tuple[Family, Person, Tale]]:
    """As many children as the rates say, in families with somebody of the right age."""
    able = [(family, chosen_child(family, theme=theme, draw=draw)) for family in town.families]
    pairs = draw.shuffle([(family, child) for family, child in able if child is not None])
    number = max(1, round(draw.rate("theme.planted") * sum(len(family.children) for family in town.families)))
    return [(family, child, tale) for (family, child), tale in zip(pairs, tales(number), strict=False)]


def _write(page: Page, tale: Tale, pattern: Pattern) -> None:
    """A planted child's story, written until it comes out as meant."""
    family, draw, book = page.family, page.draw, page.book
    for _ in range(REWRITTEN):
        bonds, intents = len(book.bonds), len(book.intents)
        tale.write(Story(page, pattern))
        _round_off(family, draw=draw, book=book)
        others = [
            fit
            for child in family.children
            if child is not page.child
            for fit in _shown(child, pattern, book)
        ]
        if tale.came_out(_shown(page.child, pattern, book)) and not others:
            return
        book.undo([*family.members, *family.others], bonds=bonds, intents=intents)
        page.town.undo(family.others)
        family.others = []
    raise AssertionError(f"{pattern.id}: no story of {tale.write.__name__} came out as meant")


def _live(family: Family, *, pattern: Pattern, draw: Draw, book: Register) -> None:
    """A year of a family; one that would show the pattern by chance is lived again, at last a quiet one."""
    for turn in range(AGAIN + 1):
        bonds, intents = len(book.bonds), len(book.intents)
        if turn < AGAIN:
            _before(family, draw=draw, book=book)
            _year(family, pattern=pattern, draw=draw, book=book)
        _round_off(family, draw=draw, book=book)
        if not any(_shown(child, pattern, book) for child in family.children):
            return
        book.undo(family.members, bonds=bonds, intents=intents)
        family.conferenced = False


def _before(family: Family, *, draw: Draw, book: Register) -> None:
    """The years before the last, of families whose children were born: what has a beginning and an end within one.

    What lasts (plans, placements, orders) is lived in the last year alone, so that no two of a kind overlap.
    """
    for _ in earlier_years():
        if all(child.born is not None and child.born < period()[0] for child in family.children):
            domestic_abuse(family, draw=draw, book=book)
            police_protection(family, draw=draw, book=book)
            goes_missing(family, draw=draw, book=book)
            for enquiry in front_door(family, draw=draw, book=book):
                enquire(enquiry, family=family, draw=draw, book=book)


def _year(family: Family, *, pattern: Pattern, draw: Draw, book: Register) -> None:
    everyday(family, draw=draw, book=book)
    domestic_abuse(family, draw=draw, book=book)
    police_protection(family, draw=draw, book=book)
    looked_after(family, draw=draw, book=book)
    goes_missing(family, draw=draw, book=book)
    long_on_plan(family, draw=draw, book=book)
    for enquiry in front_door(family, draw=draw, book=book):
        enquire(enquiry, family=family, draw=draw, book=book)
    further(family, pattern=pattern, draw=draw, book=book)


def _round_off(family: Family, *, draw: Draw, book: Register) -> None:
    """What rests on who knows whom."""
    ask_others(family, draw=draw, book=book)
    take_part(family, draw=draw, book=book)
    make_known(family, draw=draw, book=book)
    blur(family, draw=draw, book=book)
    tie(family, draw=draw, book=book)


def _shown(child: Person, pattern: Pattern, book: Register) -> list[Fit]:
    """Whether the child's record, as it will be sent, shows the pattern."""
    return fits(book.sent(child), related_rows(child, book), theme=pattern.id)
