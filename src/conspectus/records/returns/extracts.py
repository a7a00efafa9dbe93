"""A sender's own tables, read as `[[table]]` of return.toml says: the people and the events of each row.

Every person and event of a row is a view of its own: the same rows under our columns. A row is counted once.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from conspectus.definitions import events
from conspectus.definitions.return_schema import ReturnColumn, TableName, TablesSchema, return_limits
from conspectus.records.returns.found import (
    NOTHING,
    Found,
    Place,
    issue,
    issues_of_rows,
    said_place,
    set_aside,
)
from conspectus.records.returns.headers import NO_ROWS, Matched
from conspectus.records.returns.listed_dates import AGAIN, one_date_each
from conspectus.records.returns.manifest import Manifest
from conspectus.records.returns.mapped import MappedEvent, MappedPart, MappedPerson, MappedTable
from conspectus.records.returns.no_records import without_lines
from conspectus.records.returns.words import lookup, recode, word_key
from conspectus.records.sheets import Sheet

HOLDS = "mapped"
ALIKE = 0.6  # of a table's headings stand in a sheet that is of it
FEWEST_ALIKE = 2
MADE = "made:"  # a column of cells that no sender wrote
ID_DIGITS = 12
Texts = list[pl.DataFrame]


@dataclass(frozen=True)
class Extracted:
    """The sheets that are mapped, and what their rows tell: one table of `sent:` columns for each part of a row."""

    matched: list[Matched] = field(default_factory=list)
    people: Texts = field(default_factory=list)
    events: Texts = field(default_factory=list)
    relationships: Texts = field(default_factory=list)


@dataclass(frozen=True)
class Known:
    """A sheet with the table that it is, and the cells of each heading."""

    matched: Matched
    table: MappedTable

    def cell(self, heading: str) -> str:
        """The column of cells under a heading."""
        return self.matched.columns[heading]

    def reads(self, part: MappedPart) -> dict[str, str]:
        """Our columns of a part with the cells that hold them, as far as the sheet has them."""
        found = {ours: self.matched.columns.get(heading) for ours, heading in part.headings.items()}
        return {ours: cell for ours, cell in found.items() if cell is not None}

    @property
    def records(self) -> pl.DataFrame:
        """The rows that are records."""
        aside = self.matched.passed_over
        rows = self.matched.rows
        return rows if aside is None else rows.filter(~pl.col("row").is_in(aside.implode()))


def hold_extracts(sheets: Sequence[Sheet], *, manifest: Manifest) -> tuple[list[Known], list[Sheet], Found]:
    """The sheets that a `[[table]]` describes, and the others; what is new in one, and what is gone, is told."""
    known, others, found = list[Known](), list[Sheet](), NOTHING
    for sheet in sheets:
        one = _table_of(sheet, manifest.table) if sheet.shape is None else None
        if one is None:
            others.append(sheet)
            continue
        table, row = one
        matched, told = _matched(sheet, table, row)
        matched, more = without_lines(matched)
        known.append(Known(matched, table))
        found += told + more
    return known, others, found


def read_extracts(
    known: Sequence[Known], *, schema: TablesSchema, manifest: Manifest
) -> tuple[Extracted, Found]:
    """What every row of the mapped sheets tells, as tables of `sent:` columns."""
    read, found = Extracted([one.matched for one in known]), NOTHING
    belonging = _belonging(known)
    for one in known:
        people = [_with_person(one, person) for person in one.table.person]
        for number, (person, rows) in enumerate(zip(one.table.person, people, strict=True)):
            read.people.append(_people(one, person, rows, schema))
            if number and person.relation is not None:
                read.relationships.append(_related(one, person, (people[0], rows), schema))
        for number, event in enumerate(one.table.event):
            rows, told = _moments(one, event)
            if event.event is not None:
                rows = _not_dated_elsewhere(one, event.event, rows, manifest)
            if not people:
                rows, more = _somebodys(one, event, rows, belonging)
                told += more
            found += told
            owners = _owners(one, event, people) if people else [belonging]
            for owner in owners:
                read.events.extend(_events(one, event, rows, owner, schema=schema, number=number))
    return read, found


def header_row(sheet: Sheet, headings: Iterable[str]) -> tuple[int, set[str]] | None:
    """The row of a sheet in which most of these headings stand, and the keys of those that do."""
    keys = {word_key(heading) for heading in headings}
    best: tuple[int, set[str]] | None = None
    for cells in sheet.cells.head(return_limits().header_rows).iter_rows(named=True):
        row = cells.pop("row")
        met = {word_key(text) for text in cells.values() if text is not None} & keys
        if len(met) > (len(best[1]) if best else 0):
            best = (row, met)
    return best


def _table_of(sheet: Sheet, tables: Sequence[MappedTable]) -> tuple[MappedTable, int] | None:
    """The table whose headings a sheet has, with their row; None where it is of none."""
    best: tuple[MappedTable, int] | None = None
    most = 0.0
    for table in tables:
        met = header_row(sheet, table.columns)
        share = len(met[1]) / len({word_key(one) for one in table.columns}) if met else 0.0
        if met and share > most and share >= ALIKE and len(met[1]) >= min(FEWEST_ALIKE, len(table.columns)):
            best, most = (table, met[0]), share
    return best


def _matched(sheet: Sheet, table: MappedTable, row: int) -> tuple[Matched, Found]:
    heads = sheet.cells.filter(pl.col("row") == row).row(0, named=True)
    names = {cell: text for cell, text in heads.items() if cell != "row" and text is not None}
    by_key: dict[str, str] = {}
    for cell, text in names.items():
        by_key.setdefault(word_key(text), cell)
    columns = {one: by_key[word_key(one)] for one in table.columns if word_key(one) in by_key}
    place: Place = {"file": sheet.file, "sheet": sheet.sheet}
    found = NOTHING
    for heading in table.columns:
        if heading not in columns:
            rule = "columns-not-found" if heading in table.used else "extract-column-gone"
            ours = ", ".join(_ours_of(table, heading)) or heading
            found += issue(rule, **place, column=ours, value=heading)
    there = {word_key(one) for one in table.columns}
    for text in names.values():
        if word_key(text) not in there:
            found += issue("extract-column-new", **place, row=row, column=text, value=text)
    rows = sheet.cells.filter(pl.col("row") > row)
    return Matched(sheet, HOLDS, columns, _told_apart(names), rows, NO_ROWS.to_frame()), found


def _told_apart(names: dict[str, str]) -> dict[str, str]:
    """The headings, with a number where one comes again."""
    seen: dict[str, int] = {}
    apart = {}
    for cell, text in names.items():
        seen[text] = seen.get(text, 0) + 1
        apart[cell] = text if seen[text] == 1 else f"{text} ({seen[text]})"
    return apart


def _ours_of(table: MappedTable, heading: str) -> list[str]:
    parts = [one.headings for one in (*table.person, *table.event)]
    return sorted({ours for part in parts for ours, theirs in part.items() if theirs == heading})


def _with_person(
    one: Known,
    person: MappedPerson,
) -> pl.DataFrame:
    """The records with the made columns of a person: number, forename and surname; null where there is nobody."""
    cells, rows = one.reads(person), one.records
    forename, surname = (_cell(cells.get(name)) for name in ("forename", "surname"))
    if "name" in cells:
        first, last = _split(pl.col(cells["name"]))
        forename, surname = pl.coalesce(forename, first), pl.coalesce(surname, last)
    rows = rows.with_columns(forename.alias(f"{MADE}forename"), surname.alias(f"{MADE}surname"))
    made = _numbers(rows, born=cells.get("date_of_birth"))
    number = pl.coalesce(_cell(cells.get("person_id")), made)
    return rows.with_columns(number.alias(f"{MADE}person_id"))


def _cell(name: str | None) -> pl.Expr:
    return pl.lit(None, pl.String) if name is None else pl.col(name)


def _split(whole: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Forename and surname of `SURNAME, Forename` or of `Forename Surname`; a word alone is a forename."""
    comma = whole.str.contains(",", literal=True)
    before, after = (whole.str.extract(r"^([^,]*),\s*(.*)$", group).str.strip_chars() for group in (1, 2))
    last = whole.str.extract(r"\s(\S+)$", 1)
    first = pl.when(last.is_null()).then(whole).otherwise(whole.str.extract(r"^(.*?)\s+\S+$", 1))
    return pl.when(comma).then(after).otherwise(first), pl.when(comma).then(before).otherwise(last)


