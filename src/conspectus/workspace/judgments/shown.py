"""A judgment as parts of a page, which are the same for everybody until something changes."""

from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from conspectus.definitions import Criterion, Framework, frameworks
from conspectus.judgment import Cell, Judgment
from conspectus.workspace.audit.changes import last_change
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.judgments.drawing import coverage
from conspectus.workspace.judgments.reading import judged_at
from conspectus.workspace.ratings.matrix import columns


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
    context = {
        "inspection": inspection, "judgment": judgment, "beside": beside, "agencies": columns(framework),
        "lines": _lines(framework, judgment), "drawing": coverage(framework, judgment),
        "changes": [
            (words, change)
            for words, change in (
                ("To lift it", judgment.robustness.lift), ("To lower it", judgment.robustness.lower),
            )
            if change
        ],
        "limits": [step for step in judgment.derivation if step.target == "overall" and step.holds],
    }  # fmt: skip
    return Shown(
        render_to_string("judgments/result.html", context),
        render_to_string("judgments/derived.html", context),
        {one.target: one.title for one in judgment.results},
    )


def _lines(framework: Framework, judgment: Judgment) -> list[tuple[Criterion, list[Cell | None]]]:
    cells = {cell.cell: cell for cell in judgment.coverage.cells}
    return [
        (criterion, [cells.get(f"{criterion.id}/{agency}") for agency in columns(framework)])
        for area in framework.area
        for criterion in area.criterion
    ]
