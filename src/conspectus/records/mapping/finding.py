"""The whole of `conspectus map`: from files to a return.toml and a mapping.json beside them."""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from conspectus.definitions.return_schema import codelists, return_checks
from conspectus.errors import ReturnsError
from conspectus.records.dates import read_dates
from conspectus.records.mapping.changes import changed_columns, kept_table, settled
from conspectus.records.mapping.columns import SAMPLES, contents, headed
from conspectus.records.mapping.event_words import Meanings
from conspectus.records.mapping.model import ColumnFound, Mapping, TableFound, WordFound
from conspectus.records.mapping.parts import Table, events_of, joined, people_of
from conspectus.records.mapping.proposing import Proposed, known_agency, propose
from conspectus.records.mapping.writing import Sender, open_words, table_text, text_of
from conspectus.records.returns.formats import limits, shapes
from conspectus.records.returns.manifest import NAME, SENDER, Manifest, read_manifest
from conspectus.records.returns.mapped import MappedTable
from conspectus.records.returns.words import codelist_lookup, word_key
from conspectus.records.sheets import Sheet, Unread, read_file
from conspectus.terms import Agency

FILE = "mapping.json"
PLACES = 2


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


@dataclass(frozen=True)
class _One:
    """A table with what is said of it, and whether it was kept from before."""

    table: Table
    mapped: MappedTable
    words: tuple[WordFound, ...]
    kept: MappedTable | None


def map_files(files: Sequence[Path], out: Path, *, whose: Whose) -> Mapped:
    """Propose what the tables of `files` say, and write it into the folder `out` beside copies of them.

    A return.toml that is there is kept; tables that it does not know are added to its end. Raises ReturnsError where
    a file cannot be read, or where no table stands in any.
    """
    kept = _kept(out)
    meanings = Meanings(kept.agency if kept else whose.agency)
    tables = [_table(sheet, meanings) for sheet in _sheets(files)]
    found = [one for one in tables if one is not None]
    if not found:
        raise ReturnsError(
            "no table stands in it", str(files[0]), "Give an export with a row of headings and rows below it."
        )
    ones = _mapped(found, meanings, kept)
    mapping = Mapping(tables=tuple(_found(one) for one in ones))
    out.mkdir(parents=True, exist_ok=True)
    copies = [_copied(file, out) for file in files]
    (out / FILE).write_text(mapping.model_dump_json(indent=2) + "\n", encoding="utf-8")
    _write(out, ones, mapping, kept=kept, whose=whose)
    paths = (out / NAME, out / FILE, *copies)
    return Mapped(mapping, paths, tuple(_open(ones, mapping)), tuple(_changes(ones, kept)))


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


def _sheets(files: Sequence[Path]) -> list[Sheet]:
    sheets = []
    for path in files:
        if not path.is_file():
            raise ReturnsError("there is no such file", str(path), "Check the path.")
        for one in read_file(path, file=path.name, shapes=shapes(), limits=limits()):
            if isinstance(one, Unread):
                check = return_checks()[one.oddity.check]
                message = check.message.replace("{value}", one.oddity.value).rstrip(".")
                raise ReturnsError(message, str(path), check.todo)
            sheets += [] if one.hidden else [one]
    return sheets


def _table(sheet: Sheet, meanings: Meanings) -> Table | None:
    top = headed(sheet)
    if top is None or top.rows.is_empty():
        return None
    table = Table(top, tuple(propose(one, meanings) for one in contents(top)))
    if table.holds_records:
        return table
    columns = tuple(Proposed(one.content, "nothing", one.confidence, one.words) for one in table.columns)
    return Table(top, columns)


def _mapped(tables: Sequence[Table], meanings: Meanings, kept: Manifest | None) -> list[_One]:
    known = [kept_table(table.headed, kept.table) if kept else None for table in tables]
    fresh = [
        (table, _proposed(table, meanings) if before is None else before)
        for table, before in zip(tables, known, strict=True)
    ]
    said = settled(kept) if kept else {}
    return [
        _One(
            table,
            mapped,
            _words(table, mapped, meanings, said, kept is not None and before is not None),
            before,
        )
        for (table, _), mapped, before in zip(fresh, joined(fresh), known, strict=True)
    ]


def _proposed(table: Table, meanings: Meanings) -> MappedTable:
    people = people_of(table)
    sheet = table.headed.sheet
    return MappedTable(
        file=sheet.file,
        sheet=sheet.sheet,
        columns=tuple(one.content.name for one in table.columns),
        person=people,
        event=events_of(table, meanings) if table.holds_records else (),
    )


def _words(
    table: Table, mapped: MappedTable, meanings: Meanings, said: dict[str, str], settled_alone: bool
) -> tuple[WordFound, ...]:
    """The values of the column of words; of a table that was kept, what return.toml says of them counts alone."""
    headings = [one.event for one in mapped.event if one.event]
    column = next((one for one in table.columns if one.content.name in headings), None)
    if column is None:
        return ()
    told = []
    for value, count in column.content.values:
        proposal = said.get(word_key(value)) or (None if settled_alone else meanings.of(value))
        told.append(WordFound(value=value, count=count, proposal=proposal))
    return tuple(told)


