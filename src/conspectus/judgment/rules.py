"""Caps, coverage and quorum applied to cells: one pass gives every result and explains it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from conspectus.definitions import Framework, Rule, agencies, words
from conspectus.judgment.cells import Cells
from conspectus.judgment.model import Cell, CellState, Counted, Result, Step

SETTLED = (CellState.EXAMINED, CellState.NOT_APPLICABLE)  # what coverage is content with
NOTHING_EXAMINED = "nothing-examined"


class Judged(NamedTuple):
    """One target's result and the rules behind it."""

    result: Result
    steps: tuple[Step, ...]


def judge_target(framework: Framework, cells: Cells, target: str) -> Judged:
    """Apply every rule about one target: the lowest cap wins, a coverage or quorum can forbid a result."""
    steps = [
        apply(framework, rule, cells, target)
        for rule in framework.rule
        if target in framework.targets_of(rule)
    ]
    own = [cells[key] for key in framework.cells_of(target)]
    if not any(cell.state is CellState.EXAMINED for cell in own):
        steps.append(_nothing_examined(target, own))
    level = _level(framework, steps)
    bound = tuple(step.model_copy(update={"binding": _binds(step, level)}) for step in steps)
    return Judged(_result(framework, target, level, bound), bound)


def apply(framework: Framework, rule: Rule, cells: Cells, target: str) -> Step:
    """One rule on one target, whether it holds, and the cells it counted."""
    reach = looked_at(framework, rule, cells, target)
    if rule.cap:
        limit = framework.rank(rule.cap.when.are_at_most)
        counted = [cell for cell in reach if _at_most(framework, cell, limit)]
        return _step(rule, target, reach, counted, holds=len(counted) >= rule.cap.when.at_least)
    if rule.coverage:
        counted = [cell for cell in reach if cell.state not in SETTLED]
        return _step(rule, target, reach, counted, holds=bool(counted))
    counted = [cell for cell in reach if cell.state is CellState.EXAMINED]
    return _step(rule, target, reach, counted, holds=len(counted) < rule.effect.needs)


def looked_at(framework: Framework, rule: Rule, cells: Cells, target: str) -> list[Cell]:
    """The cells a rule looks at for one target.

    A rule that names an agency asks for it even where the inspection left it out: otherwise leaving a partner
    out would be the way round a rule against blinkers.
    """
    reach = [cells[key] for key in framework.in_reach(rule, target)]
    if rule.effect.selects.agencies:
        return reach
    return [cell for cell in reach if cell.state is not CellState.NOT_INSPECTED]


def _at_most(framework: Framework, cell: Cell, limit: int) -> bool:
    if cell.state is not CellState.EXAMINED or cell.level is None:
        return False
    return framework.rank(cell.level) <= limit


def _step(rule: Rule, target: str, reach: Sequence[Cell], counted: Iterable[Cell], *, holds: bool) -> Step:
    return Step(
        target=target,
        rule=rule.id,
        kind=rule.kind,
        says=rule.shown,
        at=rule.cap.at if rule.cap else None,
        needs=rule.effect.needs,
        looked_at=len(reach),
        counted=tuple(map(_counted, counted)),
        holds=holds,
        binding=False,
    )


def _nothing_examined(target: str, own: Sequence[Cell]) -> Step:
    return Step(
        target=target,
        rule=NOTHING_EXAMINED,
        kind="coverage",
        says="No result is given where nothing has been examined.",
        at=None,
        needs=1,
        looked_at=len(own),
        counted=tuple(_counted(cell) for cell in own if cell.state not in SETTLED),
        holds=True,
        binding=False,
    )


def _counted(cell: Cell) -> Counted:
    return Counted(
        cell=cell.cell, state=cell.state, level=cell.level, ratings=cell.ratings, evidence=cell.evidence
    )


def _level(framework: Framework, steps: Iterable[Step]) -> str | None:
    holding = [step for step in steps if step.holds]
    if framework.narrative or any(step.at is None for step in holding):
        return None
    caps = [framework.rank(step.at) for step in holding if step.at is not None]
    return framework.scale[min(caps, default=len(framework.scale) - 1)]


def _binds(step: Step, level: str | None) -> bool:
    return step.holds and step.at == level  # a coverage's `at` is null, as is a result it forbids


def _result(framework: Framework, target: str, level: str | None, steps: Sequence[Step]) -> Result:
    binding = [step for step in steps if step.binding]
    missing = [cell.cell for step in binding if step.kind == "coverage" for cell in step.counted]
    return Result(
        target=target,
        title=title(framework, target),
        level=level,
        decided_by=tuple(step.rule for step in binding),
        missing=in_order(framework, missing),
        says=_says(framework, level, binding),
    )


def _says(framework: Framework, level: str | None, binding: Sequence[Step]) -> str:
    if level is None and not binding:
        return "This framework gives no levels: what was found is told in words."
    if level is None:
        return "No judgment may be given. " + " ".join(step.says for step in binding)
    if not binding:
        return f"{words(level).capitalize()}: no rule limits it."
    return f"{words(level).capitalize()}. " + " ".join(step.says for step in binding)


def title(framework: Framework, target: str) -> str:
    """A target as people read it."""
    kind, _, name = target.partition(":")
    if kind == "area":
        return next(area.shown for area in framework.area if area.id == name)
    return (
        next(term.title for term in agencies().values() if term.id == name) if kind == "agency" else "Overall"
    )


def in_order(framework: Framework, cells: Iterable[str]) -> tuple[str, ...]:
    """Cells by name, each once, in reading order."""
    wanted = set(cells)
    return tuple(str(key) for key in framework.cells() if str(key) in wanted)
