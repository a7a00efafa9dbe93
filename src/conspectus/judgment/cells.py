"""From ratings to cells: which ratings count, and what they settle."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from conspectus.definitions import NOT_APPLICABLE, NOT_EVIDENCED, CellKey, Framework, agencies, words
from conspectus.judgment.evidence import Evidence, Rating
from conspectus.judgment.model import Cell, CellState, NotSeen, SetAside
from conspectus.terms import Agency, Bearing, Stage

Cells = dict[CellKey, Cell]


class Sorted(NamedTuple):
    """Ratings by what this framework makes of them."""

    counted: dict[CellKey, list[Rating]]
    not_seen: list[Rating]
    set_aside: tuple[SetAside, ...]


class Settled(NamedTuple):
    """What the ratings of one cell come to."""

    level: str | None
    how: str
    by: tuple[Rating, ...]
    why: str = ""


def sort_ratings(framework: Framework, ratings: Iterable[Rating]) -> Sorted:
    """Tell apart the ratings that count, those this framework does not look at, and those set aside."""
    cells = set(framework.cells())
    counted: dict[CellKey, list[Rating]] = defaultdict(list)
    not_seen, set_aside = [], []
    for rating in sorted(ratings, key=_order):
        key = CellKey(rating.criterion, rating.agency)
        if key not in cells:
            not_seen.append(rating)
        elif why := why_set_aside(framework, rating):
            set_aside.append(SetAside(rating=rating.id, cell=rating.cell, why=why))
        else:
            counted[key].append(rating)
    return Sorted(counted, not_seen, tuple(set_aside))


def _order(rating: Rating) -> tuple[str, ...]:
    named = (rating.criterion, rating.agency, rating.stage, rating.inspector, rating.id)
    return (*named, rating.model_dump_json())  # the whole row, so that no two orders give two judgments


def why_set_aside(framework: Framework, rating: Rating) -> str:
    """Why a rating of one of the framework's cells cannot count, in a sentence; empty where it can."""
    lead = framework.leads[rating.agency]
    if rating.inspectorate != lead:
        return (
            f"{rating.inspectorate} does not lead for {agencies()[rating.agency].title.lower()}: {lead} does"
        )
    if rating.level not in (*framework.scale, NOT_EVIDENCED, NOT_APPLICABLE):
        known = ", ".join(map(words, framework.scale))
        return f"{words(rating.level)!r} is not a level of {framework.id}; its levels: {known}"
    if rating.stage is Stage.CONSOLIDATED and not rating.rationale:
        return "a consolidated rating needs a rationale"
    if rating.level == NOT_APPLICABLE and not rating.rationale:
        return "not applicable needs the lead's rationale"
    return ""


def make_cells(
    framework: Framework,
    counted: Mapping[CellKey, Sequence[Rating]],
    evidence: Iterable[Evidence],
    inspected: Iterable[Agency],
) -> Cells:
    """Every cell of the framework, in reading order, as the ratings leave it."""
    by_id = {item.id: item for item in evidence}
    inside = set(inspected)
    area_of = framework.area_of
    return {
        key: _cell(key, area_of[key.criterion], counted.get(key, ()), by_id, key.agency in inside)
        for key in framework.cells()
    }


def settle(ratings: Sequence[Rating]) -> Settled:
    """A consolidated level; else the level that two or more independent raters share; else none, and why."""
    final = tuple(rating for rating in ratings if rating.stage is Stage.CONSOLIDATED)
    if final:
        return _one_level(final, "consolidated", "Consolidated ratings differ ({}). Keep one of them.")
    alone = tuple(rating for rating in ratings if rating.stage is Stage.INDEPENDENT)
    if not alone:
        return Settled(None, "", (), "Nobody has rated it. Rate it, or say why it does not apply.")
    if len({rating.inspector for rating in alone}) == 1:
        return Settled(None, "", (), "Only one inspector has rated it. Add a second, or consolidate.")
    return _one_level(alone, "agreed", "Independent ratings differ ({}). Consolidate them with a rationale.")


def _one_level(ratings: tuple[Rating, ...], how: str, differ: str) -> Settled:
    levels = sorted({rating.level for rating in ratings})
    if len(levels) > 1:
        return Settled(None, "", (), differ.format(", ".join(map(words, levels))))
    return Settled(levels[0], how, ratings)


def _cell(
    key: CellKey, area: str, ratings: Sequence[Rating], evidence: Mapping[str, Evidence], inside: bool
) -> Cell:
    settled = settle(ratings)
    ids = dict.fromkeys(name for rating in settled.by for name in rating.evidence_ids if name in evidence)
    state, why = _state(key, settled, bool(ids), inside)
    on_scale = settled.level not in (None, NOT_EVIDENCED, NOT_APPLICABLE)
    return Cell(
        cell=str(key),
        criterion=key.criterion,
        area=area,
        agency=key.agency,
        state=state,
        level=settled.level if on_scale and inside else None,
        how=settled.how if inside else "",
        ratings=tuple(rating.id for rating in settled.by) if inside else (),
        evidence_for=_bearing(ids, evidence, Bearing.FOR) if inside else (),
        evidence_against=_bearing(ids, evidence, Bearing.AGAINST) if inside else (),
        why=why,
    )


def _state(key: CellKey, settled: Settled, has_evidence: bool, inside: bool) -> tuple[CellState, str]:
    if not inside:
        title = agencies()[key.agency].title
        return CellState.NOT_INSPECTED, f"{title}: no part of this inspection. Add it to its agencies."
    if settled.level is None:
        return CellState.MISSING, settled.why
    if settled.level == NOT_APPLICABLE:
        return CellState.NOT_APPLICABLE, ""
    if settled.level == NOT_EVIDENCED:
        return CellState.NOT_EVIDENCED, "Inspectors looked and found nothing to go by. Find evidence."
    if not has_evidence:
        return CellState.WITHOUT_EVIDENCE, "It is rated, but on no evidence. Name the evidence it rests on."
    return CellState.EXAMINED, ""


def _bearing(ids: Iterable[str], evidence: Mapping[str, Evidence], bearing: Bearing) -> tuple[str, ...]:
    return tuple(name for name in ids if evidence[name].bearing is bearing)


def not_seen(
    framework: Framework, ratings: Sequence[Rating], evidence: Iterable[Evidence]
) -> tuple[NotSeen, ...]:
    """What was rated or seen outside the framework's cells, by agency."""
    cells = set(framework.cells())
    unseen = [item for item in evidence if all(CellKey(c, item.agency) not in cells for c in item.criteria)]
    found = []
    for agency in agencies():
        rated = [rating for rating in ratings if rating.agency == agency]
        seen = [item for item in unseen if item.agency == agency]
        if rated or seen:
            names = tuple(dict.fromkeys(rating.cell for rating in rated))
            found.append(NotSeen(agency=agency, cells=names, ratings=len(rated), evidence=len(seen)))
    return tuple(found)
