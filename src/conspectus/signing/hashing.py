"""The hashes of what is published."""

import hashlib
from collections.abc import Mapping
from typing import Any

from conspectus.judgment import sha256_of

OUTSIDE = ("sha256", "signatures")  # what a content's hash cannot be over: itself, and what signs it


def content_hash(content: Mapping[str, Any]) -> str:
    """The hash of a letter's or figures file's content as plain JSON values."""
    return sha256_of({key: value for key, value in content.items() if key not in OUTSIDE})


def bytes_hash(content: bytes) -> str:
    """The SHA-256 of a file's bytes."""
    return hashlib.sha256(content).hexdigest()
