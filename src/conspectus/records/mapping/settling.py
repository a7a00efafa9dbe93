"""A return.toml with what was settled of its tables, and what of it is kept for the sender's next one."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from conspectus.records.mapping.looking import Looked, OneTable, agencies_named, codes_of, outcomes_named
from conspectus.records.mapping.writing import list_text, open_words, quoted, table_text, title_of
from conspectus.records.returns.mapped import MappedTable
from conspectus.records.returns.words import word_key

HEAD = """# Whose return this is, and what its tables say: settled by somebody who knows them.
# Keep it: the next export of the same shape is read by it with no question.
"""
CODES = """
# What your words mean: ours = ["yours"].
[codes.{column}]
"""
BARE = re.compile(r"[A-Za-z0-9_-]+")
SETTLED = ("codes", "columns", "table")


def settled_text(looked: Looked, says: str) -> str:
    """`says`, a return.toml, with the columns and words of its tables as `looked` has them.

    Whose return it is and what it answers for stay as they are; so do words and tables that these files do not hold.
    """
    raw = tomllib.loads(says)
    answers = {key: value for key, value in raw.items() if key not in SETTLED} | {"schema": "events-1"}
    head = HEAD + "".join(f"{key_text(key)} = {written(value)}\n" for key, value in answers.items())
    parts = {"codes": _codes(looked, raw.get("codes", {})), "columns": raw.get("columns", {})}
    left = [one for one in raw.get("table", []) if one not in _looked_at(looked)]
    words = open_words(word for one in looked.ones for word in one.words)
    tables = zip(looked.mapping.tables, looked.ones, strict=True)
    told = "".join(table_text(found, _with_headings(one)) for found, one in tables)
    return head + kept_text(parts) + words + told + kept_text({"table": left})


def _with_headings(one: OneTable) -> MappedTable:
    """The table with every heading that it has now, so that none is told of as new again."""
    here = [column.content.name for column in one.table.columns]
    return one.mapped.model_copy(update={"columns": tuple(dict.fromkeys([*one.mapped.columns, *here]))})


def _looked_at(looked: Looked) -> list[dict[str, Any]]:
    """The tables of return.toml that these files hold, as they stand in it."""
    kept = [one.kept for one in looked.ones if one.kept is not None]
    return [_as_said(one.model_dump(mode="json", exclude_unset=True)) for one in kept]


def _as_said(value: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
    if isinstance(value, dict):
        return {key: _as_said(one) for key, one in value.items()}
    return [_as_said(one) for one in value] if isinstance(value, (list, tuple)) else value


def _codes(looked: Looked, before: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, list[str]]]:
    """What words mean: those of these files as settled, others as they were."""
    codes = {column: {ours: _several(theirs) for ours, theirs in of.items()} for column, of in before.items()}
    here = {word_key(word.value) for one in looked.ones for word in one.words}
    event = {
        ours: [one for one in theirs if word_key(one) not in here]
        for ours, theirs in codes.get("event", {}).items()
    }
    named = codes.get("counterparty", {})
    told = {
        "event": _joined(event, codes_of(looked.ones)),
        "outcome": _joined(_others(codes, looked), outcomes_named(looked.ones)),
        "counterparty": _joined(named, agencies_named(looked.ones)),
    }
    return {column: of for column, of in (codes | told).items() if of}


def _others(codes: Mapping[str, Mapping[str, list[str]]], looked: Looked) -> dict[str, list[str]]:
    """What was settled of outcomes that stand in none of these files."""
    here = {word_key(one.value) for table in looked.ones for one in table.outcomes}
    return {
        ours: [one for one in theirs if word_key(one) not in here]
        for ours, theirs in codes.get("outcome", {}).items()
    }


def _several(theirs: str | list[str]) -> list[str]:
    return [theirs] if isinstance(theirs, str) else list(theirs)


def _joined(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> dict[str, list[str]]:
    both = {
        ours: list(dict.fromkeys([*one.get(ours, []), *other.get(ours, [])])) for ours in {**one, **other}
    }
    return {ours: theirs for ours, theirs in both.items() if theirs}


def kept_text(raw: Mapping[str, Any]) -> str:
    """What a return.toml says of words, columns and tables, as TOML that stands below its answers."""
    text = ""
    for column, of in raw.get("codes", {}).items():
        lines = [
            f"{key_text(ours)} = {list_text(_several(theirs))}{_note(column, ours)}\n"
            for ours, theirs in of.items()
        ]
        text += CODES.format(column=key_text(column)) + "".join(lines)
    for name, columns in raw.get("columns", {}).items():
        text += f"\n[columns.{key_text(name)}]\n" + _lines(columns)
    for table in raw.get("table", []):
        text += "\n[[table]]\n" + _lines(
            {key: value for key, value in table.items() if key not in ("person", "event")}
        )
        for part in ("person", "event"):
            text += "".join(f"\n[[table.{part}]]\n{_lines(one)}" for one in table.get(part, []))
    return text


def _note(column: str, ours: str) -> str:
    return f"  # {title_of(ours)}" if column == "event" else ""


def _lines(of: Mapping[str, Any]) -> str:
    return "".join(f"{key_text(key)} = {written(value)}\n" for key, value in of.items())


def key_text(key: str) -> str:
    """A key as TOML writes it: bare where it may be."""
    return key if BARE.fullmatch(key) else quoted(key)


def written(value: Any) -> str:  # noqa: ANN401 - whatever TOML holds
    """A value as TOML writes it on one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key_text(name)} = {written(one)}" for name, one in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return (
        quoted(value)
        if isinstance(value, str)
        else value.isoformat()
        if isinstance(value, date)
        else str(value)
    )


def with_kept(says: str, before: str) -> str:
    """`says`, a return.toml of answers alone, with what an earlier one settled of columns, words and tables.

    As it is where it says so itself, where the earlier one settled no table, and where either cannot be read.
    """
    try:
        now, then = tomllib.loads(says), tomllib.loads(before)
    except tomllib.TOMLDecodeError:
        return says
    if "table" in now or not then.get("table"):
        return says
    return (
        says.rstrip()
        + "\n"
        + kept_text({key: then[key] for key in SETTLED if key in then and key not in now})
    )
