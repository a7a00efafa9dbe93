"""One sender's return: from its folder to typed tables and issues."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from conspectus.definitions import events
from conspectus.definitions.return_schema import (
    ListEvent,
    ListsSchema,
    TableName,
    TablesSchema,
    return_schemas,
)
from conspectus.records.returns.events import TYPED as EVENTS
from conspectus.records.returns.events import read_events
from conspectus.records.returns.headers import Matched
from conspectus.records.returns.holding import hold_lists, hold_tables, tell_others
from conspectus.records.returns.issues import PLACE, PLACES, IssueBook
from conspectus.records.returns.lists import check_list_events, list_events, read_list, tell_undated
from conspectus.records.returns.manifest import NAME, Manifest, read_manifest
from conspectus.records.returns.merging import merge, people_of_lists, tell_merged
from conspectus.records.returns.people import read_people
from conspectus.records.returns.relationships import read_relationships
from conspectus.records.returns.sheets import read_sheets
from conspectus.records.returns.words import word_key

TABLES = "events-1"  # the shape that may stand beside every other one


@dataclass
class Sent:
    """What one sender's folder holds; `manifest` is None where nobody can say whose it is."""

    folder: str
    book: IssueBook
    manifest: Manifest | None = None
    matched: list[Matched] = field(default_factory=list)
    people: pl.DataFrame | None = None
    events: pl.DataFrame | None = None
    relationships: pl.DataFrame | None = None


@dataclass
class _Lists:
    """Rows of a sender's lists, as people and as events not yet checked against them."""

    people: list[pl.DataFrame] = field(default_factory=list)
    events: list[pl.DataFrame] = field(default_factory=list)


def read_return(folder: Path, *, taken: set[str]) -> Sent:
    """A sender's folder, read and checked; `taken` holds the senders of the folders before it."""
    sent = Sent(folder.name, IssueBook(sender=folder.name))
    manifest = read_manifest(folder, sent.book)
    if manifest is not None and manifest.sender in taken:
        sent.book.add("sender-twice", file=NAME, column="sender", value=manifest.sender)
        manifest = None
    if manifest is not None:
        sent.book.sender = manifest.sender
        _read(sent, folder, manifest)
    return sent


def _read(sent: Sent, folder: Path, manifest: Manifest) -> None:
    schemas, book = return_schemas(), sent.book
    sheets = list(read_sheets(folder, book))
    schema, tables = schemas[manifest.schema_], schemas[TABLES]
    assert isinstance(tables, TablesSchema)
    lists = _Lists()
    if isinstance(schema, ListsSchema):
        held, sheets = hold_lists(sheets, schema=schema, manifest=manifest, book=book)
        manifest = _with_covers(manifest, held, schema=schema, book=book)
        lists = _read_lists(held, schema=schema, manifest=manifest, book=book)
        sent.matched += held
    held, others = hold_tables(sheets, schema=tables, manifest=manifest, book=book)
    sent.matched += held
    tell_others(others, book)
    _set_unusable_aside(sent)
    texts = {name: _text(held, name, schema=tables) for name in tables.tables}
    _make_tables(sent, texts, lists=lists, manifest=manifest)
    sent.manifest = manifest
    _tell_what_is_not_there(sent, manifest, tables=isinstance(schema, TablesSchema))
    _tell_silent(sent, manifest, texts["events"]["sent:event"], made=lists.events)


def _read_lists(held: list[Matched], *, schema: ListsSchema, manifest: Manifest, book: IssueBook) -> _Lists:
    by_id, met, lists = {one.id: one for one in schema.list}, Counter[str](), _Lists()
    for matched in held:
        one = by_id[matched.holds.removeprefix("list ")]
        met[one.id] += 1
        if matched.fault is not None or matched.private:
            continue
        rows = read_list(matched, one=one, schema=schema, manifest=manifest, book=book)
        sheet = one.id if met[one.id] == 1 else f"{one.id}.{met[one.id]}"
        events = list_events(rows, one=one, sheet=sheet, manifest=manifest)
        tell_undated(rows, events, one=one, matched=matched, book=book)
        lists.people.append(people_of_lists(rows))
        lists.events += events
    return lists


def _make_tables(
    sent: Sent, texts: dict[TableName, pl.DataFrame], *, lists: _Lists, manifest: Manifest
) -> None:
    """People first, since events and relationships are checked against them."""
    book = sent.book
    people, events = read_people(texts["people"], manifest=manifest, book=book), []
    if lists.people:
        people, made = _with_lists(people, lists, manifest=manifest, book=book)
        events += [made.select(EVENTS)] if lists.events else []
    lost = _lost(sent, texts["people"], lists, people)
    events.append(read_events(texts["events"], people=people, lost=lost, manifest=manifest, book=book))
    sent.people, sent.events = people, pl.concat(events)
    sent.relationships = read_relationships(
        texts["relationships"], people=people, lost=lost, manifest=manifest, book=book
    )


