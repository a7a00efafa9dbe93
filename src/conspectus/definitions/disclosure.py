"""Which counts are too small to be told: the model of `disclosure.toml`."""

from functools import cache

from conspectus.definitions.base import SHIPPED, Definition, load


class Disclosure(Definition):
    """`disclosure.toml`."""

    source: str
    version: int
    smallest: int


@cache
def disclosure_rule() -> Disclosure:
    """The shipped rule."""
    return load(Disclosure, SHIPPED / "disclosure.toml")
