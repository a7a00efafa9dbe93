"""Find sentences that mean much the same in other words: an extra, with a model that its package ships.

The model gives each word a place in a space of 256 dimensions, and a sentence lies where its words lie on average: so
it knows that midwives and maternity are near each other, and knows nothing of the order of words or of *not*. Which
package, and what was tried beside it: docs/decisions/0009-practice-like-this.md.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from conspectus.errors import LibraryError
from conspectus.library.model import Report
from conspectus.library.search.finding import Found, Hit, Piece
from conspectus.library.search.wanted import ANY, Wanted, conditions
from conspectus.library.store import LibraryFile, sentence_of

Vectors = npt.NDArray[np.float32]


class Space(NamedTuple):
    """Sentences by their ids, and where each lies: unit vectors, one row a sentence."""

    ids: tuple[int, ...]
    texts: tuple[str, ...]
    places: Vectors


def can_compare() -> bool:
    """Whether the extra is installed."""
    return find_spec("wordllama") is not None


def alike(library: LibraryFile, text: str, wanted: Wanted = ANY, *, limit: int = 20) -> Found:
    """Sentences that mean most nearly what `text` says, nearest first, but for `text` itself."""
    if not can_compare():
        raise LibraryError(
            "sentences cannot be compared by meaning: an extra is missing",
            "--like",
            'Install it: pip install "conspectus[meaning]"',
        )
    space = _space(library, " AND ".join(conditions(library, wanted)))
    if not space.ids:
        return Found(0, ())
    likeness = space.places @ _places([text])[0]
    order = [at for at in np.argsort(-likeness, kind="stable")[: limit + 1] if space.texts[at] != text]
    hits = [_hit(library, space.ids[at], float(likeness[at])) for at in order[:limit]]
    return Found(len(space.ids), tuple(hits))


def _space(library: LibraryFile, match: str) -> Space:
    """The sentences that pass; a server asks for the same again and again, and to place 60,000 takes seconds."""
    key = (*library.state, match)
    space = _spaces.get(key)
    if space is None:  # two threads may both make it: neither reads what the other clears away
        space = _made(library, match)
        if len(_spaces) >= KEPT:
            _spaces.clear()
        _spaces[key] = space
    return space


KEPT = 2  # of 60 MB each for 60,000 sentences
_spaces: dict[tuple[object, ...], Space] = {}


def _made(library: LibraryFile, match: str) -> Space:
    where = "where id in (select rowid from words where words match ?)" if match else ""
    rows = library.rows(f"select id, text from sentences {where} order by id", [match] if match else [])
    texts = tuple(row["text"] for row in rows)
    return Space(tuple(row["id"] for row in rows), texts, _places(list(texts)))


def _places(texts: list[str]) -> Vectors:
    """Where each text lies, as unit vectors; texts of one length go together, so that little is padded."""
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    placed: Vectors = _model().embed([texts[at] for at in order])
    places: Vectors = np.empty_like(placed)
    places[order] = placed / np.maximum(np.linalg.norm(placed, axis=1, keepdims=True), 1e-9)
    return places


@cache
def _model() -> Any:  # noqa: ANN401 - of an untyped extra
    import wordllama

    # The package looks for its word list in a folder that it does not have, and then in the place it is told.
    inside = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(cache_dir=inside, disable_download=True)


def _hit(library: LibraryFile, sentence: int, likeness: float) -> Hit:
    [row] = library.rows(
        "select s.*, r.facts from sentences s join reports r on r.id = s.report where s.id = ?", [sentence]
    )
    found = sentence_of(row)
    return Hit(found, (Piece(found.text, False),), Report.model_validate_json(row["facts"]), likeness)
