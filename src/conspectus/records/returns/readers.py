"""One reader for each kind of return schema: which sheets it holds, and what it makes of them.

A new kind of file is a reader here; everything else goes by its two steps.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import polars as pl

from conspectus.definitions import events
from conspectus.definitions.return_schema import ListEvent, ListsSchema, ReturnList, TablesSchema
from conspectus.records.returns.found import NOTHING, Found, issue
from conspectus.records.returns.headers import Matched
from conspectus.records.returns.holding import Held, hold_lists, hold_tables
from conspectus.records.returns.list_events import list_events, undated
from conspectus.records.returns.lists import ListRows, read_list, whose_rows
from conspectus.records.returns.manifest import Manifest
from conspectus.records.returns.merging import people_of_lists
from conspectus.records.sheets import Sheet


@dataclass(frozen=True)
class Rows:
    """What sheets other than people, events and relationships hold: people, and events not yet checked."""

    people: list[pl.DataFrame]
    events: list[pl.DataFrame]
    lost: list[pl.DataFrame]  # events of rows that cannot be used


class Reader(Protocol):
    """Reads the sheets of one kind of return schema."""

    def hold(self, sheets: Sequence[Sheet], *, manifest: Manifest) -> tuple[Held, Manifest, Found]:
        """The sheets that are its own, and the manifest with what they can answer for."""

    def read(self, matched: Sequence[Matched], *, manifest: Manifest, known: pl.Series) -> tuple[Rows, Found]:
        """The rows of those sheets; `known` are the ids of the people file."""


@dataclass(frozen=True)
class TablesReader:
    """People, events and relationships, which `sending` reads itself: every return may have them."""

    schema: TablesSchema

    def hold(self, sheets: Sequence[Sheet], *, manifest: Manifest) -> tuple[Held, Manifest, Found]:
        """The sheets that hold people, events or relationships."""
        held, found = hold_tables(sheets, schema=self.schema, manifest=manifest)
        return held, manifest, found

    def read(self, matched: Sequence[Matched], *, manifest: Manifest, known: pl.Series) -> tuple[Rows, Found]:
        """Nothing beside them."""
        return Rows([], [], []), NOTHING


@dataclass(frozen=True)
class ListsReader:
    """Lists of children, each with the dates of what happened."""

    schema: ListsSchema

    def hold(self, sheets: Sequence[Sheet], *, manifest: Manifest) -> tuple[Held, Manifest, Found]:
        """The sheets that hold a list; where covers says nothing, they say what can be answered for."""
        held, found = hold_lists(sheets, schema=self.schema, manifest=manifest)
        manifest, more = self._with_covers(manifest, held.matched)
        return held, manifest, found + more

    def read(self, matched: Sequence[Matched], *, manifest: Manifest, known: pl.Series) -> tuple[Rows, Found]:
        """The children of the lists and the events that their dates make."""
        met, whose = Counter[str](), dict[tuple[str, str], pl.DataFrame]()
        rows, found = Rows([], [], []), NOTHING
        # Lists that say who the children are come first: what they say of a child is what counts.
        for sheet, one in self._in_order(matched):
            met[one.id] += 1
            if sheet.fault is not None or sheet.private:
                continue
            near = whose.get((one.through.list, one.through.key)) if one.through else None
            read, more = read_list(
                sheet, one=one, schema=self.schema, manifest=manifest, known=known, whose=near
            )
            self._keep_whose(whose, read, one)
            name = one.id if met[one.id] == 1 else f"{one.id}.{met[one.id]}"
            back = self.schema.background
            made = list_events(read.used, one=one, sheet=name, manifest=manifest, background=back)
            found += more + undated(read.used, made, one=one, matched=sheet)
            rows.people.append(people_of_lists(read.used))
            rows.events.extend(made)
            rows.lost.extend(list_events(read.lost, one=one, sheet=name, manifest=manifest, background=back))
        return rows, found

    def _in_order(self, matched: Sequence[Matched]) -> list[tuple[Matched, ReturnList]]:
        """Each sheet and its list, after those through which it finds its children."""
        by_id = {f"list {one.id}": one for one in self.schema.list}
        own = [(sheet, by_id[sheet.holds]) for sheet in matched if sheet.holds in by_id]
        return sorted(own, key=lambda pair: (self.schema.steps(pair[1]), pair[1].holds != "people"))

    def _keep_whose(
        self, whose: dict[tuple[str, str], pl.DataFrame], read: ListRows, one: ReturnList
    ) -> None:
        """Whose the rows of a list are, by each column by which other lists name them."""
        keys = {of.through.key for of in self.schema.list if of.through and of.through.list == one.id}
        for key in keys:
            before = whose.get((one.id, key))
            more = whose_rows(read, key)
            whose[one.id, key] = more if before is None else pl.concat([before, more]).unique()

    def _with_covers(self, manifest: Manifest, held: Sequence[Matched]) -> tuple[Manifest, Found]:
        there = {one.holds.removeprefix("list ") for one in held}
        found = NOTHING
        for one in self.schema.list:
            if one.id not in there and one.holds == "children" and not one.often_none:
                found += issue("list-missing", value=f"{one.title.lower()} (list {one.id})")
        latest = [
            events()[made.event].title.lower() for one in held for made in self._made(one) if made.latest_only
        ]
        if latest:
            found += issue("list-latest-only", value=", ".join(latest))
        words = [word for one in self.schema.list if one.id in there for word in one.covers]
        dated = {
            made.event
            for one in held
            if one.fault is None
            for made in self._made(one)
            if made.started in one.columns
        }
        covers = manifest.covers or tuple(word for word in dict.fromkeys(words) if word in dated)
        return manifest.model_copy(update={"covers": covers}), found

    def _made(self, matched: Matched) -> tuple[ListEvent, ...]:
        return next((one.event for one in self.schema.list if f"list {one.id}" == matched.holds), ())


READERS: dict[str, Callable[[Any], Reader]] = {"tables": TablesReader, "lists": ListsReader}
