"""The judgment page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from conspectus.definitions import Criterion, Framework, frameworks
from conspectus.judgment import Cell, Judgment
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.judgments.drawing import coverage
from conspectus.workspace.judgments.policies import departs
from conspectus.workspace.judgments.reading import judged_beside
from conspectus.workspace.ratings.matrix import columns


@part_of(policies.judges)
def judgment(request: HttpRequest, member: Member) -> HttpResponse:
    """The result, how it came about, and how far it can be trusted."""
    framework = frameworks()[member.inspection.framework]
    result, beside = judged_beside(member.inspection)
    context = {
        "member": member, "inspection": member.inspection, "framework": framework, "judgment": result,
        "beside": beside, "agencies": columns(framework), "lines": _lines(framework, result),
        "changes": [
            (words, change)
            for words, change in (("To lift it", result.robustness.lift), ("To lower it", result.robustness.lower))
            if change
        ],
        "drawing": coverage(framework, result), "departs": departs(member),
        "departures": member.inspection.departures.select_related("by").prefetch_related("evidence"),
        "titles": {one.target: one.title for one in result.results},
        "limits": [step for step in result.derivation if step.target == "overall" and step.holds],
    }  # fmt: skip
    return render(request, "judgments/judgment.html", context)


def _lines(framework: Framework, result: Judgment) -> list[tuple[Criterion, list[Cell | None]]]:
    cells = {cell.cell: cell for cell in result.coverage.cells}
    return [
        (criterion, [cells.get(f"{criterion.id}/{agency}") for agency in columns(framework)])
        for area in framework.area
        for criterion in area.criterion
    ]
