"""Sentences kept as data: one file a language, filled in by name, with a form for each count where it matters."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter
from typing import Any

from conspectus import plain
from conspectus.errors import DefinitionError
from conspectus.terms import Language
from conspectus.wording.codes import HERE, NOTE

FORMS = frozenset(
    {"zero", "one", "two", "few", "many", "other"}
)  # of counts, by the Unicode rules for plurals

Sentence = str | Mapping[str, str]


class Sentences:
    """The sentences of one file in one language."""

    def __init__(self, language: Language, found: Mapping[str, Sentence], file: str) -> None:
        """`found` by dotted key; `file` is named where one is missing."""
        self.language = language
        self._found = found
        self._file = file

    def __call__(self, key: str, /, **given: object) -> str:
        """One sentence filled in; `count` chooses its form where it has several."""
        found = self._of(key)
        if not isinstance(found, str):
            found = plain.form(int(str(given["count"])), found, self.language)
        return found.format(**given)

    def names(self, key: str) -> set[str]:
        """What a sentence leaves to be filled in, by name."""
        found = self._of(key)
        every = [found] if isinstance(found, str) else found.values()
        return {name for one in every for _, name, _, _ in Formatter().parse(one) if name}

    def section(self, name: str) -> dict[str, str]:
        """The sentences of one section by key, not filled in."""
        inside = f"{name}."
        return {
            key.removeprefix(inside): one
            for key, one in self._found.items()
            if key.startswith(inside) and isinstance(one, str)
        }

    def items(self) -> Iterator[tuple[str, Sentence]]:
        """Every sentence by its dotted key."""
        return iter(self._found.items())

    def _of(self, key: str) -> Sentence:
        if key not in self._found:
            raise DefinitionError(f"it has no sentence {key}", self._file, "Add it, as in the English file.")
        return self._found[key]


@cache
def sentences(name: str, language: Language = Language.ENGLISH) -> Sentences:
    """The sentences of `definitions/words/<language>/<name>.toml`."""
    path = HERE / language.value / f"{name}.toml"
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    raw.pop(NOTE, None)
    return Sentences(language, dict(_flat(raw)), str(path))


def _flat(raw: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Sentence]]:
    for key, value in raw.items():
        if isinstance(value, dict) and not (value and set(value) <= FORMS):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield before + key, value
