"""Which inspectorates wrote a report, and its theme."""

import re

from conspectus.definitions import ReportKind, report_authors, report_themes

# Where a report says who inspected, and not merely who had inspected before.
WHO = re.compile(
    r"[^.]*?(?:undertook|carried out|conducted|inspectors from|inspection by|joint inspection|inspection team"
    r"|this inspection was|led by)[^.]*\.",
    re.IGNORECASE,
)
OPENING = 3500  # letters of a joint letter within which its authors are named
TAKES_PART = re.compile(
    r"(?:inspection team|inspectors?|inspected|carried out|jointly)[^.]{0,220}?", re.IGNORECASE
)


def inspectorates_of(kind: ReportKind | None, first: str, whole: str) -> tuple[str, ...]:
    """The words of the inspectorates that wrote a report, in the order in which exports list them."""
    if kind is None:
        return ()
    if kind.joint:
        named = _named(" ".join(WHO.findall(first[:OPENING])))
        return named if len(named) > 1 else kind.inspectorates
    joined = [word for word in kind.joins if _took_part(word, whole)]
    return tuple(word for word in report_authors() if word in {*kind.inspectorates, *joined})


def theme_of(kind: ReportKind | None, first: str) -> str | None:
    """The theme of a joint inspection: a known one, or what the letter says it looked at closely."""
    if kind is None or not kind.joint:
        return None
    opening = first[:OPENING]
    places = [
        (found.start(), theme.title) for theme in report_themes() if (found := _any(theme.says, opening))
    ]
    if places:
        return min(places, key=lambda place: place[0])[1]
    said = re.search(
        r"deep dive'? (?:focus|evaluation)? ?(?:on|of|into) (?:the )?(?:response to )?([^.]{5,160})\.",
        opening,
    )
    return said[1].strip() if said else None


def _any(patterns: tuple[str, ...], text: str) -> re.Match[str] | None:
    """The place in a text where one of the patterns is met first."""
    found = [one for words in patterns if (one := re.search(words, text, re.IGNORECASE))]
    return min(found, key=lambda one: one.start(), default=None)


def _named(text: str) -> tuple[str, ...]:
    return tuple(
        author.id
        for author in report_authors().values()
        if any(re.search(words, text, re.IGNORECASE) for words in author.says)
    )


def _took_part(word: str, whole: str) -> bool:
    """Whether the report says that an inspectorate's inspectors were of the team."""
    says = report_authors()[word].says
    return any(
        re.search(TAKES_PART.pattern + f"(?:from|and|with|by) (?:the )?(?:{one})", whole, re.IGNORECASE)
        for one in says
    )
