"""A framework worked out once: who leads each cell, its scale, and which rules reach which cells."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from conspectus.definitions import OVERALL, CellKey, Framework, Rule, agencies
from conspectus.terms import Agency

Ranks = Mapping[str, int]


class CellPlan(NamedTuple):
    """One cell of the framework."""

    key: CellKey
    area: str
    lead: str
    scale: tuple[str, ...]
    ranks: Ranks  # a level's place on the cell's scale, lowest 0


class RulePlan(NamedTuple):
    """One rule on one target."""

    rule: Rule
    at: int | None  # the level it holds the result to, as its place on the target's scale
    reach: tuple[CellKey, ...]
    limit: Mapping[
        CellKey, int
    ]  # the level from which downwards it counts, as its place on each cell's scale
    asks_all: bool  # it names agencies, so it asks for them even where the inspection left them out


class TargetPlan(NamedTuple):
    """One result, its own cells and its rules."""

    target: str
    title: str
    scale: tuple[str, ...]
    own: tuple[CellKey, ...]
    rules: tuple[RulePlan, ...]


class Plan(NamedTuple):
    """A framework, ready to be applied."""

    framework: Framework
    cells: Mapping[CellKey, CellPlan]  # in reading order
    targets: Mapping[str, TargetPlan]  # those the framework gives, in reading order
    whole: TargetPlan  # the overall result, also where the framework does not give it


@lru_cache(maxsize=64)
def plan(framework: Framework) -> Plan:
    """The framework's plan; worked out once for as long as the framework is in use."""
    area_of = framework.area_of
    cells = {key: _cell(framework, key, area_of[key.criterion]) for key in framework.cells()}
    targets = {target: _target(framework, cells, target) for target in framework.targets()}
    whole = targets.get(OVERALL) or TargetPlan(OVERALL, "Overall", framework.scale, tuple(cells), ())
    return Plan(framework, cells, targets, whole)


def inspected_targets(found: Plan, inspected: frozenset[Agency]) -> list[TargetPlan]:
    """The results that an inspection of these agencies can have."""
    leads = {found.framework.leads[agency] for agency in found.framework.looks_at if agency in inspected}
    inside = {f"agency:{agency}" for agency in inspected} | {f"inspectorate:{body}" for body in leads}
    apart = ("agency:", "inspectorate:")
    return [one for name, one in found.targets.items() if not name.startswith(apart) or name in inside]


def _cell(framework: Framework, key: CellKey, area: str) -> CellPlan:
    scale = framework.scale_at(key)
    return CellPlan(
        key, area, framework.leads[key.agency], scale, {level: n for n, level in enumerate(scale)}
    )


def _target(framework: Framework, cells: Mapping[CellKey, CellPlan], target: str) -> TargetPlan:
    rules = (rule for rule in framework.rule if target in framework.targets_of(rule))
    return TargetPlan(
        target=target,
        title=title(framework, target),
        scale=framework.scale_of(target),
        own=framework.cells_of(target),
        rules=tuple(_rule(framework, cells, rule, target) for rule in rules),
    )


def _rule(framework: Framework, cells: Mapping[CellKey, CellPlan], rule: Rule, target: str) -> RulePlan:
    reach = framework.in_reach(rule, target)
    holds_to, low = rule.effect.holds_to, rule.effect.low
    return RulePlan(
        rule=rule,
        at=framework.scale_of(target).index(holds_to.level) if holds_to else None,
        reach=reach,
        limit={key: cells[key].ranks[low.level] for key in reach} if low else {},
        asks_all=bool(rule.effect.selects.agencies),
    )


def title(framework: Framework, target: str) -> str:
    """A target as people read it."""
    kind, _, name = target.partition(":")
    match kind:
        case "area":
            return next(area.shown for area in framework.area if area.id == name)
        case "agency":
            return agencies()[Agency(name)].title
        case "inspectorate":
            return framework.leaders[name]
    return "Overall"
