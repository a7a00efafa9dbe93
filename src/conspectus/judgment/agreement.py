"""How far independent raters agreed, before anybody consolidated."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

import krippendorff
import numpy as np

from conspectus.definitions import CellKey, Framework
from conspectus.judgment.evidence import Rating
from conspectus.judgment.model import Agreement
from conspectus.terms import Stage


def agreement(framework: Framework, ratings: Mapping[CellKey, Sequence[Rating]]) -> Agreement:
    """Raw agreement and Krippendorff's ordinal alpha over cells with two or more independent levels.

    Ratings that are not on the scale (not evidenced, not applicable) are left out.
    """
    cells = [ranks for key in framework.cells() if len(ranks := _ranks(framework, ratings.get(key, ()))) > 1]
    agreed = sum(len(set(ranks)) == 1 for ranks in cells)
    alpha = _alpha(cells)
    return Agreement(
        doubly_rated=len(cells),
        agreed=agreed,
        raw=round(agreed / len(cells), 4) if cells else None,
        alpha=alpha,
        says=_says(len(cells), agreed, alpha),
    )


def _ranks(framework: Framework, ratings: Sequence[Rating]) -> list[int]:
    by_inspector = {
        rating.inspector: framework.rank(rating.level)
        for rating in ratings
        if rating.stage is Stage.INDEPENDENT and rating.level in framework.scale
    }
    return list(by_inspector.values())


def _alpha(cells: Sequence[Sequence[int]]) -> float | None:
    if len({rank for ranks in cells for rank in ranks}) < 2:
        return None
    raters = list(zip_longest(*cells, fillvalue=np.nan))  # alpha does not ask who is who, only what differs
    alpha = krippendorff.alpha(reliability_data=np.array(raters, dtype=float), level_of_measurement="ordinal")
    return round(float(alpha), 4)


def _says(doubly_rated: int, agreed: int, alpha: float | None) -> str:
    if not doubly_rated:
        return "No cell was rated independently by two inspectors, so agreement cannot be told."
    cells = "1 cell" if doubly_rated == 1 else f"{doubly_rated} cells"
    raw = f"Two inspectors rated {cells} independently and agreed on {agreed}"
    if alpha is None:
        return f"{raw}; all gave the same level everywhere, for which Krippendorff's alpha is not defined."
    return f"{raw}; Krippendorff's alpha (ordinal) is {alpha:.2f}."
