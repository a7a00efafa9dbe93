from .beginning import begin
from .checking import CHECKED, Checked, CheckedTables, KnownTables, check, check_anew, sender_folders
from .report import Counts, FileReport, Issue, Report, SenderReport, verdict
from .showing import render_report
from .template import write_template

__all__ = [
    "CHECKED",
    "Checked",
    "CheckedTables",
    "Counts",
    "FileReport",
    "Issue",
    "KnownTables",
    "Report",
    "SenderReport",
    "begin",
    "check",
    "check_anew",
    "render_report",
    "sender_folders",
    "verdict",
    "write_template",
]
