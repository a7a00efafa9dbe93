"""Find sentences by their words, the most telling first."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from conspectus.library.model import Report, Sentence
from conspectus.library.search.folding import folded
from conspectus.library.search.wanted import ANY, Wanted, conditions
from conspectus.library.search.words import Plan, Step, Try, plan
from conspectus.library.store import LibraryFile, sentence_of

# Of a word that stands in tens of thousands of sentences no rank tells one from another, and to rank them all takes
# longer than a person waits: of so many the last added are ranked.
RANKED = 4_000
SNIPPET = 40  # words of a sentence that are shown
OPENS, CLOSES = "\x02", "\x03"  # around what was looked for: no report holds these


class Piece(NamedTuple):
    """A stretch of a sentence, and whether it is what was looked for."""

    text: str
    found: bool


class Hit(NamedTuple):
    """A sentence that was found, and its report without its sentences."""

    sentence: Sentence
    snippet: tuple[Piece, ...]
    report: Report
    likeness: float | None = None  # how near in meaning, at most 1; none where words were looked for
    repeats: int = 0  # sentences after it that say nearly the same, and are not shown


RELAXED = {
    Step.SENTENCE: "",
    Step.NEAR: "No sentence, or hardly any, holds every word. These do with those beside them and the headings above.",
    Step.MOST: "Hardly any sentence holds every word, even with those beside it. These do but for one of the words.",
    Step.ANY: "Hardly any sentence holds most of the words. These hold any of them, the most telling first.",
}


class Found(NamedTuple):
    """How many sentences fit, and those that are shown."""

    many: int
    hits: tuple[Hit, ...]
    step: Step = Step.SENTENCE

    @property
    def relaxed(self) -> str:
        """What is said where a search went further than what was typed."""
        return RELAXED[self.step] if self.many else ""


def search(
    library: LibraryFile, typed: str, wanted: Wanted = ANY, *, limit: int = 20, start: int = 0
) -> Found:
    """Sentences that hold the words typed and pass the filters, best first; without words, the newest first.

    Where none holds every word, those that do so with their neighbours and headings; where none does, those that hold
    any. `start` of them are passed over; of those shown, what says nearly the same as one before it is folded into
    that one. A rank is BM25 over the stems of the text's words.
    """
    filters = list(conditions(library, wanted))
    tried = plan(typed)
    if tried.steps:
        return _widening(library, tried, filters, limit, start)
    return _newest(library, " AND ".join(filters), limit, start) if filters else Found(0, ())


def _widening(library: LibraryFile, tried: Plan, filters: list[str], limit: int, start: int) -> Found:
    """What the first step finds that finds enough; else the widest of them."""
    found = Found(0, ())
    for one in tried.steps:
        wider = _at(library, one, filters, limit, start)
        if wider.many > found.many:
            found = wider._replace(step=one.step)
        if found.many >= tried.enough:
            break
    repeats = folded(hit.sentence.text for hit in found.hits)
    return found._replace(hits=tuple(found.hits[at]._replace(repeats=more) for at, more in repeats.items()))


def _at(library: LibraryFile, one: Try, filters: list[str], limit: int, start: int) -> Found:
    """What one step finds, best first."""
    match = " AND ".join([one.text, *filters])
    many = _many(library, match, one.around)
    beside = [one.around] if one.around else []
    sql = _RANKED.format(beside=_BESIDE if beside else "")
    rows = library.rows(sql, [match, *beside, RANKED, limit, start]) if many else []
    return Found(many, tuple(_hit(row, _snippet(library, one.text, row["id"])) for row in rows))


def _newest(library: LibraryFile, match: str, limit: int, start: int) -> Found:
    rows = library.rows(_NEWEST, [match, limit, start])
    return Found(_many(library, match), tuple(_hit(row, row["text"]) for row in rows))


def _many(library: LibraryFile, match: str, around: str = "") -> int:
    beside = [around] if around else []
    sql = f"select count(*) as many from words where words match ? {_BESIDE if beside else ''}"
    [counted] = library.rows(sql, [match, *beside])
    many: int = counted["many"]
    return many


_FIELDS = "s.id, s.n, s.page, s.section, s.text, s.agencies, s.polarity, r.facts"
_NEWEST = f"""
select {_FIELDS} from words w join sentences s on s.id = w.rowid join reports r on r.id = s.report
where w.words match ? order by r.day desc, r.id, s.n limit ? offset ?
"""
_BESIDE = "and rowid in (select rowid from around where around match ?)"
# Columns but the first only filter, and weigh nothing.
_RANKED = f"""
select {_FIELDS} from (
  select rowid as id, bm25(words, 1, 0, 0, 0, 0, 0, 0) as rank from words where words match ? {{beside}}
  order by rowid desc limit ?
) best join sentences s on s.id = best.id join reports r on r.id = s.report
order by best.rank, r.day desc, r.id, s.n limit ? offset ?
"""
_SNIPPET = "select snippet(words, 0, ?, ?, '…', ?) as snippet from words where words match ? and rowid = ?"


def _snippet(library: LibraryFile, words: str, sentence: int) -> str:
    """The part of a sentence that holds most of what was looked for, marked."""
    [row] = library.rows(_SNIPPET, [OPENS, CLOSES, SNIPPET, words, sentence])
    marked: str = row["snippet"]
    return marked


def _hit(row: Any, snippet: str) -> Hit:  # noqa: ANN401 - a row of the query
    return Hit(sentence_of(row), tuple(_pieces(snippet)), Report.model_validate_json(row["facts"]))


def _pieces(marked: str) -> Iterable[Piece]:
    for part in marked.split(OPENS):
        found, closes, rest = part.partition(CLOSES)
        yield from (piece for piece in (Piece(found, bool(closes)), Piece(rest, False)) if piece.text)
