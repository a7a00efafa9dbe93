"""How codes are said: each in one file a language, `definitions/words/<language>/`, held to its enum."""

import tomllib
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter, ValidationError

from conspectus.definitions import SHIPPED, Definition, agencies
from conspectus.errors import DefinitionError
from conspectus.plain import words
from conspectus.terms import Agency, Language, Part, Relation, Status

HERE = SHIPPED / "words"
NOTE = "note"  # a file's own mark, such as *to be checked by a translator*


class Colour(Definition):
    """The colours of a word's tag."""

    ground: str
    ink: str
    edge: str = ""  # a colour of its own, or *dashed*


class Drawn(Definition):
    """How a part of a bar is filled."""

    fill: str
    line: str = ""
    pattern: Literal["", "broad stripes", "fine stripes", "dots"] = ""


class Word(Definition):
    """A code as people read it: a word and a mark, never a colour alone."""

    code: str
    word: str
    short: str = ""  # over a narrow column; the word where it has none
    mark: str = ""
    sentence: str = ""
    meaning: str = ""
    colour: Colour | None = None
    drawn: Drawn | None = None
    terminal: str = ""  # how Rich styles it
    forms: dict[str, str] = {}  # the word as it stands in a sentence, where that has several shapes

    @property
    def brief(self) -> str:
        """The word where there is little room."""
        return self.short or self.word


C = TypeVar("C", bound=StrEnum)


@cache
def said(codes: type[C], name: str, language: Language = Language.ENGLISH) -> dict[C, Word]:
    """How each code of an enum is said, in its order; a DefinitionError names one that a file lacks or adds."""
    found = words_of(name, language)
    _hold(_path(name, language), found, [code.value for code in codes])
    return {code: found[code.value] for code in codes}


def statuses(language: Language = Language.ENGLISH) -> dict[Status, Word]:
    """Every status of an obligation, in the order of reading."""
    return said(Status, "statuses", language)


def parts(language: Language = Language.ENGLISH) -> dict[Part, Word]:
    """Which side of a duty is counted; no word where it has one side alone."""
    return said(Part, "parts", language)


def relations(language: Language = Language.ENGLISH) -> dict[Relation, Word]:
    """How one person stands to another, with the shapes that sentences need."""
    return said(Relation, "relations", language)


def level_word(code: str, language: Language = Language.ENGLISH) -> str:
    """A level of a scale; one that only somebody's own framework has is read with its words apart."""
    return _or_plain("levels", code, language)


def kind_word(code: str, language: Language = Language.ENGLISH) -> str:
    """A kind, bearing or stage of evidence and ratings; a kind of one's own is read with its words apart."""
    return _or_plain("evidence", code, language)


def agency_title(agency: Agency, language: Language = Language.ENGLISH) -> str:
    """An agency's title; the English ones are those of `agencies.toml`."""
    if language is Language.ENGLISH:
        return agencies()[agency].title
    return said(Agency, "agencies", language)[agency].word


def _or_plain(name: str, code: str, language: Language) -> str:
    found = words_of(name, language).get(code)
    return found.word if found else words(code)


def note(name: str, language: Language) -> str:
    """What a file of words says of itself; empty where nothing is to be said."""
    return str(_raw(_path(name, language)).get(NOTE, ""))


@cache
def words_of(name: str, language: Language) -> dict[str, Word]:
    """The words of one file by code; marks and colours of another language are those of the English file."""
    path = _path(name, language)
    english = _path(name, Language.ENGLISH)  # agencies have none: their English is in `agencies.toml`
    base = _entries(english) if path != english and english.exists() else {}
    kept = ("mark", "colour", "drawn", "terminal")
    entries = {
        code: {**{key: base.get(code, {})[key] for key in kept if key in base.get(code, {})}, **entry}
        for code, entry in _entries(path).items()
    }
    try:
        return {code: _WORD.validate_python({"code": code, **entry}) for code, entry in entries.items()}
    except ValidationError as error:
        raise DefinitionError(str(error.errors()[0]["msg"]), str(path), "Mend the keys named.") from None


def _hold(path: Path, found: Iterable[str], wanted: list[str]) -> None:
    if missing := [code for code in wanted if code not in set(found)]:
        raise DefinitionError(f"it does not say {', '.join(missing)}", str(path), "Add each, with its word.")
    if unknown := [code for code in found if code not in wanted]:
        raise DefinitionError(f"it says {', '.join(unknown)}, which is no code", str(path), "Take them out.")


def _entries(path: Path) -> dict[str, dict[str, Any]]:
    return {code: entry for code, entry in _raw(path).items() if code != NOTE}


@cache
def _raw(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _path(name: str, language: Language) -> Path:
    return HERE / language.value / f"{name}.toml"


_WORD = TypeAdapter(Word)
