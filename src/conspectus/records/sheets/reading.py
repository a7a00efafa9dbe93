"""Every file of a folder, each sheet as cells of text without what nobody can see in them."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import polars as pl

from conspectus.records.sheets.memory import too_large
from conspectus.records.sheets.model import Oddity, Sheet, Unread
from conspectus.records.sheets.shapes import Limits, Shape
from conspectus.records.sheets.text import read_text
from conspectus.records.sheets.trees import read_tree
from conspectus.records.sheets.workbooks import read_parquet, read_workbook
from conspectus.records.sheets.zips import left_by_systems, read_zip

WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")
TEXTS = (".csv", ".tsv", ".tab", ".txt")
TREES = (".xml", ".json", ".jsonl", ".ndjson")
LEFT_BEHIND = (".toml", ".md", ".lnk", ".db", ".ini")  # ours, and what systems leave in folders
MAPPING = "mapping.json"  # what `conspectus map` found, beside the files it is about (`records/mapping`)
TERMS = "terms.csv"  # of schools: a calendar, no record of anybody (`records/school_terms.py`)
# Zero-width characters, marks of direction and soft hyphens; and the spaces that do not break.
INVISIBLE, ODD_SPACE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]", "[\u00a0\u2007\u202f]"
FORMULA = r'^="(.*)"$'  # how exports keep a spreadsheet from spoiling a number


def read_folder(
    folder: Path, *, shapes: Sequence[Shape] = (), limits: Limits | None = None
) -> Iterator[Sheet | Unread]:
    """Every sheet of every file below a folder, in the order of their names.

    `shapes` are the XML and JSON documents that are known; without `limits` neither they nor zip files are read.
    """
    for path in sorted(folder.rglob("*")):
        below = path.relative_to(folder)
        if path.is_file() and not _left_behind(below):
            yield from read_file(path, file=below.as_posix(), shapes=shapes, limits=limits)


def read_file(
    path: Path, *, file: str, shapes: Sequence[Shape] = (), limits: Limits | None = None
) -> Iterator[Sheet | Unread]:
    """Every sheet of one file, which is called `file` where it is spoken of."""
    suffix = path.suffix.lower()
    known = (*WORKBOOKS, *TEXTS, ".parquet", *((*TREES, ".zip") if limits else ()))
    if suffix not in known:
        yield Unread(file, Oddity("file-not-read"))
        return
    if not path.stat().st_size:
        yield Unread(file, Oddity("file-empty"))
        return
    for one in _read(path, suffix, file=file, shapes=shapes, limits=limits):
        yield _tidy(one) if isinstance(one, Sheet) else one


def _read(
    path: Path, suffix: str, *, file: str, shapes: Sequence[Shape], limits: Limits | None
) -> Iterator[Sheet | Unread]:
    if limits is not None and suffix == ".zip":
        within = partial(_within, shapes=shapes, limits=limits)
        return read_zip(path, file=file, limits=limits, read=within)
    if suffix not in TREES and (lack := too_large(path)):
        return iter([Unread(file, Oddity("file-too-large", value=lack))])
    with path.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    if limits is not None and suffix in TREES:
        return read_tree(path, file=file, sha256=sha256, shapes=shapes, limits=limits)
    reader = read_workbook if suffix in WORKBOOKS else read_parquet if suffix == ".parquet" else read_text
    return iter(reader(path, file=file, sha256=sha256))


def _within(path: Path, file: str, *, shapes: Sequence[Shape], limits: Limits) -> Iterator[Sheet | Unread]:
    return read_file(path, file=file, shapes=shapes, limits=limits)


def _left_behind(path: Path) -> bool:
    """What systems leave behind, and what explains a return."""
    hidden = left_by_systems(path.parts)
    return hidden or path.suffix.lower() in LEFT_BEHIND or path.name.lower() in (TERMS, MAPPING)


def _tidy(sheet: Sheet) -> Sheet:
    """Cells without what cannot be seen and without spaces around them, blank ones null, no row without a cell."""
    if not sheet.columns:
        return sheet
    cells, cleaned = (sheet.cells, []) if sheet.plain else _cleaned(sheet.cells, sheet.columns)
    spaced = (_beside_spaces if sheet.spaces_alone else _with_spaces)(cells, sheet.columns)
    cells = cells.with_columns(pl.col(spaced).str.strip_chars())
    empty = cells.select((pl.col(sheet.columns) == "").any())
    hollow = [name for name in sheet.columns if empty[name][0]]
    cells = cells.with_columns(pl.col(hollow).replace("", None))
    filled = cells.select(pl.any_horizontal(pl.col(sheet.columns).is_not_null())).to_series()
    cells = cells if filled.all() else cells.filter(filled)
    return replace(sheet, cells=cells, oddities=(*sheet.oddities, *cleaned))


def _cleaned(cells: pl.DataFrame, columns: list[str]) -> tuple[pl.DataFrame, list[Oddity]]:
    """The cells without invisible characters and formulas that hold a text alone, and a word on how many had any."""
    odd = pl.col(columns).str.contains(f"{INVISIBLE}|{ODD_SPACE}|{FORMULA}")
    where = cells.select(odd.fill_null(value=False))
    touched = [name for name in columns if where[name].any()]
    if not touched:
        return cells, []
    seen = where.select(pl.any_horizontal(touched)).to_series()
    first = cells.filter(seen).row(0, named=True)
    shown = next(first[name] for name in touched if where.filter(seen)[name][0])
    count = int(where.select(pl.sum_horizontal(pl.col(touched).sum())).item())
    clean = pl.col(touched).str.replace_all(INVISIBLE, "").str.replace_all(ODD_SPACE, " ")
    cells = cells.with_columns(clean.str.replace(FORMULA, "$1"))
    return cells, [Oddity("cells-cleaned", row=first["row"], value=ascii(shown).strip("'"), count=count)]


def _beside_spaces(cells: pl.DataFrame, columns: list[str]) -> list[str]:
    """The same where nothing blank but spaces can stand there, which is seen at the first letter and the last."""
    text = pl.col(columns).str
    beside = cells.select((text.starts_with(" ") | text.ends_with(" ")).any())
    return [name for name in columns if beside[name][0]]


def _with_spaces(cells: pl.DataFrame, columns: list[str]) -> list[str]:
    """Columns with spaces around a cell; a large file mostly has none, and need not be held twice."""
    bare = cells.select(pl.col(columns).str.strip_chars().str.len_bytes().sum())
    full = cells.select(pl.col(columns).str.len_bytes().sum())
    return [name for name in columns if bare[name][0] != full[name][0]]
