"""One signature: made with a private key, and held against a public one."""

import base64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from conspectus.judgment import canonical
from conspectus.letter.keys import PublicKey, public_half
from conspectus.letter.model import Signature


def message(inspectorate: str, sha256: str) -> bytes:
    """What is signed: which letter, and who signs, so that nobody's signature can pass for another's."""
    return canonical({"signs": "conspectus-letter-1", "inspectorate": inspectorate, "sha256": sha256})


def signature_of(inspectorate: str, sha256: str, key: Ed25519PrivateKey) -> Signature:
    """The signature of a letter's content hash."""
    signed = base64.b64encode(key.sign(message(inspectorate, sha256))).decode("ascii")
    return Signature(
        inspectorate=inspectorate, key=public_half(inspectorate, key).fingerprint, signature=signed
    )


def is_by(signature: Signature, key: PublicKey, sha256: str) -> bool:
    """Whether a signature was made with the private half of this key, over this content."""
    try:
        signed = base64.b64decode(signature.signature, validate=True)
        key.key.verify(signed, message(signature.inspectorate, sha256))
    except (ValueError, InvalidSignature):
        return False
    return True
