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
    """The fewest moves that lower a result, and the rule that would then hold."""

    change: Change
    rule: Applied


def lift(found: Plan, now: Verdict, cells: Standings) -> Change | None:
    """Every rule at the present level must stop holding; None where no answer holds the result down."""
    holding = [
        one for one in now.applied if one.holds and one.plan.at is not None and one.plan.at == now.rank
    ]
    needed = [n for one in holding if (n := _to_lift(one)) is not None]
    if not holding or len(needed) < len(holding):
        return None
    low = [[cell.key for cell in one.counted] for one in holding]
    wanted = {key for keys in low for key in keys}
    chosen = first_hitting_set([key for key in found.cells if key in wanted], low, needed)
    return _change(found, now, cells, {key: _above(holding, key) for key in chosen})


def _to_lift(one: Applied) -> int | None:
    return one.plan.rule.effect.to_lift(len(one.counted), one.needs)


def _above(holding: list[Applied], key: CellKey) -> int:
    """The lowest level that will do: above the limit of every holding rule that looks at the cell."""
    return max(one.plan.limit[key] for one in holding if key in one.plan.limit) + 1


def lower(found: Plan, now: Verdict, cells: Standings) -> Fall | None:
    """One rule below the present level must come to hold: the cheapest, by the first cells in order."""
    order = {key: place for place, key in enumerate(found.cells)}
    ways = []
    for number, one in enumerate(now.applied):
        if one.plan.at is None or now.rank is None or one.plan.at >= now.rank:
            continue
        short = one.plan.rule.effect.to_lower(len(one.counted), one.needs)
        if short is None:
            continue
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
