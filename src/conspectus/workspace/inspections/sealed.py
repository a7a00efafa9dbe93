"""Files at rest: encrypted where a key is set, in pieces that can be neither changed, cut off nor put in another order.

AES-256-GCM by the `cryptography` library. Each file has a key of its own (HKDF over a random salt); a piece's nonce is
its number and whether it is the last, as in the STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
"""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from conspectus.errors import ConspectusError

MAGIC = b"\x00conspectus 1\x00"
SALT = 32  # bytes
PIECE = 2**20  # bytes of plain text
TAG = 16  # bytes that each piece grows by


def seal(path: Path) -> None:
    """Encrypt a file where it lies; as it is where no key is set."""
    if settings.DATA_KEY is None:
        return
    beside, salt = path.with_name(f"{path.name}.sealing"), secrets.token_bytes(SALT)
    cipher = _cipher(salt)
    with path.open("rb") as plain, beside.open("xb") as out:
        out.write(MAGIC + salt)
        for number, piece, last in _pieces(plain, PIECE):
            out.write(cipher.encrypt(_nonce(number, last), piece, None))
    beside.chmod(0o600)
    beside.replace(path)


def pieces(path: Path) -> Iterator[bytes]:
    """A file's plain text, sealed or kept before a key was set; ConspectusError where it cannot be read."""
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            file.seek(0)
            yield from iter(lambda: file.read(PIECE), b"")
            return
        cipher = _cipher(file.read(SALT))
        try:
            for number, piece, last in _pieces(file, PIECE + TAG):
                yield cipher.decrypt(_nonce(number, last), piece, None)
        except InvalidTag:
            raise ConspectusError(
                "it was changed, cut off or encrypted with another key", path.name,
                "Set the key with which it was kept, or bring it back from a backup.",
            ) from None  # fmt: skip


def copy(source: str, to: str) -> None:
    """As plain text; for `shutil.copytree`."""
    with Path(to).open("xb") as out:
        out.writelines(pieces(Path(source)))


@contextmanager
def opened(folder: Path) -> Iterator[Path]:
    """A folder to be read as plain text: itself where no key is set, else a copy that is gone afterwards."""
    if settings.DATA_KEY is None:
        yield folder
        return
    with tempfile.TemporaryDirectory() as place:
        yield Path(shutil.copytree(folder, Path(place) / folder.name, copy_function=copy))


def _pieces(file: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Each with its number and whether it is the last; an empty file has one that is empty."""
    number, piece = 0, file.read(size)
    while following := file.read(size):
        yield number, piece, False
        number, piece = number + 1, following
    yield number, piece, True


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _cipher(salt: bytes) -> AESGCM:
    if settings.DATA_KEY is None:
        raise ConspectusError(
            "files are encrypted, and no key is set",
            "CONSPECTUS_DATA_KEY",
            "Set the key with which they were kept.",
        )
    derived = HKDF(SHA256(), length=32, salt=salt, info=b"conspectus file").derive(settings.DATA_KEY)
    return AESGCM(derived)
