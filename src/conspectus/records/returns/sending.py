"""One sender's return: from its folder to typed tables and issues, step by step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from conspectus.definitions.return_schema import (
    ListsSchema,
    ReturnSchema,
    TableName,
    TablesSchema,
    list_schemas,
    return_schemas,
)
from conspectus.records.returns.events import TYPED as EVENTS
from conspectus.records.returns.events import Events, read_events
from conspectus.records.returns.extracts import Extracted, hold_extracts, read_extracts, without_told_twice
from conspectus.records.returns.fates import SPOILT
from conspectus.records.returns.formats import belonging, limits, shapes
from conspectus.records.returns.found import NOTHING, PLACES, Found, issue, set_aside
from conspectus.records.returns.headers import Matched
from conspectus.records.returns.hidden_sheets import Hidden, hidden_rows, hold_hidden
from conspectus.records.returns.holding import Held, hold_tables
from conspectus.records.returns.list_events import check_list_events
from conspectus.records.returns.manifest import NAME, Manifest, read_manifest
from conspectus.records.returns.merging import homes_of_lists, merge, tell_merged
from conspectus.records.returns.no_records import without_lines, without_repeats
from conspectus.records.returns.not_read import named_words, not_covered, tell_sheets, tell_unread
from conspectus.records.returns.once import once
from conspectus.records.returns.people import TYPED as PEOPLE
from conspectus.records.returns.people import People, read_people
from conspectus.records.returns.readers import READERS, Reader, Rows
from conspectus.records.returns.relationships import read_relationships
from conspectus.records.returns.restricted_rows import restricted_rows
from conspectus.records.returns.unusable import unknown_people
from conspectus.records.returns.words import word_key
from conspectus.records.sheets import Sheet, Unread, read_folder

UNUSED = "list-not-used"
TABLES = "events-1"  # the shape that may stand beside every other one
KEYS: dict[TableName, str] = {
    "people": "person_id",
    "events": "event_id",
    "relationships": "person_id",
}  # columns whose values rarely come again
Texts = dict[TableName, pl.DataFrame]


@dataclass(frozen=True)
class Tables:
    """What a return came to: tables as the casebook has them, less whose they are."""

    people: pl.DataFrame
    homes: pl.DataFrame
    events: pl.DataFrame
    relationships: pl.DataFrame
    unusable_events: pl.DataFrame
    uncovered: pl.DataFrame


@dataclass(frozen=True)
class Sent:
    """What one sender's folder holds; `manifest` and `tables` are None where nobody can say whose it is."""

    folder: str
    sender: str
    found: Found
    manifest: Manifest | None = None
    tables: Tables | None = None
    matched: list[Matched] = field(default_factory=list)
    restricted: pl.DataFrame = field(default_factory=PLACES.to_frame)  # the places of restricted rows


@dataclass(frozen=True)
class _Sheets:
    """A folder's sheets, by what became of them."""

    matched: list[Matched]  # those of the return's own schema, then people, events and relationships
    others: list[Sheet]
    unread: list[Unread]
    hidden: Hidden
    extracted: Extracted  # of the sender's own tables, which are among `matched` too


def read_return(folder: Path, *, taken: set[str]) -> Sent:
    """A sender's folder, read and checked; `taken` holds the senders of the folders before it."""
    manifest, found = read_manifest(folder)
    if manifest is None:
        return Sent(folder.name, folder.name, found)
    if manifest.sender in taken:
        twice = issue("sender-twice", file=NAME, column="sender", value=manifest.sender)
        return Sent(folder.name, folder.name, found + twice)
    return _read(folder, manifest, found)


def _read(folder: Path, manifest: Manifest, found: Found) -> Sent:
    sheets, manifest, held = _hold(folder, manifest)
    own_tables = sheets.extracted
    texts, read = _texts(sheets.matched)
    words = [one["sent:event"] for one in (texts["events"], *own_tables.events)]
    said, manifest = manifest.covers, _with_held(manifest, words)
    people, named = _people([texts["people"], *own_tables.people], manifest)
    own = [one for one in sheets.matched if one.holds.startswith("list ")]
    rows, listed = _rows(own, manifest=manifest, known=people.rows["person_id"])
    whose = _whose(own)
    tables, made = _tables(texts, people, rows, (whose, own_tables), manifest=manifest)
    tables, covered = _cover(tables, sheets, manifest)
    hidden = _hidden_rows(sheets.hidden, tables, manifest)
    tables = replace(tables, unusable_events=pl.concat([tables.unusable_events, hidden]))
    found += held + read + named + listed + made + covered
    found += _what_is_not_there(tables, sheets.matched, manifest, said=said)
    found += _silent(tables, words, rows, hidden, manifest)
    told = (texts["people"], texts["events"], *own_tables.people, *own_tables.events)
    restricted = restricted_rows(sheets.matched, rows=told, manifest=manifest)
    return Sent(folder.name, manifest.sender, found, manifest, tables, sheets.matched, restricted)


