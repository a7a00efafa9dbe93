"""When the area's schools are open: `terms.csv` in a school's return, or beside `inspection.toml`.

Two columns, `from` and `to`: the first and the last day of each term or half-term. Nobody guesses them: without the
file a limit in school days ends nobody knows when, and what hangs on it is indeterminate.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from conspectus.errors import ReturnsError
from conspectus.records.dates import read_dates
from conspectus.records.sheets import TERMS, Sheet, read_file

NO_TERMS = pl.DataFrame(schema={"first": pl.Date, "last": pl.Date})
COLUMNS = ("from", "to")
TODO = "Give it two columns, from and to, with the first and the last day of each term, such as 2026-01-05."


def terms_of(senders: Sequence[Path]) -> pl.DataFrame:
    """The school terms that the returns or the inspection beside them hold; of several files all together."""
    beside = senders[0].resolve().parent.parent / "inspection"
    files = [folder / TERMS for folder in (*senders, beside)]
    return pl.concat([NO_TERMS, *(_terms(file) for file in files if file.is_file())]).unique().sort("first")


def _terms(path: Path) -> pl.DataFrame:
    sheet = next(iter(read_file(path, file=path.name)), None)
    if not isinstance(sheet, Sheet) or sheet.cells.is_empty():
        raise ReturnsError("it holds nothing that can be read", str(path), TODO)
    heads = [str(name or "").strip().casefold() for name in sheet.cells.select(sheet.columns).row(0)]
    if missing := [name for name in COLUMNS if name not in heads]:
        raise ReturnsError(f"it has no column {' and '.join(missing)}", str(path), TODO)
    days = [read_dates(sheet.cells[1:][sheet.columns[heads.index(name)]]) for name in COLUMNS]
    table = pl.DataFrame({"first": days[0]["first_day"], "last": days[1]["last_day"]}, schema=NO_TERMS.schema)
    wrong = table.select(
        pl.any_horizontal(pl.all().is_null()) | (pl.col("last") < pl.col("first"))
    ).to_series()
    if wrong.any():
        raise ReturnsError(
            f"row {(wrong.arg_max() or 0) + 2} does not say from when to when", str(path), TODO
        )
    return table
