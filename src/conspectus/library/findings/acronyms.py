"""What a report's own short names stand for: "Thames Valley Police (TVP)" makes TVP the police."""

import re
from collections.abc import Iterable, Mapping

from conspectus.library.findings.mentions import mentions
from conspectus.library.findings.words import cut
from conspectus.library.words import SpokenOf

GIVEN = re.compile(r"\(([A-Z][A-Za-z&]{1,7})\)")
BEFORE = 90  # letters of the long name at most


def short_names(texts: Iterable[str]) -> Mapping[str, SpokenOf]:
    """Every short name that a report gives right after an agency's name, and whose it is."""
    found: dict[str, SpokenOf] = {}
    for text in texts:
        for given in GIVEN.finditer(text) if "(" in text else ():
            before = cut(text[max(given.start() - BEFORE, 0) : given.start()])
            named = mentions(before, {})
            short = cut(given[1]).matched
            if named and len(short) == 1 and short[0].isupper() and named[-1].ends == len(before.matched):
                found.setdefault(short[0], named[-1].of)
    return found
