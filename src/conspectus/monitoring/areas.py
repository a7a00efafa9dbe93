"""Many areas: a funnel for each duty. No order of merit anywhere; areas stand by name."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

import numpy as np
from pydantic import Field

from conspectus.errors import ConspectusError
from conspectus.monitoring.funnel import INNER, OUTER, Funnel, funnel
from conspectus.monitoring.model import Figures, FiguresSeries
from conspectus.monitoring.trend_model import ReadModel
from conspectus.terms import Agency, Part
from conspectus.wording import known_edition

Place = Literal["within", "above_95", "below_95", "above_998", "below_998"]
Key = tuple[str, str, str]


class AreaFigure(ReadModel):
    """One area in the funnel of one duty."""

    area: str
    region: str | None
    type: str | None = Field(description="Type of authority")
    n: int = Field(description="Cases: met, late or missed; the sum of its decided points")
    met: int
    share: float
    lower_95: float = Field(description="Limits for an area of so many cases, not clipped")
    upper_95: float
    lower_998: float
    upper_998: float
    place: Place


class NotComparable(ReadModel):
    """An area that stands apart, and why."""

    area: str
    region: str | None
    type: str | None
    why: str


class DutyFunnel(ReadModel):
    """The areas of one duty, part and agency."""

    duty: str
    title: str
    part: Part
    agency: Agency
    checked: str = Field(
        description="What of the duty's source is not yet checked, in words, on the newest as-of day; empty where it is"
    )
    theta: float | None = Field(
        description="Share met of all areas together; null where none can be compared"
    )
    phi: float | None = Field(description="How much more the areas differ than chance would have them")
    tau2: float | None = Field(description="Variance between areas beyond chance")
    areas: list[AreaFigure] = Field(description="By name")
    not_comparable: list[NotComparable] = Field(description="By name")


class AreaOf(ReadModel):
    """An area of which figures were given."""

    area: str
    region: str | None
    type: str | None
    as_of: date
    first: str | None = Field(description="First month of its points")
    last: str | None = Field(description="Last month")


class Areas(ReadModel):
    """Every duty's funnel over all areas: the JSON of `conspectus areas`."""

    kind: Literal["conspectus-areas"] = "conspectus-areas"
    region: str | None = Field(description="The one region shown; the limits are those of all areas given")
    areas: list[AreaOf]
    funnels: list[DutyFunnel]


def areas(
    files: Sequence[tuple[str, Figures]], *, duty: str | None = None, region: str | None = None
) -> Areas:
    """The funnels of figures files, each with the name its area has where the file does not say.

    Of several rounds of one area the newest counts. With a `region` its areas alone are shown, against the limits
    of all.
    """
    newest = _newest(files)
    if region is not None:
        _known_region(region, newest)
    shown = {name for name, one in newest.items() if region is None or _region(one) == region.casefold()}
    held = _held(newest, duty=duty)
    if duty is not None and not held:
        known = ", ".join(sorted({head.duty for one in newest.values() for head in one.series}))
        raise ConspectusError(f"no obligation of {duty!r} is counted", "--duty", f"Use one of {known}.")
    return Areas(
        region=region,
        areas=[_area_of(name, newest[name]) for name in sorted(shown)],
        funnels=[_funnel(found, newest, shown=shown) for found in held.values()],
    )


def _newest(files: Sequence[tuple[str, Figures]]) -> dict[str, Figures]:
    newest: dict[str, Figures] = {}
    for stem, figures in sorted(files, key=lambda one: one[1].as_of):
        newest[figures.area.name if figures.area else stem] = figures
    return newest


def _region(figures: Figures) -> str | None:
    return figures.area.region.casefold() if figures.area and figures.area.region else None


def _known_region(region: str, newest: dict[str, Figures]) -> None:
    known = sorted({one.area.region for one in newest.values() if one.area and one.area.region})
    if region.casefold() not in map(str.casefold, known):
        raise ConspectusError(
            f"no area lies in {region!r}", "--region", f"Use one of {', '.join(known) or 'none'}."
        )


