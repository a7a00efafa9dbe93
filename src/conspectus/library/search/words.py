"""What people type, in the language of SQLite's full-text search."""

import re

from conspectus.errors import LibraryError

PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
LETTER = re.compile(r"\w")


def matching(typed: str) -> str:
    """What was typed as a condition on the text; empty where nothing was, a LibraryError where only punctuation was.

    Every word must be there, in any of its forms; words in double quotes must stand together; a word ending in *
    stands for all that begin so; what follows a minus must not be there. Nothing that a person types is read as the
    engine's own language.
    """
    parts = [(part["minus"], _term(part)) for part in PART.finditer(typed)]
    asked = [term for minus, term in parts if term and not minus]
    if not asked and typed.strip():
        raise LibraryError("no word to look for", typed, "Give a word, or words in double quotes.")
    barred = "".join(f" NOT {term}" for minus, term in parts if term and minus)
    return f"text : (({' AND '.join(asked)}){barred})" if asked else ""


def one_of(column: str, *terms: str) -> str:
    """A column holds one of these."""
    return f"{column} : ({' OR '.join(map(_quoted, terms))})"


def _term(part: re.Match[str]) -> str:
    text = part["word"] if part["phrase"] is None else part["phrase"]
    if not LETTER.search(text):
        return ""
    starts = part["phrase"] is None and text.endswith("*")
    return _quoted(text) + (" *" if starts else "")


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), " ")}"'
