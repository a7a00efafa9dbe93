"""Does a letter hold? Recompute its judgment, redraft its statements, check every hash and signature; offline."""

from pathlib import Path

from pydantic import ValidationError

from conspectus.letter.files import LETTER
from conspectus.letter.hashing import content_hash
from conspectus.letter.model import Letter
from conspectus.letter.verify_content import content_findings
from conspectus.letter.verify_rows import row_findings
from conspectus.letter.verify_signatures import signature_findings
from conspectus.signing import Finding, Outcome, Verdict, first_fault, load_keys, plain_json

__all__ = ["Finding", "Outcome", "Verdict", "verify"]


def verify(path: Path, *, bundle: Path | None = None, keys: Path | None = None) -> Verdict:
    """Check a letter against itself, what was published beside it, its restricted copy and its signers' keys.

    `path` is a `letter.json` or the folder that holds one. An unreadable letter is a verdict too; an unreadable
    key file is a LetterError.
    """
    known = load_keys(keys) if keys else None
    path = path / LETTER if path.is_dir() else path
    try:
        plain = plain_json(path)
        letter = Letter.model_validate(plain)
    except (OSError, UnicodeDecodeError, RecursionError) as error:
        return _unreadable(path, str(error))
    except ValidationError as error:
        return _unreadable(path, first_fault(error))
    except ValueError as error:
        return _unreadable(path, f"not JSON: {error}")
    findings = [
        *content_findings(plain, letter),
        *row_findings(letter, path.parent, bundle=bundle),
        *signature_findings(letter, content_hash(plain), known),
    ]
    return Verdict(path, True, tuple(findings))


def _unreadable(path: Path, why: str) -> Verdict:
    return Verdict(path, False, (Finding("readable", Outcome.DOES_NOT_HOLD, f"This is no letter: {why}"),))
