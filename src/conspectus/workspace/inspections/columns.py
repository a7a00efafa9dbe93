"""What the tables of a return that nobody knows could mean: proposed, put as a form, and what was chosen of it."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Any, cast

import polars as pl
from django import forms
from django.forms import BoundField

from conspectus.definitions import events
from conspectus.definitions.heading_rules import Choice, heading_rules
from conspectus.errors import ConspectusError
from conspectus.plain import capital, number, words
from conspectus.records.mapping import Choices, Looked, OneTable, look, said_of, sheets_of
from conspectus.records.mapping.event_words import Meanings
from conspectus.records.mapping.people import field_of
from conspectus.records.mapping.proposing import Proposed
from conspectus.records.mapping.tables import Table
from conspectus.records.returns.formats import recognised
from conspectus.records.returns.manifest import NAME, NO_EVENT, read_manifest
from conspectus.records.returns.mapped import MappedEvent
from conspectus.records.returns.words import word_key
from conspectus.records.sheets import TERMS, Sheet
from conspectus.terms import Agency
from conspectus.workspace.inspections import plain, sealed
from conspectus.workspace.inspections.models import SentReturn

VALUES = 5  # of a column
KEPT, KEPT_FOR = 8, 900.0  # returns, and seconds for which what was worked out of one is kept in memory
Spot = tuple[int, str]  # the place of a table, and a heading or a word of it
LONGEST = 60  # letters of a value that are shown
WORDS = 60  # words of one table on the page; rarer ones stay open
OWN_WORDS = "words"  # a column of days that tells no event of its own


@dataclass(frozen=True)
class Opened:
    """A return as plain text, with the sheets that are nobody's known return."""

    folder: Path
    agency: Agency
    sheets: Sequence[Sheet]

    @property
    def says(self) -> str:
        """Its return.toml."""
        return (self.folder / NAME).read_text(encoding="utf-8-sig")

    def look(self, choices: Choices = Choices()) -> Looked:  # noqa: B008 - frozen
        """What its tables say, as proposed, as they were settled before, and as somebody chose."""
        kept, _ = read_manifest(self.folder)
        return look(
            self.sheets, agency=self.agency, kept=kept if kept and kept.table else None, choices=choices
        )


@contextmanager
def opened(sent: SentReturn) -> Iterator[Opened]:
    """The return, gone again afterwards; ConspectusError where nothing of it can be settled here."""
    with plain.room() as room:
        folder = room / "sent"
        plain.unsealed(sent.folder / sent.sender, folder)
        if read_manifest(folder)[0] is None:
            raise ConspectusError(
                "its return.toml cannot be read",
                str(sent),
                "Send it again, and answer the questions of the form.",
            )
        files = [path for path in sorted(folder.iterdir()) if _may_be_a_table(path)]
        sheets = [one for one in sheets_of(files) if _is_open(one, _read_already(sent))]
        yield Opened(folder, sent.agency_word, sheets)


def looked_at(sent: SentReturn) -> Looked:
    """What its tables say, as they stand: worked out once for the same files and what checking found of them.

    A large export is read for seconds, and its page is opened often. Only what the page shows is kept, in the memory
    of this process and for a while; ConspectusError where nothing of it can be settled here.
    """
    key = _files_hash(sent)
    kept = _LOOKED.pop(key, None)
    if kept is None or kept[0] < monotonic():
        with opened(sent) as one:
            kept = (monotonic() + KEPT_FOR, _slim(one.look()))
    _LOOKED[key] = kept
    for at, (old, (until, _)) in enumerate(reversed(list(_LOOKED.items()))):
        if at >= KEPT or until < monotonic():
            _LOOKED.pop(old, None)
    return kept[1]


_LOOKED: dict[str, tuple[float, Looked]] = {}  # until when each is kept; the one asked for last at the end


def _files_hash(sent: SentReturn) -> str:
    """The hash of the files' own hashes, of return.toml, and of what of them was read as what it is."""
    says = b"".join(sealed.pieces(sent.folder / sent.sender / NAME)).decode(errors="replace")
    told = [sent.agency, says, sent.files, sorted(_read_already(sent))]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _slim(looked: Looked) -> Looked:
    """The same with the rows of its tables as their numbers alone, and of each column the values that are shown."""
    ones = tuple(replace(one, table=_slim_table(one.table)) for one in looked.ones)
    return replace(looked, ones=ones)


