"""Find sentences by their words, the most telling first, and by their meaning beside them."""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any, NamedTuple

from conspectus.library.model import Report
from conspectus.library.search.folding import folded
from conspectus.library.search.found import By, Found, Hit, Piece
from conspectus.library.search.wanted import ANY, Wanted, conditions
from conspectus.library.search.words import Plan, Step, Try, plan
from conspectus.library.store import LibraryFile, sentence_of

# Of a word that stands in tens of thousands of sentences no rank tells one from another, and to rank them all takes
# longer than a person waits: of so many the last added are ranked.
RANKED = 4_000
SNIPPET = 40  # words of a sentence that are shown
OPENS, CLOSES = "\x02", "\x03"  # around what was looked for: no report holds these
# So many sentences are added by meaning, and none that lies farther: of ten questions over 26 reports, what lay so near
# was of use in one of three, and what lay farther in one of ten.
MEANT, NEAR = 20, 0.45
EVERY = 3  # where any of the words will do, each third sentence is one found by meaning


class Ranked(NamedTuple):
    """What a step found: how many, and the best of them by their ids."""

    many: int = 0
    ids: tuple[int, ...] = ()
    step: Step = Step.SENTENCE
    text: str = ""  # what the sentence itself holds, in the engine's language


def search(
    library: LibraryFile, typed: str, wanted: Wanted = ANY, *, limit: int = 20, start: int = 0,
    words_only: bool = False,
) -> Found:  # fmt: skip
    """Sentences that hold the words typed and pass the filters, best first; without words, the newest first.

    Where none holds every word, those that do so with their neighbours and headings; where none does, those that hold
    any. What means nearly the same follows, where the extra is there and a library was made with it. `start` of them
    are passed over; of those shown, what says nearly the same as one before it is folded into that one. A rank is BM25
    over the stems of the text's words.
    """
    filters = list(conditions(library, wanted))
    tried = plan(typed)
    if not tried.steps:
        return _newest(library, " AND ".join(filters), limit, start) if filters else Found(0, ())
    ranked, near = _ways(library, tried, filters, words_only=words_only)
    order = _in_turn(ranked, list(near))
    shown = _shown(library, order[start : start + limit], ranked, near)
    return Found(ranked.many + len(near), shown, ranked.step, ranked.many)


def ids_found(
    library: LibraryFile, typed: str, wanted: Wanted = ANY, *, words_only: bool = False
) -> tuple[int, ...]:
    """The sentences that `search` finds, by their ids; of so many that not all are ranked, those that are."""
    filters, tried = list(conditions(library, wanted)), plan(typed)
    if tried.steps:
        ranked, near = _ways(library, tried, filters, words_only=words_only)
        return (*ranked.ids, *near)
    if not filters:
        return ()
    rows = library.rows("select rowid from words where words match ?", [" AND ".join(filters)])
    return tuple(row["rowid"] for row in rows)


def search_among(
    library: LibraryFile, typed: str, wanted: Wanted, reports: Set[str], *, limit: int = 20,
    words_only: bool = False,
) -> Found:  # fmt: skip
    """Of what `search` finds, that which stands in these reports, by their SHA-256; it widens as over the whole."""
    filters, tried = list(conditions(library, wanted)), plan(typed)
    if not tried.steps:
        newest = _newest(library, " AND ".join(filters), RANKED, 0).hits if filters else ()
        hits = tuple(hit for hit in newest if hit.report.sha256 in reports)
        return Found(len(hits), hits[:limit], by_words=len(hits))
    ranked, near = _ways(library, tried, filters, words_only=words_only)
    theirs = _ids_of(library, reports)
    order = [one for one in _in_turn(ranked, list(near)) if one in theirs]
    by_words = sum(one not in near for one in order)
    return Found(len(order), _shown(library, order[:limit], ranked, near), ranked.step, by_words)


def _ways(
    library: LibraryFile, tried: Plan, filters: list[str], *, words_only: bool
) -> tuple[Ranked, dict[int, float]]:
    """What words find, and how near in meaning those lie that they do not."""
    ranked = _widening(library, tried, filters)
    return ranked, {} if words_only else _meant(library, tried, filters, ranked)


def _ids_of(library: LibraryFile, reports: Set[str]) -> set[int]:
    """The sentences of these reports."""
    marks = ", ".join("?" * len(reports))
    sql = f"select s.id from sentences s join reports r on r.id = s.report where r.sha256 in ({marks})"
    return {row["id"] for row in library.rows(sql, sorted(reports))}