def _held(
    newest: dict[str, Figures], *, duty: str | None
) -> dict[Key, list[tuple[str, FiguresSeries, int, int]]]:
    """By duty, part and agency: each area with its sums."""
    held: dict[Key, list[tuple[str, FiguresSeries, int, int]]] = {}
    for name, figures in newest.items():
        sums = _sums(figures)
        for place, head in enumerate(figures.series):
            if duty in (None, head.duty):
                key = (head.duty, head.part.value, head.agency.value)
                held.setdefault(key, []).append((name, head, *sums[place]))
    return dict(sorted(held.items()))


def _sums(figures: Figures) -> list[tuple[int, int]]:
    """Cases and met of each series over its decided points."""
    points, count = figures.points, len(figures.series)
    if not points.series:
        return [(0, 0)] * count
    decided = ~np.array(points.provisional, dtype=np.bool_)
    places = np.array(points.series)
    n, met = (
        np.bincount(places, weights=np.array(one) * decided, minlength=count)
        for one in (points.n, points.met)
    )
    return [(int(of), int(kept)) for of, kept in zip(n, met, strict=True)]


def _area_of(name: str, figures: Figures) -> AreaOf:
    points = figures.points
    return AreaOf(
        **_who(name, figures),
        as_of=figures.as_of_day,
        first=min(points.from_, default=None),
        last=max(points.to, default=None),
    )


def _who(name: str, figures: Figures) -> dict[str, str | None]:
    area = figures.area
    return {"area": name, "region": area.region if area else None, "type": area.type if area else None}


def _funnel(
    found: Sequence[tuple[str, FiguresSeries, int, int]], newest: dict[str, Figures], *, shown: Iterable[str]
) -> DutyFunnel:
    compared = sorted((one for one in found if _why(one) is None), key=lambda one: one[0])
    apart = sorted((one for one in found if _why(one) is not None), key=lambda one: one[0])
    wanted = set(shown)
    made = funnel([one[3] for one in compared], [one[2] for one in compared]) if compared else None
    head = found[0][1]
    return DutyFunnel(
        duty=head.duty, title=head.title, part=head.part, agency=head.agency,
        checked=known_edition(head.duty, max(newest[one[0]].as_of_day for one in found)),
        theta=made.theta if made else None, phi=made.phi if made else None, tau2=made.tau2 if made else None,
        areas=[one for one in _placed(compared, newest, made) if one.area in wanted],
        not_comparable=[
            NotComparable(**_who(one[0], newest[one[0]]), why=_why(one) or "") for one in apart if one[0] in wanted
        ],
    )  # fmt: skip


def _why(one: tuple[str, FiguresSeries, int, int]) -> str | None:
    """Why an area cannot be compared; None where it can."""
    _, head, n, _ = one
    if not head.comparable:
        return "its returns cover less than nine tenths of what was owed"
    if head.suppressed:
        return "too few are known to publish"
    return None if n else "nothing is decided yet"


def _placed(
    compared: Sequence[tuple[str, FiguresSeries, int, int]], newest: dict[str, Figures], made: Funnel | None
) -> Iterator[AreaFigure]:
    if made is None:
        return
    sizes = np.array([one[2] for one in compared], dtype=np.float64)
    inner, outer = made.reach(sizes, INNER), made.reach(sizes, OUTER)
    for (name, _, n, met), near, far in zip(compared, inner, outer, strict=True):
        share = met / n
        yield AreaFigure(
            **_who(name, newest[name]), n=n, met=met, share=share,
            lower_95=made.theta - near, upper_95=made.theta + near,
            lower_998=made.theta - far, upper_998=made.theta + far,
            place=_place(share - made.theta, float(near), float(far)),
        )  # fmt: skip


def _place(away: float, near: float, far: float) -> Place:
    if abs(away) <= near:
        return "within"
    if abs(away) <= far:
        return "above_95" if away > 0 else "below_95"
    return "above_998" if away > 0 else "below_998"
