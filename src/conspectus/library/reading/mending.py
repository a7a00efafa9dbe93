"""What a PDF does to words, undone: ligatures, broken words, footnote marks, odd spaces."""

import re

LIGATURES = str.maketrans({
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    "\xa0": " ", "\u2002": " ", "\u2003": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\t": " ",
    "\xad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "", "\u2011": "-", "\u2010": "-",
})  # fmt: skip
BROKEN = "\ufffe"  # how the reader of PDFs marks a hyphen at which a line was broken
# The dots, squares and ticks of lists, whole and as the symbol fonts' private characters.
BULLET = re.compile(r"^(?:[\uf000-\uf0ff•‣⁃▪▫■□◼◻◾◽●○◦◆◇♦➢➤►▶✓✔❖\u00b7]|[o–—-](?=\s+\S)|\u2022)\s*")
NUMBER = re.compile(r"^(\d{1,3})[.)]?\s+(?=[A-Z‘“(\d])")
MARK = re.compile(r"(?<=[a-z’)])([.,;:?!]?)\d{1,2}(?=\s+[A-Z]|$)")
WORD = re.compile(r"[a-z]+")


def tidy(text: str) -> str:
    """One line with ligatures spelt out and plain single spaces."""
    return re.sub(r" {2,}", " ", text.translate(LIGATURES)).strip()


def without_marks(text: str, *, small_first: bool, small_last: bool) -> str:
    """A line without the footnote's mark that it begins or ends with, where that stands smaller than the rest."""
    if small_first:
        text = re.sub(r"^\d{1,2}\s*", "", text)
    if small_last:
        text = re.sub(r"(?<=[^\d\s])\d{1,2}$", "", text)
    return text


def joined(lines: list[str], known: frozenset[str]) -> str:
    """Lines of one paragraph as one text; `known` are the report's own words, which tell how a broken one is spelt."""
    text, *rest = _parts(lines)
    for part in rest:
        text = _join(text, part, known)
    return text


def words_of(lines: list[str]) -> frozenset[str]:
    """The lower-case words that stand whole in a report's lines."""
    words: set[str] = set()
    broken = False
    for part in _parts(lines):
        found = WORD.findall(part.lower())
        ends_broken = part.endswith("-")
        words.update(found[broken and part[:1].isalpha() : len(found) - ends_broken])
        broken = ends_broken
    return frozenset(words)


def _parts(lines: list[str]) -> list[str]:
    return [part.strip() for line in lines for part in line.replace(BROKEN, "-\n").split("\n")]


def _join(text: str, line: str, known: frozenset[str]) -> str:
    if not text.endswith("-") or text.endswith((" -", "--")):
        return f"{text} {line}".strip()
    begun, ended = re.search(r"[A-Za-z]+-$", text), re.match(r"[a-z]+", line)
    if begun and ended and _was_whole(begun.group()[:-1].lower(), ended.group(), known):
        return text[:-1] + line
    return text + line


def _was_whole(begun: str, ended: str, known: frozenset[str]) -> bool:
    """Whether the two parts were one word: it stands so elsewhere, or neither part stands anywhere."""
    return begun + ended in known or not (begun in known or ended in known)
