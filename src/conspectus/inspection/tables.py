"""The tables of an inspection folder, read row by row by the reader that reads returns, each fault located."""

from collections.abc import Iterator
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import polars as pl
from pydantic import ValidationError

from conspectus.inspection.faults import Fault
from conspectus.judgment.evidence import Row, as_word
from conspectus.records.sheets import Sheet, Unread, read_file

R = TypeVar("R", bound=Row)
ENDINGS = (".csv", ".xlsx", ".xls", ".xlsm", ".ods", ".tsv", ".txt")
WHY = {
    "file-empty": "the file holds nothing at all",
    "file-encrypted": "the workbook is protected by a password",
    "file-damaged": "the file is damaged or not what its name says",
    "file-too-large": "the file is too large for the memory that is free",
}
LISTS = ("evidence_ids", "criteria")  # fields that hold several words, apart by spaces, semicolons or commas


class Read(NamedTuple, Generic[R]):
    """The good rows of a table with their row numbers, and the faults of the rest."""

    rows: list[tuple[int, R]]
    faults: list[Fault]


def find_table(folder: Path, name: str) -> Path:
    """The file of a table: `ratings.csv`, or a workbook or other text of that name where there is no CSV file."""
    for ending in ENDINGS:
        if (folder / f"{name}{ending}").is_file():
            return folder / f"{name}{ending}"
    return folder / f"{name}.csv"


def read_table(path: Path, model: type[R], *, required: bool) -> Read[R]:
    """Read a file as rows of `model`; a missing file is a fault only where it is `required`."""
    if not path.is_file():
        fault = Fault(path.name, None, "", "", "there is no such file", f"Add {path.name} to the folder.")
        return Read([], [fault] if required else [])
    sheet = next(iter(read_file(path, file=path.name)))
    if isinstance(sheet, Unread) or any(odd.check == "inverted-commas" for odd in sheet.oddities):
        return Read([], [_unreadable(path.name, sheet)])
    header = _header(sheet)
    faults = list(_header_faults(path.name, header, model))
    return Read([], faults) if faults else _rows(path.name, header, sheet, model)


def _unreadable(file: str, sheet: Sheet | Unread) -> Fault:
    odd = sheet.oddity if isinstance(sheet, Unread) else sheet.oddities[-1]
    what = (
        "an inverted comma opens and does not close"
        if isinstance(sheet, Sheet)
        else WHY.get(odd.check, odd.check)
    )
    return Fault(
        file, odd.row, "", odd.value, what, "Save it again as CSV or as a workbook without a password."
    )


def _header(sheet: Sheet) -> list[str]:
    """The names in the first row; the cells after the last of them have none."""
    first = sheet.cells.filter(pl.col("row") == 1)
    names = [str(as_word(name or "")) for name in first.select(sheet.columns).row(0)] if first.height else []
    while names and not names[-1]:
        names.pop()
    return names


def _header_faults(file: str, header: list[str], model: type[Row]) -> Iterator[Fault]:
    known = list(model.model_fields)
    needed = [name for name, field in model.model_fields.items() if field.is_required()]
    missing = [name for name in needed if name not in header]
    if missing:
        what = f"these columns are missing: {', '.join(missing)}"
        yield Fault(file, 1, "", "", what, "Add them to the first row.")
        return
    for name in dict.fromkeys(header):
        if name and name not in known:
            yield Fault(file, 1, name, "", "there is no such column", f"Known columns: {', '.join(known)}.")
        if name and header.count(name) > 1:
            yield Fault(file, 1, name, "", "the column is there twice", "Keep one of them.")


def _rows(file: str, header: list[str], sheet: Sheet, model: type[R]) -> Read[R]:
    read: Read[R] = Read([], [])
    for cells in sheet.cells.filter(pl.col("row") > 1).iter_rows(named=True):
        number = cells.pop("row")
        line = [value or "" for value in cells.values()]
        if any(line[len(header) :]):
            width = max(place for place, value in enumerate(line, 1) if value)
            what = f"{width} fields under {len(header)} columns"
            read.faults.append(Fault(file, number, "", "", what, "Put text that holds a comma in quotes."))
            continue
        fields = {name: value for name, value in zip(header, line, strict=False) if name}
        fields = {
            name: value for name, value in fields.items() if value.strip() or not _may_lack(model, name)
        }
        try:
            read.rows.append((number, model.model_validate({k: _split(k, v) for k, v in fields.items()})))
        except ValidationError as error:
            read.faults.extend(_row_faults(file, number, fields, error))
    return read


def _may_lack(model: type[Row], name: str) -> bool:
    """Whether an empty field of this column is one that is not given."""
    field = model.model_fields[name]
    return not field.is_required() and field.default is None


def _split(name: str, value: str) -> object:
    return tuple(value.replace(";", " ").replace(",", " ").split()) if name in LISTS else value


def _row_faults(file: str, row: int, fields: dict[str, str], error: ValidationError) -> Iterator[Fault]:
    for found in error.errors():
        if not found["loc"]:
            yield Fault(file, row, "", "", found["msg"].removeprefix("Value error, "), "Mend the row.")
            continue
        column = str(found["loc"][0])
        value = fields.get(column, "").strip()
        if not value:
            yield Fault(file, row, column, "", "nothing stands here", "Fill it in.")
        elif "expected" in found.get("ctx", {}):
            yield Fault(file, row, column, value, "not a known word", f"Write {found['ctx']['expected']}.")
        else:
            yield Fault(file, row, column, value, found["msg"], "Mend the value.")
