"""Why two records are held to be one person, in words."""

import polars as pl

from conspectus.plain import forms, listed
from conspectus.records.linkage.settings import settings

ONLY = "only record of this person"
NO_NAMES = "no names: not linked"
BY_NUMBER = "no names to compare: same UPN and same date of birth"
AGAIN = "; this sender holds the person more than once"
USUAL = "too few records to learn from, so usual values were used"


def in_words(pairs: pl.DataFrame, *, enough: bool) -> pl.Series:
    """What agrees, what is near and what differs in each pair; pairs have a column of places a comparison."""
    columns = [compared.id for compared in settings().comparison]
    words = {row: _pattern(row, enough=enough) for row in pairs.select(columns).unique().iter_rows()}
    return pl.Series([words[row] for row in pairs.select(columns).iter_rows()], dtype=pl.String)


def _pattern(places: tuple[int, ...], *, enough: bool) -> str:
    said: dict[str, list[str]] = {"agree": [], "near": [], "differ": []}
    for compared, place in zip(settings().comparison, places, strict=True):
        if place < 0:
            continue
        says = compared.levels[place].says
        if says in ("agree", "differ"):
            said[says].append(compared.title)
        else:
            said["near"].append(says)
    parts = [
        _sentence(said["agree"], "agrees", "agree"),
        *said["near"],
        _sentence(said["differ"], "differs", "differ"),
    ]
    if not enough:
        parts.append(USUAL)
    return "; ".join(part for part in parts if part)


def _sentence(titles: list[str], one: str, several: str) -> str:
    return f"{listed(titles)} {forms(len(titles), one, several)}" if titles else ""