def _numbers(rows: pl.DataFrame, *, born: str | None) -> pl.Series:
    """A number for each person without one, from name and date of birth; none where no name stands."""
    parts = rows.select(f"{MADE}forename", f"{MADE}surname", _cell(born).alias("born"))
    made = [
        f"n{hashlib.sha256('|'.join(word_key(part or '') for part in row).encode()).hexdigest()[:ID_DIGITS]}"
        if any(row[:2])
        else None
        for row in parts.iter_rows()
    ]
    return pl.Series(made, dtype=pl.String)


def _people(one: Known, person: MappedPerson, rows: pl.DataFrame, schema: TablesSchema) -> pl.DataFrame:
    """A person of each row, once for all that the rows say alike."""
    cells = one.reads(person)
    cells |= {name: f"{MADE}{name}" for name in ("person_id", "forename", "surname")}
    told = {ours: cell for ours, cell in cells.items() if ours in schema.mapped["people"]}
    rows = rows.filter(pl.col(f"{MADE}person_id").is_not_null())
    rows = rows.unique(list(told.values()), keep="first", maintain_order=True)
    return _text(one, "people", told, rows, schema=schema, part=person)


def _related(
    one: Known, person: MappedPerson, both: tuple[pl.DataFrame, pl.DataFrame], schema: TablesSchema
) -> pl.DataFrame:
    """What the first person of each row is to another one."""
    first, rows = both
    number = f"{MADE}person_id"
    rows = rows.with_columns(first[number].alias(f"{MADE}first"))
    cells = {"person_id": f"{MADE}first", "related_person_id": number}
    cells |= {"relation": one.cell(person.relation)} if person.relation in one.matched.columns else {}
    rows = rows.filter(pl.all_horizontal(pl.col(list(cells.values())).is_not_null()))
    rows = rows.unique(list(cells.values()), keep="first", maintain_order=True)
    return _text(one, "relationships", cells, rows, schema=schema, part=person)


