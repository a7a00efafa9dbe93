"""Frameworks and ratings of every shape that a file can have: scales, selectors, results, leads, rules."""

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st
from pydantic import ValidationError

from conspectus.definitions import NOT_APPLICABLE, NOT_EVIDENCED, CellKey, Framework
from conspectus.judgment import Judgment, Rating, judge
from conspectus.terms import Agency, Stage
from tests.judgment.judgment_making import evidence

BODIES = ("ofsted", "hmicfrs", "cqc")
SCALES = (("no", "yes"), ("low", "mid", "high"), ("1st", "2nd", "3rd", "4th", "5th", "6th"))
GIVES = ("overall", "areas", "agencies", "inspectorates")
Made = dict[str, object]


@st.composite
def frameworks(draw: st.DrawFn, *, scales: bool = True, gives: Sequence[str] = GIVES) -> Framework:
    """A framework of at most nine cells that its own checks accept."""
    asked = draw(st.lists(st.sampled_from(list(Agency)), min_size=1, max_size=3, unique=True))
    plain: Made = {
        "id": "generated",
        "scale": draw(st.sampled_from(SCALES)),
        "gives": draw(st.lists(st.sampled_from(gives), min_size=1, unique=True)),
        "area": [draw(_areas(name, asked)) for name in ("a", "b")[: draw(st.integers(1, 2))]],
        "leads": {agency: draw(st.sampled_from(BODIES)) for agency in asked},
        "narrative": draw(st.integers(0, 7)) == 7,  # then no cap is accepted, so seldom
    }
    if scales and draw(st.booleans()):
        plain |= {"scales": [{"cells": {"area": "a"}, "levels": ("bad", "fair", "good")}]}
    if scales and draw(st.booleans()):
        plain["scales"] = [
            *_list(plain.get("scales")),
            {"of": plain_targets(plain), "levels": ("red", "green")},
        ]
    return with_rules(plain, draw(st.lists(rules(asked), max_size=7)))


def with_rules(plain: Made, rules: Sequence[Made]) -> Framework:
    """The framework with those of the rules that it accepts: a drawn rule may name what is not there."""
    kept: list[Made] = []
    for number, rule in enumerate(rules):
        try:
            one = {**rule, "id": f"r{number}"}
            Framework.model_validate({**plain, "rule": [one]})
            kept.append(one)
        except ValidationError:
            continue
    return Framework.model_validate({**plain, "rule": kept})


@st.composite
def rules(draw: st.DrawFn, asked: Sequence[Agency]) -> Made:
    """A rule that may or may not fit a framework."""
    selector: Mapping[str, object] = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "area": st.sampled_from(["a", "b"]),
                "criterion": st.sampled_from(["a1", "b1"]),
                "agency": st.lists(st.sampled_from(asked), min_size=1, max_size=2, unique=True),
            },
        )
    )
    of = draw(st.sampled_from(["overall", "overall", "each_area", "each_agency", "each_inspectorate"]))
    least = draw(st.integers(1, 3))
    level = st.sampled_from([level for scale in (*SCALES, ("bad", "fair"), ("red",)) for level in scale[:-1]])
    match draw(st.sampled_from(["cap", "cap", "cap", "cap", "coverage", "quorum"])):
        case "cap":
            when = {"cells": selector, "at_least": least, "are_at_most": draw(level)}
            return {"cap": {"of": of, "at": draw(level), "when": when}}
        case "coverage":
            return {"coverage": {"of": of, "cells": selector}}
        case _:
            return {"quorum": {"of": of, "cells": selector, "at_least": least}}


@st.composite
def cases(draw: st.DrawFn, *, complete: bool = False) -> tuple[Framework, list[Rating]]:
    """A framework and consolidated ratings for it; `complete` if every cell is examined."""
    framework = draw(frameworks())
    rated = []
    for key in framework.cells():
        off = [] if complete else [None, NOT_EVIDENCED, NOT_APPLICABLE]
        level = draw(st.sampled_from([*framework.scale_at(key), *framework.scale_at(key), *off]))
        if level is not None:
            shown = ("e",) if complete or draw(st.integers(0, 5)) else ()
            rated.append(rate(framework, key, level, shown))
    return framework, rated


def rate(framework: Framework, key: CellKey, level: str, shown: tuple[str, ...] = ("e",)) -> Rating:
    """A rating by whoever leads there."""
    return Rating(
        criterion=key.criterion,
        agency=key.agency,
        level=level,
        stage=Stage.CONSOLIDATED,
        inspector="A",
        inspectorate=framework.leads[key.agency],
        rationale="because",
        evidence_ids=shown,
    )


def make(framework: Framework, ratings: Sequence[Rating]) -> Judgment:
    """The judgment of ratings that rest on evidence `e`, with every agency inspected."""
    return judge(framework, ratings=ratings, evidence=[evidence()], agencies=framework.looks_at)


@st.composite
def _areas(draw: st.DrawFn, name: str, asked: Sequence[Agency]) -> Made:
    of = st.lists(st.sampled_from(asked), min_size=1, unique=True)
    criteria = [
        {"id": f"{name}{number}", "asks": "?", "agencies": draw(of)}
        for number in range(1, draw(st.integers(1, 2)) + 1)
    ]
    return {"id": name, "criterion": criteria}


def plain_targets(plain: Made) -> list[str]:
    """The words for every result that a framework gives."""
    words = {"overall": "overall", "areas": "each_area", "agencies": "each_agency"}
    return [words.get(str(kind), "each_inspectorate") for kind in _list(plain["gives"])]


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []
