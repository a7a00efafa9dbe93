"""Ratings, evidence and a framework in; the judgment, explained, out."""

from collections.abc import Iterable
from typing import NamedTuple

from conspectus.definitions import OVERALL, CellKey, Framework
from conspectus.definitions import agencies as all_agencies
from conspectus.judgment.agreement import agreement
from conspectus.judgment.canonical import sha256_of
from conspectus.judgment.cells import Sorted, Standing, not_seen, sort_ratings, stand, told
from conspectus.judgment.derivation import derive, not_made
from conspectus.judgment.evidence import Evidence, OnRecord, Rating
from conspectus.judgment.model import AgencyCoverage, Coverage, FrameworkSeen, Judgment
from conspectus.judgment.plan import Plan, inspected_targets, plan
from conspectus.judgment.rules import verdict
from conspectus.judgment.sample import sample_seen
from conspectus.judgment.why_not import robustness
from conspectus.terms import Agency, CellState


class Prepared(NamedTuple):
    """Everything that a result is worked out from."""

    plan: Plan
    rated: Sorted
    cells: dict[CellKey, Standing]


def judge(
    framework: Framework,
    *,
    ratings: Iterable[Rating],
    evidence: Iterable[Evidence],
    agencies: Iterable[Agency],
    on_record: OnRecord | None = None,
) -> Judgment:
    """Apply a framework to ratings. Pure and total: every input gives one judgment, whatever its order.

    `agencies` are those that the inspection is about. Where no result may be given its level is None, and the
    result says what is missing.
    """
    beside = on_record or OnRecord()
    evidence = sorted(evidence, key=lambda item: (item.id, item.model_dump_json()))
    by_id = {item.id: item for item in evidence}
    inside = frozenset(agencies)
    found, rated, cells = _prepared(framework, ratings, by_id, inside)
    judged = {one.target: derive(found, one, cells) for one in inspected_targets(found, inside)}
    results = [one.result for one in judged.values()]
    overall = judged[OVERALL].result if OVERALL in judged else not_made(found)
    return Judgment(
        framework=_seen(framework),
        inspected=tuple(agency for agency in all_agencies() if agency in inside),
        overall=overall,
        areas=tuple(one for one in results if one.target.startswith("area:")),
        agencies=tuple(one for one in results if one.target.startswith("agency:")),
        inspectorates=tuple(one for one in results if one.target.startswith("inspectorate:")),
        derivation=tuple(step for one in judged.values() for step in one.steps),
        coverage=_coverage(found, cells, by_id, inside),
        robustness=robustness(overall),
        agreement=agreement(found, rated.counted),
        samples=tuple(map(sample_seen, beside.samples)),
        not_seen=not_seen(found, rated.not_seen, evidence),
        set_aside=rated.set_aside,
        departures=tuple(beside.departures),
        dissents=tuple(beside.dissents),
    )


def level_of(
    framework: Framework,
    *,
    ratings: Iterable[Rating],
    evidence: Iterable[str],
    agencies: Iterable[Agency],
    target: str = OVERALL,
) -> str | None:
    """The level of one result and nothing else, by the same rules as `judge`; None where none may be given.

    `evidence` holds the ids that ratings may rest on. For trying out many frameworks or ratings.
    """
    found, _, cells = _prepared(framework, ratings, evidence, frozenset(agencies))
    one = found.targets.get(target)
    rank = verdict(one, cells).rank if one else None
    return one.scale[rank] if one and rank is not None and not framework.narrative else None


def _prepared(
    framework: Framework, ratings: Iterable[Rating], evidence: Iterable[str], inspected: frozenset[Agency]
) -> Prepared:
    found = plan(framework)
    rated = sort_ratings(found, ratings)
    return Prepared(found, rated, stand(found, rated.counted, frozenset(evidence), inspected))


def _seen(framework: Framework) -> FrameworkSeen:
    return FrameworkSeen(
        id=framework.id,
        title=framework.shown,
        version=framework.version,
        sha256=sha256_of(framework),
        scale=framework.scale,
        narrative=framework.narrative,
        gives=framework.gives,
    )


def _coverage(
    found: Plan, cells: dict[CellKey, Standing], evidence: dict[str, Evidence], inspected: frozenset[Agency]
) -> Coverage:
    by_agency = []
    for agency in found.framework.looks_at:
        states = [cell.state for key, cell in cells.items() if key.agency == agency]
        by_agency.append(
            AgencyCoverage(
                agency=agency,
                examined=states.count(CellState.EXAMINED),
                applicable=len(states) - states.count(CellState.NOT_APPLICABLE),
                inspected=agency in inspected,
            )
        )
    return Coverage(
        examined=sum(one.examined for one in by_agency),
        applicable=sum(one.applicable for one in by_agency),
        by_agency=tuple(by_agency),
        cells=tuple(told(found, cell, evidence) for cell in cells.values()),
    )
