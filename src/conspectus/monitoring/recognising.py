"""Telling a figures file from a letter, without loading what counts."""

from pathlib import Path

from conspectus.signing import plain_json

KIND = "conspectus-figures"


def is_figures(path: Path) -> bool:
    """Whether a file says of itself that it is a figures file."""
    try:
        plain = plain_json(path)
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(plain, dict) and plain.get("kind") == KIND
