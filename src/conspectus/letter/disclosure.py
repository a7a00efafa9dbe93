"""What may be said of counts in public: small ones are never given, nor let be worked out (`disclosure.toml`)."""

import re
from functools import cache

from conspectus.definitions import disclosure_rule
from conspectus.definitions.disclosure import NUMBERS, in_letters


def small(count: int) -> bool:
    """Too small to publish; none at all is no secret."""
    return 0 < count < disclosure_rule().smallest


def count_in_words(count: int) -> str:
    """A count by itself as the public may read it."""
    return disclosure_rule().few if small(count) else f"{count:,}" if count else "none"


def share_in_words(count: int, of: int) -> str:
    """`count` of `of` as the public may read it, for example "81 of 100" or "some of 8"."""
    if of == 0:
        return "none fell due"
    if small(of):
        return f"{disclosure_rule().few} fell due, too few to publish"
    if count == of:
        return f"all {of}"
    if count == 0:
        return f"none of {of}"
    return _part(count, of)


def _part(count: int, of: int) -> str:
    rest = of - count
    if small(count) and small(rest):
        return f"some of {of}"
    if small(count):
        return f"{disclosure_rule().few} of {of}"
    if small(rest):
        return f"all but {disclosure_rule().few} of {of}"
    return f"{count} of {of}"


OF_WHAT = r"(?:child(?:ren)?|famil(?:y|ies)|cases?|parents?|siblings?|babies|baby|young people|boys?|girls?)"


@cache
def _small_counts(smallest: int) -> re.Pattern[str]:
    """A count of a share, "3 of 40" or "two out of six"; and of people, "three children" or "two other families"."""
    numbers = range(1, smallest)
    few = f"(?:{'|'.join([*map(str, numbers), *map(in_letters, numbers)])})"
    whole = "|".join(NUMBERS[1:])
    return re.compile(
        rf"(?<![\w.,/])(?:all but )?{few} (?:out )?of (?:the )?(?:\d+|{whole})\b"
        rf"|(?<![\w.,/]){few} (?:\w+ )?{OF_WHAT}\b",
        re.IGNORECASE,
    )


def small_shares(text: str) -> list[str]:
    """Counts in what people wrote that are too small for the public to be given."""
    return [match.group(0) for match in _small_counts(disclosure_rule().smallest).finditer(text)]