def _slim_table(table: Table) -> Table:
    sheet = replace(table.headed.sheet, cells=pl.DataFrame(), dates=None)
    top = replace(table.headed, sheet=sheet, rows=table.headed.rows.select("row"))
    columns = [replace(one.content, values=one.content.values[:VALUES]) for one in table.columns]
    shown = zip(table.columns, columns, strict=True)
    return replace(table, headed=top, columns=tuple(replace(one, content=content) for one, content in shown))


def _may_be_a_table(path: Path) -> bool:
    return path.suffix.lower() in (".csv", ".xlsx", ".xls", ".parquet") and path.name.lower() != TERMS


def _read_already(sent: SentReturn) -> set[tuple[str, str]]:
    """Files and sheets of which rows were used as what they are."""
    report = sent.report or {"senders": []}
    return {
        (file["file"], file["sheet"])
        for sender in report["senders"]
        for file in sender["files"]
        if file["rows_used"] and file["holds"] != "mapped"
    }


def _is_open(sheet: Sheet, read: set[tuple[str, str]]) -> bool:
    return sheet.shape is None and (sheet.file, sheet.sheet) not in read and not recognised([sheet])


@dataclass(frozen=True)
class ColumnShown:
    """A column with what stands in it, what it could be, and where that is chosen."""

    heading: str
    kind: str
    filled: float
    values: Sequence[str]
    proposal: str
    sure: float | None  # None where it was settled before
    what: BoundField
    day: BoundField | None


@dataclass(frozen=True)
class WordShown:
    """A word with how often it stands, and where it is chosen what it means."""

    value: str
    count: int
    what: BoundField


@dataclass(frozen=True)
class TableShown:
    """A table of the page."""

    title: str
    rows: int
    columns: Sequence[ColumnShown]
    like: str  # a table before it with the same headings, which is read alike
    words: Sequence[WordShown]
    outcomes: Sequence[WordShown]
    rarer: int  # words that are not shown
    reads: Sequence[str]  # what is read of each row


