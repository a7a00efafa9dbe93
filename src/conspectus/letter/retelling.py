"""A judgment's own sentences as a letter says them: from its codes and values, in the letter's language.

`judgment.json` is for those who inspect, and names rules and questions by their ids; what the public reads does not.
"""

from collections.abc import Iterable

from conspectus.judgment import (
    NOTHING_EXAMINED,
    Agreement,
    Cell,
    Change,
    Coefficient,
    Held,
    Judgment,
    Result,
    ResultState,
    Robustness,
    Step,
    WhyNot,
)
from conspectus.letter.phrases import Phrases
from conspectus.plain import capital, sentences
from conspectus.terms import CellState
from conspectus.wording import said

MEASURES = ("ordinal", "nominal", "ac1")


def retold(judgment: Judgment, phrases: Phrases) -> Judgment:
    """The same judgment with its sentences put for the public; no code and no value is another."""
    steps = tuple(_step(step, phrases) for step in judgment.derivation)
    told = judgment.model_copy(update={"derivation": steps})
    overall = _result(told, told.overall, phrases)
    cells = tuple(_cell(cell, phrases) for cell in told.coverage.cells)
    return told.model_copy(
        update={
            "overall": overall,
            **{
                part: tuple(_result(told, one, phrases) for one in getattr(told, part))
                for part in ("areas", "agencies", "inspectorates")
            },
            "coverage": told.coverage.model_copy(update={"cells": cells}),
            "robustness": _robustness(overall, told.robustness, phrases),
            "agreement": _agreement(told.agreement, phrases),
        }
    )


def _step(step: Step, phrases: Phrases) -> Step:
    nothing = step.rule == NOTHING_EXAMINED
    says = phrases.say("because.nothing_examined") if nothing else phrases.put(step.says)
    return step.model_copy(update={"says": says})


def _cell(cell: Cell, phrases: Phrases) -> Cell:
    return cell.model_copy(update={"why": said(CellState, "cells", phrases.language)[cell.state].sentence})


def _result(judgment: Judgment, result: Result, phrases: Phrases) -> Result:
    result = result.model_copy(update={"why_not": _rules_said(result.why_not, phrases)})
    return result.model_copy(
        update={
            "title": phrases.title(result),
            "says": _says(judgment, result, phrases),
            "why_not": _why_not(judgment, result, phrases),
        }
    )


def _rules_said(found: WhyNot, phrases: Phrases) -> WhyNot:
    """The same with its rules in the letter's language."""

    def said(one: Held) -> Held:
        return one.model_copy(update={"says": phrases.put(one.says)})

    nearest = said(found.nearest) if found.nearest else None
    return found.model_copy(update={"held_by": tuple(map(said, found.held_by)), "nearest": nearest})


def _says(judgment: Judgment, result: Result, phrases: Phrases) -> str:
    because = " ".join(step.says for step in judgment.steps(result.target))
    if result.state in (ResultState.TOLD, ResultState.NOT_MADE):
        return phrases.say(f"result.says_{result.state}")
    if result.level is None:
        return phrases.say("result.says_withheld", because=because)
    level = capital(phrases.level(result.level))
    return phrases.say(f"result.says_{'level' if because else 'unlimited'}", level=level, because=because)


def _why_not(judgment: Judgment, result: Result, phrases: Phrases) -> WhyNot:
    better, worse = _better(judgment, result, phrases), _worse(result, phrases)
    return result.why_not.model_copy(update={"better": better, "worse": worse})


def _better(judgment: Judgment, result: Result, phrases: Phrases) -> str:
    if result.state is ResultState.WITHHELD:
        return _lacking(judgment, result, phrases)
    if result.state is ResultState.NOT_MADE:
        return phrases.say("result.says_not_made")
    if result.state is ResultState.TOLD:
        return phrases.say("why_not.no_better")
    up = result.why_not.lift
    if up is None:
        top = result.level == result.scale[-1]
        return phrases.say("why_not.top" if top else "why_not.nothing_lifts")
    first, *others = result.why_not.held_by
    held = [_held("why_not.held", first, result, phrases)]
    held += [_held("why_not.held_too", one, result, phrases) for one in others]
    return sentences(*held, phrases.change("why_not.lift", up, result.target))


