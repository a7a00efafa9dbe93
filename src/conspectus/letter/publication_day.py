"""The day of publication that a letter bears: it can be corrected, and what was signed stays signed."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from conspectus.errors import LetterError
from conspectus.judgment import canonical
from conspectus.letter.drawing import drawn, hashes
from conspectus.letter.files import LETTER
from conspectus.letter.model import Letter
from conspectus.signing import write_all


def correct_day(folder: Path, *, published: date | None) -> Letter:
    """Have the letter of a folder bear this day, its documents drawn anew; everything that is signed stays as it is.

    A LetterError where the letter is of version 1, whose day was signed with it.
    """
    plain: dict[str, Any] = json.loads((folder / LETTER).read_text(encoding="utf-8"))
    if plain["letter_version"] == 1:
        raise LetterError(
            "this letter's day of publication is part of what was signed", str(folder / LETTER),
            "Publish it anew with the right day, and have it signed again.",
        )  # fmt: skip
    plain["inspection"]["published"] = published.isoformat() if published else None
    documents = drawn(Letter.model_validate(plain))
    plain["documents"] = hashes(documents)
    write_all(folder, {**documents, LETTER: canonical(plain) + b"\n"})
    return Letter.model_validate(plain)
