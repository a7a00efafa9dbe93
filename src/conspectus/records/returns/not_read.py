"""Files and sheets that were not understood: named, and what they may hold is not said to be covered.

Whether a sheet explains or holds records is told by its content: records stand in rows with days in them.
"""

from collections.abc import Sequence

import polars as pl

from conspectus.definitions import events
from conspectus.records.returns.found import NOTHING, Found, issue
from conspectus.records.returns.headers import Matched
from conspectus.records.returns.manifest import Manifest
from conspectus.records.returns.words import word_key
from conspectus.records.sheets import Sheet, Unread

A_DAY = (
    r"^(?:\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{4}[-/]\d{1,2}[-/]\d{1,2}"
    r"|\d{1,2} [A-Za-z]{3,9},? \d{2,4})(?:[ T]|$)"
)
SHORTEST_NAMED = 5  # letters of a word that may be looked for within a name
UNCOVERED = pl.Schema(dict.fromkeys(("event", "file", "sheet", "why"), pl.String()))


def looks_like_records(sheet: Sheet) -> bool:
    """Whether a row of three cells or more has a day in it, or a column two days."""
    if not sheet.columns:
        return False
    days = sheet.cells.select(pl.col(sheet.columns).str.contains(A_DAY).fill_null(value=False))
    full = sheet.cells.select(pl.sum_horizontal(pl.col(sheet.columns).is_not_null()) >= 3).to_series()
    in_a_row = days.filter(full).select(pl.any_horizontal(pl.all())).to_series().any()
    return bool(in_a_row) or max(days.sum().row(0), default=0) >= 2


def tell_sheets(sheets: Sequence[Sheet]) -> Found:
    """Sheets that hold none of the lists or tables: those with records, and those that only explain."""
    found = NOTHING
    for sheet in sheets:
        if sheet.cells.is_empty():
            rule = "sheet-empty"
        elif looks_like_records(sheet):
            rule = "sheet-not-read" if sheet.sheet else "file-not-read"
        else:
            rule = "sheet-passed-over"
        found += issue(rule, file=sheet.file, sheet=sheet.sheet, value=sheet.sheet or sheet.file)
    return found


def tell_unread(unread: Sequence[Unread]) -> Found:
    """Files that could not be read at all."""
    found = NOTHING
    for one in unread:
        oddity = one.oddity
        found += issue(oddity.check, file=one.file, sheet=one.sheet, value=oddity.value)
    return found


def not_covered(
    *,
    sheets: Sequence[Sheet],
    unread: Sequence[Unread],
    held: Sequence[Matched],
    manifest: Manifest,
    usable_events: bool,
) -> pl.DataFrame:
    """The words that what was not understood may hold: columns UNCOVERED.

    They are those that a name or a cell names; if none does, all that the sender claims, unless its events came
    another way.
    """
    names = spoken_words(manifest)
    lines: list[tuple[str, str, str, str]] = []
    places = [(one.file, one.sheet, _by_name(f"{one.file} {one.sheet}", names)) for one in unread]
    places += [
        (one.file, one.sheet, _by_name(one.name, names) | _by_cells(one, names))
        for one in (*sheets, *(one.sheet for one in held if one.fault is not None and not one.private))
        if looks_like_records(one)
    ]
    for file, sheet, words in places:
        claimed = words or (set() if usable_events else set(manifest.covers))
        lines += [(word, file, sheet, "file") for word in sorted(claimed & set(manifest.covers))]
    return pl.DataFrame(lines, schema=UNCOVERED, orient="row")


def named_words(manifest: Manifest) -> dict[str, str]:
    """Our event word by the key of each way to write it: ours, our titles, and what [codes] maps."""
    keys = {word_key(term.title): term.id for term in events().values()}
    keys |= {
        word_key(theirs): ours
        for ours, codes in manifest.codes.get("event", {}).items()
        if ours in events()
        for theirs in codes
    }
    return keys | {word_key(term): term for term in events()}


def spoken_words(manifest: Manifest) -> dict[str, str]:
    """The same with other names that people have for events; no row is read by these."""
    others = {word_key(name): term.id for term in events().values() for name in term.also}
    return others | named_words(manifest)


def _by_name(name: str, names: dict[str, str]) -> set[str]:
    key = word_key(name)
    return {word for theirs, word in names.items() if len(theirs) >= SHORTEST_NAMED and theirs in key}


def _by_cells(sheet: Sheet, names: dict[str, str]) -> set[str]:
    texts = {text for name in sheet.columns for text in sheet.cells[name].drop_nulls().unique()}
    return {names[key] for text in texts if (key := word_key(text)) in names}
