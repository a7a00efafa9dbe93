"""Names as they are compared: without accents and capitals, with the other forms that stand for them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from conspectus.records.linkage.settings import nicknames

# Letters that do not fall apart into a plain letter and an accent.
UNACCENTED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)
APOSTROPHES = re.compile(r"['’`ʼ‘]")
NEITHER_LETTERS_NOR_FIGURES = re.compile(r"[\W_]+")
FIGURES = re.compile(r" *\d+")  # *Unborn 1* is as nameless as *Unborn*
NO_LETTER = re.compile(r"[\W\d_]*")
HEARD_AS_ONE = re.compile(r"(?<=[stkdgc])h")  # of names from other scripts: sh, th, kh, dh, gh, ch
LAST_LATIN = "\u036f"


@dataclass(frozen=True)
class Forms:
    """A name as compared: `plain`, its `root` for looking up, every form that stands for it, what one is `called`."""

    plain: str | None
    root: str | None
    forms: tuple[str, ...]
    called: str | None = None

    @property
    def known(self) -> bool:
        """Whether it is a forename in its own right, or has a figure, and so is hardly another one mistyped."""
        return self.called in _given() or any(letter.isdigit() for letter in self.plain or "")

    @property
    def script(self) -> str | None:
        """*latin* or *other*."""
        if self.plain is None:
            return None
        return "latin" if max(self.plain) <= LAST_LATIN else "other"

    @property
    def sound(self) -> str | None:
        """Its consonants, by which names in two scripts are compared; nothing where a script is not known."""
        if self.plain is None:
            return None
        if self.script == "latin":
            heard = HEARD_AS_ONE.sub("", self.plain.replace("ph", "f").replace("q", "k"))
            letters = [letter for letter in heard if letter not in nicknames().silent]
        else:
            letters = [nicknames().letters.get(letter, "?") for letter in self.plain]
        return re.sub(r"(.)\1+", r"\1", "".join(letters)).removesuffix("h")


NOTHING = Forms(None, None, ())


def plain(text: str | None) -> str:
    """Lower-case words without accents, one space between; nothing where there is no letter.

    A figure within a name stays: *Child 1* and *Child 2* are two.
    """
    decomposed = unicodedata.normalize("NFKD", (text or "").lower().translate(UNACCENTED))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    if NO_LETTER.fullmatch(bare):
        return ""
    return NEITHER_LETTERS_NOR_FIGURES.sub(" ", APOSTROPHES.sub("", bare)).strip()


def forename(text: str | None) -> Forms:
    """A forename; nothing where a placeholder stands for one."""
    words = plain(text)
    if not words or FIGURES.sub("", words) in _placeholders():
        return NOTHING
    parts = words.split()
    called = _called(parts)
    joined = "".join(parts)
    roots = _forename_roots().get(called, (called,))
    return Forms(joined, roots[0], _distinct([joined, called, *roots]), called)


def surname(text: str | None) -> Forms:
    """A surname, in whole and in the parts of a double-barrelled one."""
    words = plain(text)
    if not words or FIGURES.sub("", words) in _placeholders():
        return NOTHING
    parts = words.split()
    joined = "".join(parts)
    telling = [part for part in parts if len(part) > 2 and part not in nicknames().particles] or [joined]
    roots = [root for part in [joined, *telling] for root in _surname_roots(part)]
    return Forms(joined, _surname_roots(joined)[0], _distinct([joined, *telling, *roots]))


def order_key(joined: str) -> str:
    """One key for a name whether it was put down as forename or surname."""
    return _surname_roots(_forename_roots().get(joined, (joined,))[0])[0]


def also(text: str | None) -> tuple[str, ...]:
    """Forms of every other name that a person is known by."""
    words = [word for word in plain(text).split() if len(word) > 1 and word not in ("aka", "nee", "formerly")]
    found = [form for word in words for form in (*forename(word).forms, *surname(word).forms)]
    return _distinct(["".join(words), *found]) if words else ()


def _called(parts: list[str]) -> str:
    """The part by which a person is called: the second where the first is shared by brothers."""
    if len(parts) > 1 and parts[0] in nicknames().before_called_name:
        return parts[1]
    return parts[0]


@cache
def _placeholders() -> frozenset[str]:
    return frozenset(nicknames().placeholders)


@cache
def _given() -> frozenset[str]:
    return frozenset((*nicknames().given, *(form for line in nicknames().forenames for form in line)))


@cache
def _forename_roots() -> dict[str, tuple[str, ...]]:
    return _roots(nicknames().forenames)


@cache
def _known_surnames() -> dict[str, tuple[str, ...]]:
    return _roots(nicknames().surnames)


def _surname_roots(part: str) -> tuple[str, ...]:
    known = _known_surnames().get(part)
    if known:
        return known
    for ending, written_as in nicknames().endings:
        if part.endswith(ending) and len(part) > len(ending) + 2:
            return (part[: -len(ending)] + written_as,)
    return (part,)


def _roots(lines: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """For each form the names that it stands for, a name of its own line first."""
    found: dict[str, list[str]] = {}
    for line in lines:
        for form in line:
            found.setdefault(form, []).append(line[0])
    return {form: _distinct(sorted(roots, key=lambda root: root != form)) for form, roots in found.items()}


def _distinct(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
