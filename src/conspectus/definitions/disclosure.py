"""Which counts are too small to be told: the model of `disclosure.toml`."""

from functools import cache

from conspectus.definitions.base import SHIPPED, Definition, load


class Disclosure(Definition):
    """The content of `disclosure.toml`: which counts are too small to be published."""

    source: str
    version: int
    smallest: int


@cache
def disclosure_rule() -> Disclosure:
    """The rule on small counts that we ship."""
    return load(Disclosure, SHIPPED / "disclosure.toml")
