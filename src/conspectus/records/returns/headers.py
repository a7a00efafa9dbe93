"""Which column is which: headers compared tolerantly, and never guessed where two would do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from conspectus.definitions.return_schema import ReturnColumn, return_limits
from conspectus.records.dates import read_dates
from conspectus.records.returns.fates import SPOILT
from conspectus.records.returns.found import NOTHING, Found, Place, headed, issue, issues_of_rows
from conspectus.records.returns.words import word_key
from conspectus.records.sheets import Sheet
from conspectus.records.sheets.hidden import column_letter

IS_DATE = ":is_date"


@dataclass(frozen=True)
class Matched:
    """A sheet whose columns are known: `rows` below its headers, with their `row` numbers."""

    sheet: Sheet
    holds: str
    columns: dict[str, str]  # ours -> the column of cells
    names: dict[str, str]  # every column of cells -> its header, or its letter where it has none
    rows: pl.DataFrame  # all of them
    spoilt: pl.DataFrame  # row, rule: those of which no cell can be trusted
    fault: str | None = None  # the check that says why no row can be used
    passed_over: pl.Series | None = None  # numbers of rows that are no records
    private: bool = False  # its rows are counted and not kept

    @property
    def place(self) -> Place:
        """Where issues say that something stands."""
        return {"file": self.sheet.file, "sheet": self.sheet.sheet}

    def text(self, columns: Sequence[ReturnColumn]) -> pl.DataFrame:
        """PLACE, `spoilt`, `sent:<column>` for each column of ours, null where the sheet has none, and `is_date:`.

        `is_date:<column>` of a column of dates: whether the cell is a date of a workbook and not a text.
        """
        sent = {
            f"sent:{one.id}": pl.col(self.columns[one.id])
            if one.id in self.columns
            else pl.lit(None, pl.String)
            for one in columns
        }
        records = self.rows
        if self.passed_over is not None:
            records = records.filter(~pl.col("row").is_in(self.passed_over.implode()))
        spoilt = self.spoilt.rename({"rule": SPOILT})
        rows = (
            records.with_columns(pl.lit(None, pl.String).alias(SPOILT))
            if spoilt.is_empty()
            else records.join(spoilt, on="row", how="left", maintain_order="left")
        )
        rows, are_dates = self._with_dates(rows, columns)
        return rows.select(
            file=pl.lit(self.sheet.file), sheet=pl.lit(self.sheet.sheet), row="row",
            **{SPOILT: pl.coalesce(pl.lit(self.fault, pl.String), SPOILT)}, **sent, **are_dates,
        )  # fmt: skip

    def _with_dates(
        self, rows: pl.DataFrame, columns: Sequence[ReturnColumn]
    ) -> tuple[pl.DataFrame, dict[str, pl.Expr]]:
        """The rows with what the sheet says of cells that are dates, and `is_date:` for each column of dates."""
        known = self.sheet.dates
        held = set() if known is None else set(known.columns)
        if known is not None:
            rows = rows.join(known, on="row", how="left", suffix=IS_DATE, maintain_order="left")
        cells = {one.id: self.columns.get(one.id) for one in columns if one.kind == "date"}
        return rows, {
            f"is_date:{ours}": pl.col(f"{cell}{IS_DATE}") if cell in held else pl.lit(value=False)
            for ours, cell in cells.items()
        }

    def records(self, places: pl.DataFrame) -> pl.DataFrame:
        """`record`, the rows of `places` (row, rule) as JSON under the sender's own headers."""
        rows = places.join(self.rows, on="row", how="inner")
        if self.private or not self.names:
            return rows.select("row", "rule", record=pl.lit("{}"))
        fields = pl.struct(
            pl.col(cell).alias(header) for cell, header in self.names.items() if cell in rows.columns
        )
        return rows.select("row", "rule", record=fields.struct.json_encode())


NO_ROWS = pl.Schema({"row": pl.Int64(), "rule": pl.String()})