def _shown(
    library: LibraryFile, ids: Sequence[int], ranked: Ranked, near: Mapping[int, float]
) -> tuple[Hit, ...]:
    """The sentences of these ids, what says nearly the same as one before it folded into that one."""
    hits = _hits(library, ids, ranked, near)
    return tuple(
        hits[at]._replace(repeats=more) for at, more in folded(one.sentence.text for one in hits).items()
    )


def _widening(library: LibraryFile, tried: Plan, filters: list[str]) -> Ranked:
    """What the first step finds that finds enough; else the widest of them."""
    best, many = tried.steps[0], 0
    for one in tried.steps:
        wider = _many(library, " AND ".join([one.text, *filters]), one.around)
        if wider > many:
            best, many = one, wider
        if many >= tried.enough:
            break
    ids = _ids(library, best, filters) if many else ()
    return Ranked(many, ids, best.step, best.text)


def _ids(library: LibraryFile, one: Try, filters: list[str]) -> tuple[int, ...]:
    """What one step finds, best first."""
    beside = [one.around] if one.around else []
    sql = _RANKED.format(beside=_BESIDE if beside else "")
    rows = library.rows(sql, [" AND ".join([one.text, *filters]), *beside, RANKED])
    return tuple(row["id"] for row in rows)


def _meant(library: LibraryFile, tried: Plan, filters: list[str], ranked: Ranked) -> dict[int, float]:
    """How near those lie that words did not find, by their ids, nearest first; none where words found too many."""
    if not tried.means or ranked.many > len(ranked.ids):
        return {}
    from conspectus.library.search.meaning import beside  # loads arrays, which words alone do not need

    known = set(ranked.ids)
    near = beside(library, tried.means, filters, MEANT)
    new = {one.id: one.likeness for one in near if one.likeness >= NEAR and one.id not in known}
    barred = _holding(library, tried.barred, new) if tried.barred and new else set()
    return {id: likeness for id, likeness in new.items() if id not in barred}


def _holding(library: LibraryFile, match: str, ids: Iterable[int]) -> set[int]:
    """Those of some sentences that hold what must not be there."""
    marks = ", ".join(str(one) for one in ids)
    rows = library.rows(f"select rowid from words where words match ? and rowid in ({marks})", [match])
    return {row["rowid"] for row in rows}


def _in_turn(ranked: Ranked, near: Sequence[int]) -> list[int]:
    """Words first, since they are right more often; where any of them would do, meaning takes each third place."""
    if ranked.step is not Step.ANY:
        return [*ranked.ids, *near]
    order, left = [], list(near)
    for at, one in enumerate(ranked.ids, start=1):
        order.append(one)
        if left and at % (EVERY - 1) == 0:
            order.append(left.pop(0))
    return order + left


def _hits(library: LibraryFile, ids: Sequence[int], ranked: Ranked, near: Mapping[int, float]) -> list[Hit]:
    """The sentences of these ids in this order, each with how it was found."""
    marks = ", ".join(str(one) for one in ids)
    rows = {row["id"]: row for row in library.rows(f"{_ROWS} where s.id in ({marks})")}
    return [
        _hit(rows[one], rows[one]["text"])._replace(likeness=near[one], found_by=By.MEANING)
        if one in near
        else _hit(rows[one], _snippet(library, ranked.text, one))
        for one in ids
    ]


def _newest(library: LibraryFile, match: str, limit: int, start: int) -> Found:
    rows = library.rows(_NEWEST, [match, limit, start])
    many = _many(library, match)
    return Found(many, tuple(_hit(row, row["text"]) for row in rows), by_words=many)


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
# The plus keeps the engine from asking the first index anew for each sentence that the second gives, of which there are
# thousands, each time weighing every word anew: a question then took seconds.
_BESIDE = "and +rowid in (select rowid from around where around match ?)"
# Columns but the first only filter, and weigh nothing.
_RANKED = """
select best.id from (
  select rowid as id, bm25(words, 1, 0, 0, 0, 0, 0, 0) as rank from words where words match ? {beside}
  order by rowid desc limit ?
) best join sentences s on s.id = best.id join reports r on r.id = s.report
order by best.rank, r.day desc, r.id, s.n
"""
_ROWS = f"select {_FIELDS} from sentences s join reports r on r.id = s.report"
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
