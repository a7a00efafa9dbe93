"""The hash under a file that is signed."""

from collections.abc import Mapping
from typing import Any

from conspectus.judgment import sha256_of

OUTSIDE = ("sha256", "signatures")  # what a content's hash cannot be over: itself, and what signs it


def unsigned_hash(content: Mapping[str, Any]) -> str:
    """The hash of a file's content as plain JSON values, without its hash and its signatures."""
    return sha256_of({key: value for key, value in content.items() if key not in OUTSIDE})
