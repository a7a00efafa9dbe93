"""Ratings, evidence and a framework in; the judgment, explained, out."""

from collections.abc import Iterable

from conspectus.definitions import Framework
from conspectus.definitions import agencies as all_agencies
from conspectus.judgment.agreement import agreement
from conspectus.judgment.canonical import sha256_of
from conspectus.judgment.cells import Cells, make_cells, not_seen, sort_ratings
from conspectus.judgment.evidence import Departure, Dissent, Evidence, Rating
from conspectus.judgment.model import AgencyCoverage, CellState, Coverage, FrameworkSeen, Judgment
from conspectus.judgment.robustness import robustness
from conspectus.judgment.rules import judge_target
from conspectus.terms import Agency


def judge(
    framework: Framework,
    *,
    ratings: Iterable[Rating],
    evidence: Iterable[Evidence],
    agencies: Iterable[Agency],
    departures: Iterable[Departure] = (),
    dissents: Iterable[Dissent] = (),
) -> Judgment:
    """Apply a framework to ratings. Pure and total: every input gives one judgment, whatever its order.

    `agencies` are those that the inspection is about. Where no result may be given its level is None.
    """
    evidence = sorted(evidence, key=lambda item: (item.id, item.model_dump_json()))
    wanted = set(agencies)
    inspected = tuple(agency for agency in all_agencies() if agency in wanted)
    rated = sort_ratings(framework, ratings)
    cells = make_cells(framework, rated.counted, evidence, inspected)
    judged = {target: judge_target(framework, cells, target) for target in _targets(framework, inspected)}
    return Judgment(
        framework=_seen(framework),
        inspected=inspected,
        overall=judged["overall"].result,
        areas=tuple(one.result for target, one in judged.items() if target.startswith("area:")),
        agencies=tuple(one.result for target, one in judged.items() if target.startswith("agency:")),
        derivation=tuple(step for one in judged.values() for step in one.steps),
        coverage=_coverage(framework, cells, inspected),
        robustness=robustness(framework, cells),
        agreement=agreement(framework, rated.counted),
        not_seen=not_seen(framework, rated.not_seen, evidence),
        set_aside=rated.set_aside,
        departures=tuple(departures),
        dissents=tuple(dissents),
    )


def _targets(framework: Framework, inspected: Iterable[Agency]) -> list[str]:
    inside = {f"agency:{agency}" for agency in inspected}
    return [t for t in framework.targets() if not t.startswith("agency:") or t in inside]


def _seen(framework: Framework) -> FrameworkSeen:
    return FrameworkSeen(
        id=framework.id,
        title=framework.shown,
        version=framework.version,
        sha256=sha256_of(framework),
        scale=framework.scale,
        narrative=framework.narrative,
    )


def _coverage(framework: Framework, cells: Cells, inspected: Iterable[Agency]) -> Coverage:
    inside = set(inspected)
    by_agency = []
    for agency in framework.looks_at:
        states = [cell.state for key, cell in cells.items() if key.agency == agency]
        by_agency.append(
            AgencyCoverage(
                agency=agency,
                examined=states.count(CellState.EXAMINED),
                applicable=len(states) - states.count(CellState.NOT_APPLICABLE),
                inspected=agency in inside,
            )
        )
    return Coverage(
        examined=sum(one.examined for one in by_agency),
        applicable=sum(one.applicable for one in by_agency),
        by_agency=tuple(by_agency),
        cells=tuple(cells.values()),
    )
