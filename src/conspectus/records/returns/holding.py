"""Which sheet holds what: told by its name first, by its headers where the name says nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from conspectus.definitions.return_schema import (
    ListsSchema,
    ReturnColumn,
    ReturnList,
    TableName,
    TablesSchema,
)
from conspectus.records.returns.found import NOTHING, Found, headed, issue
from conspectus.records.returns.headers import NO_ROWS, HeaderRow, Matched, find_headers, match, tell_unknown
from conspectus.records.returns.manifest import Manifest
from conspectus.records.returns.not_read import looks_like_records
from conspectus.records.sheets import Sheet


@dataclass(frozen=True)
class Held:
    """Sheets whose columns are known, and sheets that hold something else."""

    matched: list[Matched]
    others: list[Sheet]


def hold_tables(sheets: Sequence[Sheet], *, schema: TablesSchema, manifest: Manifest) -> tuple[Held, Found]:
    """The sheets that hold people, events or relationships, and those that hold something else."""
    found = NOTHING
    held: list[Matched] = []
    others: list[Sheet] = []
    taken: set[tuple[str, TableName]] = set()
    tries = [
        (
            sheet,
            {
                one.id: find_headers(sheet, columns=one.column, mapping=manifest.columns.get(one.id, {}))
                for one in schema.table
            },
        )
        for sheet in sheets
        if sheet.shape is None
    ]
    others = [sheet for sheet in sheets if sheet.shape is not None]
    # Sheets whose headers say what they hold come first: another sheet of such a file may be anything.
    for sheet, tried in sorted(tries, key=lambda pair: not _told(pair[1], schema)):
        name = _table_of(sheet, tried, schema=schema, taken=taken)
        if name is None:
            others.append(sheet)
            continue
        taken.add((sheet.file, name))
        one, more = _matched(sheet, tried[name], holds=name, columns=schema.tables[name].column)
        held.append(one)
        found += more
    return Held(held, others), found


def _told(tried: Mapping[TableName, HeaderRow | None], schema: TablesSchema) -> list[TableName]:
    return [one.id for one in schema.table if (found := tried[one.id]) and found.has(one.column)]


def _table_of(
    sheet: Sheet,
    tried: Mapping[TableName, HeaderRow | None],
    *,
    schema: TablesSchema,
    taken: set[tuple[str, TableName]],
) -> TableName | None:
    told, named = _told(tried, schema), _named(sheet, {one.id: one.named for one in schema.table})
    needed = {one.id: [column for column in one.column if column.need == "required"] for one in schema.table}
    named = [name for name in named if _some(tried[name], needed[name]) or _records(sheet)]
    if not told and sheet.sheet and any((sheet.file, name) in taken for name in named):
        return None
    likely = named if len(named) == 1 else [name for name in told if name in named] or told
    return max(likely, key=lambda one: len(found.columns) if (found := tried[one]) else 0, default=None)


def hold_lists(sheets: Sequence[Sheet], *, schema: ListsSchema, manifest: Manifest) -> tuple[Held, Found]:
    """The sheets that hold one of the lists, and those that hold something else."""
    held: list[Matched] = []
    others: list[Sheet] = []
    found = NOTHING
    by_id = {one.id: one for one in schema.list}
    for sheet in sheets:
        if sheet.shape is not None:
            if sheet.shape[0] == schema.id:
                held.append(one := _of_tree(sheet, by_id[sheet.shape[1]], schema))
                heads = {ours: one.names[cell] for ours, cell in one.columns.items()}
                found += headed(file=sheet.file, sheet=sheet.sheet, headers=heads)
            else:
                others.append(sheet)
            continue
        if schema.reader in ("xml", "json"):
            others.append(sheet)
            continue
        tried = {
            one.id: find_headers(
                sheet, columns=columns_of(one, schema), mapping=manifest.columns.get(f"list_{one.id}", {})
            )
            for one in schema.list
        }
        chosen = _list_of(sheet, tried, schema=schema)
        if chosen is None:
            others.append(sheet)
            continue
        columns = columns_of(chosen, schema)
        private = chosen.holds in ("adopters", "nothing")
        tell = not private and schema.other_columns == "tell"
        one, more = _matched(sheet, tried[chosen.id], holds=f"list {chosen.id}", columns=columns, tell=tell)
        fault = "list-not-used" if chosen.holds == "nothing" else one.fault
        held.append(replace(one, private=private, fault=fault))
        found += more
    return Held(held, others), found


def columns_of(one: ReturnList, schema: ListsSchema) -> tuple[ReturnColumn, ...]:
    """A list's columns, with those that all lists of children share."""
    if one.holds in ("adopters", "nothing"):
        return one.column
    own = {column.id for column in one.column} | set(one.without)
    return (*(column for column in schema.common if column.id not in own), *one.column)


