"""What stands written: year, month, day, clock and zone, picked out of text for whole columns at once."""

import re

import polars as pl

from conspectus.records.dates.forms import date_forms

CLOCK = (
    r"(?:(?:T|,? )(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))(?::(?P<second>\d{2}(?:\.\d+)?))?"
    r" ?(?P<half>[aApP]\.?[mM]\.?)?"
    r" ?(?P<zone>Z|z|UTC|GMT|BST|[+-]\d{2}(?::?\d{2})?)?)?"
)
YEAR_FIRST = rf"^(?P<year>\d{{4}})[-/. ](?P<month>\d{{1,2}})(?:[-/. ](?P<day>\d{{1,2}}){CLOCK})?$"
DAY_FIRST = rf"^(?P<day>\d{{1,2}})[-/. ](?P<month>\d{{1,2}})[-/. ,]+(?P<year>\d{{4}}|\d{{2}}){CLOCK}$"
MONTH_AND_YEAR = r"^(?P<month>\d{1,2})[-/. ,]+(?P<year>\d{4})$"
ALONE = r"^(?:(?P<serial>\d{5}(?:\.\d+)?)|(?P<year>\d{4})(?:(?P<month>\d{2})(?P<day>\d{2}))?)$"
PARTS = ("year", "month", "day", "hour", "minute", "second", "half", "zone", "serial")
WEEKDAYS = r"^(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?,? "


def pick_out(texts: pl.Series) -> pl.LazyFrame:
    """The parts of each distinct text: `text`, PARTS as text, and whether `about`, `within` or `unknown`."""
    table = (
        texts.alias("text")
        .to_frame()
        .lazy()
        .with_columns(plain=pl.col("text"), about=pl.lit(False), within=pl.lit(False), unknown=pl.lit(False))
    )
    plain = _match(table, patterns=(YEAR_FIRST, DAY_FIRST)).collect()
    found = plain["year"].is_not_null()
    if found.all():
        return plain.lazy()
    rest = table.filter(~found)
    worded = _match(_tidy(rest), patterns=(YEAR_FIRST, DAY_FIRST, MONTH_AND_YEAR, ALONE))
    return pl.concat([plain.lazy().filter(found), worded], how="vertical")


def _match(table: pl.LazyFrame, *, patterns: tuple[str, ...]) -> pl.LazyFrame:
    columns = {part: [pl.lit(None, pl.String)] for part in PARTS}
    for pattern in patterns:
        groups = pl.col("plain").str.extract_groups(pattern)
        for part in re.compile(pattern).groupindex:
            columns[part].append(groups.struct.field(part))
    return table.with_columns(**{part: pl.coalesce(tries[1:] or tries) for part, tries in columns.items()})


def _tidy(table: pl.LazyFrame) -> pl.LazyFrame:
    """Words taken off and months as numbers, so that the patterns for digits fit what people write."""
    forms = date_forms()
    plain = pl.col("plain").str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars()
    table = table.with_columns(plain=plain).with_columns(unknown=pl.col("plain").is_in(list(forms.unknown)))
    about, within = _prefix(forms.about), _prefix(forms.within)
    table = table.with_columns(
        about=pl.col("plain").str.contains(about) | pl.col("plain").str.contains(r"\?$"),
        within=pl.col("plain").str.contains(within),
        plain=pl.col("plain").str.replace(about, "").str.replace(within, "").str.replace(r" ?\?$", ""),
    )
    return table.with_columns(plain=_months_as_numbers(pl.col("plain"), months=forms.months))


def _prefix(words: tuple[str, ...]) -> str:
    choices = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return rf"^(?:{choices})(?:[\s-]*\b|\s+)"


def _months_as_numbers(plain: pl.Expr, *, months: dict[str, int]) -> pl.Expr:
    names = {month: rf"{month[:3]}(?:{month[3:]}|{month[3:4]})?\.?" for month in months}
    any_month = "|".join(names.values())
    plain = (
        plain.str.replace(WEEKDAYS, "")
        .str.replace(r"^(\d{1,2})(?:st|nd|rd|th)\b", "$1")
        .str.replace(" of ", " ")
    )
    plain = plain.str.replace(rf"^({any_month}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})", "$2 $1 $3")
    for month, number in months.items():
        plain = plain.str.replace(rf"\b{names[month]}(?P<after>[^a-z]|$)", f"{number}${{after}}")
    return plain.str.replace(r"t(\d{1,2}:)", "T$1")
