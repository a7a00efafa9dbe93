"""Of which nation an area is: what `--nation` says, else the returns, else the inspection beside them."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from conspectus.errors import ConspectusError
from conspectus.terms import Nation

RETURN = "return.toml"
INSPECTION = Path("inspection", "inspection.toml")
CHOICES = f"{', '.join([*Nation][:-1])} or {[*Nation][-1]}"


def nation_of(senders: Sequence[Path], *, given: Nation | None) -> Nation:
    """The nation of senders' folders, which lie in one; ConspectusError where it stays open."""
    said = {f"{folder.name}/{RETURN}": _said(folder / RETURN) for folder in senders}
    return decided(given=given, returns=said, inspection=inspection_beside(senders))


def inspection_beside(senders: Sequence[Path]) -> str | None:
    """What the inspection beside the folder of returns says of its nation."""
    return _said(senders[0].resolve().parent.parent / INSPECTION)


def decided(
    *, given: Nation | None, returns: Mapping[str, str | None] | None = None, inspection: str | None = None
) -> Nation:
    """The nation, from what each says: `returns` by file; None says nothing. ConspectusError where it stays open."""
    if given is not None:
        return Nation(given)
    by_return = {file: word for file, word in (returns or {}).items() if word is not None}
    if len(set(by_return.values())) > 1:
        told = " and ".join(_one_of_each(by_return))
        raise ConspectusError(
            f"the returns name different nations: {told}", "", f"Say which it is with --nation: {CHOICES}."
        )
    word = next(iter(by_return.values()), inspection)
    if word is None:
        raise ConspectusError(
            "nobody says of which nation the area is",
            "",
            f'Say it with --nation: {CHOICES}; or write nation = "..." into {RETURN} or {INSPECTION.as_posix()}.',
        )
    if word not in set(Nation):
        where = next(iter(by_return), INSPECTION.as_posix())
        raise ConspectusError(
            f"{word!r} is no nation that we know", where, f"Mend it, or use --nation: {CHOICES}."
        )
    return Nation(word)


def _one_of_each(by_return: Mapping[str, str]) -> list[str]:
    first: dict[str, str] = {}
    for file, word in by_return.items():
        first.setdefault(word, file)
    return [f"{word} in {file}" for word, file in first.items()]


def _said(path: Path) -> str | None:
    """The file's `nation`, or None where it has none; what else may be wrong with the file is told by who reads it."""
    try:
        word = tomllib.loads(path.read_bytes().decode("utf-8-sig")).get("nation")
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return None
    return None if word is None else str(word)
