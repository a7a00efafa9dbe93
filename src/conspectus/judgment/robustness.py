"""The fewest ratings that would have to be different for the overall result to be another, in words."""

from conspectus.judgment.model import Change, Result, ResultState, Robustness
from conspectus.judgment.why_not import TOLD, in_words
from conspectus.plain import number
from conspectus.wording import level_word


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