def _worse(result: Result, phrases: Phrases) -> str:
    if result.state is ResultState.NOT_MADE:
        return phrases.say("result.says_not_made")
    if result.state is not ResultState.GIVEN:
        return phrases.say("why_not.no_worse")
    down, nearest = result.why_not.lower, result.why_not.nearest
    if result.level == result.scale[0]:
        return phrases.say("why_not.bottom")
    if down is None or nearest is None:
        return phrases.say("why_not.nothing_lowers")
    has = {"says": nearest.says, "count": nearest.needs, "has": len(nearest.cells)}
    return sentences(
        phrases.change("why_not.lower", down, result.target), phrases.say("why_not.nearest", **has)
    )


def _held(key: str, one: Held, result: Result, phrases: Phrases) -> str:
    return phrases.say(key, says=one.says, answers=phrases.answers(one.cells, result.target))


def _lacking(judgment: Judgment, result: Result, phrases: Phrases) -> str:
    steps = [step for step in judgment.steps(result.target) if step.at is None]
    if any(step.rule == NOTHING_EXAMINED for step in steps):
        return phrases.say("why_not.nothing_examined")
    return sentences(*(_must(step, phrases) for step in steps))


def _must(step: Step, phrases: Phrases) -> str:
    answers = phrases.answers([one.cell for one in step.counted], step.target)
    short = step.needs - len(step.counted)
    return phrases.say(f"lacking.{step.kind}", answers=answers, count=short, says=step.says)


def _robustness(overall: Result, found: Robustness, phrases: Phrases) -> Robustness:
    return found.model_copy(update={"says": _robust(overall, found, phrases)})


def _robust(overall: Result, found: Robustness, phrases: Phrases) -> str:
    if overall.state is ResultState.NOT_MADE:
        return phrases.say("robust.not_made")
    if overall.level is None:
        return phrases.say("robust.withheld")
    if found.lift is None and found.lower is None:
        return phrases.say("robust.fixed", level=phrases.level(overall.level))
    both: Iterable[tuple[str, Change | None]] = (("lift", found.lift), ("lower", found.lower))
    return sentences(
        *(
            phrases.change(f"robust.{verb}", change, overall.target)
            if change
            else phrases.say(f"robust.nothing_{verb}s")
            for verb, change in both
        )
    )


def _agreement(found: Agreement, phrases: Phrases) -> Agreement:
    measured = {name: _coefficient(name, found, phrases) for name in MEASURES}
    return found.model_copy(update={**measured, "says": _agreed(found, phrases)})


def _agreed(found: Agreement, phrases: Phrases) -> str:
    if not found.doubly_rated:
        return phrases.say("agreement.none")
    twice = phrases.say("agreement.twice", count=found.doubly_rated, agreed=found.agreed)
    shown = {"alpha": found.ordinal, "ac1": found.ac1}
    values = [
        _measure(f"agreement.{key}", one, phrases) for key, one in shown.items() if one.value is not None
    ]
    undefined = found.ordinal.value is None and found.measured
    return sentences(twice, phrases.say("agreement.undefined") if undefined else "", *values)


def _measure(key: str, one: Coefficient, phrases: Phrases, **given: str) -> str:
    return phrases.say(key, value=f"{one.value:.2f}", between=_between(one, phrases), **given)


def _between(one: Coefficient, phrases: Phrases) -> str:
    if one.interval is None:
        return phrases.say("agreement.no_interval")
    low, high = (f"{bound:.2f}" for bound in one.interval)
    return phrases.say("agreement.between", low=low, high=high)


def _coefficient(measure: str, found: Agreement, phrases: Phrases) -> Coefficient:
    one: Coefficient = getattr(found, measure)
    name = phrases.say(f"coefficient.{measure}")
    if one.value is not None:
        says = _measure("coefficient.value", one, phrases, name=name)
    else:
        says = phrases.say(f"coefficient.{'undefined' if found.measured else 'unknown'}", name=name)
    return one.model_copy(update={"says": capital(says)})