class ColumnsForm(forms.Form):
    """What each column, each column of days and each word is; tables with the same headings are asked about once."""

    def __init__(self, *args: Any, looked: Looked, agency: Agency, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """A list of choices for each, on what it was proposed or settled to be."""
        super().__init__(*args, **kwargs)
        self.looked, self.like, self.asked = looked, _like(looked.ones), dict[str, str]()
        usual = _usual(Meanings(agency))
        for place, one in enumerate(looked.ones):
            if self.like[place] == place:
                self._ask_columns(place, one, usual)
            self._ask_words(place, one, usual)
            self._ask_outcomes(place, one)

    def _ask_columns(self, place: int, one: OneTable, usual: Sequence[tuple[str, str]]) -> None:
        columns, days = _as_it_stands(one)
        on = [(OWN_WORDS, "What a word of the row says, or nothing of its own"), *usual]
        for at, column in enumerate(one.table.columns):
            name = column.content.name
            stands = columns.get(name, "nothing")
            self._list(f"column-{place}-{at}", name, list(heading_rules().choices.items()), stands)
            if stands == "moment" and column.content.kind != "time":
                self._list(f"day-{place}-{at}", name, on, days.get(name) or OWN_WORDS)

    def _ask_words(self, place: int, one: OneTable, usual: Sequence[tuple[str, str]]) -> None:
        means = [("", "Left open: its rows are left out"), (NO_EVENT, "None of these: passed over"), *usual]
        for at, word in enumerate(one.words[:WORDS]):
            if word.value not in self.asked:
                self.asked[word.value] = f"word-{place}-{at}"
                self._list(self.asked[word.value], word.value, means, word.proposal or "")

    def _ask_outcomes(self, place: int, one: OneTable) -> None:
        means = [
            ("", "Left open: nobody knows what came of it"),
            *((word, capital(words(word))) for word in one.may_come),
        ]
        for at, found in enumerate(one.outcomes[:WORDS]):
            self._list(f"outcome-{place}-{at}", found.value, means, found.proposal or "")

    def _list(self, key: str, label: str, choices: Sequence[tuple[str, str]], initial: str) -> None:
        known = {value for value, _ in choices}
        more = (
            []
            if initial in known
            else [(initial, events()[initial].title if initial in events() else words(initial))]
        )
        self.fields[key] = forms.ChoiceField(
            label=label, choices=[*choices, *more], initial=initial, required=False
        )

    def chosen(self) -> Choices:
        """What was chosen otherwise than it stood; of a table, for all that have the same headings."""
        columns, days = dict[Spot, Choice](), dict[Spot, str]()
        meant: dict[str, dict[Spot, str]] = {"word": {}, "outcome": {}}
        for key, field in self.fields.items():
            value = self.cleaned_data[key]
            if value == field.initial:
                continue
            kind, place, _ = key.split("-")
            for other, first in self.like.items():
                spot = (other, str(field.label))
                if kind in meant:
                    meant[kind][spot] = value
                elif first == int(place) and kind == "day":
                    days[spot] = "" if value == OWN_WORDS else value
                elif first == int(place):
                    columns[spot] = cast(Choice, value or "nothing")
        return Choices(columns=columns, days=days, words=meant["word"], outcomes=meant["outcome"])

    def tables(self, *, values: bool) -> list[TableShown]:
        """The tables as the page shows them, with or without what stands in their cells."""
        return [self._table(place, one, values=values) for place, one in enumerate(self.looked.ones)]

    def _table(self, place: int, one: OneTable, *, values: bool) -> TableShown:
        first = self.like[place]
        columns = enumerate(one.table.columns) if first == place else ()
        keys = {f"word-{place}-{at}": word for at, word in enumerate(one.words[:WORDS])}
        return TableShown(
            title=_title(one),
            rows=one.table.headed.rows.height,
            like=_title(self.looked.ones[first]) if first != place else "",
            columns=[
                self._column(f"{place}-{at}", column, settled=one.kept is not None, values=values)
                for at, column in columns
            ],
            words=[
                WordShown(word.value, word.count, self[key])
                for key, word in keys.items()
                if key in self.fields
            ],
            outcomes=[
                WordShown(found.value, found.count, self[f"outcome-{place}-{at}"])
                for at, found in enumerate(one.outcomes[:WORDS])
            ],
            rarer=max(0, len(one.words) - WORDS),
            reads=_reads(one) if first == place else [],
        )

    def _column(self, key: str, one: Proposed, *, settled: bool, values: bool) -> ColumnShown:
        content, rules = one.content, heading_rules()
        kind = f"date-{content.order}-first" if content.order else content.kind
        day = f"day-{key}"
        return ColumnShown(
            heading=content.name,
            kind=rules.kinds[kind],
            filled=content.filled,
            values=[_short(value) for value, _ in content.values[:VALUES]] if values else [],
            proposal=rules.choices[_choice_of(one)],
            sure=None if settled else one.confidence,
            what=self[f"column-{key}"],
            day=self[day] if day in self.fields else None,
        )


def _like(ones: Sequence[OneTable]) -> dict[int, int]:
    """For each table the place of the first that has its headings: return.toml knows tables by these alone."""
    first = dict[frozenset[str], int]()
    headings = [frozenset(word_key(column.content.name) for column in one.table.columns) for one in ones]
    return {place: first.setdefault(heads, place) for place, heads in enumerate(headings)}


def _title(one: OneTable) -> str:
    sheet = one.table.headed.sheet
    return f"{sheet.file} · {sheet.sheet}" if sheet.sheet else sheet.file


def _choice_of(one: Proposed) -> Choice:
    return cast(Choice, field_of(one) if one.proposal == "name" else one.proposal)


def _as_it_stands(one: OneTable) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What each column is, and which event each column of days tells, as it was settled or else proposed."""
    if one.kept is not None:
        return said_of(one.kept, [column.content.name for column in one.table.columns])
    columns = {column.content.name: _choice_of(column) for column in one.table.columns}
    return columns, {event.started: event.word or "" for event in one.mapped.event}


def _usual(meanings: Meanings) -> list[tuple[str, str]]:
    """The events that the agency may record, by title."""
    return sorted(
        ((word, events()[word].title) for word in set(meanings.names.values())), key=lambda one: one[1]
    )


def _short(value: str) -> str:
    return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"


def _reads(one: OneTable) -> list[str]:
    """What is read of each row, in sentences."""
    people = [_listed(person.headings) for person in one.mapped.person]
    said = [f"A person by {by}." for by in people if by]
    return said + [_event(event) for event in one.mapped.event]


def _event(event: MappedEvent) -> str:
    what = events()[event.word].title if event.word else f"What “{event.event}” says"
    rest = {ours: theirs for ours, theirs in event.headings.items() if ours not in ("event", "started")}
    more = f", with {_listed(rest)}" if rest else ""
    return f"{what}, on “{event.started}”{more}."


def _listed(headings: Mapping[str, str]) -> str:
    return ", ".join(f"“{heading}”" for heading in dict.fromkeys(headings.values()))


def open_words(looked: Looked) -> str:
    """How many words nobody knows, in how many rows; empty where none is open."""
    left = [word for one in looked.ones for word in one.words if word.proposal is None]
    return f"{number(len(left), 'word')} in {number(sum(one.count for one in left), 'row')}" if left else ""
