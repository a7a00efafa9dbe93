"""The fewest ratings that would have to be different for the overall result to be another."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from conspectus.definitions import CellKey, Framework, Rule, agencies, words
from conspectus.judgment.cells import Cells
from conspectus.judgment.model import Cell, CellState, Change, Move, Robustness
from conspectus.judgment.rules import judge_target, looked_at
from conspectus.terms import Agency

OVERALL = "overall"
TOLD = 4  # moves named in a sentence; all of them are in the data
Matrix = npt.NDArray[np.float64]


class CapSeen(NamedTuple):
    """A cap on the overall result, in ranks: at most `at` when `needs` of `cells` are at most `limit`."""

    at: int
    limit: int
    needs: int
    cells: tuple[CellKey, ...]  # examined ones in its selector, in reading order


def robustness(framework: Framework, cells: Cells) -> Robustness:
    """The fewest moves of examined cells that lift the overall result, and the fewest that lower it."""
    level = judge_target(framework, cells, OVERALL).result.level
    if level is None:
        return Robustness(lift=None, lower=None, says="No overall result is given, so none can change.")
    caps = _caps(framework, cells)
    lift = _lift(framework, cells, caps, framework.rank(level))
    lower = _lower(framework, cells, caps, framework.rank(level))
    return Robustness(lift=lift, lower=lower, says=_says(level, lift, lower))


def _caps(framework: Framework, cells: Cells) -> list[CapSeen]:
    return [_cap(framework, rule, cells) for rule in framework.rule if _is_cap_on_overall(framework, rule)]


def _is_cap_on_overall(framework: Framework, rule: Rule) -> bool:
    return rule.cap is not None and OVERALL in framework.targets_of(rule)


def _cap(framework: Framework, rule: Rule, cells: Cells) -> CapSeen:
    assert rule.cap is not None
    reach = looked_at(framework, rule, cells, OVERALL)
    return CapSeen(
        at=framework.rank(rule.cap.at),
        limit=framework.rank(rule.cap.when.are_at_most),
        needs=rule.cap.when.at_least,
        cells=tuple(_key(cell) for cell in reach if cell.state is CellState.EXAMINED),
    )


def _lift(framework: Framework, cells: Cells, caps: Sequence[CapSeen], now: int) -> Change | None:
    """Every cap at or below the present level must stop holding: a minimum hitting set, solved exactly."""
    ranks = _ranks(framework, cells)
    holding = [cap for cap in caps if cap.at <= now and len(_low(cap, ranks)) >= cap.needs]
    if not holding:
        return None
    low = [_low(cap, ranks) for cap in holding]
    needed = [len(keys) - cap.needs + 1 for keys, cap in zip(low, holding, strict=True)]
    chosen = first_hitting_set([key for key in ranks if any(key in keys for keys in low)], low, needed)
    # The lowest level that will do: above the limit of every holding cap that counts the cell.
    moves = {key: max(cap.limit for cap in holding if key in cap.cells) + 1 for key in chosen}
    return _change(framework, cells, moves)


def _lower(framework: Framework, cells: Cells, caps: Sequence[CapSeen], now: int) -> Change | None:
    """One cap below the present level must come to hold: the cheapest, by the first cells in order."""
    ranks = _ranks(framework, cells)
    order = {key: place for place, key in enumerate(ranks)}
    ways = []
    for cap in (cap for cap in caps if cap.at < now):
        short = cap.needs - len(_low(cap, ranks))
        high = [key for key in cap.cells if ranks[key] > cap.limit]
        if 0 < short <= len(high):
            places = tuple(order[key] for key in high[:short])
            ways.append((short, places, -cap.limit, high[:short]))
    if not ways:
        return None
    _, _, limit, chosen = min(ways)
    return _change(framework, cells, dict.fromkeys(chosen, -limit))


def first_hitting_set(
    items: Sequence[CellKey], sets: Sequence[Sequence[CellKey]], needed: Sequence[int]
) -> list[CellKey]:
    """The smallest choice of items with at least `needed` of each set; of several, the first in order."""
    place = {item: number for number, item in enumerate(items)}
    holds = np.zeros((len(sets), len(items)))
    for row, members in enumerate(sets):
        holds[row, [place[item] for item in members]] = 1
    least = np.zeros(len(items))
    fewest = _fewest(holds, needed, least)
    for number in range(len(items)):
        if least.sum() == fewest:
            break
        least[number] = 1  # keep it, if a smallest choice can
        if _fewest(holds, needed, least) > fewest:
            least[number] = 0
    return [item for item, taken in zip(items, least, strict=True) if taken]


def _fewest(holds: Matrix, needed: Sequence[int], least: Matrix) -> int:
    from scipy.optimize import Bounds, LinearConstraint, milp  # slow to load, and only a judgment needs it

    solved = milp(
        c=np.ones(holds.shape[1]),
        constraints=LinearConstraint(holds, lb=np.array(needed, dtype=float)),
        integrality=np.ones(holds.shape[1], dtype=np.int8),
        bounds=Bounds(least, np.ones(holds.shape[1])),
    )
    assert solved.success, solved.message  # choosing everything always does
    return round(solved.fun)


def _change(framework: Framework, cells: Cells, moves: dict[CellKey, int]) -> Change:
    moved = dict(cells)
    told = []
    for key in (key for key in cells if key in moves):
        was, becomes = cells[key].level, framework.scale[moves[key]]
        moved[key] = cells[key].model_copy(update={"level": becomes})
        told.append(Move(cell=str(key), was=str(was), becomes=becomes))
    result = judge_target(framework, moved, OVERALL).result.level
    assert result is not None
    return Change(changes=len(told), moves=tuple(told), result=result)


def _ranks(framework: Framework, cells: Cells) -> dict[CellKey, int]:
    return {
        key: framework.rank(cell.level)
        for key, cell in cells.items()
        if cell.state is CellState.EXAMINED and cell.level is not None
    }


def _low(cap: CapSeen, ranks: dict[CellKey, int]) -> list[CellKey]:
    return [key for key in cap.cells if ranks[key] <= cap.limit]


def _key(cell: Cell) -> CellKey:
    return CellKey(cell.criterion, cell.agency)


def _says(level: str, lift: Change | None, lower: Change | None) -> str:
    if lift is None and lower is None:
        return f"No change of ratings would move the overall result from {words(level)}."
    return f"{_direction('lift', lift)} {_direction('lower', lower)}"


def _direction(verb: str, change: Change | None) -> str:
    if change is None:
        return f"Nothing can {verb} the overall result."
    which = _which(change)
    ratings = "1 rating" if change.changes == 1 else f"{change.changes} ratings"
    return f"{ratings} would have to be different to {verb} the overall result to {words(change.result)}: {which}."


def _which(change: Change) -> str:
    told = [f"{_cell_in_words(move.cell)} to {words(move.becomes)}" for move in change.moves[:TOLD]]
    rest = change.changes - len(told)
    return ", ".join(told) + (f" and {rest} more" if rest else "")


def _cell_in_words(cell: str) -> str:
    criterion, _, agency = cell.partition("/")
    return f"{agencies()[Agency(agency)].title} {criterion}"
