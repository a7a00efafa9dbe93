"""A judgment as parts of a page, which are the same for everybody until something changes."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.utils.safestring import SafeString

from conspectus.definitions import Criterion, Framework, frameworks
from conspectus.judgment import Cell, Change, Judgment, Step
from conspectus.pages import Context
from conspectus.terms import Agency
from conspectus.workspace.audit.changes import last_change
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.judgments.drawing import Drawing, coverage
from conspectus.workspace.judgments.judged import judged_at
from conspectus.workspace.ratings.matrix import columns
from conspectus.workspace.showing import write


@dataclass(frozen=True, kw_only=True)
class ResultPart(Context, template="judgments/result.html"):
    """What was concluded, here and in the framework beside it."""

    inspection: Inspection
    judgment: Judgment
    beside: Judgment | None
    limits: list[Step]


@dataclass(frozen=True, kw_only=True)
class DerivedPart(Context, template="judgments/derived.html"):
    """How it came about."""

    inspection: Inspection
    judgment: Judgment
    agencies: list[Agency]
    lines: list[tuple[Criterion, list[Cell | None]]]
    drawing: Drawing
    changes: list[tuple[str, Change]]


class Shown(NamedTuple):
    """What was concluded, how it came about, and what each result is called."""

    result: SafeString
    derived: SafeString
    titles: dict[str, str]


def shown(inspection: Inspection) -> Shown:
    """The judgment as the ratings now stand, written once after each change: it is long, and much looked at."""
    return _shown(inspection, last_change(inspection.pk))


@lru_cache(maxsize=32)
def _shown(inspection: Inspection, seal: str) -> Shown:
    framework = frameworks()[inspection.framework]
    judgment, beside = judged_at(inspection, seal)
    limits = [step for step in judgment.derivation if step.target == "overall" and step.holds]
    result = ResultPart(inspection=inspection, judgment=judgment, beside=beside, limits=limits)
    derived = DerivedPart(
        inspection=inspection, judgment=judgment, agencies=columns(framework), lines=_lines(framework, judgment),
        drawing=coverage(framework, judgment), changes=_changes(judgment),
    )  # fmt: skip
    return Shown(write(result), write(derived), {one.target: one.title for one in judgment.results})


def _changes(judgment: Judgment) -> list[tuple[str, Change]]:
    """The smallest change of ratings each way, where there is one."""
    ways = (("To lift it", judgment.robustness.lift), ("To lower it", judgment.robustness.lower))
    return [(words, change) for words, change in ways if change]


def _lines(framework: Framework, judgment: Judgment) -> list[tuple[Criterion, list[Cell | None]]]:
    cells = {cell.cell: cell for cell in judgment.coverage.cells}
    return [
        (criterion, [cells.get(f"{criterion.id}/{agency}") for agency in columns(framework)])
        for area in framework.area
        for criterion in area.criterion
    ]
