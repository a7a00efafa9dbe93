"""What a search found, counted: by whose practice it speaks of, and by what is made of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from conspectus.library.search.finding import ids_found
from conspectus.library.search.found import Hit
from conspectus.library.search.wanted import ANY, Wanted
from conspectus.library.store import LibraryFile
from conspectus.library.telling import day_of
from conspectus.library.words import Polarity, SpokenOf

W = TypeVar("W", SpokenOf, Polarity)


class Tally(NamedTuple):
    """Numbers of sentences, the most frequent word first; a sentence on several agencies counts with each."""

    sentences: int
    reports: int
    agencies: dict[SpokenOf, int]
    polarities: dict[Polarity, int]
    years: tuple[int, ...]  # the first and the last of the reports, where any is known


def tally(library: LibraryFile, typed: str, wanted: Wanted = ANY, *, words_only: bool = False) -> Tally:
    """All that a search finds, counted; of so many that not all are ranked, those that are."""
    marks = ", ".join(map(str, ids_found(library, typed, wanted, words_only=words_only)))
    rows = library.rows(f"{_COUNTED} where s.id in ({marks})")
    return _of((row["agencies"].split(), row["polarity"], row["sha256"], row["year"]) for row in rows)


def tally_of(hits: Sequence[Hit]) -> Tally:
    """The sentences at hand, counted."""
    return _of(
        (list(hit.sentence.agencies), hit.sentence.polarity, hit.report.sha256, _year(hit)) for hit in hits
    )


_COUNTED = """
select s.agencies, s.polarity, r.sha256, r.year from sentences s join reports r on r.id = s.report
"""


def _of(rows: Iterable[tuple[Sequence[str], str, str, int | None]]) -> Tally:
    agencies: Counter[SpokenOf] = Counter()
    polarities: Counter[Polarity] = Counter()
    reports: dict[str, int | None] = {}
    many = 0
    for many, (spoken, polarity, sha256, year) in enumerate(rows, start=1):  # noqa: B007 - how many there were
        agencies.update(map(SpokenOf, spoken))
        polarities[Polarity(polarity)] += 1
        reports[sha256] = year
    years = sorted(year for year in reports.values() if year)
    return Tally(
        many, len(reports), dict(_ordered(agencies, SpokenOf)), dict(_ordered(polarities, Polarity)),
        (years[0], years[-1]) if years else (),
    )  # fmt: skip


def _ordered(counts: Counter[W], words: Iterable[W]) -> list[tuple[W, int]]:
    """Those that are, the most frequent first, else in the order of the words."""
    return sorted(
        ((word, counts[word]) for word in words if counts[word]), key=lambda one: one[1], reverse=True
    )


def _year(hit: Hit) -> int | None:
    day = day_of(hit.report)
    return day.year if day else None
