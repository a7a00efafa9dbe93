"""Which sheet holds what: told by its name first, by its headers where the name says nothing."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from conspectus.definitions.return_schema import (
    ListsSchema,
    ReturnColumn,
    ReturnList,
    TableName,
    TablesSchema,
)
from conspectus.records.returns.headers import HeaderRow, Matched, find_headers, match, tell_unknown
from conspectus.records.returns.issues import IssueBook
from conspectus.records.returns.manifest import Manifest
from conspectus.records.returns.sheets import Sheet, is_guidance


def hold_tables(
    sheets: Sequence[Sheet], *, schema: TablesSchema, manifest: Manifest, book: IssueBook
) -> tuple[list[Matched], list[Sheet]]:
    """The sheets that hold people, events or relationships, and those that hold something else."""
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
    ]
    # Sheets whose headers say what they hold come first: another sheet of such a file may be anything.
    for sheet, tried in sorted(tries, key=lambda pair: not _told(pair[1], schema)):
        name = _table_of(sheet, tried, schema=schema, taken=taken)
        if name is None:
            others.append(sheet)
            continue
        taken.add((sheet.file, name))
        held.append(_held(sheet, tried[name], holds=name, columns=schema.tables[name].column, book=book))
    return held, others


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
    if not told and (
        is_guidance(sheet.sheet) or (sheet.sheet and any((sheet.file, name) in taken for name in named))
    ):
        return None
    likely = named if len(named) == 1 else [name for name in told if name in named] or told
    return max(likely, key=lambda one: len(found.columns) if (found := tried[one]) else 0, default=None)


def hold_lists(
    sheets: Sequence[Sheet], *, schema: ListsSchema, manifest: Manifest, book: IssueBook
) -> tuple[list[Matched], list[Sheet]]:
    """The sheets that hold one of the lists, and those that hold something else."""
    held, others = [], []
    for sheet in sheets:
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
        tell = chosen.holds == "children"
        one = _held(sheet, tried[chosen.id], holds=f"list {chosen.id}", columns=columns, book=book, tell=tell)
        held.append(replace(one, private=not tell))
    return held, others


def tell_others(sheets: Iterable[Sheet], book: IssueBook) -> None:
    """Sheets that were not read; those that explain are passed over."""
    for sheet in sheets:
        if sheet.cells.is_empty():
            book.add("sheet-empty", file=sheet.file, sheet=sheet.sheet)
        elif not is_guidance(sheet.sheet or Path(sheet.file).stem):
            rule = "sheet-not-read" if sheet.sheet else "file-not-read"
            book.add(rule, file=sheet.file, sheet=sheet.sheet)


def columns_of(one: ReturnList, schema: ListsSchema) -> tuple[ReturnColumn, ...]:
    """A list's columns, with those that all lists of children share."""
    return (*schema.common, *one.column) if one.holds == "children" else one.column


def _held(
    sheet: Sheet,
    found: HeaderRow | None,
    *,
    holds: str,
    columns: Sequence[ReturnColumn],
    book: IssueBook,
    tell: bool = True,
) -> Matched:
    if found is not None:
        matched = match(sheet, found, holds=holds, columns=columns, book=book)
        return tell_unknown(matched, found, book) if tell else matched
    rule = "sheet-empty" if sheet.cells.is_empty() else "headers-missing"
    book.add(rule, file=sheet.file, sheet=sheet.sheet, count=sheet.cells.height)
    names = {name: name.replace("c", "column ") for name in sheet.cells.columns if name != "row"}
    return Matched(sheet, holds, {}, names, sheet.cells, sheet.cells, rule)


def _list_of(sheet: Sheet, tried: dict[str, HeaderRow | None], *, schema: ListsSchema) -> ReturnList | None:
    numbered = re.search(r"list[\s_-]*0*(\d{1,2})(?!\d)", sheet.name.lower())
    by_id = {one.id: one for one in schema.list}
    if numbered and numbered[1] in by_id:
        return by_id[numbered[1]]
    told = {one.id: _own(one, tried[one.id]) for one in schema.list if _tells(one, tried[one.id])}
    named = [
        name for name in _named(sheet, {one.id: one.named for one in schema.list}) if name in told or not told
    ]
    if len(named) == 1 and not is_guidance(sheet.sheet):
        return by_id[named[0]]
    return by_id[max(told, key=lambda one: told[one])] if told else None


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