def _hold(folder: Path, manifest: Manifest) -> tuple[_Sheets, Manifest, Found]:
    """Which sheet holds what; sheets and files that hold nothing of ours are told."""
    sheets, passed, unread, found = _open(folder, manifest)
    hidden = hold_hidden(passed, reader=_reader(manifest), tables=_tables_schema(), manifest=manifest)
    known, sheets, more = hold_extracts(sheets, manifest=manifest)
    extracted, told = read_extracts(known, schema=_tables_schema(), manifest=manifest)
    found += more + told
    held, manifest, more = _hold_lists(sheets, manifest)
    matched, others, found = list(held.matched), held.others, found + more
    if manifest.schema_ != TABLES:
        held, more = hold_tables(others, schema=_tables_schema(), manifest=manifest)
        matched, others, found = [*matched, *held.matched], held.others, found + more
    cleaned = []
    for one in matched:
        one, more = without_lines(one)
        cleaned.append(one)
        found += more + _useless(one)
    found += tell_sheets(others) + tell_unread(unread)
    return _Sheets([*extracted.matched, *cleaned], others, unread, hidden, extracted), manifest, found


def _hold_lists(sheets: list[Sheet], manifest: Manifest) -> tuple[Held, Manifest, Found]:
    """The sheets of the return that return.toml names, and of others that lie beside it and say what they are.

    Where covers says nothing, it is what all of them can answer for.
    """
    mine, theirs = _theirs(sheets, return_schemas()[manifest.schema_])
    held, with_own, found = _reader(manifest).hold(mine, manifest=manifest)
    matched, others, covers = list(held.matched), list(held.others), dict.fromkeys(with_own.covers)
    for schema, beside in theirs:
        more, with_more, told = READERS[schema.kind](schema).hold(beside, manifest=manifest)
        matched, others, found = [*matched, *more.matched], [*others, *more.others], found + told
        covers |= dict.fromkeys(with_more.covers)
    return Held(matched, others), manifest.model_copy(update={"covers": tuple(covers)}), found


def _theirs(
    sheets: list[Sheet], own: ReturnSchema
) -> tuple[list[Sheet], list[tuple[ListsSchema, list[Sheet]]]]:
    """Sheets that may be of the return that is named, and by return those that are of another beyond doubt.

    Lists that two returns have alike are of the one that is named.
    """
    mine, rest = belonging(sheets, own) if isinstance(own, ListsSchema) else ([], sheets)
    theirs = list[tuple[ListsSchema, list[Sheet]]]()
    for schema in list_schemas().values():
        alike = isinstance(own, ListsSchema) and (own.id == schema.like or schema.id == own.like)
        beside, rest = belonging(rest, schema) if schema is not own and not alike else ([], rest)
        theirs += [(schema, beside)] if beside else []
    left = {(one.file, one.sheet) for one in (*mine, *rest)}
    return [one for one in sheets if (one.file, one.sheet) in left], theirs


def _rows(matched: Sequence[Matched], *, manifest: Manifest, known: pl.Series) -> tuple[Rows, Found]:
    """The people and events of every list, whichever return it belongs to; that of return.toml first."""
    own = return_schemas()[manifest.schema_]
    rest = [one for one in list_schemas().values() if one is not own]
    rows, found = Rows([], [], []), NOTHING
    for schema in (own, *rest):
        read, more = READERS[schema.kind](schema).read(matched, manifest=manifest, known=known)
        rows = Rows(rows.people + read.people, rows.events + read.events, rows.lost + read.lost)
        found += more
    return rows, found


def _reader(manifest: Manifest) -> Reader:
    schema = return_schemas()[manifest.schema_]
    return READERS[schema.kind](schema)


def _tables_schema() -> TablesSchema:
    schema = return_schemas()[TABLES]
    assert isinstance(schema, TablesSchema)
    return schema


