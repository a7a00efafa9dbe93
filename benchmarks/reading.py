"""Reading what senders send, beside a bare read of it: `python -m benchmarks.reading [WORKBOOK_ROWS CSV_ROWS …]`.

Read means: found in the folder, hashed, decoded, every cell as tidy text with the row number that a person sees
in the file. The bare reads are fastexcel's of every sheet into Polars and DuckDB's `read_csv` with every column
as text into a table of its memory. The Annex A workbook is two lists with title rows, native dates and a sheet
of guidance; the CSV is canonical events, one file.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import fastexcel

from benchmarks.made.returns import write_annex_a, write_many
from benchmarks.row import Measure, Row, alone, put, sizes
from conspectus.records.sheets import read_folder

WORKBOOK, CSVS = 50_000, (100_000, 1_000_000, 10_000_000)
MOST = 2.0


def main(workbook: int, csvs: list[int]) -> None:
    """A row for the workbook and one for each size of CSV."""
    with tempfile.TemporaryDirectory() as name:
        folder = write_annex_a(Path(name) / "council", rows=workbook)
        beside("an Annex A workbook", folder, rows=workbook, peer=("fastexcel", excel), before=None)
    before: Measure | None = None
    for rows in csvs:
        with tempfile.TemporaryDirectory() as name:
            write_many(Path(name) / "events.csv", rows=rows)
            before = beside("canonical CSV", Path(name), rows=rows, peer=("DuckDB", duck), before=before)


def beside(
    what: str,
    folder: Path,
    *,
    rows: int,
    peer: tuple[str, Callable[[str], None]],
    before: Measure | None,
) -> Measure:
    """One row: ours and the bare read."""
    name, way = peer
    ours, bare = (alone("benchmarks.reading", one, folder) for one in ("ours", way.__name__))
    ratio = ours.seconds / bare.seconds
    put(
        Row(
            work=f"reading {what}",
            size=f"{rows:,} rows",
            ours=f"{ours.seconds:.2f} s",
            peer=f"{name}, {bare.seconds:.2f} s",
            figure=f"{ratio:.2f} x",
            reach=f"at most {MOST:.0f} x",
            held=ratio <= MOST,
            memory=f"{ours.peak:.1f} / {bare.peak:.1f} GB",
            growth=f"{ours.seconds / before.seconds:.1f} x the time" if before else "",
        )
    )
    return ours


def ours(folder: str) -> None:
    """Every sheet of every file of a sender's folder."""
    list(read_folder(Path(folder)))


def excel(folder: str) -> None:
    """Every sheet as it comes."""
    for path in Path(folder).glob("*.xlsx"):
        book = fastexcel.read_excel(path)
        for name in book.sheet_names:
            book.load_sheet(name, header_row=None, dtypes="string").to_polars()


def duck(folder: str) -> None:
    """Every column as text."""
    path = (Path(folder) / "events.csv").as_posix()
    with duckdb.connect() as connection:
        connection.sql(f"create table read as select * from read_csv('{path}', all_varchar = true)")


WAYS = {"ours": ours, "excel": excel, "duck": duck}

if __name__ == "__main__":
    workbook, *csvs = sizes(WORKBOOK)
    main(workbook, csvs or list(CSVS))
