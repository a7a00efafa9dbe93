"""A file or sheet as it was sent: cells as text, each row with its number as a person counts."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl


@dataclass(frozen=True)
class Oddity:
    """What is odd about a file or sheet before anybody asks what it holds; `check` names it in return_checks.toml."""

    check: str
    row: int | None = None
    value: str = ""
    count: int = 1


@dataclass(frozen=True)
class Sheet:
    """One sheet, or one file that has none: columns c0, c1, ... of text (blank is null) and `row`."""

    file: str
    sheet: str
    sha256: str
    cells: pl.DataFrame
    separator: str | None = None  # between the cells of a text; None where cells cannot run together
    hidden: bool = False
    dates: pl.DataFrame | None = (
        None  # `row`, and for each column with any whether a cell is a date and no text
    )
    oddities: tuple[Oddity, ...] = ()
    plain: bool = False  # nothing invisible can stand in it, and no formula
    spaces_alone: bool = False  # of all that is blank only spaces can stand around a cell
    shape: tuple[str, str] | None = None  # of a document whose shape is known: its id, and that of the table

    @property
    def name(self) -> str:
        """What it is called, for telling what it holds."""
        return f"{Path(self.file).stem} {self.sheet}".strip()

    @property
    def columns(self) -> list[str]:
        """The columns of cells, from left to right."""
        return [name for name in self.cells.columns if name != "row"]


@dataclass(frozen=True)
class Unread:
    """A file (or a sheet of one) of which nothing could be read, and why."""

    file: str
    oddity: Oddity
    sheet: str = ""


def numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """The table with columns c0, c1, ... and `row` from 1; `row` alone where there is nothing."""
    if not frame.width:
        return pl.DataFrame(schema={"row": pl.Int64()})
    frame = frame.rename({name: f"c{place}" for place, name in enumerate(frame.columns)})
    return frame.with_columns(row=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
