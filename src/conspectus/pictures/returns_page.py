"""What a check found, as one page for the people who sent the returns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from conspectus.definitions import agencies
from conspectus.definitions.return_schema import return_checks
from conspectus.pages import Context, render
from conspectus.pictures.style import picture_style
from conspectus.plain import number
from conspectus.records.returns import Issue, Report, SenderReport, verdict
from conspectus.terms import Severity

MARKS = {
    Severity.ERROR: ("✗", "error"),
    Severity.QUERY: ("?", "query"),
    Severity.NOT_EVALUATED: ("–", "could not be checked"),
}
FIRST = 3  # things to do first
OPEN = 10  # places shown without opening anything
MOST = 1_000  # places of one fault that a page can hold and still be read; the JSON holds all


class Fault(NamedTuple):
    """One fault of one file: the check that found it, and every place where it did."""

    id: str
    title: str
    severity: Severity
    told_by_row: bool
    issues: tuple[Issue, ...]

    @property
    def todo(self) -> str:
        """What to do; the same for every place."""
        return self.issues[0].todo

    @property
    def places(self) -> str:
        """How often it was told, in words."""
        return number(len(self.issues), "row" if self.issues[0].row is not None else "time")


class FileFaults(NamedTuple):
    """The faults of one file or sheet, or of the return as a whole."""

    title: str
    faults: tuple[Fault, ...]


class SenderFaults(NamedTuple):
    """One sender, its faults by file, and what to do first."""

    id: str
    sender: SenderReport
    agency: str
    counts: dict[Severity, int]
    first: tuple[Fault, ...]
    files: tuple[FileFaults, ...]


@dataclass(frozen=True, kw_only=True)
class ReturnsPage(Context, template="returns.html.j2"):
    """What a check found, the faults by sender, and how much of it is shown at once."""

    picture_style: Markup
    verdict: str
    senders: Sequence[SenderFaults]
    marks: Mapping[Severity, tuple[str, str]]
    severities: type[Severity] = Severity
    open: int = OPEN
    most: int = MOST


def returns_html(report: Report) -> str:
    """One self-contained, accessible page of a check: by sender, file and fault, with what to do."""
    page = ReturnsPage(
        picture_style=picture_style(),
        verdict=verdict(report),
        senders=[_sender(place, sender, report) for place, sender in enumerate(report.senders, 1)],
        marks=MARKS,
    )
    return render(__package__ or "", page)


def _sender(place: int, sender: SenderReport, report: Report) -> SenderFaults:
    issues = [issue for issue in report.issues if issue.sender == sender.sender]
    if any(other.sender == sender.sender for other in report.senders[: place - 1]):
        issues = []  # two folders of one name: told under the first
    files = tuple(_files(issues, lead=f"s{place}"))
    errors = [fault for one in files for fault in one.faults if fault.severity is Severity.ERROR]
    errors.sort(key=lambda fault: (fault.issues[0].row is not None, -len(fault.issues)))
    return SenderFaults(
        id=f"s{place}",
        sender=sender,
        agency=agencies()[sender.agency].title if sender.agency else "",
        counts={one: sum(issue.severity is one for issue in issues) for one in Severity},
        first=tuple(errors[:FIRST]),
        files=files,
    )


def _files(issues: list[Issue], *, lead: str) -> list[FileFaults]:
    """Files in the order of their gravest fault; the report's order is kept within each."""
    titles = list(dict.fromkeys(_title(issue) for issue in issues))
    found = []
    for place, title in enumerate(titles, 1):
        here = [issue for issue in issues if _title(issue) == title]
        same = [list(group) for _, group in groupby(here, key=lambda issue: issue.rule)]
        faults = [_fault(group, f"{lead}-{place}-{at}") for at, group in enumerate(same, 1)]
        found.append(FileFaults(title, tuple(faults)))
    return found


def _title(issue: Issue) -> str:
    whole = issue.file or "The return as a whole"
    return f"{whole}, sheet {issue.sheet}" if issue.sheet else whole


def _fault(issues: list[Issue], name: str) -> Fault:
    check = return_checks()[issues[0].rule]
    return Fault(name, check.title, issues[0].severity, check.told == "row", tuple(issues))
