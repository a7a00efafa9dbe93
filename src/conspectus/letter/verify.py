"""Does a letter hold? Recompute its judgment, redraft its statements, check every hash and signature; offline."""

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from conspectus.letter.files import LETTER
from conspectus.letter.hashing import content_hash
from conspectus.letter.keys import load_keys
from conspectus.letter.model import Letter
from conspectus.letter.verdict import Finding, Outcome, Verdict
from conspectus.letter.verify_content import content_findings
from conspectus.letter.verify_rows import row_findings
from conspectus.letter.verify_signatures import signature_findings

__all__ = ["Finding", "Outcome", "Verdict", "verify"]


def verify(path: Path, *, bundle: Path | None = None, keys: Path | None = None) -> Verdict:
    """Check a letter against itself, what was published beside it, its restricted copy and its signers' keys.

    `path` is a `letter.json` or the folder that holds one. An unreadable letter is a verdict too; an unreadable
    key file is a LetterError.
    """
    known = load_keys(keys) if keys else None
    path = path / LETTER if path.is_dir() else path
    try:
        plain = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_no_key_twice)
        letter = Letter.model_validate(plain)
    except (OSError, UnicodeDecodeError, RecursionError) as error:
        return _unreadable(path, str(error))
    except ValidationError as error:
        return _unreadable(path, _first_fault(error))
    except ValueError as error:
        return _unreadable(path, f"not JSON: {error}")
    findings = [
        *content_findings(plain, letter),
        *row_findings(letter, path.parent, bundle=bundle),
        *signature_findings(letter, content_hash(plain), known),
    ]
    return Verdict(path, True, tuple(findings))


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):  # two readers could see two letters
        raise ValueError(f"a key is there twice: {next(key for key in keys if keys.count(key) > 1)}")
    return dict(pairs)


def _unreadable(path: Path, why: str) -> Verdict:
    return Verdict(path, False, (Finding("readable", Outcome.DOES_NOT_HOLD, f"This is no letter: {why}"),))


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    return f"{'.'.join(map(str, fault['loc'])) or 'the file'}: {fault['msg']}"
