"""The letter's statements, drafted from findings and from nothing else.

Everything here is worked out from what the public letter itself holds, so that `verify` can draft it again.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from conspectus.definitions import CellKey, Framework, Tells
from conspectus.judgment import AgencyCoverage, Cell, Judgment, Result, ResultState, Step
from conspectus.letter.model import Beside, Inspected, PublicEvidence, PublicRating, PublicSample, Statement
from conspectus.letter.phrases import Phrases
from conspectus.plain import sentences
from conspectus.terms import Agency, CellState, Language
from conspectus.wording import kind_word


class Findings(NamedTuple):
    """What statements are drafted from: all of it public."""

    inspection: Inspected
    framework: Framework
    judgment: Judgment
    beside: Beside | None
    ratings: Sequence[PublicRating]
    evidence: Sequence[PublicEvidence]
    samples: Sequence[PublicSample] = ()
    language: Language = Language.ENGLISH

    @property
    def phrases(self) -> Phrases:
        """What its sentences are made of."""
        return Phrases(self.framework, self.language)


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
    overall, phrases = findings.judgment.overall, findings.phrases
    level = phrases.level(overall.level) if overall.level else ""
    state = "judged" if level else overall.state.value
    opening = phrases.say(f"headline.{state}", area=findings.inspection.area, level=level)
    yield _of_result(findings, overall, "headline", "headline", opening)


def _areas(findings: Findings) -> Iterator[Statement]:
    for result in findings.judgment.areas:
        name = result.target.removeprefix("area:")
        yield _of_result(findings, result, f"area-{name}", "area", _opening(findings.phrases, result))


def _agencies(findings: Findings) -> Iterator[Statement]:
    examined = {one.agency: one for one in findings.judgment.coverage.by_agency}
    for result in findings.judgment.agencies:
        agency = next(a for a in findings.judgment.inspected if result.target == f"agency:{a}")
        seen = examined[agency]
        tail = findings.phrases.say(_seen(seen), count=seen.applicable, seen=seen.examined)
        yield _of_result(
            findings, result, f"agency-{agency}", "agency", _opening(findings.phrases, result), tail
        )


def _seen(part: AgencyCoverage) -> str:
    return "seen.all" if part.examined == part.applicable else "seen.some"


def _inspectorates(findings: Findings) -> Iterator[Statement]:
    for result in findings.judgment.inspectorates:
        name = result.target.removeprefix("inspectorate:")
        yield _of_result(
            findings, result, f"inspectorate-{name}", "inspectorate", _opening(findings.phrases, result)
        )


def _opening(phrases: Phrases, result: Result) -> str:
    without = "result.told" if result.state is ResultState.TOLD else "result.no_level"
    level = phrases.level(result.level) if result.level else phrases.say(without)
    return phrases.say("result.opening", title=phrases.title(result), level=level)


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
    phrases = findings.phrases
    because = sentences(*(_because(phrases, step) for step in steps))
    nothing = "" if steps or result.level is None else phrases.say("result.unlimited")
    return on_cells(findings, name, section, sentences(opening, because, nothing, tail), cells)


def _because(phrases: Phrases, step: Step) -> str:
    cells = [counted.cell for counted in step.counted]
    key = f"because.{step.kind}"
    if not cells and "answers" in phrases.say.names(key):
        return step.says
    answers = phrases.answers(cells, step.target)
    return phrases.say(key, says=step.says, answers=answers, seen=len(cells), needs=step.needs)


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
    phrases = findings.phrases
    opening = phrases.say(
        "improve.judged",
        agency=phrases.agency(cell.agency),
        question=phrases.question(cell.criterion),
        level=phrases.level(str(cell.level)),
    )
    told = sentences(opening, _measured(findings, [cell]))
    return on_cells(findings, f"improve-{cell.criterion}-{cell.agency}", section, told, [cell.cell])


def _strengths(findings: Findings) -> Iterator[Statement]:
    ranked = [one for one in _ranked(findings) if one.rank >= one.cell.scale.index(one.tells.strengths_from)]
    for criterion in findings.framework.criteria.values():
        strong = [one for one in ranked if one.cell.criterion == criterion.id]
        if strong:
            levels = _levels(findings.phrases, strong)
            question = findings.phrases.question(criterion.id)
            text = findings.phrases.say("strength.judged", question=question, levels=levels)
            cells = [one.cell.cell for one in strong]
            yield on_cells(findings, f"strength-{criterion.id}", "strength", text, cells)


def _levels(phrases: Phrases, ranked: Sequence[Ranked]) -> str:
    by_level: dict[str, list[Agency]] = {}
    for one in sorted(ranked, key=lambda one: -one.rank):
        by_level.setdefault(str(one.cell.level), []).append(one.cell.agency)
    return "; ".join(
        phrases.say("strength.level_in", level=phrases.level(level), agencies=phrases.agencies(whose))
        for level, whose in by_level.items()
    )


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
    kinds = dict.fromkeys(kind_word(item.kind, findings.language) for item in rests_on if not item.says)
    say, named = findings.phrases.say, findings.phrases.listed(list(kinds))
    return sentences(
        say("improve.figures", figures="; ".join(figures)) if figures else "",
        say("improve.further" if figures else "improve.evidence", kinds=named) if kinds else "",
    )


def _trust(findings: Findings) -> Iterator[Statement]:
    judgment, phrases = findings.judgment, findings.phrases
    examined = [cell.cell for cell in judgment.coverage.cells if cell.state is CellState.EXAMINED]
    yield on_cells(findings, "coverage", "trust", _coverage(judgment, phrases), examined)
    for body in findings.framework.optional:
        led = findings.framework.led_for_by(body)
        if led and not set(led) & set(findings.inspection.agencies):
            told = phrases.say(
                "trust.took_no_part",
                body=findings.framework.leaders[body],
                agencies=phrases.agencies(list(led)),
            )
            yield on_cells(findings, f"took-no-part-{body}", "trust", told, ())
    for place, sample in enumerate(findings.samples, start=1):
        told = phrases.say("trust.sample", agency=phrases.agency(sample.agency), says=sample.says)
        yield on_cells(findings, f"sample-{place}", "trust", told, ())
    changes = (judgment.robustness.lift, judgment.robustness.lower)
    moves = [move.cell for change in changes if change for move in change.moves]
    yield on_cells(findings, "robustness", "trust", judgment.robustness.says, dict.fromkeys(moves))
    twice = [rating for rating in findings.ratings if rating.stage == "independent"]
    yield _cite_ratings("agreement", "trust", judgment.agreement.says, twice)


def _coverage(judgment: Judgment, phrases: Phrases) -> str:
    """How many questions arose for the agencies inspected, and how many of them were examined."""
    coverage = judgment.coverage
    left_out = [cell.agency for cell in coverage.cells if cell.state is CellState.NOT_INSPECTED]
    asked = coverage.applicable - len(left_out)
    key = "trust.examined_all" if coverage.examined == asked else "trust.examined"
    text = phrases.say(key, count=asked, seen=coverage.examined)
    if not left_out:
        return text
    agencies = phrases.agencies(left_out)
    return sentences(text, phrases.say("trust.left_out", count=len(left_out), agencies=agencies))


def _beside(findings: Findings) -> Iterator[Statement]:
    if findings.beside is None:
        return
    other, phrases = findings.beside.judgment, findings.phrases
    level = phrases.level(other.overall.level) if other.overall.level else phrases.say("beside.no_level")
    unseen = [cell for part in other.not_seen for cell in part.cells]
    parts = [
        phrases.say("beside.agency", agency=phrases.agency(part.agency), number=len(part.cells))
        for part in other.not_seen
        if part.cells
    ]
    text = phrases.say("beside.gives", framework=phrases.put(other.framework.title), level=level)
    if unseen:
        told = phrases.say("beside.unseen", count=len(unseen), agencies=phrases.listed(parts))
        text = sentences(text, told)
    known = {cell.cell for cell in findings.judgment.coverage.cells}
    yield on_cells(findings, "beside", "beside", text, [cell for cell in unseen if cell in known])


def _on_record(findings: Findings) -> Iterator[Statement]:
    phrases = findings.phrases
    for place, departure in enumerate(findings.judgment.departures, start=1):
        target, level = _target(findings, departure.target), phrases.level(departure.level)
        yield Statement(
            id=f"departure-{place}",
            section="on-record",
            text=phrases.say("record.departure", target=target, level=level),
            cells=(),
            ratings=(),
            evidence=departure.evidence_ids,
        )
    for place, dissent in enumerate(findings.judgment.dissents, start=1):
        target, level = _target(findings, dissent.target), phrases.level(dissent.level)
        body = findings.framework.leaders.get(dissent.inspectorate, dissent.inspectorate)
        text = phrases.say("record.dissent", body=body, target=target, level=level)
        cells = [dissent.target] if "/" in dissent.target else []
        yield on_cells(findings, f"dissent-{place}", "on-record", text, cells)


def _target(findings: Findings, target: str) -> str:
    phrases = findings.phrases
    for result in findings.judgment.results:
        if result.target == target:
            return phrases.say("record.whole") if target == "overall" else phrases.title(result)
    known = {cell.cell for cell in findings.judgment.coverage.cells}
    if target in known:
        return phrases.on(target)
    _, asked, agency = target.partition("/")
    return phrases.say("record.unasked", agency=phrases.agency(Agency(agency))) if asked else target


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
