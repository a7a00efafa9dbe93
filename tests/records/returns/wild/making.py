"""Small returns as other people's systems and hands make them: text of any kind, and real workbooks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import xlsxwriter

Cell: TypeAlias = str | int | float | date | datetime | None
Rows: TypeAlias = Sequence[Sequence[Cell]]

COUNCIL, POLICE = "eastmoor-council", "eastmoor-police"
COVERS = ("strategy_discussion", "initial_conference")
ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})
ZERO_WIDTH = "\u200b"

PEOPLE = """
person_id,forename,surname,date_of_birth,sex,postcode
K1,Rosa,Fielding,2010-03-09,female,ZZ2 1AA
K2,Idris,Marlow,2013-11-21,male,ZZ3 4BB
""".lstrip()

HEADER = "event_id,person_id,event,started,ended,outcome,counterparty,source_ref\n"

# Fifteen working days from Monday, 1 September 2025, end on Monday, 22 September: K1 in time, K2 a week late.
EVENTS = (
    HEADER
    + """
A1,K1,strategy_discussion,2025-09-01,,section_47,,N1
A2,K1,initial_conference,2025-09-18,,plan,,N2
A3,K2,strategy_discussion,2025-09-01,,section_47,,N3
A4,K2,initial_conference,2025-09-29,,plan,,N4
""".lstrip()
)
SOUND = {"K1": ["met"], "K2": ["late"]}

MANIFEST = """\
sender = "{sender}"
agency = "{agency}"
schema = "{schema}"
period = {{ from = 2025-04-01, to = 2026-03-31 }}
extracted = 2026-04-10T08:00:00Z
scope = "residence"
"""


@dataclass(frozen=True)
class Sheet:
    """A sheet, and what of it is hidden, counted from 0 as xlsxwriter counts."""

    rows: Rows
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()


def send(
    folder: Path,
    files: Mapping[str, str | bytes],
    *,
    sender: str = COUNCIL,
    agency: str = "council",
    schema: str = "events-1",
    covers: Sequence[str] | None = COVERS,
    more: str = "",
) -> Path:
    """One sender's folder below `folder`, which comes back; `more` are further lines of return.toml."""
    below = folder / sender
    below.mkdir(parents=True, exist_ok=True)
    manifest = MANIFEST.format(sender=sender, agency=agency, schema=schema)
    if covers is not None:
        manifest += f"covers = [{', '.join(repr(word) for word in covers)}]\n".replace("'", '"')
    (below / "return.toml").write_text(manifest + more, encoding="utf-8")
    for name, held in files.items():
        (below / name).write_bytes(held if isinstance(held, bytes) else held.encode())
    return folder


def council(
    folder: Path,
    *,
    people: str | bytes = PEOPLE,
    events: str | bytes = EVENTS,
    covers: Sequence[str] | None = COVERS,
    more: str = "",
    **files: str | bytes,
) -> Path:
    """A council's return; a further file is named with `__` for the dot: `notes__txt=…`."""
    held = {name.replace("__", "."): file for name, file in files.items()}
    return send(folder, {"people.csv": people, "events.csv": events} | held, covers=covers, more=more)


def swap(text: str, old: str, new: str) -> str:
    """`text` with one part of it replaced, which must be there once."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the text"
    return text.replace(old, new)


def cells(text: str) -> list[list[Cell]]:
    """Lines of a small CSV without inverted commas as rows of texts, empty cells as none."""
    return [[cell or None for cell in line.split(",")] for line in text.splitlines()]


def tabbed(text: str) -> str:
    """The same lines with tabs, as Excel's `Text (Tab delimited)` has them."""
    return text.replace(",", "\t")


def dated(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Rows whose ISO days are dates, which a workbook holds as numbers with a format."""
    return [[_day(cell) for cell in row] for row in rows]


def _day(cell: Cell) -> Cell:
    if isinstance(cell, str) and len(cell) == 10 and cell[4] == cell[7] == "-":
        return date.fromisoformat(cell)
    return cell


def workbook(sheets: Mapping[str, Sheet | Rows]) -> bytes:
    """A workbook's bytes: dates as numbers, `#REF!` and its like as real error values."""
    held = BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, given in sheets.items():
        sheet = given if isinstance(given, Sheet) else Sheet(given)
        page = book.add_worksheet(name)
        for row, line in enumerate(sheet.rows):
            for column, cell in enumerate(line):
                if isinstance(cell, str) and cell in ERRORS:
                    page.write_formula(row, column, "=Gone!A1", None, cell)
                elif isinstance(cell, date):
                    page.write_datetime(row, column, cell, day)
                elif cell is not None:
                    page.write(row, column, cell)
        for row in sheet.hidden_rows:
            page.set_row(row, None, None, {"hidden": True})
        for column in sheet.hidden_columns:
            page.set_column(column, column, None, None, {"hidden": True})
        if sheet.hidden:
            page.hide()
    book.close()
    return held.getvalue()
