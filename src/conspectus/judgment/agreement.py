"""How far independent raters agreed, before anybody consolidated."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from conspectus.definitions import CellKey
from conspectus.judgment.coefficients import Counts, alpha, gwet_ac1
from conspectus.judgment.evidence import Rating
from conspectus.judgment.model import Agreement, Coefficient
from conspectus.judgment.plan import CellPlan, Plan
from conspectus.judgment.resampling import Statistic, interval
from conspectus.plain import number
from conspectus.terms import Stage

MEASURES: dict[str, tuple[str, Statistic]] = {
    "ordinal": ("Krippendorff's alpha (ordinal)", partial(alpha, measurement="ordinal")),
    "nominal": ("Krippendorff's alpha (nominal)", partial(alpha, measurement="nominal")),
    "ac1": ("Gwet's AC1", gwet_ac1),
}


def agreement(found: Plan, ratings: Mapping[CellKey, Sequence[Rating]]) -> Agreement:
    """Agreement over cells with two or more independent levels, with what the cells at hand can bear out.

    Ratings that are not on the scale (not evidenced, not applicable) are left out. Coefficients are of cells on
    the framework's own scale: places on different scales cannot be compared.
    """
    twice = [
        (cell, ranks)
        for key, cell in found.cells.items()
        if len(ranks := _ranks(cell, ratings.get(key, ()))) > 1
    ]
    agreed = sum(len(set(ranks)) == 1 for _, ranks in twice)
    scale = found.framework.scale
    counts = _counts([ranks for cell, ranks in twice if cell.scale == scale], len(scale))
    measured = {name: _coefficient(title, of, counts) for name, (title, of) in MEASURES.items()}
    return Agreement(
        doubly_rated=len(twice),
        agreed=agreed,
        raw=round(agreed / len(twice), 4) if twice else None,
        alpha=measured["ordinal"].value,
        measured=len(counts),
        **measured,
        says=_says(len(twice), agreed, measured),
    )


def _ranks(cell: CellPlan, ratings: Sequence[Rating]) -> list[int]:
    by_inspector = {
        rating.inspector: cell.ranks[rating.level]
        for rating in ratings
        if rating.stage is Stage.INDEPENDENT and rating.level in cell.ranks
    }
    return list(by_inspector.values())


def _counts(cells: Sequence[Sequence[int]], levels: int) -> Counts:
    """Cell x level: how many raters gave it. No coefficient asks who is who, only what differs."""
    return np.array([np.bincount(ranks, minlength=levels) for ranks in cells]).reshape(len(cells), levels)


def _coefficient(title: str, statistic: Statistic, counts: Counts) -> Coefficient:
    if not len(counts):
        says = f"{title} cannot be told: no cell has two independent levels."
        return Coefficient(value=None, interval=None, says=says)
    value = statistic(counts)
    if value is None:
        says = f"{title} is not defined: all gave the same level everywhere."
        return Coefficient(value=None, interval=None, says=says)
    bounds, why = interval(counts, statistic)
    between = (
        f"95 % of resamples lie from {bounds[0]:.2f} to {bounds[1]:.2f}" if bounds else f"no interval: {why}"
    )
    return Coefficient(value=round(value, 4), interval=bounds, says=f"{title} is {value:.2f} ({between}).")


def _says(doubly_rated: int, agreed: int, measured: Mapping[str, Coefficient]) -> str:
    if not doubly_rated:
        return "No cell was rated independently by two inspectors, so agreement cannot be told."
    cells = number(doubly_rated, "cell")
    raw = f"Two inspectors rated {cells} independently and agreed on {agreed}"
    ordinal, ac1 = measured["ordinal"], measured["ac1"]
    if ordinal.value is None and ac1.value is not None:
        return f"{raw}; all gave the same level everywhere, for which Krippendorff's alpha is not defined. {ac1.says}"
    return f"{raw}. {ordinal.says} {ac1.says}" if ordinal.value is not None else f"{raw}. {ordinal.says}"
