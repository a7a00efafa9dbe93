"""The fewest answers that would have to be different for a result to be better, or worse."""

from collections.abc import Mapping
from typing import NamedTuple

from conspectus.definitions import CellKey
from conspectus.judgment.cells import Standings
from conspectus.judgment.hitting import first_hitting_set
from conspectus.judgment.model import Change, Move
from conspectus.judgment.plan import Plan
from conspectus.judgment.rules import Applied, Verdict, verdict


class Fall(NamedTuple):
    """The fewest moves that lower a result, and the cap that would then hold."""

    change: Change
    cap: Applied


def lift(found: Plan, now: Verdict, cells: Standings) -> Change | None:
    """Every cap at the present level must stop holding; None where no answer holds the result down."""
    holding = [
        one for one in now.applied if one.holds and one.plan.at is not None and one.plan.at == now.rank
    ]
    if not holding:
        return None
    low = [[cell.key for cell in one.counted] for one in holding]
    wanted = {key for keys in low for key in keys}
    needed = [len(keys) - one.plan.needs + 1 for keys, one in zip(low, holding, strict=True)]
    chosen = first_hitting_set([key for key in found.cells if key in wanted], low, needed)
    return _change(found, now, cells, {key: _above(holding, key) for key in chosen})


def _above(holding: list[Applied], key: CellKey) -> int:
    """The lowest level that will do: above the limit of every holding cap that looks at the cell."""
    return max(one.plan.limit[key] for one in holding if key in one.plan.limit) + 1


def lower(found: Plan, now: Verdict, cells: Standings) -> Fall | None:
    """One cap below the present level must come to hold: the cheapest, by the first cells in order."""
    order = {key: place for place, key in enumerate(found.cells)}
    ways = []
    for number, one in enumerate(now.applied):
        if one.plan.at is None or now.rank is None or one.plan.at >= now.rank:
            continue
        short = one.plan.needs - len(one.counted)
        high = [key for key in one.plan.reach if _is_above(one, cells, key)][:short]
        if len(high) == short:
            limits = {key: one.plan.limit[key] for key in high}
            ways.append((short, tuple(order[key] for key in high), -max(limits.values()), number, limits))
    if not ways:
        return None
    *_, number, limits = min(ways, key=lambda way: way[:4])
    return Fall(_change(found, now, cells, limits), now.applied[number])


def _is_above(one: Applied, cells: Standings, key: CellKey) -> bool:
    rank = cells[key].rank
    return rank is not None and rank > one.plan.limit[key]


def _change(found: Plan, now: Verdict, cells: Standings, moves: Mapping[CellKey, int]) -> Change:
    moved = {**cells}
    told = []
    for key in (key for key in found.cells if key in moves):
        becomes = found.cells[key].scale[moves[key]]
        told.append(Move(cell=str(key), was=str(cells[key].level), becomes=becomes))
        moved[key] = cells[key]._replace(level=becomes, rank=moves[key])
    rank = verdict(now.plan, moved).rank
    assert rank is not None  # moving a level leaves every cell as examined as it was
    return Change(changes=len(told), moves=tuple(told), result=now.plan.scale[rank])
