"""Find sentences that mean much the same in other words: an extra, with a model that its package ships.

The model gives each word a place in a space of 256 dimensions, and a sentence lies where its words lie on average: so
it knows that midwives and maternity are near each other, and knows nothing of the order of words or of *not*. Which
package, and what was tried beside it: docs/decisions/0009-practice-like-this.md.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from conspectus.errors import LibraryError
from conspectus.library.model import Report
from conspectus.library.search.finding import Found, Hit, Piece
from conspectus.library.search.wanted import ANY, Wanted, conditions
from conspectus.library.store import LibraryFile, sentence_of

Vectors = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]


class Space(NamedTuple):
    """Every sentence of a library, in the order of ids, and where it lies: unit vectors, one row a sentence."""

    ids: Places
    texts: tuple[str, ...]
    vectors: Vectors
    passing: dict[str, Places]  # which of them pass a filter, for the filters asked for last


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
    space = place_all(library)
    among = _among(library, space, " AND ".join(conditions(library, wanted)))
    if not among.size:
        return Found(0, ())
    likeness = space.vectors @ _vectors([text])[0]
    nearest = among[np.argsort(-likeness[among], kind="stable")[: limit + 1]]
    order = [at for at in nearest if space.texts[at] != text][:limit]
    hits = [_hit(library, int(space.ids[at]), float(likeness[at])) for at in order]
    return Found(among.size, tuple(hits))


def place_all(library: LibraryFile) -> Space:
    """Where the sentences lie; a server asks for the same again and again, and to place 60,000 takes seconds."""
    with _making:  # who comes second waits, and does not make it, too
        if library.state not in _spaces:
            _spaces.clear()  # 60 MB for 60,000 sentences
            _spaces[library.state] = _made(library)
        return _spaces[library.state]


_making = Lock()
_spaces: dict[tuple[str, int, int], Space] = {}


def _made(library: LibraryFile) -> Space:
    rows = library.rows("select id, text from sentences order by id")
    texts = tuple(row["text"] for row in rows)
    return Space(np.array([row["id"] for row in rows], dtype=np.int64), texts, _vectors(texts), {})


KEPT = 16  # filters, of half a MB each


def _among(library: LibraryFile, space: Space, match: str) -> Places:
    """The places, in the space, of the sentences that pass."""
    if not match:
        return np.arange(space.ids.size)
    if (among := space.passing.get(match)) is None:
        rows = library.rows("select rowid from words where words match ? order by rowid", [match])
        among = np.searchsorted(space.ids, np.array([row["rowid"] for row in rows], dtype=np.int64))
        if len(space.passing) >= KEPT:
            space.passing.clear()
        space.passing[match] = among
    return among


def _vectors(texts: Sequence[str]) -> Vectors:
    """Where each text lies, as unit vectors; texts of one length go together, so that little is padded."""
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    placed: Vectors = _model().embed([texts[at] for at in order])
    vectors: Vectors = np.empty_like(placed)
    vectors[order] = placed / np.maximum(np.linalg.norm(placed, axis=1, keepdims=True), 1e-9)
    return vectors


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
