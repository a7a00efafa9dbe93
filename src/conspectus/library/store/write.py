"""Write a library file: a new one beside the old, swapped in whole, so that a reader sees the one or the other."""

import os
import sqlite3
from collections.abc import Container, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from conspectus.errors import LibraryError
from conspectus.library import places
from conspectus.library.model import Report
from conspectus.library.reader import reader
from conspectus.library.store.read import LibraryFile
from conspectus.library.store.schema import APPLICATION, BOILERPLATE, FEWEST, FORM, INDEXED, SCHEMA, VERSION


class Entry(NamedTuple):
    """A report as it is written: which program read it, and where its sentences lie, if that is known."""

    report: Report
    reader: str
    places: bytes | None = None


class Added(NamedTuple):
    """What adding to a library did, in numbers of reports."""

    added: int
    updated: int
    kept: int


def write(reports: Iterable[Report], out: Path) -> int:
    """Write a library of these reports and no others to `out`; how many. One report is in memory at a time."""
    with _swapped(out) as beside:
        return _fill(beside, (Entry(one, reader()) for one in _each_once(reports)))


def add(reports: Iterable[Report], out: Path, unchanged: Container[str] = ()) -> Added:
    """Add reports to the library at `out`, made where there is none; the same bytes take the place of the old.

    `unchanged` are the hashes of those that were taken from the library and not read again.
    """
    if not out.exists():
        return Added(write(reports, out), 0, 0)
    new: set[str] = set()
    with _swapped(out) as beside, LibraryFile(out) as old:
        _fill(beside, _with_old(_each_once(reports), old, new, unchanged))
        before = old.hashes()
    again = sum(one not in unchanged for one in new & before)
    return Added(len(new - before), again, len(before) - again)


@contextmanager
def _swapped(out: Path) -> Iterator[Path]:
    """A place beside `out` to write at, which takes its place in the end, or is cleared away."""
    beside = out.with_name(f"{out.name}.{os.getpid()}.new")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield beside
            _settle(beside)
            beside.replace(out)
        finally:
            beside.unlink(missing_ok=True)
        _settle(out.parent)
    except (OSError, sqlite3.OperationalError) as error:
        raise LibraryError(
            f"the library cannot be written: {error}", str(out), "Name a file that you may write."
        ) from None


def _with_old(
    reports: Iterable[Report], old: LibraryFile, new: set[str], unchanged: Container[str]
) -> Iterator[Entry]:
    """New reports, whose hashes are put down in `new`, then the old that none of them replaces."""
    known = old.places(places.model_name()) if places.can_compare() else {}
    for report in reports:
        new.add(report.sha256)
        yield Entry(report, reader(), known.get(report.sha256) if report.sha256 in unchanged else None)
    readers = old.readers()
    for report in old.reports(as_read=True):
        if report.sha256 not in new:
            yield Entry(report, readers[report.sha256], known.get(report.sha256))


def _each_once(reports: Iterable[Report]) -> Iterator[Report]:
    """The same file may lie in two folders: its first report stands for both."""
    seen: set[str] = set()
    for report in reports:
        if report.sha256 not in seen:
            seen.add(report.sha256)
            yield report


def _fill(path: Path, entries: Iterable[Entry]) -> int:
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        # Nobody reads it before it is whole, so that a journal would guard nothing.
        file.executescript("pragma journal_mode = off; pragma synchronous = off;")
        file.executescript(f"pragma application_id = {APPLICATION}; pragma user_version = {VERSION};")
        file.executescript(SCHEMA)
        file.execute("begin")
        count = 0
        for count, entry in enumerate(entries, start=1):  # noqa: B007 - the last is how many there were
            _put(file, entry)
        file.execute(BOILERPLATE, (FORM, FEWEST))
        file.execute("commit")
        file.executescript(INDEXED)
    return count


def _put(file: sqlite3.Connection, entry: Entry) -> None:
    report = entry.report
    facts = report.model_dump_json(exclude={"sentences"})
    number = file.execute(
        "insert into reports (sha256, facts, reader) values (?, ?, ?)", (report.sha256, facts, entry.reader)
    ).lastrowid
    file.executemany(
        "insert into sentences (report, n, page, section, text, agencies, polarity, read_as)"
        " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)",
        (
            (number, one.n, one.page, one.section, one.text, f" {' '.join(one.agencies)} ", one.polarity)
            for one in report.sentences
        ),
    )
    if places.can_compare():
        kept = entry.places or places.kept_places([one.text for one in report.sentences])
        file.execute("insert into places values (?, ?, ?)", (number, places.model_name(), kept))


def _settle(path: Path) -> None:
    """See that a file, or what a folder says of it, is on the disk: a swap must outlive a power cut."""
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folder
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
