"""What definitions say in English (titles, questions, rules), in another language: sentence by sentence.

A sentence goes by its English text, so that a framework or duty that somebody worded otherwise is told as it stands.
"""

import tomllib
from collections.abc import Mapping
from functools import cache

from conspectus.terms import Language
from conspectus.wording.codes import HERE


def translated(text: str, language: Language) -> str:
    """The text in a language; as it is where nobody has translated it."""
    return texts(language).get(text, text)


def language_of(text: str, language: Language) -> Language:
    """In which language `translated` gives a text: what a page says of it for those who hear it read."""
    return language if text in texts(language) else Language.ENGLISH


@cache
def texts(language: Language) -> Mapping[str, str]:
    """Every translated text by its English one; none for English."""
    path = HERE / language.value / "definitions.toml"
    if not path.exists():
        return {}
    found = tomllib.loads(path.read_text(encoding="utf-8"))["texts"]
    return {str(english): str(said) for english, said in found.items()}
