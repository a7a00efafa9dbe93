"""Figures files: written whole with their hash, and read with every fault named."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from conspectus.errors import FiguresError
from conspectus.judgment import canonical
from conspectus.monitoring.model import Figures
from conspectus.signing import first_fault, plain_json, unsigned_hash, write_all

SIGNS = "conspectus-figures-1"  # what a signature under a figures file says that it is under


def as_plain(figures: Figures) -> dict[str, Any]:
    """The content as plain JSON values, with the hash that it has."""
    plain = figures.model_dump(mode="json", by_alias=True) | {"signatures": []}
    plain["signatures"] = [one.model_dump(mode="json") for one in figures.signatures]
    return plain | {"sha256": unsigned_hash(plain)}


def write_figures(figures: Figures, path: Path) -> None:
    """Write the file whole, or not at all; one that holds small counts for its owner alone."""
    private = (path.name,) if figures.restricted else ()
    try:
        write_all(path.parent, {path.name: canonical(as_plain(figures)) + b"\n"}, private=private)
    except OSError as error:
        raise FiguresError(
            f"cannot be written: {error.strerror or error}", str(path), "Name a file that you may write."
        ) from error


def read_figures(path: Path) -> Figures:
    """The figures of a file; a FiguresError says what is wrong with it.

    Its hash is held against what it says, so that no number is read that somebody changed in passing.
    """
    try:
        plain = plain_json(path)
        figures = Figures.model_validate(plain)
    except FileNotFoundError:
        raise FiguresError("there is no such file", str(path), "Check the path.") from None
    except ValidationError as error:
        raise FiguresError(f"this is no figures file: {first_fault(error)}", str(path), MAKE) from None
    except (OSError, ValueError, RecursionError) as error:
        raise FiguresError(f"this is no figures file: {error}", str(path), MAKE) from None
    if figures.sha256 != unsigned_hash(plain):
        raise FiguresError(
            "its content is not what its hash says: it was changed after it was written", str(path), MAKE
        )
    return figures


MAKE = "Make one: conspectus figures CASEBOOK --out FILE, and ask `conspectus verify` what does not hold."
