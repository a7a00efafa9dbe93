"""How codes are said: each in one file a language, `definitions/words/<language>/`, held to its enum."""

import tomllib
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from conspectus.definitions import SHIPPED, Definition
from conspectus.errors import DefinitionError
from conspectus.terms import Language, Status

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

    @property
    def brief(self) -> str:
        """The word where there is little room."""
        return self.short or self.word


@cache
def statuses(language: Language = Language.ENGLISH) -> dict[Status, Word]:
    """Every status of an obligation, in the order of reading."""
    return _of(Status, "statuses", language)


def note(name: str, language: Language) -> str:
    """What a file of words says of itself; empty where nothing is to be said."""
    return str(_raw(_path(name, language)).get(NOTE, ""))


def _of(codes: type[StrEnum], name: str, language: Language) -> dict[Any, Word]:
    found = words_of(name, language)
    _hold(_path(name, language), found, [code.value for code in codes])
    return {code: found[code.value] for code in codes}


@cache
def words_of(name: str, language: Language) -> dict[str, Word]:
    """The words of one file by code; marks and colours of another language are those of the English file."""
    path = _path(name, language)
    base = {} if language is Language.ENGLISH else _entries(_path(name, Language.ENGLISH))
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
