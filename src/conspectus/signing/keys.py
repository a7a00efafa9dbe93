"""Keys that sign letters and figures: a file of public ones for everybody, a private one for each signer alone."""

import base64
import hashlib
import json
import os
import stat
import tomllib
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from conspectus.errors import LetterError
from conspectus.signing.files import write_all

HEADER = "# Public keys of inspectorates. Take each from the inspectorate itself, not from who sent you the letter.\n"


class PublicKey(BaseModel):
    """One `[[key]]` of a key file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    inspectorate: str = Field(min_length=1, description="Its word, as in the framework's leads")
    public: str = Field(description="The Ed25519 public key: 32 bytes in base64")

    @field_validator("public")
    @classmethod
    def _of_32_bytes(cls, value: str) -> str:
        try:
            if len(base64.b64decode(value, validate=True)) == 32:
                return value
        except ValueError:
            pass
        raise ValueError("an Ed25519 public key is 32 bytes, as 44 characters of base64")

    @property
    def key(self) -> Ed25519PublicKey:
        """The public key as the cryptography library takes it."""
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(self.public))

    @property
    def fingerprint(self) -> str:
        """The short form of the key that two people can compare by telephone."""
        return hashlib.sha256(base64.b64decode(self.public)).hexdigest()[:16]


class KeyFile(BaseModel):
    """A file of public keys; an inspectorate may have several, an old and a new one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: tuple[PublicKey, ...] = Field(min_length=1)

    def of(self, inspectorate: str) -> list[PublicKey]:
        """Every key of one inspectorate."""
        return [one for one in self.key if one.inspectorate == inspectorate]


def load_keys(path: Path) -> KeyFile:
    """Read a key file, TOML or JSON by its name; a LetterError says what to mend."""
    try:
        text = path.read_text(encoding="utf-8")
        return KeyFile.model_validate(json.loads(text) if path.suffix == ".json" else tomllib.loads(text))
    except FileNotFoundError:
        raise LetterError("there is no such key file", str(path), "Check the path.") from None
    except ValidationError as error:
        fault = error.errors()[0]
        place, what = ".".join(map(str, fault["loc"])), fault["msg"].removeprefix("Value error, ")
        todo = "Give [[key]] entries with `inspectorate` and `public`."
        raise LetterError(f"{place}: {what}", str(path), todo) from None
    except (OSError, ValueError) as error:
        raise LetterError(
            f"not readable as a key file: {error}", str(path), "Name a .toml or .json file."
        ) from None


def make_keys(
    inspectorate: str, folder: Path, *, passphrase: str | None = None
) -> tuple[Path, Path, PublicKey]:
    """A new key pair: `<inspectorate>.key` for the signer alone, and its public half added to `keys.toml`.

    With a passphrase the private key is of no use to who holds its file and does not know that.
    """
    folder.mkdir(parents=True, exist_ok=True)
    private, public = folder / f"{inspectorate}.key", folder / "keys.toml"
    if private.exists():
        raise LetterError("there is a key already", str(private), "Use it, or move it away first.")
    if public.exists():
        load_keys(public)  # never add to what is no key file
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, _locked(passphrase))
    made = public_half(inspectorate, key)
    entry = f'\n[[key]]\ninspectorate = "{made.inspectorate}"\npublic = "{made.public}"\n'
    before = public.read_text(encoding="utf-8") if public.exists() else HEADER
    write_all(folder, {private.name: pem, public.name: (before + entry).encode()}, private=(private.name,))
    return private, public, made


def _locked(passphrase: str | None) -> KeySerializationEncryption:
    return BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()


def public_half(inspectorate: str, key: Ed25519PrivateKey) -> PublicKey:
    """The public half of a private key."""
    raw = key.public_key().public_bytes_raw()
    return PublicKey(inspectorate=inspectorate, public=base64.b64encode(raw).decode("ascii"))


def load_private(path: Path, *, passphrase: str | None = None) -> Ed25519PrivateKey:
    """Read a private key (PEM); refused where others than its owner may read it, or the passphrase is another."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        pem = path.read_bytes()
    except OSError as error:
        raise LetterError(f"the key cannot be read: {error.strerror}", str(path), "Check the path.") from None
    if os.name != "nt" and mode & 0o077:
        raise LetterError("others may read this key", str(path), f"Run: chmod 600 {path}")
    try:
        key = load_pem_private_key(pem, password=passphrase.encode() if passphrase else None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if key is None and passphrase:
        raise LetterError("this passphrase does not open the key", path.name, "Type it again.")
    if not isinstance(key, Ed25519PrivateKey):
        todo = "Make one with `conspectus keys make INSPECTORATE`."
        raise LetterError("this is no Ed25519 private key without a password", str(path), todo)
    return key
