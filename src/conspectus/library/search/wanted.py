"""Which sentences are wanted: filters by what is known of a sentence and of its report."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from conspectus.definitions import report_kinds
from conspectus.definitions.topics import Topic, topics
from conspectus.errors import LibraryError
from conspectus.library.facts import codes_of, resolve_area
from conspectus.library.model import Report
from conspectus.library.search.choices import areas_held, years_held
from conspectus.library.search.words import one_begun, one_of
from conspectus.library.store import LibraryFile
from conspectus.library.words import Polarity, SpokenOf
from conspectus.plain import words


class Wanted(NamedTuple):
    """Filters that must all hold; an empty one lets everything through."""

    agency: SpokenOf | None = None
    polarity: Polarity | None = None  # a mixed sentence is a strength and a weakness
    kind: str = ""  # a word of `definitions/library/kinds.toml`
    theme: str = ""  # words that stand together in a theme's name
    area: str = ""  # any name of an authority, or its code
    since: int | None = None  # the first year of publication
    topic: str = ""  # a word of `definitions/library/topics.toml`


ANY = Wanted()


def conditions(library: LibraryFile, wanted: Wanted) -> Iterator[str]:
    """Each filter as a condition of a search; a LibraryError where there is no such kind, area or year."""
    if wanted.agency:
        yield one_of("agencies", wanted.agency)
    if wanted.polarity:
        yield one_of("polarity", *{wanted.polarity, _also(wanted.polarity)})
    if wanted.kind:
        yield one_of("kind", _kind(wanted.kind))
    if wanted.theme:
        yield one_of("theme", wanted.theme)
    if wanted.area:
        yield one_of("area_code", *area_codes(library, wanted.area))
    if wanted.since:
        yield one_of("year", *_years(library, wanted.since))
    if wanted.topic:
        yield one_begun("text", _topic(wanted.topic).says)


def in_words(wanted: Wanted) -> tuple[str, ...]:
    """Each filter as people would say it; a LibraryError where there is no such kind or topic."""
    return tuple(filter(None, [
        f"on {words(wanted.agency)}" if wanted.agency else "",
        _SAYS[wanted.polarity] if wanted.polarity else "",
        report_kinds()[_kind(wanted.kind)].title if wanted.kind else "",
        f"theme {wanted.theme}" if wanted.theme else "",
        _topic(wanted.topic).title if wanted.topic else "",
        wanted.area,
        f"since {wanted.since}" if wanted.since else "",
    ]))  # fmt: skip


_SAYS = {
    Polarity.STRENGTH: "strengths", Polarity.WEAKNESS: "weaknesses", Polarity.MIXED: "mixed",
    Polarity.NEUTRAL: "description",
}  # fmt: skip


def narrowed(library: LibraryFile, wanted: Wanted) -> Iterator[Report]:
    """The library's reports, each with only those of its sentences that pass; those without any are left out."""
    match = " AND ".join(conditions(library, wanted))
    if not match:
        yield from library.reports()
        return
    kept: dict[str, set[int]] = {}
    for row in library.rows(_PASSING, [match]):
        kept.setdefault(row["sha256"], set()).add(row["n"])
    for report in library.reports():
        if passing := kept.get(report.sha256):
            yield report.model_copy(
                update={"sentences": tuple(one for one in report.sentences if one.n in passing)}
            )


_PASSING = """
select r.sha256, s.n from words w join sentences s on s.id = w.rowid join reports r on r.id = s.report
where w.words match ?
"""


def _also(polarity: Polarity) -> Polarity:
    return polarity if polarity is Polarity.NEUTRAL else Polarity.MIXED


def _kind(kind: str) -> str:
    if kind in report_kinds():
        return kind
    near = _near(kind, report_kinds(), 1)
    todo = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(report_kinds())}."
    raise LibraryError("there is no such kind of report", kind, todo)


def _topic(topic: str) -> Topic:
    if topic in topics():
        return topics()[topic]
    near = _near(topic, topics(), 1)
    todo = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(topics())}."
    raise LibraryError("there is no such topic", topic, todo)


def _near(word: str, known: Iterable[str], n: int) -> list[str]:
    """Those of the known that are written most like a word."""
    from difflib import get_close_matches  # only where somebody erred

    return get_close_matches(word, known, n=n)


def area_codes(library: LibraryFile, area: str) -> list[str]:
    """The codes of an area by any of its names, the present one last; a LibraryError where it has no report."""
    official = resolve_area(area) or resolve_area(area.title())
    known = areas_held(library)
    asked = {
        codes_of(area.upper())[-1].casefold(),
        area.casefold(),
        *([official.name.casefold()] if official else []),
    }
    codes = [code for code, name in known.items() if {code.casefold(), name.casefold()} & asked]
    if not codes:
        near = _near(area.title(), known.values(), 3)
        raise LibraryError(
            "the library holds no report of this area",
            area,
            f"Did you mean {' or '.join(near)}?"
            if near
            else "See which it holds: conspectus library show FILE",
        )
    return [every for code in codes for every in codes_of(code)]


def _years(library: LibraryFile, since: int) -> list[str]:
    """The years of the library's reports from one on; where there is none, that one, of which nothing is found."""
    return [str(year) for year in years_held(library, since)] or [str(since)]
