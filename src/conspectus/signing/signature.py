"""One signature: made with a private key under a file's hash, and held against a public one."""

import base64
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, ConfigDict, Field

from conspectus.judgment import canonical, sha256_of
from conspectus.signing.keys import KeyFile, PublicKey, public_half
from conspectus.signing.verdict import Finding, Outcome

OUTSIDE = ("sha256", "signatures")  # what a content's hash cannot be over: itself, and what signs it
LETTER = "conspectus-letter-1"  # what a signature is under, unless another kind of file is named


class Signature(BaseModel):
    """One signer's signature: Ed25519 over the content's hash and who signs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    inspectorate: str
    key: str = Field("", description="Fingerprint of the key: the first 16 digits of its SHA-256")
    signature: str = Field("", description="64 bytes in base64")


def message(inspectorate: str, sha256: str, *, signs: str = LETTER) -> bytes:
    """What is signed: which content, and who signs, so that nobody's signature can pass for another's."""
    return canonical({"signs": signs, "inspectorate": inspectorate, "sha256": sha256})


def signature_of(inspectorate: str, sha256: str, key: Ed25519PrivateKey, *, signs: str = LETTER) -> Signature:
    """The signature of a content's hash."""
    signed = base64.b64encode(key.sign(message(inspectorate, sha256, signs=signs))).decode("ascii")
    return Signature(
        inspectorate=inspectorate, key=public_half(inspectorate, key).fingerprint, signature=signed
    )


def is_by(signature: Signature, key: PublicKey, sha256: str, *, signs: str = LETTER) -> bool:
    """Whether a signature was made with the private half of this key, over this content."""
    try:
        signed = base64.b64decode(signature.signature, validate=True)
        key.key.verify(signed, message(signature.inspectorate, sha256, signs=signs))
    except (ValueError, InvalidSignature):
        return False
    return True


def signature_finding(
    signature: Signature, sha256: str, keys: KeyFile, *, title: str = "", signs: str = LETTER
) -> Finding:
    """Whether a signature is over the content with this hash, by a key of whoever it names, called `title`."""
    check, who = f"signature, {signature.inspectorate}", title or signature.inspectorate
    known = keys.of(signature.inspectorate)
    if not known:
        says = f"Signer not authenticated: the key file has no key of {who}."
        return Finding(check, Outcome.DOES_NOT_HOLD, says)
    right = next((key for key in known if is_by(signature, key, sha256, signs=signs)), None)
    if right is None:
        says = f"It was not made with a key of {who} over this content."
        return Finding(check, Outcome.DOES_NOT_HOLD, says)
    return Finding(check, Outcome.HOLDS, f"Signed by {who}, with its key {right.fingerprint}.")


def unsigned_hash(content: Mapping[str, Any]) -> str:
    """The hash of a file's content as plain JSON values, without its hash and its signatures."""
    return sha256_of({key: value for key, value in content.items() if key not in OUTSIDE})
