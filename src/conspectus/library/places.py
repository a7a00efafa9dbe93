"""Where a sentence lies in a space of meaning, by a model that its package ships: an extra.

The model gives each piece of a word a place in 256 dimensions, and a sentence lies where its pieces lie on average: so
it knows that midwives and maternity are near each other, and knows nothing of the order of words or of *not*. Which
package, and what was tried beside it: docs/decisions/0028-meaning-beside-words.md. Its two files are read without it,
since to import it would take longer than a search.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]
Kept = npt.NDArray[np.int8]

DIMENSIONS = 256
# A byte for each dimension: in half a million sentences' dimensions of a unit vector none was above 0.4, so that a
# sentence's likeness is off by less than 0.002.
STEP = 127 / 0.4
TOKENS, WEIGHTS = "tokenizers/l2_supercat_tokenizer_config.json", "weights/l2_supercat_256.safetensors"


def can_compare() -> bool:
    """Whether the extra is installed."""
    return find_spec("wordllama") is not None


def model_name() -> str:
    """Which model it is: places of one are not compared with those of another."""
    return f"wordllama {version('wordllama')}, l2_supercat 256"


def kept_places(texts: Sequence[str]) -> bytes:
    """Where each text lies, one after the other, a byte for each dimension; the same texts, the same bytes."""
    places = np.array([place(text) for text in texts], dtype=np.float32).reshape(-1, DIMENSIONS)
    kept: Kept = np.rint(np.clip(places * STEP, -127, 127)).astype(np.int8)
    return kept.tobytes()


def place(text: str) -> Vector:
    """Where a text lies, as a unit vector; nowhere, at nought, where it holds no word."""
    model = _model()
    pieces = model.tokens.encode(text, add_special_tokens=False).ids
    if not pieces:
        return np.zeros(DIMENSIONS, dtype=np.float32)
    found: Vector = np.mean(model.weights[pieces], axis=0, dtype=np.float32)
    unit: Vector = found / np.maximum(np.linalg.norm(found), np.float32(1e-9))
    return unit


class _Model(NamedTuple):
    """The pieces of words, and where each lies."""

    tokens: Any  # of an untyped extra
    weights: npt.NDArray[np.float16]


@cache
def _model() -> _Model:
    from tokenizers import Tokenizer

    spec = find_spec("wordllama")
    assert spec and spec.origin  # `can_compare` was asked before
    inside = Path(spec.origin).parent
    return _Model(Tokenizer.from_file(str(inside / TOKENS)), _weights(inside / WEIGHTS))


def _weights(path: Path) -> npt.NDArray[np.float16]:
    """The one table of a safetensors file as it lies on the disk, of which only the rows asked for are read.

    Such a file is the length of its head (8 bytes), the head (JSON: shape and place of each table), and the tables.
    """
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        head = json.loads(file.read(length))
    [table] = [one for name, one in head.items() if name != "__metadata__"]
    if table["dtype"] != "F16":
        raise ValueError(f"{path}: its weights are {table['dtype']}, and F16 is read")
    start = 8 + length + table["data_offsets"][0]
    return np.memmap(path, dtype="<f2", mode="r", offset=start, shape=tuple(table["shape"]))
