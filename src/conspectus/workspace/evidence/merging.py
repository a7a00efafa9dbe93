"""Two texts of one note, side by side and together."""

from difflib import SequenceMatcher
from typing import NamedTuple


class Line(NamedTuple):
    """A line of one text, and whether the other lacks it."""

    text: str
    only_here: bool


def together(theirs: str, mine: str) -> str:
    """Every line of both, in order: what only one has stays, for the writer to take out what is double."""
    left, right = theirs.split("\n"), mine.split("\n")
    lines: list[str] = []
    for what, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        lines += left[i:j] if what == "equal" else left[i:j] + right[k:m]
    return "\n".join(lines)


def side_by_side(theirs: str, mine: str) -> tuple[list[Line], list[Line]]:
    """Both texts, line by line."""
    left, right = theirs.split("\n"), mine.split("\n")
    same = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    in_left = {block.a + n for block in same for n in range(block.size)}
    in_right = {block.b + n for block in same for n in range(block.size)}
    return (
        [Line(text, n not in in_left) for n, text in enumerate(left)],
        [Line(text, n not in in_right) for n, text in enumerate(right)],
    )
