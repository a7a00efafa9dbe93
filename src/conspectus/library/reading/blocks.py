"""Lines to blocks: a heading, a paragraph, an item of a list or a part of a box, each whole."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from conspectus.library.reading.lines import Line
from conspectus.library.reading.mending import BULLET, NUMBER

LARGER = 1.1  # a heading's letters are at least so much larger than the text's, or bold
APART = 1.35  # a new paragraph begins after so many usual distances between lines
GOES_ON = 2.2  # though not where a sentence goes on in the middle
HEADING_LENGTH = 160
ENDS = re.compile(r"[.!?:;]['’”)\]]*$")


@dataclass
class Block:
    """Lines that stand together, with their marker: "•", an item's number, or none."""

    page: int
    lines: list[Line]
    marker: str = ""
    heading: bool = False
    hanging: float | None = None  # where its second line begins

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]

    @property
    def ended(self) -> bool:
        """Whether its last line ends a sentence."""
        return ENDS.search(self.last.text) is not None


@dataclass
class Builder:
    """Puts lines to blocks one after another."""

    body: float  # the text's size
    pitch: float  # the usual distance between two of its lines
    blocks: list[Block] = field(default_factory=list)
    number: int = 0  # of the last numbered paragraph

    def put(self, line: Line) -> None:
        marker, text = self._marker(line)
        line = line._replace(text=text) if marker else line
        block = self.blocks[-1] if self.blocks else None
        heading = not marker and self.looks_like_heading(line) and not self._same_item(block, line)
        if block and not marker and block.heading == heading and self._continues(block, line):
            if len(block.lines) == 1 and block.first.page == line.page:
                block.hanging = line.left
            block.lines.append(line)
        elif text:
            self.blocks.append(Block(line.page, [line], marker, heading))

    def looks_like_heading(self, line: Line) -> bool:
        return line.bold or line.size >= LARGER * self.body

    def _same_item(self, block: Block | None, line: Line) -> bool:
        """Whether a plain line is of the size of the item before it: some pages are set larger throughout."""
        if block is None or not block.marker or line.bold or line.page != block.last.page:
            return False
        return abs(block.last.size - line.size) < 0.06 * self.body

    def _marker(self, line: Line) -> tuple[str, str]:
        """The line's marker and the text after it."""
        if bullet := BULLET.match(line.text):
            return "•", line.text[bullet.end() :]
        number = NUMBER.match(line.text)
        if number and self._counts(int(number[1]), line):
            self.number = int(number[1])
            return number[1], line.text[number.end() :]
        return "", line.text

    def _counts(self, number: int, line: Line) -> bool:
        """Whether a number at a line's start is an item's, and not just a number of the text."""
        if not re.match(r"\d+[.)]", line.text):
            return False
        block = self.blocks[-1] if self.blocks else None
        outdented = block is None or block.hanging is None or line.left < block.hanging - 6
        return number in (1, self.number + 1) or (outdented and self.number < number <= self.number + 3)

    def _continues(self, block: Block, line: Line) -> bool:
        if block.heading:
            return self._heading_continues(block, line)
        gap, pitch = block.last.foot - line.bottom, self.pitch * max(1.0, line.size / self.body)
        if line.page != block.last.page or gap < -pitch:
            return not self._is_beside(block, line) and self._runs_over(block, line)
        if gap > (GOES_ON if line.text[:1].islower() and not block.ended else APART) * pitch:
            return False
        return self._stands_under(block, line)

    def _is_beside(self, block: Block, line: Line) -> bool:
        """Whether a line begins the next cell of the table row whose last cell the block is."""
        if line.page != block.first.page or line.page != block.last.page:
            return False
        return line.left > max(one.right for one in block.lines) and (
            block.last.bottom - self.pitch <= line.bottom <= block.first.bottom + self.pitch
        )

    def _heading_continues(self, block: Block, line: Line) -> bool:
        same_style = abs(block.last.size - line.size) < 0.06 * self.body and block.last.bold == line.bold
        gap = block.last.foot - line.bottom
        near = line.page == block.last.page and -2 <= gap <= max(APART * self.pitch, 1.6 * line.size)
        return same_style and near and not block.last.text.endswith((".", ":", "?"))

    def _runs_over(self, block: Block, line: Line) -> bool:
        """Whether a line at a new page's head goes on with the block before it."""
        if line.text[:1].islower() or not block.ended:
            return True
        hangs = block.hanging is not None and block.hanging - block.first.left > 6
        return bool(block.marker) and hangs and abs(line.left - (block.hanging or 0)) < 5

    def _stands_under(self, block: Block, line: Line) -> bool:
        """Whether a line is indented as one of its block would be."""
        if block.marker and block.hanging is not None and block.hanging - block.first.left > 6:
            return line.left > block.hanging - 6
        if block.marker and line.left < block.first.left - 6:
            return False
        short = block.last.right < block.first.left + 0.6 * (line.right - line.left)
        moved = abs(line.left - block.last.left) > 12 and not block.marker
        return not (moved and (block.ended or short))


def blocks_of(lines: Sequence[Line], body: float) -> list[Block]:
    """The blocks of a report's lines of text, in order."""
    builder = Builder(body, usual_pitch(lines, body))
    for line in lines:
        builder.put(line)
    return list(_with_weak_headings(builder.blocks))


def usual_pitch(lines: Sequence[Line], body: float) -> float:
    """The usual distance from one line to the next."""
    gaps = Counter(
        round(above.foot - below.bottom)
        for above, below in pairwise(lines)
        if above.page == below.page and 0.7 * body < above.foot - below.bottom < 1.5 * body
    )
    return float(gaps.most_common(1)[0][0]) if gaps else 1.2 * body


def _with_weak_headings(blocks: list[Block]) -> Iterator[Block]:
    """Mark lines that stand alone and end no sentence as headings, and bold paragraphs as none."""
    for block in blocks:
        text = " ".join(line.text for line in block.lines)
        if block.heading and len(text) > HEADING_LENGTH and block.ended:
            block.heading = False
        elif not block.marker and len(block.lines) <= 2 and _stands_alone(text):
            block.heading = True
        yield block


def _stands_alone(text: str) -> bool:
    return len(text) <= 110 and text[:1].isupper() and not re.search(r"[.;,!:](['’”)]?)$", text)
