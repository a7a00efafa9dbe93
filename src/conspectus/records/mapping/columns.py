"""What stands in a column of an export: how full it is, of what kind, and how its days are written."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from conspectus.definitions.heading_rules import Content, heading_rules
from conspectus.definitions.return_schema import return_limits
from conspectus.records.sheets import Sheet

SAMPLES = 5
DIGITS = 3  # from which on a short code is no word, but a number of something
SMALL = 20  # cells, below which it shows nothing that a value comes again
LOOKED_AT = 2_000  # distinct values, which are enough to tell of what kind they are
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
YEAR = r"(?:19|20)\d\d|99\d\d"
DAY = re.compile(
    rf"^\D{{0,12}}(?:(?P<year>(?:{YEAR})[-/.]\d{{1,2}}[-/.]\d{{1,2}}|(?:{YEAR})[01]\d[0-3]\d$)"
    r"|(?P<one>\d{1,2})[-/.](?P<other>\d{1,2})(?:[-/.]\d{4}|[-/.]\d{2})(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:-\d{{1,2}})?[ -]*(?:{MONTHS})|(?:{MONTHS})[a-z]* \d"
    r"|\d{1,2}/\d{1,2}$)",
    re.IGNORECASE,
)
CLOCK = re.compile(r"^(?:[01]?\d|2[0-4])[:.][0-5]\d(?:[:.][0-5]\d)?\s*(?:[ap]\.?m\.?)?$", re.IGNORECASE)
NUMBER = re.compile(r"^[-+]?[\d,]*\.?\d+%?$")
ID = re.compile(r"^[A-Za-z]{0,6}[-/ ]?\d[\dA-Za-z/ .-]*$")
NAME = re.compile(r"^[^\W\d_][^\d_@;:=]*$")
YES_NO = frozenset({"y", "n", "yes", "no", "true", "false", "t", "f", "1", "0", "x", "✓"})
MOSTLY, HALF, SOME, CLEARLY = 0.7, 0.5, 0.15, 0.6
FEW_WORDS, SHARE_OF_WORDS, LONG, LONGEST_NAME = 60, 0.34, 60, 5


@dataclass(frozen=True)
class Column:
    """A column with what stands in it."""

    name: str
    cell: str  # the column of cells
    kind: Content
    order: str  # how its days are written: year, day, month; empty where nothing shows it
    filled: float
    distinct: int
    values: tuple[tuple[str, int], ...]  # each value with how often it stands, the most frequent first


@dataclass(frozen=True)
class Headed:
    """A sheet with its row of headings, and the rows below it that are no headings again."""

    sheet: Sheet
    row: int
    names: dict[str, str]  # column of cells -> heading
    rows: pl.DataFrame


def headed(sheet: Sheet) -> Headed | None:
    """The sheet with the row of its first rows in which most cells hold a heading; None where nothing stands in it."""
    best: tuple[int, dict[str, str]] | None = None
    most = 0
    for cells in sheet.cells.head(return_limits().header_rows).iter_rows(named=True):
        row = cells.pop("row")
        names = {cell: text for cell, text in cells.items() if text is not None and _may_head(text)}
        count = len({text.lower() for text in names.values()})
        if count > most:
            best, most = (row, names), count
    if best is None:
        return None
    row, names = best
    rows = sheet.cells.filter(pl.col("row") > row)
    again = pl.sum_horizontal([(pl.col(cell) == text).fill_null(value=False) for cell, text in names.items()])
    full = pl.sum_horizontal([pl.col(cell).is_not_null() for cell in names])
    rows = rows.filter((again * 2 < len(names)) & ((full > 1) | (len(names) == 1)))
    return Headed(sheet, row, names, rows)


def _may_head(text: str) -> bool:
    return len(text) <= LONG and not (DAY.match(text) or NUMBER.match(text) or CLOCK.match(text))


def contents(sheet: Headed) -> list[Column]:
    """What stands in each column that has a heading."""
    return [_content(sheet, cell, name) for cell, name in sheet.names.items()]


def _content(sheet: Headed, cell: str, name: str) -> Column:
    held = sheet.rows[cell].drop_nulls()
    counted = (
        held.alias("value")
        .to_frame()
        .group_by("value")
        .len()
        .sort(["len", "value"], descending=[True, False])
    )
    values = tuple((str(value), int(count)) for value, count in counted.iter_rows())
    looked = values[:LOOKED_AT]
    kind = _kind(looked)
    filled = held.len() / sheet.rows.height if sheet.rows.height else 0.0
    return Column(name, cell, kind, _order(looked) if kind == "date" else "", filled, len(values), values)


def _kind(values: Sequence[tuple[str, int]]) -> Content:
    total = sum(count for _, count in values)
    if not total:
        return "empty"

    def share(test: Callable[[str], object]) -> float:
        return sum(count for value, count in values if test(value)) / total

    days = share(DAY.match)
    rest = [value for value, _ in values if not DAY.match(value)]
    if days >= HALF or (days >= SOME and len(rest) <= SAMPLES):
        return "date"
    if share(CLOCK.match) >= MOSTLY:
        return "time"
    if share(lambda value: value.lower() in YES_NO) >= CLEARLY and not _counts(values):
        return "yes-no"
    if share(_is_nhs) >= CLEARLY:
        return "nhs"
    return _number_or_words(values, total, share)


def _counts(values: Sequence[tuple[str, int]]) -> bool:
    """Whether all are numbers, and others than nought and one among them."""
    held = {value for value, _ in values}
    return all(map(str.isdigit, held)) and not held <= {"0", "1"}


def _several(values: Sequence[tuple[str, int]]) -> bool:
    """Whether a cell holds several words of a few: QCH;QDA."""
    parts = [part.strip() for value, _ in values for part in re.split(r"[;|]", value)]
    return len(parts) > len(values) and len(set(parts)) <= min(FEW_WORDS, SHARE_OF_WORDS * len(parts))


def _number_or_words(
    values: Sequence[tuple[str, int]], total: int, share: Callable[[Callable[[str], object]], float]
) -> Content:
    few = total >= SMALL and len(values) <= max(SAMPLES, min(FEW_WORDS, SHARE_OF_WORDS * total))
    if share(NUMBER.match) >= MOSTLY:
        long = share(lambda value: len(value) >= SAMPLES and value.isdigit()) >= MOSTLY
        return "id" if long else "number"
    if share(lambda value: ID.match(value) and sum(map(str.isdigit, value)) > 1) >= MOSTLY and not few:
        return "id"
    if len(values) >= SMALL and share(_is_number_of_something) >= MOSTLY:
        return "id"  # a few that come again and again: people's numbers in a list of what happened
    short = share(lambda value: len(value) <= LONG) >= MOSTLY
    if ((few or total < SMALL) and short) or _several(values):
        return "word"
    names = share(lambda value: NAME.match(value) and len(value.split()) <= LONGEST_NAME)
    return "name" if names >= MOSTLY else "text"


def _is_number_of_something(value: str) -> bool:
    return bool(ID.match(value)) and sum(map(str.isdigit, value)) >= DIGITS


def _is_nhs(value: str) -> bool:
    digits = re.sub(r"[\s-]", "", value)
    if not re.fullmatch(r"\d{10}", digits) or len(set(digits)) == 1:
        return False
    left = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - left % 11) % 11 == int(digits[9])


def _order(values: Sequence[tuple[str, int]]) -> str:
    """Year, day or month first; a number above twelve proves which, and nothing else does."""
    met = [match for value, _ in values if (match := DAY.match(value))]
    day = sum(int(one["one"]) > 12 for one in met if one["one"])
    month = sum(int(one["other"]) > 12 for one in met if one["one"])
    if day or month:
        return "month" if month > day else "day"
    if any(one["year"] for one in met):
        return "year"
    return "" if any(one["one"] for one in met) else "day"


@lru_cache(maxsize=65_536)
def words_of(heading: str) -> str:
    """A heading or value as plain words in small letters, what systems shorten written out."""
    heading = heading.replace("DoB", "DOB")  # one short form, although its letters change their size
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", heading)
    apart = re.sub(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])", " ", apart)
    short = heading_rules().short
    words = re.sub(r"[\W_]+", " ", apart.lower().replace("'s ", "s ")).split()
    return " ".join(short.get(word, word) for word in words)


def stands_in(phrase: str, text: str) -> bool:
    """Whether a phrase stands in a text of plain words as whole words."""
    return f" {phrase} " in f" {text} "
