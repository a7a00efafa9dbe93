"""Which counts are too small to be told: the model of `disclosure.toml`."""

from functools import cache

from conspectus.definitions.base import SHIPPED, Definition, load

NUMBERS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


class Disclosure(Definition):
    """`disclosure.toml`, and the words that follow from its bound."""

    source: str
    version: int
    smallest: int

    @property
    def few(self) -> str:
        """What is told in place of a count that is too small: fewer than six."""
        return f"fewer than {in_letters(self.smallest)}"

    @property
    def hidden(self) -> str:
        """The counts that are not told: from one to five."""
        return f"from one to {in_letters(self.smallest - 1)}"


def in_letters(number: int) -> str:
    """A whole number as it stands in a sentence: six; in figures from 13 on."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


@cache
def disclosure_rule() -> Disclosure:
    """The shipped rule."""
    return load(Disclosure, SHIPPED / "disclosure.toml")