def _moments(one: Known, event: MappedEvent) -> tuple[pl.DataFrame, Found]:
    """The records in which an event's moment stands; words in its place are told, and make no event."""
    rows, started = one.records, one.matched.columns.get(event.started)
    if started is None:
        return rows.clear().with_columns(pl.lit(0, pl.Int64).alias(AGAIN)), NOTHING
    for heading, values in event.when.items():
        keys = [word_key(value) for value in values]
        held = rows[one.cell(heading)] if heading in one.matched.columns else pl.Series([None] * rows.height)
        rows = rows.filter(pl.Series([word_key(text or "") in keys for text in held], dtype=pl.Boolean))
    rows = rows.filter(pl.col(started).is_not_null())
    stands = pl.col(started).str.contains(r"\d")
    wordy = rows.filter(~stands).select(
        file=pl.lit(one.matched.sheet.file), sheet=pl.lit(one.matched.sheet.sheet), row="row", value=started
    )
    told = issues_of_rows("extract-no-date", wordy, column=event.started, value=pl.col("value"))
    if event.event is not None and event.event in one.matched.columns:
        rows = rows.filter(pl.col(one.cell(event.event)).is_not_null())
    cells = one.reads(event)
    beside = [cells[name] for name in ("ended", "started_time", "ended_time") if name in cells]
    rows, unsaid = one_date_each(rows.filter(stands), started, beside=list(dict.fromkeys(beside)))
    odd = unsaid.select(
        file=pl.lit(one.matched.sheet.file), sheet=pl.lit(one.matched.sheet.sheet), row="row", value=started
    )
    return rows, told + issues_of_rows(
        "extract-dates-unpaired", odd, column=event.started, value=pl.col("value")
    )


def _not_dated_elsewhere(one: Known, heading: str, rows: pl.DataFrame, manifest: Manifest) -> pl.DataFrame:
    """The rows less those whose word is that of an event which has a date of its own in the row."""
    if heading not in one.matched.columns:
        return rows
    said = lookup(events(), manifest.codes.get("event", {}))
    words = recode(rows[one.cell(heading)], said)
    for event in one.table.event:
        started = one.matched.columns.get(event.started)
        if event.word is not None and started is not None:
            dated = rows[started].str.contains(r"\d").fill_null(value=False)
            keep = ~(dated & (words == event.word).fill_null(value=False))
            rows, words = rows.filter(keep), words.filter(keep)
    return rows


def _somebodys(
    one: Known, event: MappedEvent, rows: pl.DataFrame, belonging: pl.DataFrame
) -> tuple[pl.DataFrame, Found]:
    """The rows of a table without people that another table gives somebody; the others are passed over and told."""
    number = one.matched.columns.get(event.event_id or "")
    if number is None:
        return rows, NOTHING
    known, sheet = rows[number].is_in(belonging["number"].implode()).fill_null(value=False), one.matched.sheet
    nobody = rows.filter(~known).select(
        file=pl.lit(sheet.file),
        sheet=pl.lit(sheet.sheet),
        row="row",
        value=number,
        rule=pl.lit("extract-nobody"),
    )
    told = issues_of_rows("extract-nobody", nobody, column=event.event_id or "", value=pl.col("value"))
    return rows.filter(known), told + set_aside(nobody)


