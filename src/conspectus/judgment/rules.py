"""A framework's rules applied to cells: the one place where answers become a level."""

from typing import NamedTuple

from conspectus.judgment.cells import Standing, Standings
from conspectus.judgment.plan import RulePlan, TargetPlan
from conspectus.terms import CellState


class Applied(NamedTuple):
    """One rule on one target: the cells it looked at, those it counted and needs, and whether it holds."""

    plan: RulePlan
    looked_at: int
    counted: tuple[Standing, ...]
    needs: int
    holds: bool


class Verdict(NamedTuple):
    """What rules make of one target's cells."""

    plan: TargetPlan
    rank: int | None  # on the target's scale; None where no result may be given
    applied: tuple[Applied, ...]
    nothing: bool  # none of its own cells is examined


def verdict(target: TargetPlan, cells: Standings) -> Verdict:
    """Apply every rule about one target: the lowest level wins, and a rule without one forbids a result."""
    applied = tuple(apply(rule, cells) for rule in target.rules)
    nothing = not any(cells[key].state is CellState.EXAMINED for key in target.own)
    if nothing or any(one.holds and one.plan.at is None for one in applied):
        return Verdict(target, None, applied, nothing)
    caps = (one.plan.at for one in applied if one.holds and one.plan.at is not None)
    return Verdict(target, min(caps, default=len(target.scale) - 1), applied, nothing)


def apply(rule: RulePlan, cells: Standings) -> Applied:
    """One rule, whether it holds, and the cells it counted.

    A rule that names an agency asks for it even where the inspection left it out: otherwise leaving a partner
    out would be the way round a rule against blinkers.
    """
    reach = [cells[key] for key in rule.reach]
    if not rule.asks_all:
        reach = [cell for cell in reach if cell.state is not CellState.NOT_INSPECTED]
    counts, limits = rule.rule.effect.counts, rule.limit
    counted = tuple(cell for cell in reach if counts(cell.state, cell.rank, limits.get(cell.key)))
    needs = rule.rule.effect.needed(sum(cell.state is CellState.EXAMINED for cell in reach))
    return Applied(rule, len(reach), counted, needs, rule.rule.effect.holds(len(counted), needs))
