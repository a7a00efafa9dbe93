"""The CSV tables of an inspection folder, read row by row, each fault located."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from conspectus.inspection.faults import Fault
from conspectus.judgment.evidence import Row, as_word

R = TypeVar("R", bound=Row)
LISTS = ("evidence_ids", "criteria")  # fields that hold several words, apart by spaces, semicolons or commas


class Read(NamedTuple, Generic[R]):
    """The good rows of a table with their row numbers, and the faults of the rest."""

    rows: list[tuple[int, R]]
    faults: list[Fault]


def read_table(path: Path, model: type[R], *, required: bool) -> Read[R]:
    """Read a CSV file as rows of `model`; a missing file is a fault only where it is `required`."""
    if not path.is_file():
        fault = Fault(path.name, None, "", "", "there is no such file", f"Add {path.name} to the folder.")
        return Read([], [fault] if required else [])
    try:
        text = path.read_bytes().decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        todo = "Save it as CSV (comma-separated, UTF-8)."
        return Read([], [Fault(path.name, None, "", "", f"not readable as CSV in UTF-8: {error}", todo)])
    header = [str(as_word(name)) for name in lines[0]] if lines else []
    faults = list(_header_faults(path.name, header, model))
    return Read([], faults) if faults else _rows(path.name, header, lines[1:], model)


def _header_faults(file: str, header: list[str], model: type[Row]) -> Iterator[Fault]:
    known = list(model.model_fields)
    needed = [name for name, field in model.model_fields.items() if field.is_required()]
    missing = [name for name in needed if name not in header]
    if missing:
        what = f"these columns are missing: {', '.join(missing)}"
        hint = (
            "Save it with commas, not semicolons." if ";" in "".join(header) else "Add them to the first row."
        )
        yield Fault(file, 1, "", "", what, hint)
        return
    for name in dict.fromkeys(header):
        if name and name not in known:
            yield Fault(file, 1, name, "", "there is no such column", f"Known columns: {', '.join(known)}.")
        if name and header.count(name) > 1:
            yield Fault(file, 1, name, "", "the column is there twice", "Keep one of them.")


def _rows(file: str, header: list[str], lines: list[list[str]], model: type[R]) -> Read[R]:
    read: Read[R] = Read([], [])
    for number, line in enumerate(lines, start=2):
        if not any(field.strip() for field in line):
            continue
        if len(line) > len(header):
            what = f"{len(line)} fields under {len(header)} columns"
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