def _of_tree(sheet: Sheet, one: ReturnList, schema: ListsSchema) -> Matched:
    """A table of a document, whose columns stand in the order of the schema under headings of its own."""
    columns = columns_of(one, schema)
    cells = dict(zip((column.id for column in columns), sheet.columns, strict=True))
    heads = sheet.cells.row(0, named=True)
    names = {cell: heads[cell] for cell in cells.values()}
    return Matched(sheet, f"list {one.id}", cells, names, sheet.cells.slice(1), NO_ROWS.to_frame())


def _matched(
    sheet: Sheet,
    found: HeaderRow | None,
    *,
    holds: str,
    columns: Sequence[ReturnColumn],
    tell: bool = True,
) -> tuple[Matched, Found]:
    if found is not None:
        matched, told = match(sheet, found, holds=holds, columns=columns)
        if not tell:
            return matched, told
        matched, more = tell_unknown(matched, found, columns=columns)
        return matched, told + more
    rule = "sheet-empty" if sheet.cells.is_empty() else "headers-missing"
    told = issue(rule, file=sheet.file, sheet=sheet.sheet, count=sheet.cells.height)
    names = {name: name.replace("c", "column ") for name in sheet.columns}
    return Matched(sheet, holds, {}, names, sheet.cells, NO_ROWS.to_frame(), rule), told


def _list_of(sheet: Sheet, tried: dict[str, HeaderRow | None], *, schema: ListsSchema) -> ReturnList | None:
    numbered = re.search(r"list[\s_-]*0*(\d{1,2})(?!\d)", sheet.name.lower())
    by_id = {one.id: one for one in schema.list}
    told = {one.id: _own(one, tried[one.id]) for one in schema.list if _tells(one, tried[one.id])}
    if numbered and numbered[1] in by_id and (_some(tried[numbered[1]], schema.common) or _records(sheet)):
        return by_id[numbered[1]]
    named = [
        name for name in _named(sheet, {one.id: one.named for one in schema.list}) if name in told or not told
    ]
    if len(named) == 1 and (named[0] in told or _records(sheet)):
        return by_id[named[0]]
    return by_id[max(told, key=lambda one: told[one])] if told else None


def _some(found: HeaderRow | None, columns: Sequence[ReturnColumn]) -> bool:
    """Whether any of the columns that are required was recognised."""
    return found is not None and any(
        one.id in found.columns or one.id in found.twice for one in columns if one.need == "required"
    )


def _records(sheet: Sheet) -> bool:
    """Whether rows of days stand in it: a list of codes or a page of guidance has none."""
    return sheet.cells.is_empty() or looks_like_records(sheet)


def _tells(one: ReturnList, found: HeaderRow | None) -> bool:
    """Whether the headers alone say that it is this list: its own required columns, or two of its own."""
    needed = [column for column in one.column if column.need == "required"]
    return (
        found is not None
        and _own(one, found) > 0
        and (bool(needed) or _own(one, found) > 1)
        and found.has(needed)
    )


def _own(one: ReturnList, found: HeaderRow | None) -> int:
    own = {column.id for column in one.column}
    return len(own & {*found.columns, *found.twice}) if found else 0


Name = TypeVar("Name", bound=str)


def _named(sheet: Sheet, words: Mapping[Name, Sequence[str]]) -> list[Name]:
    """What the sheet's name says that it holds, or the file's where the sheet's says nothing."""
    for name in (sheet.sheet, Path(sheet.file).stem):
        plain = re.sub(r"[\W_]+", " ", name).lower()
        found = [one for one, known in words.items() if any(_stands_in(word, plain) for word in known)]
        if found:
            return found
    return []


def _stands_in(word: str, text: str) -> bool:
    return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) is not None
