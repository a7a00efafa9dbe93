"""The words by which reports praise and find fault: the model of `library/polarity_words.toml`."""

from functools import cache

from conspectus.definitions.base import SHIPPED, Definition, load


class PolarityWords(Definition):
    """The content of `library/polarity_words.toml`."""

    source: str
    version: int
    strengths: tuple[str, ...]
    improvements: tuple[str, ...]
    strength: tuple[str, ...]
    weakness: tuple[str, ...]
    contrast: tuple[str, ...]
    conceding: tuple[str, ...]
    denial: tuple[str, ...]
    undoing: tuple[str, ...]
    asking: tuple[str, ...]


@cache
def polarity_words() -> PolarityWords:
    """The shipped words."""
    return load(PolarityWords, SHIPPED / "library" / "polarity_words.toml")
