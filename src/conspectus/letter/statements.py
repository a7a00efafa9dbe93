"""The letter's statements, drafted from findings and from nothing else.

Everything here is worked out from what the public letter itself holds, so that `verify` can draft it again.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from conspectus.definitions import CellKey, Framework, Tells, agencies, words
from conspectus.judgment import Cell, CellState, Judgment, Result, ResultState, Step
from conspectus.letter.model import Beside, Inspected, PublicEvidence, PublicRating, PublicSample, Statement
from conspectus.letter.wording import by_agency, listed, number, sentence

MANY = 6  # more cells than this are counted, not listed


class Findings(NamedTuple):
    """What statements are drafted from: all of it public."""

    inspection: Inspected
    framework: Framework
    judgment: Judgment
    beside: Beside | None
    ratings: Sequence[PublicRating]
    evidence: Sequence[PublicEvidence]
    samples: Sequence[PublicSample] = ()


class Ranked(NamedTuple):
    """An examined cell whose level a letter tells: its place on its scale, and what is told from where."""

    rank: int
    cell: Cell
    tells: Tells

    @property
    def cannot_wait(self) -> bool:
        """Whether it is told first among what needs to improve."""
        top = self.tells.priority_up_to
        return top is not None and self.rank <= self.cell.scale.index(top)


def draft(findings: Findings) -> tuple[Statement, ...]:
    """Every statement of the letter, in the order in which it is read."""
    return tuple(statement for part in PARTS for statement in part(findings))


def _headline(findings: Findings) -> Iterator[Statement]:
    overall = findings.judgment.overall
    area = findings.inspection.area
    if overall.level is not None:
        opening = f"Taken together, the agencies of {area} are judged {words(overall.level)}."
    elif overall.state is ResultState.NOT_MADE:
        opening = f"No judgment of the whole of {area} is made: judgments stand side by side."
    elif overall.state is ResultState.TOLD:
        opening = f"What was found of the agencies of {area} is told in words, without a level."
    else:
        opening = f"No joint judgment of the agencies of {area} is given."
    yield _of_result(findings, overall, "headline", "headline", opening)


def _areas(findings: Findings) -> Iterator[Statement]:
    for result in findings.judgment.areas:
        name = result.target.removeprefix("area:")
        yield _of_result(findings, result, f"area-{name}", "area", _opening(result))


def _agencies(findings: Findings) -> Iterator[Statement]:
    examined = {one.agency: one for one in findings.judgment.coverage.by_agency}
    for result in findings.judgment.agencies:
        agency = next(a for a in findings.judgment.inspected if result.target == f"agency:{a}")
        seen = examined[agency]
        tail = f"{seen.examined} of {number(seen.applicable, 'question')} to it examined."
        yield _of_result(findings, result, f"agency-{agency}", "agency", _opening(result), tail)


def _inspectorates(findings: Findings) -> Iterator[Statement]:
    for result in findings.judgment.inspectorates:
        name = result.target.removeprefix("inspectorate:")
        yield _of_result(findings, result, f"inspectorate-{name}", "inspectorate", _opening(result))


def _opening(result: Result) -> str:
    without = "told in words" if result.state is ResultState.TOLD else "no level given"
    level = words(result.level) if result.level else without
    return f"{result.title}: {level}."


def _of_result(
    findings: Findings, result: Result, name: str, section: str, opening: str, tail: str = ""
) -> Statement:
    steps = findings.judgment.steps(result.target)
    cells = list(dict.fromkeys(counted.cell for step in steps for counted in step.counted))
    if not steps or result.level is None:
        cells += [
            cell.cell
            for cell in _examined(findings.framework, findings.judgment, result.target)
            if cell.cell not in cells
        ]
    because = " ".join(_because(findings.judgment, step) for step in steps)
    nothing = "" if steps or result.level is None else "No rule limits it."
    return on_cells(findings, name, section, sentence(opening, because, nothing, tail), cells)


def _because(judgment: Judgment, step: Step) -> str:
    cells = [judgment.cell(counted.cell) for counted in step.counted]
    if step.kind == "quorum":
        return f"{step.says} Examined: {len(cells)} of the {step.needs} needed."
    noun = "Not examined" if step.kind == "coverage" else "Counted here"
    return f"{step.says} {noun}: {_which(step, cells)}." if cells else step.says


def _which(step: Step, cells: Sequence[Cell]) -> str:
    if step.target.startswith("agency:"):
        return listed([cell.criterion for cell in cells])
    return by_agency(cells) if len(cells) <= MANY else _many(cells)


def _many(cells: Sequence[Cell]) -> str:
    titles = [agencies()[agency].title for agency in dict.fromkeys(cell.agency for cell in cells)]
    return f"{number(len(cells), 'answer')}, from {listed(titles)}"


def _examined(framework: Framework, judgment: Judgment, target: str) -> list[Cell]:
    kind, _, name = target.partition(":")
    cells = [cell for cell in judgment.coverage.cells if cell.state is CellState.EXAMINED]
    if kind == "area":
        return [cell for cell in cells if cell.area == name]
    if kind == "inspectorate":
        return [cell for cell in cells if framework.leads[cell.agency] == name]
    return [cell for cell in cells if cell.agency == name] if kind == "agency" else cells


def _improve(findings: Findings) -> Iterator[Statement]:
    """What needs to improve, what cannot wait first."""
    weak = [one for one in _ranked(findings) if one.rank <= one.cell.scale.index(one.tells.improve_up_to)]
    yield from (_to_improve(findings, one.cell, "priority") for one in weak if one.cannot_wait)
    yield from (_to_improve(findings, one.cell, "improve") for one in weak if not one.cannot_wait)


def _to_improve(findings: Findings, cell: Cell, section: str) -> Statement:
    asks = findings.framework.criteria[cell.criterion].asks
    title = agencies()[cell.agency].title
    opening = f"{title}, {cell.criterion}: “{asks}” This was judged {words(str(cell.level))}."
    return on_cells(
        findings,
        f"improve-{cell.criterion}-{cell.agency}",
        section,
        sentence(opening, _measured(findings, [cell])),
        [cell.cell],
    )


def _strengths(findings: Findings) -> Iterator[Statement]:
    ranked = [one for one in _ranked(findings) if one.rank >= one.cell.scale.index(one.tells.strengths_from)]
    for criterion in findings.framework.criteria.values():
        strong = [one for one in ranked if one.cell.criterion == criterion.id]
        if strong:
            text = f"{criterion.id}: “{criterion.asks}” {_levels(strong)}."
            cells = [one.cell.cell for one in strong]
            yield on_cells(findings, f"strength-{criterion.id}", "strength", text, cells)


def _levels(ranked: Sequence[Ranked]) -> str:
    by_level: dict[str, list[str]] = {}
    for one in sorted(ranked, key=lambda one: -one.rank):
        by_level.setdefault(str(one.cell.level), []).append(agencies()[one.cell.agency].title)
    return f"Judged {'; '.join(f'{words(level)} in {listed(titles)}' for level, titles in by_level.items())}"


def _ranked(findings: Findings) -> list[Ranked]:
    found = []
    for cell in findings.judgment.coverage.cells:
        tells = findings.framework.tells_of(CellKey(cell.criterion, cell.agency))
        if cell.state is CellState.EXAMINED and cell.level is not None and tells is not None:
            found.append(Ranked(cell.scale.index(cell.level), cell, tells))
    return found


def _measured(findings: Findings, cells: Iterable[Cell]) -> str:
    """Figures in public words where there are some, and the kinds of evidence beside them."""
    wanted = {name for cell in cells for name in cell.evidence}
    rests_on = [item for item in findings.evidence if item.id in wanted]
    figures = [item.says for item in rests_on if item.says]
    kinds = dict.fromkeys(words(item.kind) for item in rests_on if not item.says)
    return sentence(
        f"In the agencies' own records: {'; '.join(figures)}." if figures else "",
        f"{'Further evidence' if figures else 'Evidence'}: {listed(list(kinds))}." if kinds else "",
    )


def _trust(findings: Findings) -> Iterator[Statement]:
    judgment = findings.judgment
    coverage = judgment.coverage
    examined = [cell.cell for cell in coverage.cells if cell.state is CellState.EXAMINED]
    left_out = [cell.agency for cell in coverage.cells if cell.state is CellState.NOT_INSPECTED]
    asked = coverage.applicable - len(left_out)
    seen = "all of them" if coverage.examined == asked else str(coverage.examined)
    text = (
        f"{number(asked, 'question')} arose for these agencies; inspectors examined {seen}, each on evidence."
    )
    if left_out:
        titles = listed([agencies()[agency].title for agency in dict.fromkeys(left_out)])
        text += f" {len(left_out)} more are asked of agencies that were not inspected: {titles}."
    yield on_cells(findings, "coverage", "trust", text, examined)
    for place, sample in enumerate(findings.samples, start=1):
        told = f"{agencies()[sample.agency].title}: {sample.says}"
        yield on_cells(findings, f"sample-{place}", "trust", told, ())
    moves = [
        move.cell
        for change in (judgment.robustness.lift, judgment.robustness.lower)
        if change
        for move in change.moves
    ]
    yield on_cells(findings, "robustness", "trust", judgment.robustness.says, dict.fromkeys(moves))
    twice = [rating for rating in findings.ratings if rating.stage == "independent"]
    yield _cite_ratings("agreement", "trust", judgment.agreement.says, twice)


def _beside(findings: Findings) -> Iterator[Statement]:
    if findings.beside is None:
        return
    other = findings.beside.judgment
    level = words(other.overall.level) if other.overall.level else "no level"
    unseen = [cell for part in other.not_seen for cell in part.cells]
    parts = [f"{agencies()[part.agency].title} ({len(part.cells)})" for part in other.not_seen if part.cells]
    text = f"Read with the framework “{other.framework.title}”, the same inspection gives: {level}."
    if unseen:
        text += f" It does not see {number(len(unseen), 'answer')} rated here: {listed(parts)}."
    known = {cell.cell for cell in findings.judgment.coverage.cells}
    yield on_cells(findings, "beside", "beside", text, [cell for cell in unseen if cell in known])


def _on_record(findings: Findings) -> Iterator[Statement]:
    for place, departure in enumerate(findings.judgment.departures, start=1):
        target = _target(findings, departure.target)
        text = f"There is a departure from the proposed result for {target}, to {words(departure.level)}."
        yield Statement(
            id=f"departure-{place}",
            section="on-record",
            text=text,
            cells=(),
            ratings=(),
            evidence=departure.evidence_ids,
        )
    for place, dissent in enumerate(findings.judgment.dissents, start=1):
        target = _target(findings, dissent.target)
        level = words(dissent.level)
        body = findings.framework.leaders.get(dissent.inspectorate, dissent.inspectorate)
        text = f"An inspector of {body} dissents on {target}, and would give {level}."
        cells = [dissent.target] if "/" in dissent.target else []
        yield on_cells(findings, f"dissent-{place}", "on-record", text, cells)


def _target(findings: Findings, target: str) -> str:
    for result in findings.judgment.results:
        if result.target == target:
            return "the whole" if target == "overall" else result.title
    known = {cell.cell: cell for cell in findings.judgment.coverage.cells}
    return (
        f"{agencies()[known[target].agency].title}, {known[target].criterion}" if target in known else target
    )


def on_cells(findings: Findings, name: str, section: str, text: str, cells: Iterable[str]) -> Statement:
    """A statement that rests on the ratings and the evidence of these cells."""
    known = {cell.cell: cell for cell in findings.judgment.coverage.cells}
    rests_on = [known[name] for name in cells if name in known]
    return Statement(
        id=name,
        section=section,
        text=text,
        cells=tuple(cell.cell for cell in rests_on),
        ratings=tuple(dict.fromkeys(name for cell in rests_on for name in cell.ratings)),
        evidence=tuple(dict.fromkeys(name for cell in rests_on for name in cell.evidence)),
    )


def _cite_ratings(name: str, section: str, text: str, ratings: Sequence[PublicRating]) -> Statement:
    return Statement(
        id=name,
        section=section,
        text=text,
        cells=tuple(dict.fromkeys(f"{rating.criterion}/{rating.agency}" for rating in ratings)),
        ratings=tuple(rating.id for rating in ratings),
        evidence=tuple(dict.fromkeys(item for rating in ratings for item in rating.evidence_ids)),
    )


PARTS = (_headline, _inspectorates, _areas, _agencies, _improve, _strengths, _trust, _beside, _on_record)
