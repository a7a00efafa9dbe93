"""A judgment: the results, how they came about, and how far they can be trusted."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from conspectus.definitions import Gives
from conspectus.judgment.evidence import Departure, Dissent
from conspectus.terms import Agency, CellState, Chosen


class JudgmentPart(BaseModel):
    """A part of `judgment.json`."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Cell(JudgmentPart):
    """One criterion as asked of one agency."""

    cell: str = Field(description="<criterion>/<agency>")
    criterion: str
    area: str
    agency: Agency
    state: CellState
    scale: tuple[str, ...] = Field(description="The scale it is rated on, lowest first")
    level: str | None = Field(description="The level rated, if it was rated on the scale")
    how: str = Field(description="consolidated, agreed (equal independent ratings), or empty")
    ratings: tuple[str, ...] = Field(description="Ids of the ratings that settle it")
    evidence_for: tuple[str, ...] = Field(description="Ids of the evidence they rest on that speaks for")
    evidence_against: tuple[str, ...] = Field(description="Ids of the evidence that speaks against")
    why: str = Field(description="Why it is not examined, and what to do; empty where it is")

    @property
    def evidence(self) -> tuple[str, ...]:
        """All the evidence it rests on."""
        return (*self.evidence_for, *self.evidence_against)


class ResultState(StrEnum):
    """What kind of result there is."""

    GIVEN = "given"  # a level of the scale
    TOLD = "told"  # in words alone: the framework is narrative
    WITHHELD = "withheld"  # a rule forbids it: too little was examined
    NOT_MADE = "not_made"  # the framework gives no such result


class Move(JudgmentPart):
    """One examined cell moved to another level."""

    cell: str
    was: str
    becomes: str


class Change(JudgmentPart):
    """The fewest moves that change a result, one such set (the first in reading order)."""

    changes: int
    moves: tuple[Move, ...]
    result: str = Field(description="The level after them")


class Held(JudgmentPart):
    """A rule that holds a result down or forbids it, and the cells it does so by."""

    rule: str
    says: str
    at: str | None = Field(description="The level it holds the result to; null where it forbids one")
    needs: int = Field(description="How many cells make it hold, or must be examined for a quorum")
    cells: tuple[str, ...] = Field(description="Cap: low cells. Coverage: unexamined. Quorum: examined")


class WhyNot(JudgmentPart):
    """Why a result is not better, and why not worse."""

    held_by: tuple[Held, ...]
    lift: Change | None = Field(description="The fewest moves of answers that lift it")
    lower: Change | None = Field(description="The fewest moves of answers that lower it")
    nearest: Held | None = Field(
        description="The rule that would lower it, with the cells that already count for it"
    )
    better: str = Field(description="Why it is not better, in words")
    worse: str = Field(description="What a lower level would need, in words")


class Result(JudgmentPart):
    """What is judged of the whole, of an area of practice, of an agency, or of what an inspectorate leads."""

    target: str = Field(description="overall, area:<id>, agency:<word> or inspectorate:<word>")
    title: str
    state: ResultState
    scale: tuple[str, ...] = Field(description="The scale it is given on, lowest first")
    level: str | None = Field(description="A level of the scale, or null where none is given")
    decided_by: tuple[str, ...] = Field(description="Ids of the rules that hold it there or forbid it")
    missing: tuple[str, ...] = Field(description="Cells that stand in the way of a result")
    says: str = Field(description="The result in a sentence")
    why_not: WhyNot


class Counted(JudgmentPart):
    """A cell as a rule counted it."""

    cell: str
    state: CellState
    level: str | None
    ratings: tuple[str, ...]
    evidence: tuple[str, ...]


class Step(JudgmentPart):
    """One rule applied to one target."""

    target: str
    rule: str
    kind: str = Field(description="cap, coverage or quorum")
    says: str = Field(description="The rule in a sentence")
    at: str | None = Field(description="The level a cap holds the result to; null for coverage and quorum")
    needs: int = Field(description="How many cells make a cap hold, or must be examined for a quorum")
    looked_at: int = Field(description="How many cells it looked at")
    counted: tuple[Counted, ...] = Field(
        description="Cap: cells at or below its level. Coverage: cells unexamined. Quorum: cells examined"
    )
    holds: bool = Field(description="It limits the result, or forbids one")
    binding: bool = Field(description="The result is what it is because of this rule")


class AgencyCoverage(JudgmentPart):
    """How much of what is asked of an agency was examined."""

    agency: Agency
    examined: int
    applicable: int = Field(description="Cells asked of it, less those not applicable")
    inspected: bool = Field(description="Whether it is a part of this inspection")


