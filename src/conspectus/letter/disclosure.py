"""What may be said of counts in public: numbers from one to five are never given, nor let be worked out."""

import re
from functools import cache

from conspectus.definitions import disclosure_rule
from conspectus.plain import counted
from conspectus.terms import Language
from conspectus.wording import sentences


def small(count: int) -> bool:
    """Too small to publish; none at all is no secret."""
    return 0 < count < disclosure_rule().smallest


def count_in_words(count: int, language: Language = Language.ENGLISH) -> str:
    """A count by itself as the public may read it."""
    say = sentences("letter", language)
    return say("share.count_few") if small(count) else counted(count) if count else say("share.count_none")


def share_in_words(count: int, of: int, language: Language = Language.ENGLISH) -> str:
    """`count` of `of` as the public may read it, for example "81 of 100" or "fewer than six of 40"."""
    return sentences("letter", language)(f"share.{_share(count, of)}", count=count, of=of)


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


@cache
def _shares() -> re.Pattern[str]:
    """A count of a share, "3 of 40" or "two out of six"; and a count of people, "three children": in any language."""
    return re.compile("|".join(map(_shares_in, Language)), re.IGNORECASE)


def _shares_in(language: Language) -> str:
    part = sentences("letter", language).section("small")
    alone = rf"(?<![\w.,/])(?:{part['all_but']})?(?:{part['numbers']})"
    whole = rf"(?:\d+|(?:{part['numbers']}|{part['wholes']})\b)"
    return rf"{alone} (?:{part['of']}){whole}|{alone} (?:\w+ )?(?:{part['whom']})\b"


def small_shares(text: str) -> list[str]:
    """Counts from one to five in what people wrote, which the public may not be given."""
    return [match.group(0) for match in _shares().finditer(text)]
