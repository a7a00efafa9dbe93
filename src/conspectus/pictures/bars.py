"""The bar of one duty: how its obligations stand, and the share met with its interval."""

from typing import NamedTuple

from conspectus.pictures.times import Curve, curve
from conspectus.pictures.words import counts, in_words, named
from conspectus.records.casebook import DutyFigure
from conspectus.wording import Word

WIDE = 400.0  # units across; the drawing is stretched to its place


class Segment(NamedTuple):
    """The part of a duty's bar that one status takes."""

    word: Word
    many: int
    x: float
    width: float


class Bar(NamedTuple):
    """One duty's figures drawn as a bar."""

    figure: DutyFigure
    segments: tuple[Segment, ...]
    says: str
    curve: Curve | None
    share_x: float | None
    low_x: float | None
    high_x: float | None


def bar(figure: DutyFigure) -> Bar:
    """The bar of one row of figures."""
    segments, x = [], 0.0
    for word, count in counts(figure):
        width = WIDE * count / figure.obligations
        segments.append(Segment(word, count, x, width))
        x += width
    return Bar(
        figure,
        tuple(segments),
        f"{named(figure)}, {figure.agency_title}: {in_words(figure)}",
        curve(figure),
        *(_at(share) for share in (figure.share_met, figure.interval_low, figure.interval_high)),
    )


def _at(share: float | None) -> float | None:
    return None if share is None else share * WIDE
