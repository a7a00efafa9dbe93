"""How reports name those whose practice they speak of: the model of `library/spoken_of.toml`."""

from functools import cache

from conspectus.definitions.base import SHIPPED, Definition, load


class Named(Definition):
    """An agency, or another whose practice is spoken of, with the names that reports give it."""

    id: str
    names: tuple[str, ...]
    matters: tuple[str, ...] = ()  # what is its work, whoever does it


class SpokenOfWords(Definition):
    """The content of `library/spoken_of.toml`."""

    source: str
    version: int
    nobody: tuple[str, ...]
    places: tuple[str, ...]
    again: tuple[str, ...]
    finite: tuple[str, ...]
    acting: tuple[str, ...]
    receiving: tuple[str, ...]
    agency: tuple[Named, ...]


@cache
def spoken_of_words() -> SpokenOfWords:
    """The shipped words."""
    return load(SpokenOfWords, SHIPPED / "library" / "spoken_of.toml")
