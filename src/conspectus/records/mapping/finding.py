"""The whole of `conspectus map`: from files to a return.toml and a mapping.json beside them."""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from conspectus.definitions.return_schema import return_checks
from conspectus.errors import ReturnsError
from conspectus.records.dates import read_dates
from conspectus.records.mapping.looking import (
    Looked,
    OneTable,
    agencies_named,
    codes_of,
    look,
    outcomes_named,
)
from conspectus.records.mapping.model import Mapping
from conspectus.records.mapping.writing import Sender, open_words, table_text, text_of
from conspectus.records.returns.formats import limits, shapes
from conspectus.records.returns.manifest import NAME, SENDER, Manifest, read_manifest
from conspectus.records.sheets import Sheet, Unread, read_file
from conspectus.terms import Agency

FILE = "mapping.json"
BEGINS, BLANK = 512, b"\xef\xbb\xbf \t\r\n"
PAGES = frozenset({".html", ".htm", ".doc", ".docx", ".rtf", ".odt", ".msg", ".eml", ".ppt", ".pptx"})
AS_A_TABLE = (
    "Export the same list from your system as CSV or Excel (.xlsx), or save it as such, and give that file."
)


@dataclass(frozen=True)
class Whose:
    """What the content cannot say."""

    agency: Agency
    sender: str | None = None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Mapped:
    """What was found and written."""

    mapping: Mapping
    files: tuple[Path, ...]
    open: tuple[str, ...]  # what nobody could say, in sentences
    changes: tuple[str, ...]  # against the return.toml that was kept

    @property
    def exit_code(self) -> int:
        """0 where nothing is open, else 1."""
        return 1 if self.open else 0


def map_files(files: Sequence[Path], out: Path, *, whose: Whose) -> Mapped:
    """Propose what the tables of `files` say, and write it into the folder `out` beside copies of them.

    A return.toml that is there is kept; tables that it does not know are added to its end. Raises ReturnsError where
    a file cannot be read, or where no table stands in any.
    """
    kept = _kept(out)
    found = look(sheets_of(files), agency=kept.agency if kept else whose.agency, kept=kept)
    if not found.ones:
        raise ReturnsError(
            "no table stands in it", str(files[0]), "Give an export with a row of headings and rows below it."
        )
    out.mkdir(parents=True, exist_ok=True)
    copies = [_copied(file, out) for file in files]
    (out / FILE).write_text(found.mapping.model_dump_json(indent=2) + "\n", encoding="utf-8")
    _write(out, found, whose=whose)
    return Mapped(found.mapping, (out / NAME, out / FILE, *copies), found.open, found.changes)


def _kept(out: Path) -> Manifest | None:
    """The return.toml of the folder; a faulty one is not passed over in silence."""
    if not (out / NAME).is_file():
        return None
    manifest, found = read_manifest(out)
    if manifest is None:
        said = found.all_issues().row(0, named=True)
        message = return_checks()[said["rule"]].message
        for gap in ("column", "value"):
            message = message.replace(f"{{{gap}}}", said[gap])
        raise ReturnsError(message.rstrip("."), str(out / NAME), return_checks()[said["rule"]].todo)
    return manifest


def sheets_of(files: Sequence[Path]) -> list[Sheet]:
    """Every sheet of the files that is not hidden; ReturnsError where a file cannot be read."""
    sheets = []
    for path in files:
        if path.is_dir():
            raise ReturnsError("that is a folder", str(path), f"Name the files in it: {path}/*")
        if not path.is_file():
            raise ReturnsError("there is no such file", str(path), "Check the path.")
        _refuse_what_is_no_table(path)
        for one in read_file(path, file=path.name, shapes=shapes(), limits=limits()):
            if isinstance(one, Unread):
                check = return_checks()[one.oddity.check]
                message = check.message.replace("{value}", one.oddity.value).rstrip(".")
                raise ReturnsError(message, str(path), check.todo)
            sheets += [] if one.hidden else [one]
    return sheets


def _refuse_what_is_no_table(path: Path) -> None:
    """A document or page that no reader takes for a table is told by what it is, whatever it is called."""
    try:
        with path.open("rb") as file:
            begins = file.read(BEGINS).lstrip(BLANK).lower()
    except OSError as error:
        raise ReturnsError(
            f"it cannot be opened ({error.strerror})", str(path), "Ask whoever owns it for leave to read it."
        ) from error
    if begins.startswith(b"%pdf-"):
        raise ReturnsError("it is a PDF, which holds a picture of a table and none", str(path), AS_A_TABLE)
    if path.suffix.lower() in PAGES or begins.startswith((b"<!doctype html", b"<html", b"<table")):
        raise ReturnsError("it is a web page or a document, not a table", str(path), AS_A_TABLE)


def _copied(file: Path, out: Path) -> Path:
    """The file beside return.toml."""
    copy = out / file.name
    if copy.resolve() != file.resolve():
        shutil.copyfile(file, copy)
    return copy


def _write(out: Path, found: Looked, *, whose: Whose) -> None:
    path, ones = out / NAME, found.ones
    both = [(told, one.mapped) for told, one in zip(found.mapping.tables, ones, strict=True)]
    if found.kept is None:
        sender = _sender(out, ones, whose)
        path.write_text(
            text_of(
                sender, both, codes=codes_of(ones), outcomes=outcomes_named(ones), named=agencies_named(ones)
            ),
            encoding="utf-8",
        )
        return
    new = [(told, one) for told, one in zip(found.mapping.tables, ones, strict=True) if one.kept is None]
    if new:
        added = "".join(open_words(told.words) + table_text(told, one.mapped) for told, one in new)
        path.write_text(path.read_text(encoding="utf-8-sig").rstrip() + "\n" + added, encoding="utf-8")


def _sender(out: Path, ones: Sequence[OneTable], whose: Whose) -> Sender:
    name = (
        whose.sender
        or re.sub(r"[^A-Za-z0-9._-]+", "-", out.resolve().name).strip("-._")
        or whose.agency.value
    )
    if not SENDER.fullmatch(name):
        raise ReturnsError(
            f"{name!r} is no word for a sender", "--sender", "Use letters, figures, hyphens, dots and _."
        )
    first, last = _days(ones)
    start, end = whose.start or first, whose.end or last
    if end < start:
        raise ReturnsError(
            f"the period ends on {end}, before it starts on {start}", "--to", "Mend --from or --to."
        )
    return Sender(name, whose.agency, start, end, given=bool(whose.start and whose.end))


def _days(ones: Sequence[OneTable]) -> tuple[date, date]:
    """The first and the last day of the events' beginnings, as far as they can be read."""
    days = list[date]()
    for one in ones:
        starts = {event.started for event in one.mapped.event}
        for column in one.table.columns:
            if column.content.name not in starts:
                continue
            read = read_dates(
                pl.Series("text", [value for value, _ in column.content.values], dtype=pl.String)
            )
            known = read["first_day"].drop_nulls().sort()
            days += [*known.head(1), *known.tail(1)]
    today = date.today()
    past = [day for day in days if day <= today] or [today - timedelta(days=365), today]
    return min(past), max(past)