def _found(one: _One) -> TableFound:
    sheet = one.table.headed.sheet
    return TableFound(
        file=sheet.file,
        sheet=sheet.sheet,
        rows=one.table.headed.rows.height,
        columns=tuple(_column(column) for column in one.table.columns),
        words=one.words,
    )


def _column(one: Proposed) -> ColumnFound:
    content = one.content
    return ColumnFound(
        name=content.name,
        kind=f"date-{content.order}-first" if content.order else content.kind,
        filled=round(content.filled, PLACES),
        samples=tuple(value for value, _ in content.values[:SAMPLES]),
        proposal=one.proposal,
        confidence=one.confidence,
    )


def _copied(file: Path, out: Path) -> Path:
    """The file beside return.toml."""
    copy = out / file.name
    if copy.resolve() != file.resolve():
        shutil.copyfile(file, copy)
    return copy


def _write(out: Path, ones: Sequence[_One], mapping: Mapping, *, kept: Manifest | None, whose: Whose) -> None:
    path = out / NAME
    both = [(found, one.mapped) for found, one in zip(mapping.tables, ones, strict=True)]
    if kept is None:
        sender = _sender(out, ones, whose)
        path.write_text(text_of(sender, both, codes=_codes(ones), named=_agencies(ones)), encoding="utf-8")
        return
    new = [(found, one) for found, one in zip(mapping.tables, ones, strict=True) if one.kept is None]
    if new:
        added = "".join(open_words(found.words) + table_text(found, one.mapped) for found, one in new)
        path.write_text(path.read_text(encoding="utf-8-sig").rstrip() + "\n" + added, encoding="utf-8")


def _codes(ones: Sequence[_One]) -> dict[str, list[str]]:
    codes: dict[str, list[str]] = {}
    for one in ones:
        for word in one.words:
            if word.proposal and word.value not in codes.setdefault(word.proposal, []):
                codes[word.proposal].append(word.value)
    return codes


def _agencies(ones: Sequence[_One]) -> dict[str, list[str]]:
    """The values of columns of agencies that name one within them, by the agency; what names none is not guessed."""
    known, named = codelist_lookup(codelists()["agency"]), dict[str, list[str]]()
    for one in ones:
        headings = {event.counterparty for event in one.mapped.event}
        for column in one.table.columns:
            for value, _ in column.content.values if column.content.name in headings else ():
                agency = None if word_key(value) in known else known_agency(value)
                if agency and value not in named.setdefault(agency, []):
                    named[agency].append(value)
    return {agency: values for agency, values in named.items() if values}


def _sender(out: Path, ones: Sequence[_One], whose: Whose) -> Sender:
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


def _days(ones: Sequence[_One]) -> tuple[date, date]:
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


def _open(ones: Sequence[_One], mapping: Mapping) -> list[str]:
    said = []
    for one, found in zip(ones, mapping.tables, strict=True):
        name = f"{found.file}, sheet {found.sheet}" if found.sheet else found.file
        words = [word for word in found.words if word.proposal is None]
        if words:
            rows = sum(word.count for word in words)
            said.append(
                f"{name}: {len(words)} words in {rows:,} rows mean nothing that anybody knows; left out"
            )
        if one.table.holds_records and not one.mapped.person and not _named_elsewhere(one, ones):
            said.append(f"{name}: no column says whom it is about")
        if one.table.holds_records and not one.mapped.event and not one.mapped.person:
            said.append(f"{name}: no column says what happened and when")
    return said + [f"{name} is gone, and was read" for name in _lost(ones)]


def _named_elsewhere(one: _One, ones: Sequence[_One]) -> bool:
    return any(person.event_id for other in ones if other is not one for person in other.mapped.person)


def _lost(ones: Sequence[_One]) -> list[str]:
    return [
        name
        for one in ones
        if one.kept
        for name in changed_columns(one.table.headed, one.kept)[1]
        if name in one.kept.used
    ]


def _changes(ones: Sequence[_One], kept: Manifest | None) -> list[str]:
    """What is new, and what is gone, against the return.toml that was kept."""
    if kept is None:
        return []
    said = []
    for one in ones:
        sheet = one.table.headed.sheet
        name = f"{sheet.file}, sheet {sheet.sheet}" if sheet.sheet else sheet.file
        if one.kept is None:
            said.append(f"{name}: a table that return.toml did not know; it was added at its end")
            continue
        new, gone = changed_columns(one.table.headed, one.kept)
        words = [word.value for word in one.words if word.proposal is None]
        for title, names in (("new columns", new), ("columns gone", gone), ("new words", words)):
            said += [f"{name}: {title}: {', '.join(names)}"] if names else []
    return said
