"""Files at rest: encrypted in pieces that can be neither changed, cut off, moved nor put in another order.

AES-256-GCM by the `cryptography` library. Each file has a key of its own (HKDF over a random salt); a piece's nonce is
its number and whether it is the last, as in the STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
What is authenticated with each is the file's place in the workspace's folder, which its row of the database gives.
"""

import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from conspectus.errors import SealedError

MAGIC = b"\x00conspectus 1\x00"
KEY_ID = 8  # bytes
SALT = 32  # bytes
PIECE = 2**20  # bytes of plain text
TAG = 16  # bytes that each piece grows by


def seal(plain: Path, kept: Path) -> None:
    """Keep what `plain` holds encrypted at `kept`, where it appears whole or not at all."""
    _seal(pieces_of(plain, PIECE), kept)


def seal_again(kept: Path) -> bool:
    """Encrypt with the first key what is plain or closed with another; whether it was."""
    with kept.open("rb") as file:
        if file.read(len(MAGIC)) == MAGIC and file.read(KEY_ID).hex() == _first():
            return False
    _seal(pieces(kept), kept)
    return True


def pieces(kept: Path) -> Iterator[bytes]:
    """A file's plain text, also of one that was kept before files were sealed; SealedError where it cannot be read."""
    with kept.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            yield from pieces_of(kept, PIECE)
            return
        key = file.read(KEY_ID).hex()
        if key not in settings.DATA_KEYS:
            raise SealedError(
                f"it is encrypted with the key {key}, which is not set", kept.name,
                "Whoever runs the workspace sets that key in CONSPECTUS_DATA_KEY, after the one in use now.",
            )  # fmt: skip
        cipher, place = _cipher(key, file.read(SALT)), _place(kept)
        try:
            for number, piece, last in _numbered(_read(file, PIECE + TAG)):
                yield cipher.decrypt(_nonce(number, last), piece, place)
        except InvalidTag:
            raise SealedError(
                "it was changed, cut off or put in another's place", kept.name,
                "Whoever runs the workspace brings it back from a backup.",
            ) from None  # fmt: skip


def pieces_of(path: Path, size: int) -> Iterator[bytes]:
    """A file as it lies, in pieces of `size` bytes; the last may be shorter."""
    with path.open("rb") as file:
        yield from _read(file, size)


def _seal(content: Iterable[bytes], kept: Path) -> None:
    """`content` in pieces of PIECE bytes, of which only the last may be shorter."""
    # Beside the folder, for whoever opens the folder must not find half a file after a crash.
    beside, salt = kept.parent.with_name(f".{kept.parent.name}-{kept.name}"), secrets.token_bytes(SALT)
    cipher, place = _cipher(_first(), salt), _place(kept)
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(MAGIC + bytes.fromhex(_first()) + salt)
            for number, piece, last in _numbered(content):
                out.write(cipher.encrypt(_nonce(number, last), piece, place))
            out.flush()
            os.fsync(out.fileno())  # before the row that tells of it
        beside.replace(kept)
    except BaseException:
        beside.unlink(missing_ok=True)  # on a full disk, half a file would take the room that is left
        raise


def _read(file: BinaryIO, size: int) -> Iterator[bytes]:
    return iter(lambda: file.read(size), b"")


def _numbered(content: Iterable[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    """Each with its number and whether it is the last; of nothing, one that is empty."""
    number, rest = 0, iter(content)
    piece = next(rest, b"")
    for following in rest:
        yield number, piece, False
        number, piece = number + 1, following
    yield number, piece, True


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _place(kept: Path) -> bytes:
    """Where it lies within the workspace's folder, which may itself be moved."""
    return kept.relative_to(settings.DATA).as_posix().encode()


def _first() -> str:
    return next(iter(settings.DATA_KEYS))


def _cipher(key: str, salt: bytes) -> AESGCM:
    derived = HKDF(SHA256(), length=32, salt=salt, info=b"conspectus file").derive(settings.DATA_KEYS[key])
    return AESGCM(derived)
