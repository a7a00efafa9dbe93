"""Senders' returns: checked, typed, and every issue located; nothing is dropped in silence."""

from conspectus.records.returns.checking import Checked, check
from conspectus.records.returns.report import Counts, FileReport, Issue, Report, SenderReport, verdict
from conspectus.records.returns.showing import render_report
from conspectus.records.returns.template import write_template

__all__ = [
    "Checked",
    "Counts",
    "FileReport",
    "Issue",
    "Report",
    "SenderReport",
    "check",
    "render_report",
    "verdict",
    "write_template",
]
