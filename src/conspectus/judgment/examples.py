"""A framework's own worked examples, carried out."""

from conspectus.definitions import NOT_APPLICABLE, NOT_EVIDENCED, CellKey, Framework, WorkedExample
from conspectus.judgment.evidence import Evidence, Rating
from conspectus.judgment.judge import judge
from conspectus.judgment.model import Judgment, Result, ResultState
from conspectus.terms import Bearing, Stage

MISSING = "missing"


def judge_example(framework: Framework, example: WorkedExample) -> Judgment:
    """The judgment of an example's ratings, each consolidated and resting on one piece of evidence."""
    levels = _levels(framework, example)
    evidence = [
        Evidence(
            id=f"e-{c}-{a}", kind="example", agency=a, criteria=(c,), bearing=Bearing.FOR, seen="example"
        )
        for c, a in framework.cells()
    ]
    ratings = [
        Rating(
            criterion=key.criterion,
            agency=key.agency,
            level=level,
            stage=Stage.CONSOLIDATED,
            inspector="example",
            inspectorate=framework.leads[key.agency],
            rationale="example",
            evidence_ids=() if level == NOT_EVIDENCED else (f"e-{key.criterion}-{key.agency}",),
        )
        for key, level in levels.items()
    ]
    return judge(
        framework, ratings=ratings, evidence=evidence, agencies=example.agencies or framework.looks_at
    )


def differences(framework: Framework, example: WorkedExample) -> list[str]:
    """Where an example's results or deciding rules are not what it says; empty when all is well."""
    judgment = judge_example(framework, example)
    found = []
    for line in example.then:
        target, _, level = line.partition(" ")
        given = short(judgment.result(target)) if target in _made(judgment) else "not inspected"
        if given != level:
            found.append(f"{target} should be {level} and is {given}")
    binding = {step.rule for step in judgment.derivation if step.binding}
    return [*found, *(f"rule {rule} decides nothing" for rule in example.shows if rule not in binding)]


def short(result: Result) -> str:
    """A result as an example writes it: its level, *told* where it is in words, *none* where there is none."""
    return result.level or ("told" if result.state is ResultState.TOLD else "none")


def _made(judgment: Judgment) -> set[str]:
    return {result.target for result in judgment.results}


def _levels(framework: Framework, example: WorkedExample) -> dict[CellKey, str]:
    """Ratings line by line; a level falls only on cells whose scale has it."""
    levels: dict[CellKey, str] = {}
    for agency, criterion, level in (line.split() for line in example.given):
        for key in framework.cells():
            known = (*framework.scale_at(key), MISSING, NOT_EVIDENCED, NOT_APPLICABLE)
            if agency in ("every", key.agency) and criterion in ("every", key.criterion) and level in known:
                levels[key] = level
    return {key: level for key, level in levels.items() if level != MISSING}
