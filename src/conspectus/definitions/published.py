"""What published reports look like: their kinds, headings, grades, themes, authors and areas."""

import re
from datetime import date
from functools import cache
from typing import Annotated

from pydantic import AfterValidator

from conspectus.definitions.base import SHIPPED, Definition, load
from conspectus.terms import Agency

FOLDER = SHIPPED / "library"


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from None
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]  # a regular expression, tried whatever the case


class FormerCode(Definition):
    """A code that an authority had, until a day."""

    code: str
    last: date


class PublishedArea(Definition):
    """A local authority by which reports are known, and while it exists."""

    code: str
    name: str
    region: str  # one of the nine of England, or another nation
    type: str  # of authority
    names: tuple[str, ...] = ()
    formerly: tuple[FormerCode, ...] = ()  # earlier codes of the same authority, the earliest first
    first: date | None = None  # its first day, where it was made after April 2009
    last: date | None = None  # its last, where it was abolished since

    def exists(self, day: date | None) -> bool:
        """Whether there is such an authority on a day; on an unknown day, whether there is one still."""
        if day is None:
            return self.last is None
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def code_on(self, day: date | None) -> str:
        """Its code on a day; on an unknown day, the present one."""
        former = (one.code for one in self.formerly if day is not None and day <= one.last)
        return next(former, self.code)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that it has had, the present one last."""
        return (*(one.code for one in self.formerly), self.code)


class PublishedAreas(Definition):
    """The content of `library/areas.toml`."""

    source: str
    dated: date
    area: tuple[PublishedArea, ...]


class ReportKind(Definition):
    """A kind of published report, and how its first page says so."""

    id: str
    title: str
    nation: str = "England"
    says: tuple[Pattern, ...]
    inspectorates: tuple[str, ...]  # its authors, where the page itself names none
    joins: tuple[str, ...] = ()  # who took part only where the report says so
    joint: bool = False  # the page names its authors, who differ from one report to the next
    agency: Agency | None = None  # the only agency that it judges: who is meant where it names nobody
    within: int | None = (
        None  # its words stand within so many letters of the page's beginning, as a title does
    )
    days: int | None = None  # at most so many from first to last day; another kind of the same words has more
    confirmed: bool = True  # false: written from knowledge of the kind, no report of it has been read yet


class ReportKinds(Definition):
    """The content of `library/kinds.toml`."""

    version: int
    kind: tuple[ReportKind, ...]


class Author(Definition):
    """An inspectorate under the names that reports give it."""

    id: str
    title: str
    says: tuple[Pattern, ...]
    was: tuple[str, ...] = ()  # earlier names of the same body, or bodies that it took over


class Authors(Definition):
    """The content of `library/inspectorates.toml`."""

    version: int
    inspectorate: tuple[Author, ...]


class ReportTheme(Definition):
    """A theme of joint inspections, and how the first page says so."""

    title: str
    says: tuple[Pattern, ...]


class ReportThemes(Definition):
    """The content of `library/themes.toml`."""

    version: int
    theme: tuple[ReportTheme, ...]


class ListHeadings(Definition):
    """Headings under which a report lists what it found."""

    strengths: tuple[Pattern, ...]
    improvements: tuple[Pattern, ...]
    priority_actions: tuple[Pattern, ...]
    introduces: tuple[Pattern, ...]  # a paragraph or marginal note that announces items and is none
    table: tuple[Pattern, ...]  # the head of a table whose rows are the items
    none: tuple[Pattern, ...]  # an item or heading that says there are none
    ends: tuple[Pattern, ...]  # a heading that ends a list whatever its size
    part_ends: tuple[
        Pattern, ...
    ]  # a heading from which another body is inspected, and its lists count no more


class GradedMatter(Definition):
    """What is graded, under the name that exports give it."""

    title: str
    says: tuple[Pattern, ...]
    kinds: tuple[str, ...]  # in which kinds of report
    beside: Pattern | None = None  # only in a table that holds this too
    not_beside: Pattern | None = None  # only in a table that does not


class Wording(Definition):
    """The content of `library/wording.toml`."""

    version: int
    lists: ListHeadings
    grade: dict[str, tuple[Pattern, ...]]
    graded: tuple[GradedMatter, ...]
    boxes: tuple[Pattern, ...]
    cover: tuple[Pattern, ...]
    imprint: tuple[Pattern, ...]
    signs_off: tuple[Pattern, ...]
    contents: tuple[Pattern, ...]
    no_sentence: tuple[Pattern, ...]  # a whole text between two stops that says nothing of practice
    abbreviations: tuple[str, ...]


@cache
def published_areas() -> tuple[PublishedArea, ...]:
    """Every authority by which reports are known, England first."""
    return load(PublishedAreas, FOLDER / "areas.toml").area


@cache
def report_kinds() -> dict[str, ReportKind]:
    """Every kind of report by its word; of two that a page fits alike the first is meant."""
    return {kind.id: kind for kind in load(ReportKinds, FOLDER / "kinds.toml").kind}


@cache
def report_authors() -> dict[str, Author]:
    """Every inspectorate by its word, in the order in which exports list them."""
    return {author.id: author for author in load(Authors, FOLDER / "inspectorates.toml").inspectorate}


@cache
def report_themes() -> tuple[ReportTheme, ...]:
    """Every theme; of several that a page fits the first is meant."""
    return load(ReportThemes, FOLDER / "themes.toml").theme


@cache
def report_wording() -> Wording:
    """Headings, grades and whatever else tells a report's parts apart."""
    return load(Wording, FOLDER / "wording.toml")