def _owners(one: Known, event: MappedEvent, people: Sequence[pl.DataFrame]) -> list[pl.DataFrame]:
    """`row` and the number of whom an event happened to: a table for each person of a row that it concerns."""
    keys = event.who or (one.table.person[0].key,)
    chosen = [rows for person, rows in zip(one.table.person, people, strict=True) if person.key in keys]
    return [rows.select("row", person=f"{MADE}person_id") for rows in chosen]


def _belonging(known: Sequence[Known]) -> pl.DataFrame:
    """`number` of an event with each `person` it happened to, from the tables that say so."""
    none = pl.DataFrame(schema={"number": pl.String(), "person": pl.String()})
    parts = [none]
    for one in known:
        for person in one.table.person:
            cells = one.reads(person)
            if "event_id" not in cells or "person_id" not in cells:
                continue
            rows = one.records
            if person.roles and "role" in cells:
                keys = {word_key(role) for role in person.roles}
                held = [word_key(text or "") in keys for text in rows[cells["role"]]]
                rows = rows.filter(pl.Series(held, dtype=pl.Boolean))
            parts.append(rows.select(number=cells["event_id"], person=cells["person_id"]))
    return pl.concat(parts).drop_nulls().unique(maintain_order=True)


def _events(
    one: Known, event: MappedEvent, rows: pl.DataFrame, owners: pl.DataFrame,
    *, schema: TablesSchema, number: int,
) -> Texts:  # fmt: skip
    """An event of each row for each whom it happened to, as one table for each place among them."""
    cells = {ours: cell for ours, cell in one.reads(event).items() if ours in schema.mapped["events"]}
    if "row" in owners.columns:
        rows = rows.join(owners, on="row", how="inner", maintain_order="left")
    else:
        by = _cell(cells.get("event_id")).alias("number")
        rows = rows.with_columns(by).join(owners, on="number", how="left", maintain_order="left")
    rows = rows.with_columns(
        place=pl.int_range(pl.len()).over("row"),
        **{f"{MADE}word": pl.lit(event.word, pl.String), f"{MADE}to": pl.lit(event.to, pl.String)},
    )
    if "event_id" in cells:
        again = f"-{number}" if number else ""
        nth = pl.when(pl.col(AGAIN) > 0).then(pl.format("/{}", pl.col(AGAIN) + 1)).otherwise(pl.lit(""))
        number_ = pl.format("{}{}{}", cells["event_id"], pl.lit(again), nth)
        rows = rows.with_columns(number_.alias(f"{MADE}number"))
        cells = {
            **cells,
            "source_ref": cells.get("source_ref", cells["event_id"]),
            "event_id": f"{MADE}number",
        }
    cells |= {"person_id": "person"}
    cells |= {"event": f"{MADE}word"} if event.word else {}
    cells |= {"counterparty": f"{MADE}to"} if event.to else {}
    return [
        _text(one, "events", cells, some, schema=schema, part=event)
        for _, some in sorted(rows.partition_by("place", as_dict=True).items())
    ]


def _text(
    one: Known, table: TableName, cells: dict[str, str], rows: pl.DataFrame,
    *, schema: TablesSchema, part: MappedPart,
) -> pl.DataFrame:  # fmt: skip
    """Rows as `sent:` columns, and `at:` columns with the sender's own headings."""
    columns: Sequence[ReturnColumn] = schema.tables[table].column
    view = replace(one.matched, holds=table, columns=cells, rows=rows, passed_over=None)
    heads = {f"at:{ours}": pl.lit(heading) for ours, heading in part.headings.items()}
    return view.text(columns).with_columns(**heads)


def without_told_twice(parts: Sequence[pl.DataFrame]) -> tuple[pl.DataFrame, Found]:
    """Typed events of several views, each event of a person once; a further one is told."""
    rows = pl.concat(parts)
    again = ~pl.struct("event_id", "person_id").is_first_distinct()
    first = said_place().first().over("event_id", "person_id")
    told = rows.with_columns(first=first).filter(again)
    found = issues_of_rows("list-event-again", told, column="started", value=pl.col("first"))
    return rows.filter(~again), found
