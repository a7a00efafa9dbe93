"""Why a result is not better, and why not worse: the rules that hold it, and the fewest answers that would move it."""

from collections.abc import Sequence

from conspectus.definitions import agencies
from conspectus.judgment.cells import Standings
from conspectus.judgment.changes import Fall, lift, lower
from conspectus.judgment.model import Change, Held, Result, ResultState, Robustness, WhyNot
from conspectus.judgment.plan import Plan
from conspectus.judgment.rules import Applied, Verdict
from conspectus.plain import number
from conspectus.terms import Agency
from conspectus.wording import level_word

TOLD = 4  # cells named in a sentence; all of them are in the data


def why_not(found: Plan, now: Verdict, cells: Standings, state: ResultState) -> WhyNot:
    """Why this result is what it is and no other."""
    held = tuple(held_by(one) for one in now.applied if binds(one, now))
    if state is not ResultState.GIVEN:
        better = _withheld(now) if state is ResultState.WITHHELD else "It has no level that could be better."
        worse = "It has no level that could be worse."
        return WhyNot(held_by=held, lift=None, lower=None, nearest=None, better=better, worse=worse)
    up, down = lift(found, now, cells), lower(found, now, cells)
    return WhyNot(
        held_by=held,
        lift=up,
        lower=down.change if down else None,
        nearest=held_by(down.rule) if down else None,
        better=_better(now, held, up),
        worse=_worse(now, down),
    )


def binds(one: Applied, now: Verdict) -> bool:
    """Whether the result is what it is because of this rule: one that forbids it has no `at`, as it has no level."""
    return one.holds and one.plan.at == now.rank


def held_by(one: Applied) -> Held:
    """A rule and the cells it counted."""
    holds_to = one.plan.rule.effect.holds_to
    return Held(
        rule=one.plan.rule.id,
        says=one.plan.rule.shown,
        at=holds_to.level if holds_to else None,
        needs=one.needs,
        cells=tuple(str(cell.key) for cell in one.counted),
    )


def _withheld(now: Verdict) -> str:
    if now.nothing:
        return "Nothing has been examined."
    parts = [_lacking(one) for one in now.applied if one.holds and one.plan.at is None]
    return f"Before a result may be given, {'; '.join(parts)}."


def _lacking(one: Applied) -> str:
    cells, short = _listed([str(cell.key) for cell in one.counted]), one.needs - len(one.counted)
    return f"{one.plan.rule.effect.lacking(cells, short)} ({one.plan.rule.id})"


def _better(now: Verdict, held: Sequence[Held], up: Change | None) -> str:
    if up is None:
        return "It is the top of the scale." if now.rank == len(now.plan.scale) - 1 else "No rule lifts it."
    rules = "; ".join(f"{one.rule}, which counts {_listed(one.cells)}" for one in held)
    return f"Held down by {rules}. {_moves(up, 'better')}"


def _worse(now: Verdict, down: Fall | None) -> str:
    if now.rank == 0:
        return "It is the bottom of the scale."
    if down is None:
        return "No change of answers can lower it."
    rule = down.rule
    needs = number(rule.needs, "answer")
    has = f"has {len(rule.counted)} of the {needs} it needs"
    return f"{_moves(down.change, 'worse')} The nearest rule, {rule.plan.rule.id}, {has}."


def _moves(change: Change, which: str) -> str:
    by_level: dict[str, list[str]] = {}
    for move in change.moves:
        by_level.setdefault(move.becomes, []).append(move.cell)
    told = "; ".join(f"{_listed(cells)} to {level_word(level)}" for level, cells in by_level.items())
    answers = number(change.changes, "answer")
    return f"For {level_word(change.result)}, {answers} would have to be {which}: {told}."


def _listed(cells: Sequence[str]) -> str:
    """The first few cells by agency, and how many more."""
    by_agency: dict[str, list[str]] = {}
    for cell in cells[:TOLD]:
        criterion, _, agency = cell.partition("/")
        by_agency.setdefault(agencies()[Agency(agency)].title, []).append(criterion)
    told = ", ".join(f"{title} {', '.join(criteria)}" for title, criteria in by_agency.items())
    rest = len(cells) - TOLD
    return f"{told} and {rest} more" if rest > 0 else told or "nothing"


def in_words(cell: str) -> str:
    """A cell as people read it: the agency and the criterion's id."""
    criterion, _, agency = cell.partition("/")
    return f"{agencies()[Agency(agency)].title} {criterion}"


def robustness(overall: Result) -> Robustness:
    """The fewest moves of examined cells that lift the overall result, and the fewest that lower it."""
    lift, lower = overall.why_not.lift, overall.why_not.lower
    return Robustness(lift=lift, lower=lower, says=_says(overall, lift, lower))


def _says(overall: Result, lift: Change | None, lower: Change | None) -> str:
    if overall.state is ResultState.NOT_MADE:
        return "No result of the whole is made; what would change each result stands beside it."
    if overall.level is None:
        return "No overall result is given, so none can change."
    if lift is None and lower is None:
        return f"No change of ratings would move the overall result from {level_word(overall.level)}."
    return f"{_direction('lift', lift)} {_direction('lower', lower)}"


def _direction(verb: str, change: Change | None) -> str:
    if change is None:
        return f"Nothing can {verb} the overall result."
    told = [f"{in_words(move.cell)} to {level_word(move.becomes)}" for move in change.moves[:TOLD]]
    rest = change.changes - len(told)
    which = ", ".join(told) + (f" and {rest} more" if rest else "")
    ratings = number(change.changes, "rating")
    return f"{ratings} would have to be different to {verb} the overall result to {level_word(change.result)}: {which}."
