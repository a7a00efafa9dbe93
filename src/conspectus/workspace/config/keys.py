"""The keys of a workspace: given by the environment, or made in its folder on the first run."""

import base64
import os
import re
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from conspectus.errors import ConspectusError

KEY = 32  # bytes
URL_SAFE = str.maketrans("-_", "+/")  # both ways of writing base64 are read
MAKE_KEY = "Make one: openssl rand -base64 32. Keep it apart from the files and from their backups."


def secret_key(folder: Path) -> str:
    """The key that signs sessions and seals the log: CONSPECTUS_SECRET_KEY, or a file made on the first run."""
    return os.environ.get("CONSPECTUS_SECRET_KEY") or _made_once(
        folder / "secret-key", secrets.token_urlsafe(64)
    )


def data_keys(folder: Path) -> dict[str, bytes]:
    """The keys of files at rest by their ids: the first encrypts, all of them read.

    Those of CONSPECTUS_DATA_KEY or the file CONSPECTUS_DATA_KEY_FILE, then the one made in the folder on the first
    run. A ConspectusError where the key that encrypted last is not among them: what it closed could not be read.
    """
    last, made = folder / "data-key-id", folder / "data-key"
    used = last.read_text(encoding="ascii").strip() if last.exists() else ""
    given = _given()
    if made.exists() or not (given or used):
        given.append(_made_once(made, base64.b64encode(secrets.token_bytes(KEY)).decode()))
    keys = {key_id(key): key for key in map(_read, given)}
    if used and used not in keys:
        raise ConspectusError(
            f"files here are encrypted with the key {used}, and that key is not set", str(folder),
            "Set it in CONSPECTUS_DATA_KEY, after the new one if you change keys. If it is lost, so are the returns "
            f"and documents that it closed: take away the file {last.name} to go on without them.",
        )  # fmt: skip
    first = next(iter(keys))
    if first != used:
        last.write_text(first, encoding="ascii")
    return keys


def key_id(key: bytes) -> str:
    """What a key is called: tells keys apart, and nothing of the key."""
    return HKDF(SHA256(), length=8, salt=None, info=b"conspectus key id").derive(key).hex()


def _given() -> list[str]:
    """As the environment has them, with spaces, commas or line ends between."""
    written = os.environ.get("CONSPECTUS_DATA_KEY", "")
    if place := os.environ.get("CONSPECTUS_DATA_KEY_FILE"):
        try:
            written = Path(place).read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise ConspectusError(f"the key cannot be read: {error}", place, MAKE_KEY) from None
        if not written.strip():
            raise ConspectusError("the file of the key is empty", place, MAKE_KEY)
    return [one for one in re.split(r"[\s,]+", written) if one]


def _read(written: str) -> bytes:
    try:
        key = base64.b64decode(written.translate(URL_SAFE), validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY:
        raise ConspectusError(
            "the key of files at rest is no 32 bytes in base64", "CONSPECTUS_DATA_KEY", MAKE_KEY
        )
    return key


def _made_once(path: Path, text: str) -> str:
    """What the file holds; `text` where it was not there."""
    if not path.exists():
        # Exclusive, so that two processes that start together do not take two keys.
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(text)
        except FileExistsError:
            pass
        except OSError:
            path.unlink(missing_ok=True)  # on a full disk it would hold no key, now and at every later start
            raise
    return path.read_text(encoding="utf-8").strip()
