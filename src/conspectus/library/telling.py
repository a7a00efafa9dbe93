"""How a report is named to people."""

from datetime import date

from conspectus.definitions import report_kinds
from conspectus.library.model import Facts, Report
from conspectus.pages import day


def kind_title(report: Facts) -> str:
    """What kind of report it is, in words."""
    kind = report_kinds().get(report.kind or "")
    return kind.title if kind else "Report"


def day_of(report: Facts) -> date | None:
    """The day that it goes by: of publication, else the inspection's last or first."""
    return report.published or report.inspected_to or report.inspected_from


def name_of(report: Report) -> str:
    """Area, kind and day, as a list names it."""
    when = day_of(report)
    return ", ".join(
        filter(None, [report.area or report.file, kind_title(report), day(when) if when else ""])
    )
