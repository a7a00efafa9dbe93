"""What may be said of counts in public: small ones are never given, nor let be worked out (`disclosure.toml`)."""

import re
from functools import cache

from conspectus.definitions import disclosure_rule
from conspectus.plain import counted
from conspectus.terms import Language
from conspectus.wording import sentences


def small(count: int) -> bool:
    """Too small to publish; none at all is no secret."""
    return 0 < count < disclosure_rule().smallest


def few(language: Language = Language.ENGLISH) -> str:
    """What is told in place of a count that is too small: fewer than six."""
    return sentences("letter", language)(
        "share.fewer", number=in_letters(disclosure_rule().smallest, language)
    )


def hidden(language: Language = Language.ENGLISH) -> str:
    """The counts that are not told: from one to five."""
    last = in_letters(disclosure_rule().smallest - 1, language)
    return sentences("letter", language)("share.hidden", number=last)


def in_letters(number: int, language: Language) -> str:
    """A whole number as it stands in a sentence: six; in figures where the language's words for them end."""
    known = _numbers(language)
    return known[number - 1].split("|")[0] if 0 < number <= len(known) else str(number)


def count_in_words(count: int, language: Language = Language.ENGLISH) -> str:
    """A count by itself as the public may read it."""
    if small(count):
        return few(language)
    return counted(count) if count else sentences("letter", language)("share.count_none")


def share_in_words(count: int, of: int, language: Language = Language.ENGLISH) -> str:
    """`count` of `of` as the public may read it, for example "81 of 100" or "some of 8"."""
    say = sentences("letter", language)
    return say(f"share.{_share(count, of)}", count=count, of=of, few=few(language))


def _share(count: int, of: int) -> str:
    rest = of - count
    match (of, small(of), small(count), small(rest)):
        case (0, _, _, _):
            return "none_due"
        case (_, True, _, _):
            return "few_due"
        case (_, _, True, True):
            return "some"
        case (_, _, True, _):
            return "few"
        case (_, _, _, True):
            return "all_but_few"
    return "all" if rest == 0 else "exact" if count else "none"


def _numbers(language: Language) -> list[str]:
    """One, two, three … as people write them; several words for one divided by bars."""
    return sentences("letter", language).section("small")["numbers"].split()


@cache
def _shares(smallest: int) -> re.Pattern[str]:
    """A count of a share, "3 of 40" or "two out of six"; and of people, "three children": in every language."""
    return re.compile("|".join(_shares_in(one, smallest) for one in Language), re.IGNORECASE)


def _shares_in(language: Language, smallest: int) -> str:
    part, known = sentences("letter", language).section("small"), _numbers(language)
    numbers = "|".join([*map(str, range(1, smallest)), *known[: smallest - 1]])
    alone = rf"(?<![\w.,/])(?:{part['all_but']})?(?:{numbers})"
    whole = rf"(?:\d+|{'|'.join(known)})\b"
    return rf"{alone} (?:{part['of']}){whole}|{alone} (?:\w+ )?(?:{part['whom']})\b"


def small_shares(text: str) -> list[str]:
    """Counts in what people wrote that are too small for the public to be given."""
    return [match.group(0) for match in _shares(disclosure_rule().smallest).finditer(text)]
