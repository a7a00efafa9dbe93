"""What checking found of a return, less the cells of restricted rows for those who may not see them."""

from typing import Any

from conspectus.definitions.return_schema import return_checks
from conspectus.records.returns import Report
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
