"""A figure of the study in words."""

import re

from conspectus.library.study.model import Figure
from conspectus.plain import forms, percent

COUNTS = re.compile(r"reports|findings|left_out|labels|reports\.\w+|.*\.reports")
PLAIN = re.compile(r"f1|.*evenness(\.\w+)?")
MORE = re.compile(r".*(difference|change)\b.*|sensitivity\..*")


def said(figure: Figure | None) -> str:
    """A figure with its bounds: a count, a share, or a difference of shares in percentage points."""
    if figure is None:
        return "not known"
    one = _one(figure.id, figure.value)
    if figure.low is None or figure.high is None:
        return one
    low, high = (_one(figure.id, bound) for bound in (figure.low, figure.high))
    return f"{one} ({low.removesuffix(' points').removesuffix(' point')} to {high})"


def _one(id: str, value: float) -> str:
    if COUNTS.fullmatch(id):
        return f"{value:,.0f}"
    if PLAIN.fullmatch(id):
        return f"{value:+.2f}" if MORE.fullmatch(id) else f"{value:.2f}"
    if not MORE.fullmatch(id):
        return percent(value)
    points = round(100 * value)
    return f"{points:+d} {forms(abs(points), 'point')}".replace("-", "−") if points else "0 points"
