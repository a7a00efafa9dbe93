"""What an agency takes home to mend a return: a workbook with a line for each issue."""

from io import BytesIO
from typing import TYPE_CHECKING

from conspectus.records.returns import Issue, Report
from conspectus.wording import level_word

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEADINGS = (
    ("No.", 6), ("File", 24), ("Sheet", 18), ("Row", 8), ("Column", 20), ("What stands there", 26), ("How grave", 14),
    ("What is wrong", 60), ("What to do", 60),
)  # fmt: skip


def workbook(report: Report) -> bytes:
    """Every issue with its place, what is wrong and what to do; no cell of it can run as a formula."""
    import xlsxwriter  # a third of a second that every process of the workspace would wait for

    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("To mend")
        head, text = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for column, (heading, width) in enumerate(HEADINGS):
            sheet.set_column(column, column, width, text)
            sheet.write_string(0, column, heading, head)
        for row, issue in enumerate(report.issues, start=1):
            _line(sheet, row, issue)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(report.issues), len(HEADINGS) - 1)
    return out.getvalue()


def _line(sheet: "Worksheet", row: int, issue: Issue) -> None:
    cells = (
        issue.issue, issue.file, issue.sheet, issue.row, issue.column, issue.value, level_word(issue.severity),
        issue.message, issue.todo,
    )  # fmt: skip
    for column, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.write_number(row, column, cell)
        elif cell:
            sheet.write_string(row, column, cell)
