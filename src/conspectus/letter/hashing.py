"""The hashes of a letter."""

import hashlib
from collections.abc import Mapping
from typing import Any

from conspectus.judgment import sha256_of

OUTSIDE = {  # by version: what a letter's hash is not over
    1: ("sha256", "signatures"),  # itself, and what signs it
    2: ("sha256", "signatures", "documents"),  # and the documents, since they bear the day of publication
}


def content_hash(letter: Mapping[str, Any]) -> str:
    """The hash of a letter's content as plain JSON values; from version 2 on without the day of publication."""
    version = letter.get("letter_version", 1)
    content = {key: value for key, value in letter.items() if key not in OUTSIDE[version]}
    if version > 1:
        content["inspection"] = {k: v for k, v in letter["inspection"].items() if k != "published"}
    return sha256_of(content)


def bytes_hash(content: bytes) -> str:
    """The SHA-256 of a file's bytes."""
    return hashlib.sha256(content).hexdigest()
