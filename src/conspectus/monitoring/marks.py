"""What a page repeats thousands of times, points and rows of tables, as markup at once: a template would take long.

Nothing in it comes from outside but names of areas, which are escaped.
"""

from collections.abc import Iterable

from markupsafe import Markup, escape

from conspectus.monitoring.areas import AreaFigure
from conspectus.monitoring.areas_words import PLACES
from conspectus.monitoring.drawing import BOTTOM, LEFT, RIGHT, Line
from conspectus.monitoring.trend_model import Point, Series
from conspectus.monitoring.words import in_unit, months, revised, told
from conspectus.plain import percent

CONCERN, IMPROVEMENT, PLAIN = "#b04a00", "#00579c", "#4a4a4a"


def dot(x: float, y: float, kind: str, size: float = 5) -> str:
    """A point by its shape and colour: disc as usual, diamond concern, square improvement, hollow provisional."""
    if kind == "concern":
        wide = round(size * 1.4, 1)
        return f'<path d="M{x} {y - wide:.1f} l{wide} {wide} l-{wide} {wide} l-{wide} -{wide} z" fill="{CONCERN}"/>'
    if kind == "improvement":
        corner, side = f'x="{x - size:.1f}" y="{y - size:.1f}"', f'width="{size * 2}" height="{size * 2}"'
        return f'<rect {corner} {side} fill="{IMPROVEMENT}"/>'
    if kind == "provisional":
        style = f'fill="#ffffff" stroke="{PLAIN}" stroke-width="1.5" stroke-dasharray="2 1.5"'
        return f'<circle cx="{x}" cy="{y}" r="{size - 1}" {style}/>'
    return f'<circle cx="{x}" cy="{y}" r="{size - 1}" fill="{PLAIN}"/>'


def dots(places: Iterable[tuple[float, float, str]], *, size: float) -> Markup:
    """The marks of every point of a chart."""
    return Markup("".join(dot(x, y, kind, size) for x, y, kind in places))


def ticks(levels: Iterable[Line], along: Iterable[Line], *, anchor: str = "start") -> Markup:
    """The levels of a chart as lines across it, and what runs along it, times or sizes, as ticks below."""
    made = [
        f'<line x1="{LEFT}" x2="{RIGHT}" y1="{at}" y2="{at}" stroke="#e2e2e2"/>'
        f'<text x="{LEFT - 6}" y="{at + 5}" font-size="14" text-anchor="end">{text}</text>\n'
        for at, text, _ in levels
    ]
    for at, text, below in along:
        made.append(
            f'<line x1="{at}" x2="{at}" y1="{BOTTOM}" y2="{BOTTOM + 5}" stroke="#6b6b6b"/>'
            f'<text x="{at}" y="{BOTTOM + 20}" font-size="14" text-anchor="{anchor}">{text}</text>'
        )
        made.append(
            f'<text x="{at}" y="{BOTTOM + 36}" font-size="14" text-anchor="{anchor}">{below}</text>\n'
            if below
            else "\n"
        )
    return Markup("".join(made))


def point_rows(series: Series) -> Markup:
    """The rows of a series' table."""
    say, rows = in_unit(series), []
    for point in series.points:
        met = f'<td class="number">{point.met:,}</td>' if point.met is not None else ""
        limits = "–" if point.lower is None else f"{say(point.lower)} to {say(point.upper)}"
        rows.append(
            f'<tr><th scope="row">{months(point.from_, point.to)}</th><td class="number">{point.n:,}</td>{met}'
            f'<td class="number">{say(point.value)}</td><td class="number">{limits}</td>'
            f"<td>{_said(point)}</td></tr>\n"
        )
    return Markup("".join(rows))


def _said(point: Point) -> str:
    """What is to be known of a point beside its numbers; of most there is nothing."""
    said = ["provisional"] if point.provisional else []
    said += [told(point.signals)] if point.signals else []
    said += [f"revised: {revised(point.revisions)}"] if point.revisions else []
    return "; ".join(said)


def area_rows(areas: Iterable[AreaFigure]) -> Markup:
    """The rows of a funnel's table."""
    return Markup(
        "".join(
            f'<tr><th scope="row">{escape(one.area)}</th><td>{escape(one.type or "–")}</td>'
            f'<td class="number">{one.n:,}</td><td class="number">{percent(one.share)}</td>'
            f'<td class="number">{percent(max(one.lower_95, 0.0))} to {percent(min(one.upper_95, 1.0))}</td>'
            f"<td>{PLACES[one.place].word}</td></tr>\n"
            for one in areas
        )
    )
