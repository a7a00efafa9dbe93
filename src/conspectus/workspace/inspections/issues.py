"""What checking found of a return, less the cells of restricted rows for those who may not see them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from conspectus.definitions.return_schema import return_checks
from conspectus.plain import capital
from conspectus.records.returns import Issue, Report
from conspectus.terms import Severity
from conspectus.workspace.inspections.models import SentReturn

KEPT_BACK = "of a restricted row: what stands there is kept back"


def report_of(sent: SentReturn, *, restricted: bool) -> Report | None:
    """The report as kept, with every cell where `restricted` rows are shown."""
    if sent.report is None:
        return None
    issues = sent.report["issues"]
    shown = issues if restricted else [_kept_back(one) for one in issues]
    return Report.model_validate({**sent.report, "issues": shown})


def keeps_back(sent: SentReturn) -> bool:
    """Whether any issue tells of a restricted row."""
    issues = sent.report["issues"] if sent.report else []
    return any(one.get("restricted") for one in issues)


def _kept_back(issue: dict[str, Any]) -> dict[str, Any]:
    """An issue of a restricted row without what stands there: its place and what kind it is remain."""
    if not issue.get("restricted"):
        return issue
    said = return_checks()[issue["rule"]].title if issue["rule"] in return_checks() else issue["rule"]
    return {**issue, "value": "", "message": f"{said} ({KEPT_BACK})", "todo": ""}


class Alike(NamedTuple):
    """Issues that are mended by doing the same."""

    title: str
    severity: Severity
    todo: str  # empty where each says its own
    issues: list[Issue]


def grouped(issues: Iterable[Issue]) -> list[Alike]:
    """By what to do: errors first, then in the order in which checks are told."""
    found: dict[tuple[Severity, str, str], list[Issue]] = {}
    for one in issues:
        found.setdefault((one.severity, one.rule, one.column), []).append(one)
    graves = list(Severity)
    return [
        _alike(rule, column, same)
        for (_, rule, column), same in sorted(found.items(), key=lambda one: graves.index(one[0][0]))
    ]


def _alike(rule: str, column: str, issues: list[Issue]) -> Alike:
    todos = list(dict.fromkeys(one.todo for one in issues if one.todo))
    title = return_checks()[rule].title if rule in return_checks() else rule
    named = f"{title}: {column}" if column else title
    return Alike(capital(named), issues[0].severity, todos[0] if len(todos) == 1 else "", issues)
