"""What pages show of a letter: its statements by section, what each rests on, and which files there are."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from conspectus.judgment import Cell
from conspectus.letter import Changed, Statement
from conspectus.letter.changes import WORKED_OUT
from conspectus.letter.page import letter_part
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections.meanwhile import Standing
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.letters.differences import Part, differences
from conspectus.workspace.letters.drafting import Drafted
from conspectus.workspace.letters.editions import read
from conspectus.workspace.letters.forms import SECTIONS
from conspectus.workspace.letters.models import Comment, Edition

Section = tuple[str, list["Line"]]


class Line(NamedTuple):
    """A statement, what people changed of it, and what agencies say of it."""

    statement: Statement
    change: Changed | None
    comments: list[Comment]

    @property
    def parts(self) -> list[Part]:
        """What is other in it than as the findings drafted it; empty where nothing is, or nothing was drafted."""
        changed = self.change is not None and self.change.drafted and self.change.text
        return differences(self.change.drafted, self.statement.text) if self.change and changed else []

    @property
    def by_people(self) -> bool:
        """Whether people may word it; what is worked out from the ratings they may not."""
        return self.statement.section not in WORKED_OUT

    @property
    def seen(self) -> str:
        """By what a form says which wording its reader saw."""
        return Standing({"text": self.statement.text, "section": self.statement.section}).mark


class RestsOn(NamedTuple):
    """A finding that a statement points at, and its pieces of evidence."""

    cell: Cell
    evidence: list[Evidence]


def by_section(
    statements: Iterable[Statement], changes: Iterable[Changed], comments: Iterable[Comment] = ()
) -> list[Section]:
    """Statements in the order of the letter, under its headings."""
    changed = {one.statement: one for one in changes}
    said: dict[str, list[Comment]] = {}
    for one in comments:
        said.setdefault(one.statement, []).append(one)
    found: dict[str, list[Line]] = {section: [] for section in SECTIONS}
    for statement in statements:
        found[statement.section].append(
            Line(statement, changed.get(statement.id), said.get(statement.id, []))
        )
    return [(SECTIONS[section], lines) for section, lines in found.items() if lines]


def rests_on(inspection: Inspection, draft: Drafted, statement: Statement) -> list[RestsOn]:
    """The findings that a statement points at, each with the evidence of its ratings."""
    cells = [draft.judgment.cell(name) for name in statement.cells]
    numbers = {int(code[1:]) for cell in cells for code in cell.evidence}
    pieces = {one.code: one for one in inspection.evidence.filter(number__in=numbers)}
    return [RestsOn(cell, [pieces[code] for code in cell.evidence if code in pieces]) for cell in cells]


def letter_shown(edition: Edition) -> Markup:
    """The letter as a part of a page, written once."""
    return _shown(edition.sha256, edition)


@lru_cache(maxsize=16)
def _shown(sha256: str, edition: Edition) -> Markup:
    return letter_part(read(edition))
