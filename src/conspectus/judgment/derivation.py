"""A verdict as a judgment shows it: the result in words, and every rule behind it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from conspectus.definitions import CellKey
from conspectus.judgment.cells import Standing, Standings
from conspectus.judgment.model import Counted, Result, ResultState, Step, WhyNot
from conspectus.judgment.plan import Plan, TargetPlan
from conspectus.judgment.rules import Applied, Verdict, verdict
from conspectus.judgment.why_not import binds, why_not
from conspectus.terms import SETTLED
from conspectus.wording import level_word

NOTHING_EXAMINED = "nothing-examined"


class Judged(NamedTuple):
    """One target's result and the rules behind it."""

    result: Result
    steps: tuple[Step, ...]


def derive(found: Plan, target: TargetPlan, cells: Standings) -> Judged:
    """One target's result with its derivation."""
    now = verdict(target, cells)
    steps = [_step(target, one, now) for one in now.applied]
    if now.nothing:
        steps.append(_nothing_examined(target, [cells[key] for key in target.own]))
    state = _state(found, now)
    level = target.scale[now.rank] if now.rank is not None and state is ResultState.GIVEN else None
    binding = [step for step in steps if step.binding]
    missing = _missing(target, now, cells)
    result = Result(
        target=target.target,
        title=target.title,
        state=state,
        scale=target.scale,
        level=level,
        decided_by=tuple(step.rule for step in binding),
        missing=tuple(str(key) for key in found.cells if key in missing),
        says=_says(state, level, binding),
        why_not=why_not(found, now, cells, state),
    )
    return Judged(result, tuple(steps))


def not_made(found: Plan) -> Result:
    """The whole, where a framework gives no result of it."""
    says = "This framework gives no judgment of the whole: its results stand side by side."
    none = WhyNot(held_by=(), lift=None, lower=None, nearest=None, better=says, worse=says)
    return Result(
        target=found.whole.target,
        title=found.whole.title,
        state=ResultState.NOT_MADE,
        scale=found.whole.scale,
        level=None,
        decided_by=(),
        missing=(),
        says=says,
        why_not=none,
    )


def _state(found: Plan, now: Verdict) -> ResultState:
    if now.rank is None:
        return ResultState.WITHHELD
    return ResultState.TOLD if found.framework.narrative else ResultState.GIVEN


def _missing(target: TargetPlan, now: Verdict, cells: Standings) -> set[CellKey]:
    """The cells that must still be examined before there can be a result."""
    if now.nothing:
        return {key for key in target.own if cells[key].state not in SETTLED} | _waited_for(now)
    return _waited_for(now)


def _waited_for(now: Verdict) -> set[CellKey]:
    waiting = (one for one in now.applied if one.plan.rule.effect.counts_unexamined and binds(one, now))
    return {cell.key for one in waiting for cell in one.counted}


def _step(target: TargetPlan, one: Applied, now: Verdict) -> Step:
    holds_to = one.plan.rule.effect.holds_to
    return Step(
        target=target.target,
        rule=one.plan.rule.id,
        kind=one.plan.rule.kind,
        says=one.plan.rule.shown,
        at=holds_to.level if holds_to else None,
        needs=one.needs,
        looked_at=one.looked_at,
        counted=tuple(map(_counted, one.counted)),
        holds=one.holds,
        binding=binds(one, now),
    )


def _nothing_examined(target: TargetPlan, own: Sequence[Standing]) -> Step:
    return Step(
        target=target.target,
        rule=NOTHING_EXAMINED,
        kind="coverage",
        says="No result is given where nothing has been examined.",
        at=None,
        needs=1,
        looked_at=len(own),
        counted=tuple(_counted(cell) for cell in own if cell.state not in SETTLED),
        holds=True,
        binding=True,
    )


def _counted(cell: Standing) -> Counted:
    return Counted(
        cell=str(cell.key), state=cell.state, level=cell.level, ratings=cell.ratings, evidence=cell.evidence
    )


def _says(state: ResultState, level: str | None, binding: Iterable[Step]) -> str:
    because = " ".join(step.says for step in binding)
    if state is ResultState.TOLD:
        return "This framework gives no levels: what was found is told in words."
    if level is None:
        return f"No judgment may be given. {because}"
    return (
        f"{level_word(level).capitalize()}. {because}"
        if because
        else f"{level_word(level).capitalize()}: no rule limits it."
    )
