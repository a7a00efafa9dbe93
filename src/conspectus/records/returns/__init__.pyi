from .beginning import begin
from .checking import Checked, check, sender_folders
from .report import Counts, FileReport, Issue, Report, SenderReport, verdict
from .showing import render_report
from .template import write_template

__all__ = [
    "Checked",
    "Counts",
    "FileReport",
    "Issue",
    "Report",
    "SenderReport",
    "begin",
    "check",
    "render_report",
    "sender_folders",
    "verdict",
    "write_template",
]