@dataclass(frozen=True)
class HeaderRow:
    """A row of headers: where it stands and what was recognised in it."""

    row: int
    columns: dict[str, str]  # ours -> column of cells
    twice: dict[str, list[str]]  # ours -> the columns of cells that could each be it
    unknown: dict[str, str]  # column of cells -> its header
    heads: dict[str, str]  # every column of cells that has a header -> the header
    not_found: dict[str, str]  # ours -> the header that return.toml names in vain

    def has(self, needed: Sequence[ReturnColumn]) -> bool:
        """Whether all that are required were recognised."""
        return all(one.id in self.columns for one in needed if one.need == "required")


def find_headers(
    sheet: Sheet, *, columns: Sequence[ReturnColumn], mapping: Mapping[str, str]
) -> HeaderRow | None:
    """The row in which most of `columns` are recognised, at least two; None where there is no such row."""
    best: HeaderRow | None = None
    index = [(one.id, word_key(one.id), {word_key(header) for header in one.headers}) for one in columns]
    known = {word_key(theirs) for theirs in mapping.values()}.union(
        *({own, *others} for _, own, others in index)
    )
    for cells in sheet.cells.head(return_limits().header_rows).iter_rows(named=True):
        row = cells.pop("row")
        headers = {place: text for place, text in cells.items() if text is not None}
        if not any(word_key(text) in known for text in headers.values()):
            continue  # nearly every row, which is one of records
        found = _recognise(headers, row=row, index=index, mapping=mapping)
        if len(found.columns) + len(found.twice) > (len(best.columns) + len(best.twice) if best else 1):
            best = found
    return best


def match(
    sheet: Sheet, found: HeaderRow, *, holds: str, columns: Sequence[ReturnColumn]
) -> tuple[Matched, Found]:
    """The sheet with its columns known; what is missing, doubled or unknown is told."""
    rows = sheet.cells.filter(pl.col("row") > found.row)
    names = _names(sheet, found)
    place: Place = {"file": sheet.file, "sheet": sheet.sheet}
    told = headed(**place, headers={ours: names[cell] for ours, cell in found.columns.items()})
    for ours, theirs in found.not_found.items():
        told += issue("columns-not-found", **place, column=ours, value=theirs)
    for ours, cells in found.twice.items():
        choices = ", ".join(
            f"{found.heads[cell]} (column {column_letter(_place(cell) + 1)})" for cell in cells
        )
        told += issue("column-twice", **place, row=found.row, column=ours, value=choices)
    lacking = [one for one in columns if one.id not in found.columns and one.id not in found.twice]
    for one in lacking:
        if one.need != "optional":
            rule = "column-missing" if one.need == "required" else "column-expected"
            told += issue(rule, **place, column=_title(one, holds), count=rows.height)
    if rows.is_empty():
        told += issue("headers-only", **place)
    needed = {one.id for one in columns if one.need == "required"}
    fault = "column-twice" if needed & set(found.twice) else "column-missing"
    fault_or_none = None if found.has(columns) else fault
    return Matched(sheet, holds, dict(found.columns), names, rows, NO_ROWS.to_frame(), fault_or_none), told


def tell_unknown(
    matched: Matched, found: HeaderRow, *, columns: Sequence[ReturnColumn]
) -> tuple[Matched, Found]:
    """Columns that nobody knows are told once; cells of a text beyond the headers belong to the last one."""
    cells = matched.sheet.columns
    last = max((place for place, cell in enumerate(cells) if cell in found.heads), default=-1)
    told = NOTHING
    if matched.sheet.separator is not None:
        dates = [
            matched.columns[one.id] for one in columns if one.kind == "date" and one.id in matched.columns
        ]
        matched, told = _with_long_rows(matched, cells[last:], dates=dates)
        cells = cells[: last + 1]
    bare = [cell for cell in cells if cell not in found.heads and not matched.rows[cell].is_null().all()]
    for cell in (*found.unknown, *bare):
        name = matched.names[cell]
        told += issue("column-unknown", **matched.place, column=name, value=name)
    return matched, told


