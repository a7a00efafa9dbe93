"""Which sheet holds what: told by its name first, by its headers where the name says nothing."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from conspectus.definitions.return_schema import ListsSchema, ReturnColumn, ReturnList, TablesSchema
from conspectus.records.returns.headers import HeaderRow, Matched, find_headers, match, tell_unknown
from conspectus.records.returns.issues import IssueBook
from conspectus.records.returns.manifest import Manifest
from conspectus.records.returns.sheets import Sheet, is_guidance


def hold_tables(
    sheets: Iterable[Sheet], *, schema: TablesSchema, manifest: Manifest, book: IssueBook
) -> tuple[list[Matched], list[Sheet]]:
    """The sheets that hold people, events or relationships, and those that hold something else."""
    held, others = [], []
    for sheet in sheets:
        tried = {
            table.id: find_headers(sheet, columns=table.column, mapping=manifest.columns.get(table.id, {}))
            for table in schema.table
        }
        named = [table.id for table in schema.table if _is_named(sheet, table.named)]
        told = [table.id for table in schema.table if (found := tried[table.id]) and found.has(table.column)]
        likely = [name for name in told if name in named] or (named if not told and len(named) == 1 else told)
        if not likely or (not told and is_guidance(sheet.sheet)):
            others.append(sheet)
            continue
        name = max(likely, key=lambda one: len(found.columns) if (found := tried[one]) else 0)
        held.append(_held(sheet, tried[name], holds=name, columns=schema.tables[name].column, book=book))
    return held, others


def hold_lists(
    sheets: Iterable[Sheet], *, schema: ListsSchema, manifest: Manifest, book: IssueBook
) -> tuple[list[Matched], list[Sheet]]:
    """The sheets that hold one of the lists, and those that hold something else."""
    held, others = [], []
    for sheet in sheets:
        tried = {one.id: find_headers(sheet, columns=columns_of(one, schema), mapping=manifest.columns.get(f"list_{one.id}", {})) for one in schema.list}
        chosen = _list_of(sheet, tried, schema=schema)
        if chosen is None:
            others.append(sheet)
            continue
        columns = columns_of(chosen, schema)
        tell = chosen.holds == "children"
        held.append(_held(sheet, tried[chosen.id], holds=f"list {chosen.id}", columns=columns, book=book, tell=tell))
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
    sheet: Sheet, found: HeaderRow | None, *, holds: str, columns: Sequence[ReturnColumn], book: IssueBook, tell: bool = True
) -> Matched:
    if found is not None:
        matched = match(sheet, found, holds=holds, columns=columns, book=book)
        return tell_unknown(matched, found, book) if tell else matched
    rule = "sheet-empty" if sheet.cells.is_empty() else "headers-missing"
    book.add(rule, file=sheet.file, sheet=sheet.sheet, count=sheet.cells.height)
    names = {name: name.replace("c", "column ") for name in sheet.cells.columns if name != "row"}
    return Matched(sheet, holds, {}, names, sheet.cells, usable=False)


def _list_of(sheet: Sheet, tried: dict[str, HeaderRow | None], *, schema: ListsSchema) -> ReturnList | None:
    numbered = re.search(r"list[\s_-]*0*(\d{1,2})(?!\d)", sheet.name.lower())
    by_id = {one.id: one for one in schema.list}
    if numbered and numbered[1] in by_id:
        return by_id[numbered[1]]
    told = {one.id: _own(one, tried[one.id]) for one in schema.list if _tells(one, tried[one.id])}
    named = [one for one in schema.list if _is_named(sheet, one.named) and (one.id in told or not told)]
    if len(named) == 1 and not is_guidance(sheet.sheet):
        return named[0]
    return by_id[max(told, key=lambda one: told[one])] if told else None


def _tells(one: ReturnList, found: HeaderRow | None) -> bool:
    """Whether the headers alone say that it is this list: its own required columns, or two of its own."""
    needed = [column for column in one.column if column.need == "required"]
    return found is not None and _own(one, found) > 0 and (bool(needed) or _own(one, found) > 1) and found.has(needed)


def _own(one: ReturnList, found: HeaderRow | None) -> int:
    own = {column.id for column in one.column}
    return len(own & {*found.columns, *found.twice}) if found else 0


def _is_named(sheet: Sheet, words: Sequence[str]) -> bool:
    """Whether one of the words stands in the sheet's name, or in the file's where the sheet's says nothing."""
    name = re.sub(r"[\W_]+", " ", sheet.sheet or Path(sheet.file).stem).lower()
    stem = re.sub(r"[\W_]+", " ", Path(sheet.file).stem).lower()
    return any(re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) for text in (name, stem) for word in words)
