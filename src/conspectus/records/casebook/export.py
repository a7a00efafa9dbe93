"""One table out into a file that others open: CSV or Parquet, by the file's ending."""

from pathlib import Path

import polars as pl

from conspectus.errors import ConspectusError

ENDINGS = (".csv", ".parquet")

# A spreadsheet takes a cell that begins so for a formula, and runs it.
FORMULA = r"^([=+\-@\t\r])"


def check_ending(path: Path) -> None:
    """A ConspectusError where the file's ending says neither CSV nor Parquet."""
    if path.suffix.lower() not in ENDINGS:
        raise ConspectusError(
            f"a table cannot be written as {path.suffix or 'a file without an ending'}",
            str(path),
            f"Let the file's name end in {' or '.join(ENDINGS)}.",
        )


def export(table: pl.DataFrame, path: Path) -> None:
    """Write `table` to `path`; in CSV no text can be taken for a formula."""
    check_ending(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix.lower() == ".parquet":
            table.write_parquet(path)
        else:
            without_formulas(table).write_csv(path)
    except OSError as error:
        raise ConspectusError(
            f"cannot be written: {error.strerror or error}", str(path), "Name a file that you may write."
        ) from None


def without_formulas(table: pl.DataFrame) -> pl.DataFrame:
    """The table with an apostrophe before every text that a spreadsheet would take for a formula."""
    return table.with_columns(pl.col(pl.String).str.replace(FORMULA, "'$1"))
