"""The statutory returns as they are: what their documents look like, and which of them a sheet belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from conspectus.definitions.return_schema import (
    ListsSchema,
    ReturnColumn,
    ReturnList,
    list_schemas,
    return_limits,
)
from conspectus.records.returns.holding import columns_of
from conspectus.records.returns.words import word_key
from conspectus.records.sheets import Column, Limits, Shape, Sheet, Table

FEWEST = 3  # columns of ours without which a sheet is not taken for a list of a return that nobody named


@cache
def shapes() -> tuple[Shape, ...]:
    """Every XML and JSON document that a return may come as."""
    return tuple(_shape(schema) for schema in list_schemas().values() if schema.tree)


@cache
def limits() -> Limits:
    """What a document may hold before it is refused."""
    known = return_limits()
    return Limits(
        xml_bytes=known.xml_bytes,
        xml_depth=known.xml_depth,
        zip_bytes=known.zip_bytes,
        zip_files=known.zip_files,
    )


def _shape(schema: ListsSchema) -> Shape:
    assert schema.tree is not None
    met = set[str]()
    tables = []
    for one in schema.list:
        if one.at is None:
            continue
        first = one.at not in met
        met.add(one.at)
        tables.append(_table(one, schema, first=first))
    return Shape(schema.id, schema.tree.kind, schema.tree.root, schema.tree.each, tuple(tables))


def _table(one: ReturnList, schema: ListsSchema, *, first: bool) -> Table:
    needed = any(column.need == "required" for column in one.column)
    columns = [
        _column(column, one, own=column in one.column and (not needed or column.need == "required"))
        for column in columns_of(one, schema)
    ]
    return Table(one.id, one.at or "", tuple(columns), always=first, even_empty=not one.often_none)


def _column(column: ReturnColumn, one: ReturnList, *, own: bool) -> Column:
    """A column stands at its path, or in the row under any of its headers; the row may be the column itself."""
    at, names = one.within or one.at or "", column.headers or (column.id,)
    if column.path is not None:
        above = column.path.rpartition("/")[0]
        others = (f"{above}/{name}" if above else name for name in names)
        return Column(names[0], tuple(dict.fromkeys((column.path, *others))), own)
    last = at.rpartition("/")[2].lower()
    within = [at if name.lower() == last else "/".join(part for part in (at, name) if part) for name in names]
    return Column(names[0], tuple(within), own)


def belonging(sheets: Sequence[Sheet], schema: ListsSchema) -> tuple[list[Sheet], list[Sheet]]:
    """Sheets that are of a return though return.toml does not name it, and all others."""
    told = [belongs(one, schema) for one in sheets]
    own = [one for one, is_own in zip(sheets, told, strict=True) if is_own]
    return own, [one for one, is_own in zip(sheets, told, strict=True) if not is_own]


def belongs(sheet: Sheet, schema: ListsSchema) -> bool:
    """Whether a sheet is of this return beyond doubt: its document says so, or nearly all of its headers do."""
    if sheet.shape is not None:
        return sheet.shape[0] == schema.id
    if schema.usual_columns is None or not _right_kind(sheet, schema):
        return False
    heads = _rows_of_texts(sheet)
    return any(known.is_in(row) for known in _headers_of(schema.id) for row in heads)


def _right_kind(sheet: Sheet, schema: ListsSchema) -> bool:
    """Of two returns with the same lists, one is a workbook and the other files without sheets."""
    if any(other.like == schema.id for other in list_schemas().values()):
        return bool(sheet.sheet)
    return not (schema.like and sheet.sheet)


@dataclass(frozen=True)
class _Headers:
    """What a row of headers must hold to be a list's: its required columns, one of its own, and little else.

    Only the headers of the return count, not our own names for its columns, which other files have too.
    """

    columns: Mapping[str, str]  # by a header as it is compared
    needed: frozenset[str]
    own: frozenset[str]
    fewest: int
    share: float

    def is_in(self, row: set[str]) -> bool:
        """Whether a row of texts is such a row."""
        met = row & self.columns.keys()
        if len(met) < self.fewest:  # nearly every row, which is one of records
            return False
        known = {self.columns[text] for text in met}
        return (
            self.needed <= known and bool(self.own & known)
            and len(known) >= self.fewest and len(known) >= self.share * len(row)
        )  # fmt: skip


@cache
def _headers_of(schema_id: str) -> tuple[_Headers, ...]:
    """The headers of each list of a return."""
    schema = list_schemas()[schema_id]
    return tuple(_list_headers(one, schema) for one in schema.list)


def _list_headers(one: ReturnList, schema: ListsSchema) -> _Headers:
    columns = columns_of(one, schema)
    return _Headers(
        columns={word_key(header): column.id for column in columns for header in column.headers},
        needed=frozenset(column.id for column in columns if column.need == "required"),
        own=frozenset(column.id for column in one.column),
        fewest=min(FEWEST, len(columns)),
        share=schema.usual_columns or 1.0,
    )


def _rows_of_texts(sheet: Sheet) -> list[set[str]]:
    """The texts of each row that may be one of headers, as they are compared."""
    rows = sheet.cells.head(return_limits().header_rows).drop("row")
    return [{word_key(text) for text in cells if text is not None} for cells in rows.iter_rows()]


def recognised(sheets: Sequence[Sheet]) -> list[str]:
    """The ids of the returns to which sheets belong, that of most sheets first."""
    counts = {name: len(belonging(sheets, schema)[0]) for name, schema in list_schemas().items()}
    return sorted((name for name, count in counts.items() if count), key=lambda name: -counts[name])
