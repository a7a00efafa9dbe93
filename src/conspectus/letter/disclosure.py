"""What may be said of counts in public: numbers from one to five are never given, nor let be worked out."""

import re

from conspectus.definitions import disclosure_rule


def small(count: int) -> bool:
    """Too small to publish; none at all is no secret."""
    return 0 < count < disclosure_rule().smallest


def count_in_words(count: int) -> str:
    """A count by itself as the public may read it."""
    return "fewer than six" if small(count) else f"{count:,}" if count else "none"


def share_in_words(count: int, of: int) -> str:
    """`count` of `of` as the public may read it, for example "81 of 100" or "fewer than six of 40"."""
    if of == 0:
        return "none fell due"
    if small(of):
        return "fewer than six fell due, too few to publish"
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
        return f"fewer than six of {of}"
    if small(rest):
        return f"all but fewer than six of {of}"
    return f"{count} of {of}"


SMALL = r"(?:[1-5]|one|two|three|four|five)"
OF_WHAT = r"(?:child(?:ren)?|famil(?:y|ies)|cases?|parents?|siblings?|babies|baby|young people|boys?|girls?)"
# A count of a share, "3 of 40" or "two out of six"; and a count of people, "three children" or "two other families".
SHARES = re.compile(
    rf"(?<![\w.,/])(?:all but )?{SMALL} (?:out )?of (?:the )?(?:\d+|{SMALL}|six|seven|eight|nine|ten)\b"
    rf"|(?<![\w.,/]){SMALL} (?:\w+ )?{OF_WHAT}\b",
    re.IGNORECASE,
)


def small_shares(text: str) -> list[str]:
    """Counts from one to five in what people wrote, which the public may not be given."""
    return [match.group(0) for match in SHARES.finditer(text)]