def _open(folder: Path, manifest: Manifest) -> tuple[list[Sheet], list[Sheet], list[Unread], Found]:
    """The sheets of the folder's files that are used, hidden ones that return.toml does not name, what is unread."""
    sheets, passed, unread, found = list[Sheet](), list[Sheet](), list[Unread](), NOTHING
    for one in read_folder(folder, shapes=shapes(), limits=limits()):
        if isinstance(one, Unread):
            unread.append(one)
            continue
        if one.hidden and one.sheet not in manifest.sheets:
            passed.append(one)
            found += issue("sheet-hidden", file=one.file, sheet=one.sheet, value=one.sheet)
            continue
        sheets.append(one)
        for odd in one.oddities:
            found += issue(
                odd.check, file=one.file, sheet=one.sheet, row=odd.row, value=odd.value, count=odd.count
            )
    for name in sorted(set(manifest.sheets) - {one.sheet for one in sheets}):
        found += issue("sheet-not-there", file=NAME, column="sheets", value=name)
    return sheets, passed, unread, found


def _useless(matched: Matched) -> Found:
    """The rows of a sheet none of which can be used."""
    rule = "adopters-set-aside" if matched.private and matched.fault != UNUSED else matched.fault
    if rule is None:
        return NOTHING
    told = issue(rule, **matched.place, count=matched.rows.height) if matched.private else NOTHING
    places = matched.rows.select(
        file=pl.lit(matched.sheet.file), sheet=pl.lit(matched.sheet.sheet), row="row", rule=pl.lit(rule)
    )
    return told + set_aside(places)


def _texts(matched: Sequence[Matched]) -> tuple[Texts, Found]:
    """The rows of every sheet of people, events and relationships, as `sent:` columns."""
    texts, found = Texts(), NOTHING
    for name, table in _tables_schema().tables.items():
        sent = {f"sent:{one.id}": pl.String() for one in table.column}
        dates = {f"is_date:{one.id}": pl.Boolean() for one in table.column if one.kind == "date"}
        none = pl.DataFrame(schema={**PLACES, SPOILT: pl.String(), **sent, **dates})
        rows = pl.concat([none, *(one.text(table.column) for one in matched if one.holds == name)])
        texts[name], more = without_repeats(rows, key=KEYS[name])
        found += more
    return texts, found


def _whose(own: Sequence[Matched]) -> dict[tuple[str, str], str]:
    """To which return each sheet belongs, and to which file of it where several hold the same list."""
    files = dict[str, list[str]]()
    for one in own:
        held = files.setdefault(one.holds, [])
        if one.sheet.file not in held:
            held.append(one.sheet.file)
    return {
        (one.sheet.file, one.sheet.sheet): f"{_return_of(one)} {files[one.holds].index(one.sheet.file)}"
        for one in own
    }


def _return_of(matched: Matched) -> str:
    """The id of the return to which a list belongs."""
    name = matched.holds.removeprefix("list ")
    return next(schema.id for schema in list_schemas().values() if any(one.id == name for one in schema.list))


def _people(texts: Sequence[pl.DataFrame], manifest: Manifest) -> tuple[People, Found]:
    """The people of the people file, and those of each part of the sender's own tables."""
    read = [read_people(text, manifest=manifest) for text in texts]
    people = People(
        pl.concat([people.rows for people, _ in read]), pl.concat([people.homes for people, _ in read])
    )
    return people, sum((found for _, found in read), NOTHING)


def _events(
    texts: Sequence[pl.DataFrame], *, everyone: pl.DataFrame, manifest: Manifest
) -> tuple[Events, Found]:
    """The events of the events file, and those of each part of the sender's own tables."""
    read = [read_events(text, people=everyone, manifest=manifest) for text in texts]
    found = sum((found for _, found in read), NOTHING)
    if len(read) == 1:
        return read[0]
    used, again = without_told_twice([events.used for events, _ in read])
    return Events(used, pl.concat([events.unusable for events, _ in read])), found + again


def _relationships(
    texts: Sequence[pl.DataFrame], *, everyone: pl.DataFrame, manifest: Manifest
) -> tuple[pl.DataFrame, Found]:
    read = [read_relationships(text, people=everyone, manifest=manifest) for text in texts]
    return pl.concat([rows for rows, _ in read]), sum((found for _, found in read), NOTHING)


