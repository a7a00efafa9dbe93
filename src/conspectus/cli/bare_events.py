"""An event table of one's own, read in the words that duties use: nothing in it is passed over without a word."""

from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import polars as pl

from conspectus.definitions import Duty, Selector, agencies
from conspectus.definitions import events as event_words
from conspectus.errors import ConspectusError
from conspectus.plain import forms
from conspectus.plain import words as apart
from conspectus.records.duties import usable_history
from conspectus.records.returns.words import lookup, recode, word_key

NOBODY = frozenset(
    map(word_key, ("", "n/a", "na", "none", "null", "nil", "unknown", "not known", "tbc", "#n/a"))
)
AT_MOST = 5  # rows that are named


class BareEvents(NamedTuple):
    """What can be used of the table, the rows that cannot be, and what the reader should be told."""

    events: pl.DataFrame
    unusable: pl.DataFrame
    notes: list[str]


def read_bare_events(path: Path, duties: Iterable[Duty]) -> BareEvents:
    """The events of a CSV or Parquet file, ready for `evaluate`.

    Event words that nobody knows and rows without a child are refused; rows without a readable date are told.
    """
    chosen, notes = tuple(duties), list[str]()
    table = _in_our_words(_with_one_id_a_child(_read(path), where=str(path), tell=notes.append), chosen)
    _refuse_unknown_words(table, _words(chosen), where=str(path))
    events, unusable = usable_history(table, where=str(path), file=path.name)
    for column, lost in (("started", "whole_row"), ("ended", "ended_unclear")):
        if rows := unusable.filter(lost)["row"].to_list():
            values = dict.fromkeys(table[column][row - 2] for row in rows)
            written = ", ".join("none" if one is None else repr(one) for one in list(values)[:AT_MOST])
            notes.append(
                f"{_rows(rows)} no readable date in {column} ({written}): what such a row could answer cannot be told."
            )
    return BareEvents(events, unusable, notes)


def _rows(rows: Collection[int]) -> str:
    first = ", ".join(map(str, list(rows)[:AT_MOST]))
    more = f" and {len(rows) - AT_MOST} more" if len(rows) > AT_MOST else ""
    return forms(len(rows), f"row {first} has", f"rows {first}{more} have")


def _read(path: Path) -> pl.DataFrame:
    if not path.is_file():
        raise ConspectusError("there is no such file", str(path), "Check the path.")
    try:
        parquet = path.suffix.lower() == ".parquet"
        table = pl.read_parquet(path) if parquet else pl.read_csv(path, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        fault = str(error).partition("\n")[0]
        raise ConspectusError(
            f"cannot be read: {fault}", str(path), "Give a Parquet file, or a CSV file in UTF-8."
        ) from None
    return _plainly_named(table)


def _plainly_named(table: pl.DataFrame) -> pl.DataFrame:
    """Columns by their names in small letters, unless two would then be one."""
    plain = {name: name.strip().lower() for name in table.columns}
    return table.rename(plain) if len(set(plain.values())) == len(plain) else table


def _with_one_id_a_child(table: pl.DataFrame, *, where: str, tell: Callable[[str], None]) -> pl.DataFrame:
    """Ids that a spreadsheet made numbers of (101.0) are those that it did not (101); what names nobody is no id."""
    if "child_id" not in table.columns:
        return table
    ids = table["child_id"].cast(pl.String).str.strip_chars()
    nobody = {row: one or "" for row, one in enumerate(ids, start=2) if word_key(one or "") in NOBODY}
    if nobody:
        written = [repr(one) for one in dict.fromkeys(nobody.values()) if one]
        raise ConspectusError(
            f"{_rows(nobody)} no child_id"
            + (f": {', '.join(written[:AT_MOST])} names nobody" if written else ""),
            where,
            "Give each row the id of its child, or take it out.",
        )
    whole = ids.str.replace(r"^(\d+)\.0+$", "$1")
    joined = sorted(set(ids.filter(ids != whole)) & {f"{one}.0" for one in set(ids.drop_nulls())})
    if joined:
        tell(f"child_id {joined[0]} is taken for {joined[0].removesuffix('.0')}.")
    return table.with_columns(whole.alias("child_id"))


def _in_our_words(table: pl.DataFrame, duties: Collection[Duty]) -> pl.DataFrame:
    """Event words, outcomes and agencies in our spelling where they are understood; else as they stand."""
    titles = {one.id: (one.title,) for one in event_words().values()}
    outcomes = {outcome for one in event_words().values() for outcome in one.outcomes}
    known = lookup((), {agency: (term.title,) for agency, term in agencies().items()}) | lookup(
        agencies(), {}
    )
    spelt = {
        "event": lookup((), titles) | lookup(_words(duties), {}),
        "outcome": lookup(outcomes | _conditions(duties), {}),
        "agency": known,
        "counterparty": known,
    }
    kept = {"event": _words(duties), "outcome": _conditions(duties)}
    return table.with_columns(
        _spelt(table[name], words, keep=kept.get(name, ()))
        for name, words in spelt.items()
        if name in table.columns
    )


def _spelt(sent: pl.Series, words: Mapping[str, str], *, keep: Iterable[str]) -> pl.Series:
    """Words of `keep` stay as they are: in a duty of one's own, two may differ by a capital letter alone."""
    plain = sent.cast(pl.String).str.strip_chars()
    ours = pl.select(
        pl.when(plain.is_in(list(keep)))
        .then(plain)
        .otherwise(pl.coalesce(recode(plain, words), plain))
        .alias(sent.name)
    )
    return ours.to_series()


def _words(duties: Collection[Duty]) -> set[str]:
    return {*event_words(), *(word for duty in duties for word in duty.words)}


def _conditions(duties: Collection[Duty]) -> set[str]:
    """Outcomes that the duties ask for."""
    parts = [getattr(duty, name) for duty in duties for name in type(duty).model_fields]
    selectors = [one for part in parts for one in (part if isinstance(part, tuple) else (part,))]
    return {
        value for one in selectors if isinstance(one, Selector) for value in one.conditions.get("outcome", ())
    }


def _refuse_unknown_words(table: pl.DataFrame, known: Collection[str], *, where: str) -> None:
    if "event" not in table.columns:
        return
    rows: dict[str, list[int]] = {}
    for row, word in enumerate(table["event"], start=2):
        if word and word not in known:
            rows.setdefault(word, []).append(row)
    if rows:
        told = "; ".join(f"{word!r} ({_named(at)})" for word, at in list(rows.items())[:AT_MOST])
        raise ConspectusError(f"nobody knows the event word {told}", where, " ".join(_meant(rows, known)))


def _named(rows: Collection[int]) -> str:
    return _rows(rows).removesuffix(" has").removesuffix(" have")


def _meant(words: Iterable[str], known: Collection[str]) -> list[str]:
    """The nearest word that we know for each, by its title too: of those that begin alike, if there are any."""
    titles = {one.title.lower(): one.id for one in event_words().values()}
    titles |= {apart(word): word for word in known}
    meant = []
    for word in words:
        plain = apart(word.lower())
        alike = [title for title in titles if title.split()[0] == plain.split()[0]]
        near = get_close_matches(plain, alike, n=4, cutoff=0.3) or get_close_matches(plain, titles, n=1)
        ours = list(dict.fromkeys(titles[title] for title in near))[:2]
        meant += [f"For {word!r}, did you mean {' or '.join(ours)}?"] if ours else []
    return [*meant[:AT_MOST], "Use the event words of the reference, or those of your own duties."]
