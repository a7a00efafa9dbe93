"""A sender's folder: return.toml, and its tables as CSV, XLSX or Parquet."""

import json
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import xlsxwriter

from conspectus.example_area.settings import Sender
from conspectus.example_area.tables import COLUMNS, Row

NATIVE_DAYS = ("date_of_birth", "expected_date_of_birth", "started", "ended", "from", "to")


def write_return(folder: Path, *, sender: Sender, tables: dict[str, list[Row]]) -> None:
    """One sender's folder; relationships are left out where a sender keeps none."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "return.toml").write_text(_return_toml(sender), encoding="utf-8")
    for name, rows in tables.items():
        if rows or name != "relationships" or name in sender.columns:
            _write_table(folder / f"{name}.{sender.format}", name, rows, sender)


def _return_toml(sender: Sender) -> str:
    lines = [
        f"sender = {json.dumps(sender.sender)}",
        f"agency = {json.dumps(sender.agency)}",
        'schema = "events-1"',
        f"period = {{ from = {sender.from_}, to = {sender.to} }}",
        f"extracted = {sender.extracted.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"scope = {json.dumps(sender.scope)}",
        f"covers = {json.dumps(list(sender.covers))}",
    ]
    for table, mapping in sender.columns.items():
        lines += ["", f"[columns.{table}]"]
        lines += [f"{ours} = {json.dumps(theirs, ensure_ascii=False)}" for ours, theirs in mapping.items()]
    for column, codes in sender.codes.items():
        lines += ["", f"[codes.{column}]"]
        lines += [
            f"{ours} = {json.dumps(list(theirs), ensure_ascii=False)}" for ours, theirs in codes.items()
        ]
    return "\n".join(lines) + "\n"


def _write_table(path: Path, name: str, rows: list[Row], sender: Sender) -> None:
    columns = [column for column in COLUMNS[name] if _is_kept(column, rows, sender.columns.get(name, {}))]
    theirs = {ours: sender.columns.get(name, {}).get(ours, ours) for ours in columns}
    frame = pl.DataFrame({theirs[c]: [row[c] for row in rows] for c in columns})
    frame = frame.with_columns(pl.all().cast(pl.Utf8).replace("", None))
    if sender.format == "csv":
        frame.write_csv(path)
    elif sender.format == "parquet":
        days = [theirs[column] for column in columns if column in NATIVE_DAYS]
        frame.with_columns(pl.col(days).str.to_date("%Y-%m-%d")).write_parquet(path)
    else:
        _write_workbook(path, name, frame, sender)


def _is_kept(column: str, rows: list[Row], mapped: dict[str, str]) -> bool:
    """An optional column that is empty throughout is not sent, unless the return says how it is headed."""
    required = ("person_id", "event_id", "event", "started", "source_ref", "related_person_id", "relation")
    return column in required or column in mapped or any(row[column] for row in rows)


def _write_workbook(path: Path, name: str, frame: pl.DataFrame, sender: Sender) -> None:
    """A sheet of guidance first and a title above the header, as such workbooks come."""
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "constant_memory": True})
    workbook.set_properties({"title": f"{sender.sender}: {name}", "created": datetime(2026, 4, 1)})
    guidance = workbook.add_worksheet("Guidance")
    guidance.write_string(0, 0, "One row for each record. Dates as they stand in our system.")
    sheet = workbook.add_worksheet(name.capitalize())
    sheet.write_string(0, 0, f"{sender.sender}, {name}, {sender.from_} to {sender.to}")
    for place, header in enumerate(frame.columns):
        sheet.write_string(2, place, header)
    for number, row in enumerate(frame.iter_rows(), 3):
        for place, value in enumerate(row):
            if value is not None:
                sheet.write_string(number, place, value)
    workbook.close()
