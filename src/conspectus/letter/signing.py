"""Each inspectorate's signature under a letter: Ed25519 over the content's hash."""

import json
from pathlib import Path
from typing import Any

from conspectus.errors import LetterError
from conspectus.judgment import canonical
from conspectus.letter.model import Letter
from conspectus.letter.verify import Outcome, verify
from conspectus.signing import (
    KeyFile,
    PublicKey,
    Signature,
    load_keys,
    load_private,
    make_keys,
    signature_of,
    write_all,
)

__all__ = ["KeyFile", "PublicKey", "Signature", "load_keys", "make_keys", "sign"]


def sign(path: Path, *, inspectorate: str, key_file: Path, passphrase: str | None = None) -> Signature:
    """Add an inspectorate's signature to a `letter.json`, in place of an earlier one of its own.

    Refused where the letter does not hold, apart from its signatures, or where nobody by that word leads in it.
    """
    key = load_private(key_file, passphrase=passphrase)
    letter = _holding(path)
    if inspectorate not in letter.signers:
        todo = f"Sign as one of {', '.join(letter.signers)}."
        raise LetterError(f"{inspectorate!r} leads for none of the agencies inspected", str(path), todo)
    made = signature_of(inspectorate, letter.sha256, key)
    plain: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    kept = [one for one in letter.signatures if one.inspectorate != inspectorate]
    plain["signatures"] = [one.model_dump(mode="json") for one in (*kept, made)]
    write_all(path.parent, {path.name: canonical(plain) + b"\n"})
    return made


def _holding(path: Path) -> Letter:
    verdict = verify(path)
    wrong = [
        one
        for one in verdict.findings
        if one.outcome is Outcome.DOES_NOT_HOLD and not one.check.startswith("signature")
    ]
    if wrong:
        told = "; ".join(f"{one.check}: {one.says}" for one in wrong)
        raise LetterError(
            f"this letter does not hold, so it is not signed: {told}", str(path), "Publish it again."
        )
    return Letter.model_validate_json(path.read_bytes())