def _tables(
    texts: Texts,
    people: People,
    rows: Rows,
    whose: tuple[Mapping[tuple[str, str], str], Extracted],
    *,
    manifest: Manifest,
) -> tuple[Tables, Found]:
    """People first, since events and relationships are checked against them."""
    returns, own = whose
    listed = pl.concat(rows.people) if rows.people else people.rows.clear()
    everyone = merge(file=people.rows, lists=listed)
    found = tell_merged(everyone, file=people.rows, lists=listed)
    events, more = _events([texts["events"], *own.events], everyone=everyone, manifest=manifest)
    found += more
    if rows.events:
        of_lists, more = check_list_events(
            pl.concat(rows.events),
            lost=pl.concat(rows.lost),
            people=everyone,
            manifest=manifest,
            whose=returns,
        )
        listed_once, twice = once(of_lists.used, returns)
        found += more + twice
        events = Events(
            pl.concat([listed_once.select(EVENTS), events.used]),
            pl.concat([of_lists.unusable, events.unusable]),
        )
    related = [texts["relationships"], *own.relationships]
    relationships, more = _relationships(related, everyone=everyone, manifest=manifest)
    none = pl.DataFrame()
    homes = pl.concat([people.homes, homes_of_lists(listed).select(people.homes.columns)])
    tables = Tables(everyone.select(PEOPLE), homes, events.used, relationships, events.unusable, none)
    return tables, found + more


def _cover(tables: Tables, sheets: _Sheets, manifest: Manifest) -> tuple[Tables, Found]:
    """The tables with the words that the sender does not cover after all, each told."""
    withdrawn = pl.concat(
        [
            not_covered(
                sheets=[*sheets.others, *sheets.hidden.others], unread=sheets.unread, held=sheets.matched,
                manifest=manifest,
                usable_events=not tables.events.is_empty(),
            ),
            unknown_people(tables.events, tables.unusable_events, manifest),
        ]
    ).unique("event", keep="first", maintain_order=True)  # fmt: skip
    found = NOTHING
    for why in ("file", "rows"):
        words = withdrawn.filter(pl.col("why") == why)["event"].to_list()
        if words:
            found += issue(f"withdrawn-{why}", file=NAME, column="covers", value=", ".join(sorted(words)))
    return replace(tables, uncovered=withdrawn), found


def _hidden_rows(hidden: Hidden, tables: Tables, manifest: Manifest) -> pl.DataFrame:
    """The rows of hidden sheets, which were sent and are not usable."""
    return hidden_rows(
        hidden, reader=_reader(manifest), tables=_tables_schema(), people=tables.people, used=tables.events,
        manifest=manifest,
    )  # fmt: skip


def _with_held(manifest: Manifest, said: Sequence[pl.Series]) -> Manifest:
    """Where covers says nothing, the words of which rows came are those that can be answered for."""
    if manifest.covers:
        return manifest
    names = named_words(manifest)
    words = pl.concat(said).drop_nulls().unique(maintain_order=True)
    held = dict.fromkeys(names[key] for word in words if (key := word_key(word)) in names)
    return manifest.model_copy(update={"covers": tuple(held)})


def _what_is_not_there(
    tables: Tables, matched: Sequence[Matched], manifest: Manifest, *, said: tuple[str, ...]
) -> Found:
    holds, found = {one.holds for one in matched}, NOTHING
    own = manifest.schema_ == TABLES and not manifest.table
    if own and "people" not in holds:
        found += issue("table-missing", value="people")
    if own and "events" not in holds:
        found += issue("table-not-sent", value="events")
    named = pl.col("forename").is_not_null() | pl.col("surname").is_not_null()
    if tables.people.height and tables.people.filter(named).is_empty():
        by_upn = tables.people.filter(pl.col("upn").is_not_null() & pl.col("born_first").is_not_null()).height
        found += (
            issue("no-names-but-upn", count=tables.people.height, value=f"{by_upn:,}")
            if by_upn
            else issue("no-names-at-all", count=tables.people.height)
        )
    if not said:
        found += issue("covers-missing", file=NAME, column="covers")
    return found


def _silent(
    tables: Tables, said: Sequence[pl.Series], rows: Rows, hidden: pl.DataFrame, manifest: Manifest
) -> Found:
    """Words covered of which no row was sent; one whose rows cannot be used was sent, and its errors say so."""
    seen = {word for events in (tables.events, hidden, *rows.events) for word in events["event"].unique()}
    tried = {word_key(word) for word in pl.concat(said).drop_nulls().unique()}
    codes = {
        word: {word_key(code) for code in (word, *given)}
        for word, given in manifest.codes.get("event", {}).items()
    }
    gone = set(tables.uncovered["event"])
    silent = [
        word
        for word in manifest.covers
        if word not in seen and word not in gone and not tried & codes.get(word, {word_key(word)})
    ]
    return (
        issue("covered-but-none", file=NAME, column="covers", value=", ".join(silent)) if silent else NOTHING
    )
