"""The study of a library as one accessible page, and the drawing that page and PDF share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from conspectus.library.study import Figure, Line, Study, said
from conspectus.pages import Context, render
from conspectus.pages.render import environment
from conspectus.pictures.style import picture_style
from conspectus.plain import percent

PACKAGE = "conspectus.pictures"
LEFT, WIDE, RIGHT = 230, 520, 150  # names, bars, and what they say, in units of the drawing
STEP, BAR, HEAD = 52, 18, 34
COLOURS = {"alone": "#505a5f", "joint": "#1d70b8"}


class Bar(NamedTuple):
    """One side's share on one agency, with its bounds."""

    side: str
    y: int
    wide: float
    low: float | None
    high: float | None
    says: str


class Pair(NamedTuple):
    """Both sides' bars under one name."""

    title: str
    y: int
    bars: tuple[Bar, ...]


class Drawing(NamedTuple):
    """Each agency's share where the council is inspected alone, and jointly."""

    pairs: tuple[Pair, ...]
    title: str
    width: int
    height: int
    left: int = LEFT
    bar: int = BAR


@dataclass(frozen=True, kw_only=True)
class StudyPage(Context, template="study.html.j2"):
    """The whole study: what it says, its drawing, its tables and every figure."""

    study: Study
    drawing: Markup
    picture_style: Markup
    figure: Callable[[str], Figure]
    bounds: Callable[[Figure], str]
    said: Callable[[Figure | None], str] = said


def study_html(study: Study) -> str:
    """A self-contained page; each number of a table leads to its name, its bounds and its command."""
    return render(
        PACKAGE,
        StudyPage(
            study=study,
            drawing=study_svg(study),
            picture_style=picture_style(),
            figure=study.figures.__getitem__,
            bounds=bounds,
        ),
    )


def bounds(figure: Figure) -> str:
    """A figure's bounds, unrounded but for what nobody needs."""
    if figure.low is None or figure.high is None:
        return "–"
    return f"{figure.low:.4g} to {figure.high:.4g}"


def study_svg(study: Study) -> Markup:
    """The shares as bars with their bounds; empty where one side has no report."""
    lines = [line for part in study.parts if part.id == "shares" for line in part.lines[:-2]]
    pairs = tuple(pair for place, line in enumerate(lines) if (pair := _pair(line, place, study)))
    if len(pairs) < len(lines):
        return Markup("")
    drawing = Drawing(pairs, shares_in_words(study), LEFT + WIDE + RIGHT, HEAD + STEP * len(pairs))
    return Markup(environment(PACKAGE).get_template("study_drawing.html.j2").render(drawing=drawing))


def shares_in_words(study: Study) -> str:
    """What the drawing shows, for whoever does not see it."""
    alone, joint = (study.figures.get(f"partners.{side}") for side in COLOURS)
    return (
        "Each agency’s share of a report’s findings, where the council is inspected alone and where agencies are "
        f"inspected jointly. On all partners together: {said(alone)}, and {said(joint)}."
    )


def _pair(line: Line, place: int, study: Study) -> Pair | None:
    top = HEAD + place * STEP
    bars = [
        _bar(side, top + number * (BAR + 2), study.figures[id])
        for number, (side, id) in enumerate(zip(COLOURS, line.ids, strict=False))
        if id
    ]
    return Pair(line.title, top, tuple(bars)) if len(bars) == len(COLOURS) else None


def _bar(side: str, y: int, figure: Figure) -> Bar:
    low, high = (None if bound is None else LEFT + bound * WIDE for bound in (figure.low, figure.high))
    return Bar(side, y, round(figure.value * WIDE, 1), low, high, percent(figure.value))
