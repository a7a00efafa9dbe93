"""Find sentences by their words, the most telling first."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from conspectus.library.model import Report, Sentence
from conspectus.library.search.wanted import ANY, Wanted, conditions
from conspectus.library.search.words import matching
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


class Found(NamedTuple):
    """How many sentences fit, and those that are shown."""

    many: int
    hits: tuple[Hit, ...]


def search(
    library: LibraryFile, typed: str, wanted: Wanted = ANY, *, limit: int = 20, start: int = 0
) -> Found:
    """Sentences that hold the words typed and pass the filters, best first; without words, the newest first.

    `start` of them are passed over. A rank is BM25 over the stems of the text's words.
    """
    words = matching(typed)
    match = " AND ".join([*filter(None, [words]), *conditions(library, wanted)])
    if not match:
        return Found(0, ())
    [counted] = library.rows("select count(*) as many from words where words match ?", [match])
    sql = _RANKED if words else _NEWEST
    rows = library.rows(sql, [match, *([RANKED] if words else []), limit, start])
    snippets = [_snippet(library, words, row["id"]) if words else row["text"] for row in rows]
    return Found(counted["many"], tuple(map(_hit, rows, snippets)))


_FIELDS = "s.id, s.n, s.page, s.section, s.text, s.agencies, s.polarity, r.facts"
_NEWEST = f"""
select {_FIELDS} from words w join sentences s on s.id = w.rowid join reports r on r.id = s.report
where w.words match ? order by r.day desc, r.id, s.n limit ? offset ?
"""
# Columns but the first only filter, and weigh nothing.
_RANKED = f"""
select {_FIELDS} from (
  select rowid as id, bm25(words, 1, 0, 0, 0, 0, 0, 0) as rank from words where words match ?
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
