"""Blocks to pieces: each with the headings above it, and what is no part of the findings left out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from conspectus.definitions import report_wording
from conspectus.library.reading.blocks import Block
from conspectus.library.reading.mending import joined
from conspectus.library.words import Place


class Piece(NamedTuple):
    """One block of a report with the headings above it, outermost first."""

    page: int
    place: Place
    marker: str  # "•", the number of a numbered paragraph, or nothing
    text: str
    section: tuple[str, ...]
    left: float


STEPS = (1.08, 1.25, 1.6)  # by so much headings of an outer level are larger than the text
ROW = 500  # letters of a table of grades at most
Rank = tuple[int, int, int]  # the smaller, the further out a heading stands


@dataclass
class Outline:
    """Where in the report one is: the headings above, and whether within a box."""

    headings: list[tuple[Rank, str]] = field(default_factory=list)
    box: float | None = None  # where the box's heading begins, within one
    begun: bool = False  # after the first sentence
    body: float = 12.0  # the text's size

    def open(self, block: Block, text: str) -> None:
        larger = sum(block.first.size >= step * self.body for step in STEPS)
        rank = (-larger, 0 if block.first.bold else 1, 0 if is_list_heading(text) else 1)
        while self.headings and (self.headings[-1][0] >= rank or not self.begun):
            self.headings.pop()
        self.headings.append((rank, text))
        self.box = block.first.left if matches("boxes", text) else None

    def holds(self, block: Block) -> bool:
        """Whether a block of text stands within the box that was opened last."""
        if self.box is not None and block.first.left < self.box - 8:
            self.box = None
        return self.box is not None

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.headings)


def pieces(blocks: Iterable[Block], known: frozenset[str], body: float) -> Iterator[Piece]:
    """The report's pieces in order; covers, contents, imprint and signatures are none."""
    outline = Outline(body=body)
    for block, text in _findings(blocks, known):
        if block.heading:
            outline.open(block, text)
            yield Piece(block.page, Place.HEADING, "", text, outline.path[:-1], block.first.left)
            continue
        outline.begun = True
        place = Place.BULLET if block.marker == "•" else Place.SENTENCE
        place = Place.BOX if outline.holds(block) else place
        yield Piece(block.page, place, block.marker, text, outline.path, block.first.left)


def _findings(blocks: Iterable[Block], known: frozenset[str]) -> Iterator[tuple[Block, str]]:
    """Blocks with their text, without those that are no part of the findings."""
    written = [(block, joined([line.text for line in block.lines], known)) for block in blocks]
    written = _after_salutation(written)
    pages = max((block.page for block, _ in written), default=0)
    contents = 0
    for block, text in written:
        if matches("contents", text):
            contents = block.page
        if block.page == contents or matches("cover", text) or (block.page == 1 and _grade_row(text)):
            continue
        if matches("signs_off", text) or (
            matches("imprint", text) and block.page > 3 and block.page >= pages - 2
        ):
            return
        if not matches("imprint", text):
            yield block, text


def _after_salutation(written: list[tuple[Block, str]]) -> list[tuple[Block, str]]:
    """A letter's text without date, addressees and salutation."""
    for place, (block, text) in enumerate(written):
        if block.page > 2:
            break
        if re.match(r"Dear [A-Z]|Dear (all|local|colleague)", text) and len(text) < 120:
            return written[place + 1 :]
    return written


def matches(what: str, text: str) -> bool:
    """Whether a whole text is one of the wording's `what`."""
    return _pattern(what).fullmatch(text.strip()) is not None


def is_list_heading(text: str) -> bool:
    """Whether it heads one of the lists that every report has, or ends them."""
    return _list_headings().fullmatch(text.strip(" :")) is not None


def gives_grade(text: str) -> bool:
    """Whether a heading ends in the grade of what it names, and so is a finding itself."""
    grades = "|".join(one for says in report_wording().grade.values() for one in says)
    return re.search(rf": ?(?:{grades})$", text, re.IGNORECASE) is not None


@cache
def _list_headings() -> re.Pattern[str]:
    lists = report_wording().lists
    known = (*lists.strengths, *lists.improvements, *lists.priority_actions, *lists.ends, *lists.part_ends)
    return re.compile("|".join(f"(?:{one})" for one in known), re.IGNORECASE)


@cache
def _pattern(what: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(f"(?:{one})" for one in getattr(report_wording(), what)), re.IGNORECASE | re.DOTALL
    )


@cache
def _rows() -> re.Pattern[str]:
    matters = "|".join(one for matter in report_wording().graded for one in matter.says)
    grades = "|".join(one for says in report_wording().grade.values() for one in says)
    return re.compile(rf"(?:(?:{matters}|{grades}|improvement|the|grade|[\d.]+)[\s,:]*)+", re.IGNORECASE)


@cache
def _matters() -> str:
    return "\n".join(matter.title for matter in report_wording().graded)


def _grade_row(text: str) -> bool:
    """Whether it is a line of a table of grades, several of them, or a part of one."""
    row = text.strip(" .")
    if len(row) > ROW or re.search(r"[a-z]\.$", text) or gives_grade(row):
        return False
    return _rows().fullmatch(row) is not None or (len(row) > 8 and row.casefold() in _matters())
