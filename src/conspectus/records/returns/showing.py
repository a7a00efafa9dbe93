"""The report for the terminal: per sender, file and rule, with the first places and what to do."""

from collections.abc import Iterable
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from conspectus.definitions.return_schema import return_checks
from conspectus.records.returns.found import number_of
from conspectus.records.returns.manifest import NAME
from conspectus.records.returns.report import Issue, Report, SenderReport, verdict
from conspectus.terms import Severity

PLACES_SHOWN = 3
LONGEST = 40
MARKS = {
    Severity.ERROR: ("✗ error", "bold red"),
    Severity.QUERY: ("? query", "bold yellow"),
    Severity.NOT_EVALUATED: ("– not evaluated", "bold blue"),
}


def render_report(report: Report, console: Console) -> None:
    """Print the report of a check: a line a sender, then what to mend, gravest first, then the verdict."""
    console.print(_senders(report))
    for sender in report.senders:
        issues = [issue for issue in report.issues if issue.sender == sender.sender]
        if issues:
            console.print()
            console.rule(Text(_name(sender), style="bold"), align="left")
            _print_issues(issues, console)
    console.print()
    console.print(_verdict(report))


def _senders(report: Report) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_footer=len(report.senders) > 1)
    counts = report.counts
    table.add_column("Sender", footer="All", overflow="fold")
    table.add_column("Files", f"{counts.files}", justify="right")
    table.add_column("Sheets", f"{counts.sheets}", justify="right")
    table.add_column("Rows", f"{counts.rows_in:,}", justify="right")
    table.add_column("Used", f"{counts.rows_used:,}", justify="right")
    table.add_column("Aside", f"{counts.rows_set_aside:,}", justify="right")
    table.add_column("Blanked", f"{counts.cells_blanked:,}", justify="right")
    table.add_column("Errors", f"{counts.errors:,}", justify="right")
    table.add_column("Queries", f"{counts.queries:,}", justify="right")
    for sender in report.senders:
        table.add_row(*_sender(sender, [issue for issue in report.issues if issue.sender == sender.sender]))
    return table


def _sender(sender: SenderReport, issues: list[Issue]) -> list[str | Text]:
    graves = [sum(issue.severity is one for issue in issues) for one in (Severity.ERROR, Severity.QUERY)]
    marks: list[str | Text] = [
        Text(f"{graves[0]:,}", style="bold red" if graves[0] else ""),
        f"{graves[1]:,}",
    ]
    if not sender.usable:
        return [_name(sender), Text("not read", style="bold red"), "", "", "", "", "", *marks]
    rows = [
        sum(int(getattr(file, name)) for file in sender.files)
        for name in ("rows_in", "rows_used", "rows_set_aside", "cells_blanked")
    ]
    return [
        _name(sender),
        f"{len(sender.names)}",
        f"{sender.sheets}",
        *(f"{number:,}" for number in rows),
        *marks,
    ]


def _name(sender: SenderReport) -> str:
    return f"{sender.sender} ({sender.agency})" if sender.agency else sender.sender


def _print_issues(issues: list[Issue], console: Console) -> None:
    """Grouped by file, the file with the gravest fault first; the whole return before its files."""
    gravity = list(Severity)

    def order(place: str) -> tuple[bool, int, int]:
        found = [issue for issue in issues if _place(issue) == place]
        worst = min(gravity.index(issue.severity) for issue in found)
        return (place not in (NAME, ""), worst, found[0].issue)

    for place in sorted({_place(issue) for issue in issues}, key=order):
        console.print(Text(place or "the return as a whole", style="bold"))
        here = [issue for issue in issues if _place(issue) == place]
        for _, same in groupby(here, key=lambda issue: issue.rule):
            _print_rule(list(same), console)


def _place(issue: Issue) -> str:
    if not issue.sheet:
        return issue.file
    tree = number_of(file=issue.file, sheet=issue.sheet) != "row"
    return f"{issue.file}, {'element' if tree else 'sheet'} {issue.sheet}"


def _print_rule(issues: list[Issue], console: Console) -> None:
    first, mark = issues[0], MARKS[issues[0].severity]
    check = return_checks()[first.rule]
    many = f" · {len(issues):,} {'rows' if first.row is not None else 'times'}" if len(issues) > 1 else ""
    _print(Text.assemble(mark, f"  {check.title}{many}"), console, indent=2)
    if len(issues) == 1:
        where = f"{_where(first)}: " if _where(first) else ""
        begins = "from " if where and check.told != "row" else ""
        _print(Text(begins + where + first.message), console, indent=6)
    else:
        for line in _places(issues):
            _print(Text(line, style="dim" if line.startswith("…") else ""), console, indent=6)
    _print(Text(f"→ {first.todo}", style="green"), console, indent=6)


def _print(text: Text, console: Console, *, indent: int) -> None:
    console.print(Padding(text, (0, 0, 0, indent), expand=False))


def _places(issues: list[Issue]) -> Iterable[str]:
    for place, issue in enumerate(issues[:PLACES_SHOWN]):
        where = _where(issue)
        value = _short(issue.value) if issue.value else "(empty)"
        # What follows from it is said with the first; the others are like it.
        said = issue.message if place == 0 else value
        yield f"{where}: {said}" if where else issue.message
    if len(issues) > PLACES_SHOWN:
        yield f"… and {len(issues) - PLACES_SHOWN:,} more"


def _where(issue: Issue) -> str:
    parts = [
        f"{number_of(file=issue.file, sheet=issue.sheet)} {issue.row:,}" if issue.row is not None else "",
        issue.column if issue.row is not None else "",
    ]
    return ", ".join(part for part in parts if part)


def _short(value: str) -> str:
    return value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"


def _verdict(report: Report) -> Text:
    grave = bool(report.counts.errors) or not report.usable
    return Text(verdict(report), style="bold red" if grave else "bold green")
