"""Salted commitments: proof, later, of what a row said, without saying it now."""

import hashlib
import secrets

from conspectus.judgment import canonical, sha256_of


def commitment(salt: str, content: object) -> str:
    """sha256 over the salt (hexadecimal text) followed by the content's canonical JSON."""
    return hashlib.sha256(salt.encode("ascii") + canonical(content)).hexdigest()


class Salts:
    """A new random salt for each row, or the one that the same row had in an earlier edition."""

    def __init__(self, earlier: dict[str, str] | None = None) -> None:
        """`earlier`: salts by the hash of the content that they were used for."""
        self._earlier = earlier or {}

    def of(self, content: object) -> str:
        """A salt of 32 bytes, as hexadecimal text."""
        return self._earlier.get(sha256_of(content)) or secrets.token_hex(32)
