"""Every sender's folder: return.toml, and its tables in the format that the sender or the plan asks for."""

import json
from datetime import UTC
from pathlib import Path

import polars as pl

from conspectus.example_area.files import Book, CsvFile, DocumentFile, ParquetFile, Writer
from conspectus.example_area.form import Form
from conspectus.example_area.settings import Sender, senders
from conspectus.example_area.statutory import CENSUS, FOOT, HEAD, TABLES
from conspectus.example_area.when import school_terms
from conspectus.terms import Agency, Nation

LISTS = "annex-a"  # the workbook that holds the council's lists


class Returns:
    """The files of `returns/`, opened as the first rows for each come."""

    def __init__(self, folder: Path, form: Form, *, nation: Nation) -> None:
        self._folder, self._form = folder, form
        self._open: dict[tuple[Agency, str], Writer] = {}
        self._books: dict[Path, Book] = {}
        for sender in senders().values():
            (folder / sender.sender).mkdir(parents=True, exist_ok=True)
            (folder / sender.sender / "return.toml").write_text(
                _return_toml(sender, nation), encoding="utf-8"
            )
            if sender.agency is Agency.EDUCATION:
                (folder / sender.sender / "terms.csv").write_text(_terms_csv(), encoding="utf-8")

    def add(self, agency: Agency, name: str, frame: pl.DataFrame) -> None:
        """A district's rows of one table or list; relationships only of a sender that keeps any."""
        if name == "relationships" and frame.is_empty() and (agency, name) not in self._open:
            return
        if (agency, name) not in self._open:
            self._open[agency, name] = self._writer(senders()[agency], name)
        self._open[agency, name].add(frame)

    def close(self) -> None:
        """Close every file of every return; nothing can be added after it."""
        for writer in self._open.values():
            writer.close()
        for book in self._books.values():
            book.close()

    def _writer(self, sender: Sender, name: str) -> Writer:
        path = self._folder / sender.sender / name
        in_list = name.startswith("List")
        if name == CENSUS:
            return DocumentFile(path.with_suffix(".xml"), head=HEAD, foot=FOOT)
        if name in TABLES or (in_list and "chad" in sender.returns):
            return CsvFile(path.with_suffix(".csv"))
        if self._form is Form.PARQUET or (sender.format == "parquet" and not in_list):
            return ParquetFile(path.with_suffix(".parquet"))
        if sender.format == "csv" and not in_list:
            return CsvFile(path.with_suffix(".csv"))
        file = path.with_name(f"{LISTS}.xlsx") if in_list else path.with_suffix(".xlsx")
        if file not in self._books:
            self._books[file] = Book(file, f"{sender.sender}: {file.stem}")
        title = f"{sender.sender}, {name}, {sender.from_} to {sender.to}"
        return self._books[file].sheet(name if in_list else name.capitalize(), title)


def _terms_csv() -> str:
    return "from,to\n" + "".join(f"{first},{last}\n" for first, last in school_terms())


def _schema(sender: Sender) -> str:
    return sender.returns[0] if sender.returns else "annex-a" if sender.lists else "events-1"


def _return_toml(sender: Sender, nation: Nation) -> str:
    lines = [
        f"sender = {json.dumps(sender.sender)}",
        f"agency = {json.dumps(sender.agency)}",
        f"nation = {json.dumps(nation)}",
        f"schema = {json.dumps(_schema(sender))}",
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