class Coverage(JudgmentPart):
    """Criterion by agency: what was examined and what was not."""

    examined: int
    applicable: int
    by_agency: tuple[AgencyCoverage, ...]
    cells: tuple[Cell, ...] = Field(description="Every cell of the framework in reading order")


class Robustness(JudgmentPart):
    """How few ratings would have to be different for another overall result."""

    lift: Change | None
    lower: Change | None
    says: str


class Coefficient(JudgmentPart):
    """One measure of agreement, and how far the cells at hand bear it out."""

    value: float | None = Field(description="Null where it is not defined")
    interval: tuple[float, float] | None = Field(
        description="95 % by bootstrap over cells; null where the cells cannot tell"
    )
    says: str = Field(description="The same in words, and why a part is null where it is")


class Agreement(JudgmentPart):
    """How far two inspectors agreed before anyone had seen the other's rating."""

    doubly_rated: int = Field(description="Cells with two or more independent ratings on the scale")
    agreed: int = Field(description="Of these, cells whose ratings are all equal")
    raw: float | None = Field(description="agreed / doubly_rated")
    alpha: float | None = Field(description="Krippendorff's alpha, ordinal; null where it is not defined")
    measured: int = Field(description="Of the doubly rated, cells on the framework's own scale")
    ordinal: Coefficient = Field(description="Krippendorff's alpha, ordinal: a near miss counts as near")
    nominal: Coefficient = Field(description="Krippendorff's alpha, nominal: levels are alike or not")
    ac1: Coefficient = Field(description="Gwet's AC1, which rare levels do not upset")
    says: str = Field(description="The same in words, and why a figure is null where it is")


class NotSeen(JudgmentPart):
    """What was rated or seen of an agency and this framework does not look at."""

    agency: Agency
    cells: tuple[str, ...]
    ratings: int
    evidence: int


class SampleSeen(JudgmentPart):
    """How many of those looked at were as they should be, and what follows for the others."""

    id: str
    what: str
    agency: Agency
    met: int
    seen: int
    frame: int | None = Field(description="How many there were to choose from, if known")
    chosen: Chosen
    interval: tuple[float, float] | None = Field(
        description="Exact 95 % interval of the share of all; null where it was no random sample"
    )
    says: str = Field(description="The same in a sentence")


class SetAside(JudgmentPart):
    """A rating that this judgment does not count, and why."""

    rating: str
    cell: str
    why: str


class FrameworkSeen(JudgmentPart):
    """The framework that was applied."""

    id: str
    title: str
    version: int
    sha256: str = Field(description="Of its canonical JSON")
    scale: tuple[str, ...]
    narrative: bool
    gives: tuple[Gives, ...] = Field(description="The results that it gives")


class Judgment(JudgmentPart):
    """What ratings and rules make of an inspection: the content of `judgment.json`."""

    framework: FrameworkSeen
    inspected: tuple[Agency, ...] = Field(description="Agencies that are a part of the inspection")
    overall: Result
    areas: tuple[Result, ...]
    agencies: tuple[Result, ...]
    inspectorates: tuple[Result, ...] = Field(description="Only where the framework gives such results")
    derivation: tuple[Step, ...] = Field(description="Every rule on every target, in reading order")
    coverage: Coverage
    robustness: Robustness
    agreement: Agreement
    samples: tuple[SampleSeen, ...] = Field((), description="Never in a public letter: it has them in words")
    not_seen: tuple[NotSeen, ...] = Field(description="What a narrower framework leaves out, by agency")
    set_aside: tuple[SetAside, ...]
    departures: tuple[Departure, ...]
    dissents: tuple[Dissent, ...]

    @property
    def results(self) -> tuple[Result, ...]:
        """Overall, areas, agencies, inspectorates."""
        return (self.overall, *self.areas, *self.agencies, *self.inspectorates)

    def result(self, target: str) -> Result:
        """The result of one target; KeyError for an unknown one."""
        for result in self.results:
            if result.target == target:
                return result
        raise KeyError(target)

    def cell(self, cell: str) -> Cell:
        """One cell by `<criterion>/<agency>`; KeyError for an unknown one."""
        for found in self.coverage.cells:
            if found.cell == cell:
                return found
        raise KeyError(cell)

    def steps(self, target: str) -> tuple[Step, ...]:
        """The rules that decide one target's result."""
        return tuple(step for step in self.derivation if step.target == target and step.binding)