def _with_long_rows(matched: Matched, cells: list[str], *, dates: list[str]) -> tuple[Matched, Found]:
    """Rows of more cells than headers: a separator stood in the last of `cells` that has one, unless a date says no.

    Where a date is none once the rest is put together, the separator stood further left and cells are displaced.
    """
    long = matched.rows.filter(
        pl.any_horizontal([pl.col(cell).is_not_null() for cell in cells[1:]] or [pl.lit(value=False)])
    )
    if long.is_empty() or not cells:
        return matched, NOTHING
    between = f"{matched.sheet.separator} ".replace(
        "\t ", "\t"
    )  # as people write it; the cells have lost their spaces
    whole = pl.concat_str(cells, separator=between, ignore_nulls=True).alias(cells[0])
    joined = long.with_columns(whole)
    sound = pl.Series([True] * long.height)
    for name in dates:
        read = read_dates(joined[name])
        sound = sound & (joined[name].is_null() | read["precision"].is_not_null())
    rows = pl.concat([matched.rows.join(long, on="row", how="anti"), joined]).sort("row")
    places = long.select(file=pl.lit(matched.sheet.file), sheet=pl.lit(matched.sheet.sheet), row="row")
    shown = places.with_columns(joined[cells[0]].alias("shown"), long[cells[1]].alias("beyond"))
    told = issues_of_rows("cells-joined", shown.filter(sound), column="", value=pl.col("shown"))
    told += issues_of_rows("cells-too-many", shown.filter(~sound), column="", value=pl.col("beyond"))
    spoilt = long.filter(~sound).select("row", rule=pl.lit("cells-too-many"))
    return replace(matched, rows=rows, spoilt=spoilt), told


def _recognise(
    headers: Mapping[str, str],
    *,
    row: int,
    index: Sequence[tuple[str, str, set[str]]],
    mapping: Mapping[str, str],
) -> HeaderRow:
    """`index` has each column of ours with its own key and those of its other headers."""
    keys = {cell: word_key(text) for cell, text in headers.items()}
    mapped = {
        ours: [cell for cell, key in keys.items() if key == word_key(theirs)]
        for ours, theirs in mapping.items()
    }
    not_found = {ours: mapping[ours] for ours, cells in mapped.items() if not cells}
    choices = {ours: cells for ours, cells in mapped.items() if cells}
    free = {cell: key for cell, key in keys.items() if not any(cell in cells for cells in mapped.values())}
    for ours, own, others in index:
        exact = [cell for cell, key in free.items() if key == own]
        known_as = [cell for cell, key in free.items() if key in others]
        if ours not in choices and (exact or known_as):
            choices[ours] = exact or known_as
    used = {cell for cells in choices.values() for cell in cells}
    return HeaderRow(
        row=row,
        columns={ours: cells[0] for ours, cells in choices.items() if len(cells) == 1},
        twice={ours: cells for ours, cells in choices.items() if len(cells) > 1},
        unknown={cell: text for cell, text in headers.items() if cell not in used},
        heads=dict(headers),
        not_found=not_found,
    )


def _names(sheet: Sheet, found: HeaderRow) -> dict[str, str]:
    """Every column of cells by its header; the letter where there is none, a number where one comes again."""
    row = sheet.cells.filter(pl.col("row") == found.row).row(0, named=True)
    seen: Counter[str] = Counter()
    names = {}
    for place, cell in enumerate(name for name in sheet.cells.columns if name != "row"):
        name = row[cell] or f"column {column_letter(place + 1)}"
        seen[name] += 1
        names[cell] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return names


def _place(cell: str) -> int:
    """Where a column of cells stands: 3 for c3."""
    return int(cell.removeprefix("c"))


def _title(column: ReturnColumn, holds: str) -> str:
    """How a missing column is named: as the return that the list is of heads it, or by our own word."""
    return column.headers[0] if holds.startswith("list ") and column.headers else column.id
