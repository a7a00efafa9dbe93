"""Figures made by hand for the tests."""

from collections.abc import Sequence
from datetime import date, datetime

from conspectus.monitoring import Figures, FiguresArea
from conspectus.monitoring.model import FiguresGaps, FiguresPattern, FiguresPoints, FiguresSeries
from conspectus.terms import Agency, Nation, Part

Month = tuple[int, int]  # met, unmet


def month(place: int, *, year: int = 2023) -> str:
    """The month so many after January."""
    return f"{year + place // 12:04}-{place % 12 + 1:02}"


def head(
    duty: str = "icpc-15-working-days", agency: Agency = Agency.COUNCIL, **more: object
) -> FiguresSeries:
    """What a series is."""
    plain = {
        "duty": duty, "version": 1, "title": duty.replace("-", " "), "part": Part.RESPOND, "agency": agency,
        "unit": "working_days", "target": None, "comparable": True, "undated": 0, "suppressed": False,
    }  # fmt: skip
    return FiguresSeries.model_validate(plain | more)


def figures(
    *series: Sequence[Month],
    heads: Sequence[FiguresSeries] = (),
    gaps: Sequence[tuple[int, int]] = (),
    as_of: date = date(2026, 3, 31),
    area: FiguresArea | None = None,
    waiting: int = 0,
    start: int = 0,
    times: Sequence[float] = (),
) -> Figures:
    """Restricted figures: each series a month after the other, `gaps` opened and acted on."""
    rows = [
        (
            place,
            month(start + at),
            met,
            unmet,
            waiting if at == len(months) - 1 else 0,
            times[at] if times else None,
        )
        for place, months in enumerate(series)
        for at, (met, unmet) in enumerate(months)
    ]
    nothing = [0] * len(rows)
    points = FiguresPoints(
        series=[one[0] for one in rows], from_=[one[1] for one in rows], to=[one[1] for one in rows],
        n=[one[2] + one[3] for one in rows], met=[one[2] for one in rows], provisional=[one[4] > 0 for one in rows],
        time=[one[5] for one in rows], late=[one[3] for one in rows], not_yet_due=[one[4] for one in rows],
        exempt=nothing, indeterminate=nothing, not_evaluated=nothing,
        answered=[one[2] if one[5] is not None else 0 for one in rows],
    )  # fmt: skip
    return Figures(
        conspectus="0", restricted=True, area=area, nation=Nation.ENGLAND,
        as_of=datetime(as_of.year, as_of.month, as_of.day), as_of_day=as_of,
        casebook_sha256="c", definitions_sha256="d", children=1000,
        series=list(heads) or [head(f"duty-{place}") for place in range(len(series))],
        points=points,
        patterns=[FiguresPattern(id="cse", version=1, title="Signs", suppressed=False)] if gaps else [],
        gaps=_gaps(gaps), coverage=[], quality=[],
    )  # fmt: skip


def _gaps(gaps: Sequence[tuple[int, int]]) -> FiguresGaps:
    standing, opens = 0, []
    for opened, acted in gaps:
        standing += opened - acted
        opens.append(standing)
    months = [month(place) for place in range(len(gaps))]
    return FiguresGaps(
        pattern=[0] * len(gaps), from_=months, to=months, opened=[one[0] for one in gaps],
        acted_on=[one[1] for one in gaps], open=opens, provisional=[False] * len(gaps),
    )  # fmt: skip
