"""Made-up reports whose words are as often used as in any English text (Zipf's law), led by the field's own."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from conspectus.definitions import published_areas, report_kinds, report_themes
from conspectus.library import Polarity, Report, Sentence, SpokenOf

# The commonest words of a report in this order; the rest of the vocabulary is numbered.
COMMON = """
children the and of to in are for is with that young people by their not have care social support workers need
risk local authority plans services effective school education health police staff practice quality
information partners assessments leaders families protection missing exploitation abuse domestic neglect home
visits records timely decisions strategy meetings meeting conference referral referrals nurses officers
managers oversight supervision thresholds early help harm sexual voice parents carers foster placement review
training audit
"""
VOCABULARY = 12_000
WORDS = 23  # of a sentence, on average
SHARES = {
    "council": 0.62,
    "partnership": 0.2,
    "health": 0.07,
    "police": 0.05,
    "education": 0.05,
    "probation": 0.01,
}


def reports(sentences: int, *, each: int = 300, seed: int = 1) -> Iterator[Report]:
    """Reports of `each` sentences; word n of the vocabulary is used about 1/(n + 2) as often as the first."""
    draw = np.random.default_rng(seed)
    words = np.array([*COMMON.split(), *(f"w{n}x" for n in range(VOCABULARY - len(COMMON.split())))])
    weights = 1 / (np.arange(VOCABULARY) + 2.7)
    areas, kinds, themes = published_areas(), list(report_kinds()), report_themes()
    for number in range(-(-sentences // each)):
        drawn = draw.choice(words, size=(each, WORDS), p=weights / weights.sum())
        yield Report(
            file=f"{number}.pdf",
            sha256=f"{number:064x}",
            kind=kinds[number % len(kinds)],
            theme=themes[number % len(themes)].title if number % 4 == 0 else None,
            area=areas[number % len(areas)].name,
            area_code=areas[number % len(areas)].code,
            published=date(2009 + number % 17, 1 + number % 12, 1),
            sentences=tuple(_sentence(n, text, draw) for n, text in enumerate(drawn, start=1)),
        )


def _sentence(
    n: int, words: "np.ndarray[tuple[int], np.dtype[np.str_]]", draw: np.random.Generator
) -> Sentence:
    agency = draw.choice(list(SHARES), p=list(SHARES.values()))
    polarity = draw.choice(["strength", "weakness", "neutral"], p=[0.4, 0.3, 0.3])
    return Sentence(
        n=n,
        page=1 + n // 25,
        section="Main findings",
        text=f"{' '.join(words)}.",
        agencies=(SpokenOf(agency),),
        polarity=Polarity(polarity),
    )
