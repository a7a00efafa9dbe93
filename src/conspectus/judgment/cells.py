"""From ratings to cells: which ratings count, and what they settle."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from conspectus.definitions import NOT_APPLICABLE, NOT_EVIDENCED, CellKey, Framework, agencies
from conspectus.judgment.evidence import Evidence, Rating
from conspectus.judgment.model import Cell, NotSeen, SetAside
from conspectus.judgment.plan import CellPlan, Plan, plan
from conspectus.terms import Agency, Bearing, CellState, Stage
from conspectus.wording import level_word


class Standing(NamedTuple):
    """How one cell stands: the little that rules ask of it."""

    key: CellKey
    state: CellState
    level: str | None
    rank: int | None  # the level's place on the cell's scale; only where it is examined
    how: str = ""
    ratings: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    why: str = ""


Standings = Mapping[CellKey, Standing]


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


def sort_ratings(found: Plan, ratings: Iterable[Rating]) -> Sorted:
    """Tell apart the ratings that count, those this framework does not look at, and those set aside."""
    counted: dict[CellKey, list[Rating]] = defaultdict(list)
    not_seen, set_aside = [], []
    for rating in sorted(ratings, key=_order):
        key = CellKey(rating.criterion, rating.agency)
        cell = found.cells.get(key)
        if cell is None:
            not_seen.append(rating)
        elif why := _why_not(found.framework, cell, rating):
            set_aside.append(SetAside(rating=rating.id, cell=rating.cell, why=why))
        else:
            counted[key].append(rating)
    return Sorted(counted, not_seen, tuple(set_aside))


def _order(rating: Rating) -> tuple[object, ...]:
    """Every field, so that no two orders of the same rows give two judgments."""
    named = (rating.criterion, rating.agency, rating.stage, rating.inspector, rating.id)
    return (*named, rating.level, rating.inspectorate, rating.rationale, rating.evidence_ids)


def why_set_aside(framework: Framework, rating: Rating) -> str:
    """Why a rating of one of the framework's cells cannot count, in a sentence; empty where it can."""
    return _why_not(framework, plan(framework).cells[CellKey(rating.criterion, rating.agency)], rating)


def _why_not(framework: Framework, cell: CellPlan, rating: Rating) -> str:
    if rating.inspectorate != cell.lead:
        title = agencies()[rating.agency].title.lower()
        return f"{rating.inspectorate} does not lead for {title}: {cell.lead} does"
    if rating.level not in cell.ranks and rating.level not in (NOT_EVIDENCED, NOT_APPLICABLE):
        known = ", ".join(map(level_word, cell.scale))
        return f"{level_word(rating.level)!r} is not a level of {framework.id}; its levels: {known}"
    if rating.rationale:
        return ""
    if rating.stage is Stage.CONSOLIDATED:
        return "a consolidated rating needs a rationale"
    return "not applicable needs the lead's rationale" if rating.level == NOT_APPLICABLE else ""


def stand(
    found: Plan,
    counted: Mapping[CellKey, Sequence[Rating]],
    evidence: Set[str],
    inspected: Set[Agency],
) -> dict[CellKey, Standing]:
    """Every cell of the framework, in reading order, as the ratings leave it."""
    return {
        key: _standing(cell, counted.get(key, ()), evidence) if key.agency in inspected else _outside(key)
        for key, cell in found.cells.items()
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
    levels = {rating.level for rating in ratings}
    if len(levels) > 1:
        return Settled(None, "", (), differ.format(", ".join(map(level_word, sorted(levels)))))
    return Settled(ratings[0].level, how, ratings)


def _outside(key: CellKey) -> Standing:
    why = f"{agencies()[key.agency].title}: no part of this inspection. Add it to its agencies."
    return Standing(key, CellState.NOT_INSPECTED, None, None, why=why)


def _standing(cell: CellPlan, ratings: Sequence[Rating], evidence: Set[str]) -> Standing:
    settled = settle(ratings)
    ids = tuple(dict.fromkeys(n for rating in settled.by for n in rating.evidence_ids if n in evidence))
    state, why = _state(settled, ids)
    rank = cell.ranks.get(settled.level or "")
    return Standing(
        key=cell.key,
        state=state,
        level=settled.level if rank is not None else None,
        rank=rank if state is CellState.EXAMINED else None,
        how=settled.how,
        ratings=tuple(rating.id for rating in settled.by),
        evidence=ids,
        why=why,
    )


def _state(settled: Settled, evidence: Sequence[str]) -> tuple[CellState, str]:
    match settled.level:
        case None:
            return CellState.MISSING, settled.why
        case word if word == NOT_APPLICABLE:
            return CellState.NOT_APPLICABLE, ""
        case word if word == NOT_EVIDENCED:
            return CellState.NOT_EVIDENCED, "Inspectors looked and found nothing to go by. Find evidence."
    if not evidence:
        return CellState.WITHOUT_EVIDENCE, "It is rated, but on no evidence. Name the evidence it rests on."
    return CellState.EXAMINED, ""


def told(found: Plan, standing: Standing, evidence: Mapping[str, Evidence]) -> Cell:
    """A cell as a judgment shows it."""
    cell = found.cells[standing.key]

    def bearing(wanted: Bearing) -> tuple[str, ...]:
        return tuple(name for name in standing.evidence if evidence[name].bearing is wanted)

    return Cell(
        cell=str(cell.key),
        criterion=cell.key.criterion,
        area=cell.area,
        agency=cell.key.agency,
        scale=cell.scale,
        state=standing.state,
        level=standing.level,
        how=standing.how,
        ratings=standing.ratings,
        evidence_for=bearing(Bearing.FOR),
        evidence_against=bearing(Bearing.AGAINST),
        why=standing.why,
    )


def not_seen(found: Plan, ratings: Sequence[Rating], evidence: Iterable[Evidence]) -> tuple[NotSeen, ...]:
    """What was rated or seen outside the framework's cells, by agency."""
    unseen = [
        item for item in evidence if all(CellKey(c, item.agency) not in found.cells for c in item.criteria)
    ]
    lines = []
    for agency in agencies():
        rated = [rating for rating in ratings if rating.agency == agency]
        seen = [item for item in unseen if item.agency == agency]
        if rated or seen:
            names = tuple(dict.fromkeys(rating.cell for rating in rated))
            lines.append(NotSeen(agency=agency, cells=names, ratings=len(rated), evidence=len(seen)))
    return tuple(lines)
