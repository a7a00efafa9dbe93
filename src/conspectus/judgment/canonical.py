"""One way to write a thing as bytes, so that equal things have equal hashes."""

import hashlib
import json

from pydantic import BaseModel


def canonical(thing: object) -> bytes:
    """JSON with sorted keys, no spaces, in UTF-8; models as they are written to files."""
    plain = thing.model_dump(mode="json", by_alias=True) if isinstance(thing, BaseModel) else thing
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", errors="surrogatepass")


def sha256_of(thing: object) -> str:
    """The SHA-256 of a thing's canonical JSON."""
    return hashlib.sha256(canonical(thing)).hexdigest()
