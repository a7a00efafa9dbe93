"""Find sentences that mean much the same in other words: an extra, whose model is in `library/places.py`.

A library that was made with the extra keeps where its sentences lie, a byte for each dimension. The first dimensions
say most (the model was trained so that they do by themselves), so a search goes by them over all sentences and by
every dimension over the nearest of these: over 200,000 sentences in a fourth of the time that all would take.
"""

from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from conspectus.errors import LibraryError
from conspectus.library.model import Report
from conspectus.library.places import (
    DIMENSIONS,
    STEP,
    Kept,
    Vector,
    can_compare,
    kept_places,
    model_name,
    place,
)
from conspectus.library.search.found import By, Found, Hit, Piece
from conspectus.library.search.wanted import ANY, Wanted, conditions
from conspectus.library.store import LibraryFile, sentence_of

__all__ = ["alike", "can_compare", "place_all"]

Places = npt.NDArray[np.int64]
FIRST = 64  # dimensions
NEAR = 1_000  # so many nearest by them are compared by all


class Space(NamedTuple):
    """Every sentence of a library, in the order of ids, and where it lies, one row a sentence."""

    ids: Places
    kept: Kept
    first: Vector  # the first dimensions, as they are compared
    passing: dict[str, Places]  # which of them pass a filter, for the filters asked for last


class Near(NamedTuple):
    """A sentence that lies near, and how near: at most 1."""

    id: int
    likeness: float


def alike(library: LibraryFile, text: str, wanted: Wanted = ANY, *, limit: int = 20) -> Found:
    """Sentences that mean most nearly what `text` says, nearest first, but for `text` itself."""
    if not can_compare():
        raise LibraryError(
            "sentences cannot be compared by meaning: an extra is missing",
            "--like",
            'Install it: pip install "conspectus[meaning]"',
        )
    among = _among(library, place_all(library), list(conditions(library, wanted)))
    near = nearest(library, text, among, limit + 1)
    hits = [_hit(library, one) for one in near]
    return Found(among.size, tuple([hit for hit in hits if hit.sentence.text != text][:limit]))


def beside(library: LibraryFile, text: str, filters: Sequence[str], limit: int) -> list[Near]:
    """The nearest of those that pass; none where the extra is not there, or was not when the library was made."""
    if not can_compare() or not holds_places(library):
        return []
    return nearest(library, text, _among(library, place_all(library), filters), limit)


def nearest(library: LibraryFile, text: str, among: Places, limit: int) -> list[Near]:
    """The sentences, of those at these rows of the space, that lie nearest to a text."""
    space, at = place_all(library), place(text)
    roughly = (space.first @ at[:FIRST])[among]
    if among.size > NEAR:
        among = among[np.sort(np.argpartition(-roughly, NEAR)[:NEAR])]
    likeness = space.kept[among] @ at / np.float32(STEP)
    best = np.argsort(-likeness, kind="stable")[:limit]
    return [Near(int(space.ids[among[row]]), min(float(likeness[row]), 1.0)) for row in best]


def holds_places(library: LibraryFile) -> bool:
    """Whether the library keeps where its sentences lie, by the model that is installed."""
    [row] = library.rows("select exists (select 1 from places where model = ?) as held", [model_name()])
    return bool(row["held"])


def place_all(library: LibraryFile) -> Space:
    """Where the sentences lie; a server asks for the same again and again, and to place 60,000 takes seconds."""
    with _making:  # who comes second waits, and does not make it, too
        if library.state not in _spaces:
            _spaces.clear()  # 100 MB for 200,000 sentences
            _spaces[library.state] = _made(library)
        return _spaces[library.state]


_making = Lock()
_spaces: dict[tuple[str, int, int], Space] = {}


def _made(library: LibraryFile) -> Space:
    """As the library keeps it; what of it has no place, since the extra was not there, is placed now."""
    known, ids, at = library.places(model_name()), _ids(library), 0
    kept: Kept = np.empty((ids.size, DIMENSIONS), dtype=np.int8)
    for row in library.rows("select id, sha256 from reports order by id"):
        there = known.pop(row["sha256"], None)  # so that no part lies in memory twice for long
        part = kept_places(_texts(library, row["id"])) if there is None else there
        some = np.frombuffer(part, dtype=np.int8).reshape(-1, DIMENSIONS)
        kept[at : at + len(some)] = some
        at += len(some)
    return Space(ids, kept, kept[:, :FIRST].astype(np.float32), {})


def _ids(library: LibraryFile) -> Places:
    """The sentences' numbers in their order; a library counts from 1, and then none of them need be read."""
    [counted] = library.rows("select count(*) as many, max(id) as last from sentences")
    if counted["many"] == (counted["last"] or 0):
        return np.arange(1, counted["many"] + 1)
    return np.array(
        [row["id"] for row in library.rows("select id from sentences order by id")], dtype=np.int64
    )


def _texts(library: LibraryFile, report: int) -> list[str]:
    rows = library.rows("select text from sentences where report = ? order by id", [report])
    return [row["text"] for row in rows]


KEPT = 16  # filters, of half a MB each


def _among(library: LibraryFile, space: Space, filters: Sequence[str]) -> Places:
    """The rows, in the space, of the sentences that pass."""
    match = " AND ".join(filters)
    if not match:
        return np.arange(space.ids.size)
    if (among := space.passing.get(match)) is None:
        rows = library.rows("select rowid from words where words match ? order by rowid", [match])
        among = np.searchsorted(space.ids, np.array([row["rowid"] for row in rows], dtype=np.int64))
        if len(space.passing) >= KEPT:
            space.passing.clear()
        space.passing[match] = among
    return among


def _hit(library: LibraryFile, near: Near) -> Hit:
    [row] = library.rows(
        "select s.*, r.facts from sentences s join reports r on r.id = s.report where s.id = ?", [near.id]
    )
    found = sentence_of(row)
    facts = Report.model_validate_json(row["facts"])
    return Hit(found, (Piece(found.text, False),), facts, near.likeness, found_by=By.MEANING)