def _with_lists(
    file: pl.DataFrame, lists: _Lists, *, manifest: Manifest, book: IssueBook
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """People of the file and the lists together, and the lists' events checked against them."""
    rows = pl.concat(lists.people)
    events = PLACES.to_frame()
    if lists.events:
        everyone = merge(file=file, lists=rows)
        events = check_list_events(pl.concat(lists.events), people=everyone, manifest=manifest, book=book)
    aside = book.rows_aside()
    # A row is used whole or not at all, so what else it said goes with the event that could not be.
    rows = rows.join(aside, on=PLACE, how="anti", maintain_order="left")
    events = events.join(aside, on=PLACE, how="anti", maintain_order="left")
    people = merge(file=file, lists=rows)
    tell_merged(people, file=file, lists=rows, book=book)
    return people, events


def _lost(sent: Sent, file: pl.DataFrame, lists: _Lists, people: pl.DataFrame) -> pl.Series:
    """Ids of people of whom every row was set aside."""
    ids = [file["sent:person_id"], *(one["person_id"] for one in lists.people)]
    ids += [
        one.rows[one.columns["person_id"]]
        for one in sent.matched
        if one.holds == "people" and one.fault and "person_id" in one.columns
    ]
    known = pl.concat([one.alias("person_id").cast(pl.String) for one in ids]).drop_nulls().unique()
    return known.filter(~known.is_in(people["person_id"].implode()))


def _text(held: list[Matched], name: TableName, *, schema: TablesSchema) -> pl.DataFrame:
    """The rows of every usable sheet of one table, as `sent:` columns."""
    columns = schema.tables[name].column
    none = pl.DataFrame(
        schema={
            "file": pl.String(),
            "sheet": pl.String(),
            "row": pl.Int64(),
            **{f"sent:{one.id}": pl.String() for one in columns},
        }
    )
    return pl.concat([none, *(one.text(columns) for one in held if one.holds == name and one.fault is None)])


def _with_covers(
    manifest: Manifest, held: list[Matched], *, schema: ListsSchema, book: IssueBook
) -> Manifest:
    """Where covers says nothing, the lists that are there say what can be answered for."""
    there = {one.holds.removeprefix("list ") for one in held}
    for one in schema.list:
        if one.id not in there and one.holds == "children":
            book.add("list-missing", value=f"{one.title.lower()} (list {one.id})")
    words = [word for one in schema.list if one.id in there for word in one.covers]
    latest = [
        events()[made.event].title.lower() for one in held for made in _made(one, schema) if made.latest_only
    ]
    if latest:
        book.add("list-latest-only", value=", ".join(latest))
    dated = {
        made.event
        for one in held
        if one.fault is None
        for made in _made(one, schema)
        if made.started in one.columns
    }
    covers = manifest.covers or tuple(word for word in dict.fromkeys(words) if word in dated)
    return manifest.model_copy(update={"covers": covers})


def _made(matched: Matched, schema: ListsSchema) -> tuple[ListEvent, ...]:
    return next(one.event for one in schema.list if f"list {one.id}" == matched.holds)


def _set_unusable_aside(sent: Sent) -> None:
    for matched in sent.matched:
        rule = "adopters-set-aside" if matched.private else matched.fault
        if rule is None:
            continue
        place = matched.sheet.place
        if matched.private:
            sent.book.add(rule, **place, count=matched.rows.height)
        sent.book.set_aside(
            matched.rows.select(
                file=pl.lit(place["file"]), sheet=pl.lit(place["sheet"]), row="row", rule=pl.lit(rule)
            )
        )


def _tell_what_is_not_there(sent: Sent, manifest: Manifest, *, tables: bool) -> None:
    assert sent.people is not None
    assert sent.events is not None
    holds = {one.holds for one in sent.matched}
    if tables and "people" not in holds:
        sent.book.add("table-missing", value="people")
    if tables and "events" not in holds:
        sent.book.add("table-not-sent", value="events")
    named = pl.col("forename").is_not_null() | pl.col("surname").is_not_null()
    if sent.people.height and sent.people.filter(named).is_empty():
        sent.book.add("no-names-at-all", count=sent.people.height)
    if not manifest.covers:
        sent.book.add("covers-missing", file=NAME, column="covers")


def _tell_silent(sent: Sent, manifest: Manifest, words: pl.Series, *, made: list[pl.DataFrame]) -> None:
    """Words covered of which no row was sent; one whose rows were all set aside was sent, and its errors say so.

    `words` are those sent in events files, `made` the events of lists before they were checked.
    """
    assert sent.events is not None
    seen = {word for events in (sent.events, *made) for word in events["event"].unique()}
    tried = {word_key(word) for word in words.drop_nulls().unique()}
    codes = {
        word: {word_key(code) for code in (word, *given)}
        for word, given in manifest.codes.get("event", {}).items()
    }
    silent = [
        word for word in manifest.covers if word not in seen and not tried & codes.get(word, {word_key(word)})
    ]
    if silent and seen:
        sent.book.add("covered-but-none", file=NAME, column="covers", value=", ".join(silent))
