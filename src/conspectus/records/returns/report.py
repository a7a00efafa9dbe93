"""What `conspectus check` answers: the receipt and every issue, as one JSON document."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from conspectus.plain import number
from conspectus.records.dates import Instant
from conspectus.terms import Agency, Scope, Severity


class ReportPart(BaseModel):
    """A part of the report; keys stand as they are published."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, serialize_by_alias=True)


class PeriodCovered(ReportPart):
    """First and last day covered."""

    from_: date = Field(alias="from")
    to: date


class FileReport(ReportPart):
    """The receipt for one file or sheet: rows_in = rows_used + rows_set_aside, and the cells that rows in use lost."""

    file: str = Field(description="Relative to the sender's folder")
    sheet: str = Field(description="Sheet of a workbook, empty otherwise")
    holds: str = Field(description="people, events, relationships, or the list")
    sha256: str
    rows_in: int
    rows_used: int
    rows_set_aside: int
    cells_blanked: int = Field(description="Cells that could not be read or used, of rows that are used")


class SenderReport(ReportPart):
    """One sender: who it is, what it sent and what it can answer for."""

    sender: str
    folder: str
    usable: bool = Field(description="false: nothing of it was read, its issues say why")
    agency: Agency | None = None
    schema_: str | None = Field(None, alias="schema")
    period: PeriodCovered | None = None
    extracted: Instant | None = Field(None, description="UTC")
    scope: Scope | None = None
    covers: list[str] = []
    files: list[FileReport] = []
    people: int = 0
    events: int = 0
    relationships: int = 0

    @property
    def names(self) -> set[str]:
        """The files that hold records, each once, however many of its sheets do."""
        return {one.file for one in self.files}

    @property
    def sheets(self) -> int:
        """How many sheets of workbooks hold records."""
        return sum(bool(one.sheet) for one in self.files)


class Issue(ReportPart):
    """One issue, located."""

    issue: int = Field(description="Number, in the order shown")
    sender: str
    file: str
    sheet: str
    row: int | None = Field(description="Row as a person sees it; null for a whole file or return")
    column: str = Field(description="Column as the sender named it")
    value: str = Field(description="What stands there")
    rule: str
    severity: Severity
    message: str
    todo: str
    restricted: bool = Field(
        False,
        description="Whether value and message may show a cell of a restricted row; there only where they may",
        exclude_if=lambda restricted: not restricted,
    )


class Counts(ReportPart):
    """What was found in all senders' returns, summed up."""

    senders: int
    senders_usable: int
    files: int = Field(description="Files that hold records")
    sheets: int = Field(0, description="Sheets of workbooks among them")
    rows_in: int
    rows_used: int
    rows_set_aside: int
    cells_blanked: int
    people: int
    events: int
    relationships: int
    errors: int
    queries: int
    not_evaluated: int


class Report(ReportPart):
    """The answer to `conspectus check`."""

    usable: bool = Field(description="At least one sender's return could be read")
    exit_code: int = Field(description="0 clean or queries only, 1 errors found, 2 not usable")
    counts: Counts
    senders: list[SenderReport]
    issues: list[Issue]


def verdict(report: Report) -> str:
    """How the returns stand, in a sentence."""
    counts = report.counts
    if not report.usable:
        return "Not usable: no sender's return could be read. Mend the errors and check again."
    if counts.errors:
        return f"{_several(counts.errors, 'error')} to mend; {_used(counts)}."
    if counts.queries:
        return f"No errors. {_several(counts.queries, 'query', 'queries')} to look at; {_used(counts)}."
    return "No errors and no queries."


def _used(counts: Counts) -> str:
    """What of the rows and cells is used, by the receipt."""
    aside, blanked = counts.rows_set_aside, counts.cells_blanked
    lost = [f"{aside:,} of {_several(counts.rows_in, 'row')} set aside"] if aside else []
    lost += [f"{_several(blanked, 'cell')} blanked"] if blanked else []
    return f"{', '.join(lost)}, the rest can be used as it is" if lost else "every row is used as it is"


def _several(count: int, one: str, many: str = "") -> str:
    """1 row, 2 rows."""
    return number(count, one, many)
