"""What a search of published reports found, as one slide: numbers as bars, and sentences with where they stand."""

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple, TypeVar
from xml.sax.saxutils import escape

from conspectus.library import Polarity, SpokenOf
from conspectus.library.search import Found, Hit, Tally, when
from conspectus.library.telling import kind_title
from conspectus.pictures.coverage_page import looks
from conspectus.plain import number, percent

HERE = Path(str(files(__package__ or "")))
FONTS = HERE.parent / "letter" / "fonts"  # the letter's: one set of them is enough to ship
SLIDES = (".svg", ".png")
POINTS = 144  # an inch: a slide of 13⅓ by 7½ inches is then 1920 by 1080
QUOTED, LONGEST = 3, 200  # sentences, and letters of each: what can be read from the back of a room
TITLED = 40  # letters of what was asked that a title takes beside its own
MADE = {
    Polarity.STRENGTH: ("Strengths", "#00703c"),
    Polarity.WEAKNESS: ("Weaknesses", "#d4751c"),
    Polarity.MIXED: ("Mixed", "#85994b"),
    Polarity.NEUTRAL: ("Description", "#8a9296"),
}
K = TypeVar("K", SpokenOf, Polarity)


class Asked(NamedTuple):
    """What was looked for."""

    query: str
    filters: tuple[str, ...] = ()  # in words
    held: int = 0  # reports of the library


def findings_slide(found: Found, tally: Tally, asked: Asked, ending: str) -> bytes:
    """One slide of 16 by 9, as SVG or PNG by its file's ending; the same findings give the same bytes."""
    import typst  # loads a compiler, which only a picture needs

    told = _told(found, tally, asked)
    made = typst.compile(
        HERE / "templates" / "findings_slide.typ",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="svg" if ending == ".svg" else "png",
        ppi=POINTS,
        sys_inputs={"slide": json.dumps(told, ensure_ascii=False)},
    )
    assert isinstance(made, bytes)  # of one page
    return _named(made, told) if ending == ".svg" else made


def _told(found: Found, tally: Tally, asked: Asked) -> dict[str, object]:
    looked = [f"“{_cut(asked.query)}”" if asked.query else "the newest", *asked.filters]
    reports = f" in {number(tally.reports, 'report')}" if tally.reports else ""
    years = "" if not tally.years else _between(*tally.years)
    every = f"{number(found.many, 'sentence')}"
    counted = f"; the bars count {tally.sentences:,} of them" if tally.sentences < found.many else ""
    return {
        "title": "What published reports say"
        + (f": {asked.query}" if 0 < len(asked.query) <= TITLED else ""),
        "asked": f"Asked: {' · '.join(looked)}",
        "many": f"{every}{reports if not counted else ''}{years}{counted}",
        "relaxed": found.relaxed,
        "groups": [
            {
                "title": "Whose practice they speak of",
                "bars": _bars(tally.agencies, looks(), tally.sentences),
            },
            {"title": "What they make of it", "bars": _bars(tally.polarities, MADE, tally.sentences)},
        ],
        "quotes": [{"text": _cut(hit.sentence.text), "where": _where(hit)} for hit in _quoted(found.hits)],
        "source": (
            f"Source: {number(asked.held, 'published inspection report')}, searched with Conspectus. Whose practice a "
            "sentence speaks of and what it makes of it was attributed by a program, which errs. "
            "A sentence on several agencies counts with each."
        ),
    }


def _between(first: int, last: int) -> str:
    return f", {first}" if first == last else f", {first} to {last}"


def _bars(
    counts: Mapping[K, int], named: Mapping[K, tuple[str, str]], every: int
) -> list[dict[str, str | float]]:
    """A bar a word: as long as its share of the most frequent, with its number and its share of all."""
    most = max(counts.values(), default=1)
    return [
        {
            "name": named[word][0], "colour": named[word][1], "long": many / most,
            "says": f"{many:,} ({percent(many / every)})",
        }
        for word, many in counts.items()
    ]  # fmt: skip


def _quoted(hits: Sequence[Hit]) -> Iterator[Hit]:
    """The best sentences, one of a report as long as there are reports enough."""
    first = {hit.report.sha256: hit for hit in reversed(hits)}  # of each report its best
    yield from sorted(hits, key=lambda hit: first[hit.report.sha256] is not hit)[:QUOTED]


def _cut(text: str) -> str:
    """A sentence, or as much of it as a slide holds, to the end of a word."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0].rstrip(',;:')} …"


def _where(hit: Hit) -> str:
    report = hit.report
    return (
        f"{report.area or 'Area not known'}, {kind_title(report)}, {when(report)}, page {hit.sentence.page}"
    )


def _named(svg: bytes, told: dict[str, object]) -> bytes:
    """The picture with what it says for those who do not see it."""
    head, closes, rest = svg.decode().partition(">")
    title = escape(f"{told['title']}. {told['many']}.")
    return f'{head} role="img"{closes}<title>{title}</title>{rest}'.encode()
