"""How fast a judgment is: overall levels by the thousand, and the exact fewest changes at 40 criteria x 8 agencies.

`overall` asks for the overall level of the whole-system framework, each time of other ratings and of a framework that
lacks one of its rules: what somebody does who tries out rules or ratings. `full` judges in full: derivation, agreement
with its intervals, the fewest changes of every result. `fewest` has 40 x 8 answers and 33 caps that overlap in every
way that selectors allow, all of which have to be broken. `large` judges in full by a made framework of 46 criteria,
each asked of all seven agencies (322 cells),
with 33 caps over areas x agencies.
"""

from collections.abc import Iterator
from random import Random

from benchmarks.row import Row, alone, put
from conspectus.definitions import CellKey, Framework, frameworks
from conspectus.judgment import Evidence, Rating, judge, level_of
from conspectus.judgment.hitting import first_hitting_set
from conspectus.terms import Agency, Bearing, Stage

TIMES = 5000  # overall levels in one way
FULL = 50  # full judgments in one way
SETS = 10  # sets of ratings and caps in one way
CRITERIA, COLUMNS, AREAS = 40, 8, 5
NAME = "benchmarks.judgment"


def ratings_of(framework: Framework, random: Random) -> list[Rating]:
    """Every cell rated twice and consolidated."""
    return [
        _rating(framework, key, stage, inspector, random.choice(framework.scale))
        for key in framework.cells()
        for stage, inspector in (("independent", "A"), ("independent", "B"), ("consolidated", "lead"))
    ]


def _rating(framework: Framework, key: CellKey, stage: str, inspector: str, level: str) -> Rating:
    return Rating(
        criterion=key.criterion,
        agency=key.agency,
        level=level,
        stage=Stage(stage),
        inspector=inspector,
        inspectorate=framework.leads[key.agency],
        rationale="because",
        evidence_ids=("e",),
    )


def variants() -> list[Framework]:
    """The whole-system framework without one of its rules, for each rule."""
    whole = frameworks()["whole-system"]
    return [
        whole.model_copy(
            update={"rule": tuple(one for one in whole.rule if one.id != rule.id), "example": ()}
        )
        for rule in whole.rule
    ]


def overall() -> None:
    """Overall levels of frameworks x ratings."""
    random, made = Random(1), variants()
    rated = [ratings_of(made[0], random) for _ in range(20)]
    for number in range(TIMES):
        framework = made[number % len(made)]
        level_of(
            framework,
            ratings=rated[number % len(rated)],
            evidence=("e",),
            agencies=framework.looks_at,
        )


def full() -> None:
    """Full judgments of the whole-system framework."""
    random, whole = Random(1), frameworks()["whole-system"]
    evidence = Evidence(
        id="e", kind="interview", agency=Agency.COUNCIL, criteria=("p1",), bearing=Bearing.FOR
    )
    for _ in range(FULL):
        judge(whole, ratings=ratings_of(whole, random), evidence=[evidence], agencies=whole.looks_at)


def fewest() -> None:
    """The fewest changes at 40 x 8, of several sets of ratings and caps."""
    for seed in range(SETS):
        robust(seed)


def robust(seed: int) -> int:
    """The fewest changes that break every cap of one made framework."""
    random = Random(seed)
    items = [(criterion, column) for criterion in range(CRITERIA) for column in range(COLUMNS)]
    low = {item for item in items if random.random() < 0.6}
    caps = [
        [item for item in items if item in low and item[0] in rows and item[1] in columns]
        for rows, columns in selectors(random)
    ]
    held = [(cells, random.randint(1, len(cells))) for cells in caps if cells]
    return len(first_hitting_set(items, [cells for cells, _ in held], [needed for _, needed in held]))


def large() -> None:
    """A full judgment by a framework of 46 criteria x 7 agencies."""
    framework, random = large_framework(Random(1)), Random(2)
    evidence = Evidence(
        id="e", kind="interview", agency=Agency.COUNCIL, criteria=("c0",), bearing=Bearing.FOR
    )
    ratings = [
        _rating(framework, key, "consolidated", "lead", random.choice(framework.scale))
        for key in framework.cells()
    ]
    judgment = judge(framework, ratings=ratings, evidence=[evidence], agencies=framework.looks_at)
    assert judgment.robustness.lift is not None


def large_framework(random: Random) -> Framework:
    """Seven agencies, 46 criteria in eight areas, and caps on the whole over areas x agencies, all of which hold."""
    areas = [
        {"id": f"a{area}", "criterion": [_criterion(number) for number in range(area, 46, 8)]}
        for area in range(8)
    ]
    caps = []
    for number in range(33):
        names = random.sample([f"a{area}" for area in range(8)], random.randint(1, 4))
        cells = {"area": names, "agency": random.sample(list(Agency), random.randint(1, 7))}
        when = {"cells": cells, "at_least": 2 * len(names), "are_at_most": "good"}
        caps.append({"id": f"r{number}", "cap": {"of": "overall", "at": "inadequate", "when": when}})
    whole = frameworks()["whole-system"]
    plain = {"id": "large", "scale": whole.scale, "leads": whole.leads, "rule": caps, "area": areas}
    return Framework.model_validate(plain)


def _criterion(number: int) -> dict[str, object]:
    return {"id": f"c{number}", "asks": "?", "agencies": list(Agency)}


def selectors(random: Random) -> Iterator[tuple[set[int], set[int]]]:
    """Areas, columns, single criteria and mixtures of them, as caps on the whole select them."""
    size = CRITERIA // AREAS
    for area in range(AREAS):
        yield set(range(area * size, (area + 1) * size)), set(range(COLUMNS))
    for column in range(COLUMNS):
        yield set(range(CRITERIA)), {column}
    for _ in range(20):
        rows = set(random.sample(range(CRITERIA), random.randint(2, 20)))
        yield rows, set(random.sample(range(COLUMNS), random.randint(1, COLUMNS)))


WAYS = {"overall": overall, "full": full, "fewest": fewest, "large": large}


def main() -> None:
    """Measure and show."""
    size = "37 cells, 111 ratings, 21 rules"
    rate = TIMES / alone(NAME, "overall").seconds
    told = f"{rate:,.0f} a second"
    put(Row("overall judgment", size, told, "", told, "at least 1,000 a second", rate >= 1000))
    whole = alone(NAME, "full").seconds / FULL
    put(Row("full judgment", size, f"{whole * 1000:.0f} ms", "", "", "", None))
    each = alone(NAME, "fewest").seconds / SETS
    size = "40 criteria x 8 agencies, 33 caps"
    put(Row("fewest changes, exact", size, f"{each:.2f} s", "", f"{each:.2f} s", "at most 2 s", each <= 2))
    big = alone(NAME, "large").seconds
    size = "46 criteria x 7 agencies, 33 caps"
    put(Row("full judgment", size, f"{big:.2f} s", "", f"{big:.2f} s", "at most 2 s", big <= 2))


if __name__ == "__main__":
    main()
