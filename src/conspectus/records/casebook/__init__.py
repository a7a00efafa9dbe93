"""The contract between what makes a casebook and what reads it: one file, swapped in whole."""

from conspectus.records.casebook.child import Child, ChildChronology, Entry, Known, Owed, Source
from conspectus.records.casebook.cite import Cited, SourceLine
from conspectus.records.casebook.compare import SENT, compare, row_changes
from conspectus.records.casebook.comparison import Comparison, FigureSide, RowChanges
from conspectus.records.casebook.copies import put_copies
from conspectus.records.casebook.export import check_ending, export, without_formulas
from conspectus.records.casebook.known import known_on
from conspectus.records.casebook.meaning import meaning
from conspectus.records.casebook.narrow import narrowed
from conspectus.records.casebook.picture import (
    AgencyPart,
    Build,
    CoverageCell,
    CoverageRow,
    DutyFigure,
    FrameRow,
    Linkage,
    MonthEvents,
    Picture,
    Quality,
    Sender,
    SiloGap,
    TimeStep,
    Tracked,
    Unlinked,
)
from conspectus.records.casebook.read import Casebook, open_casebook
from conspectus.records.casebook.schema import VERSION, Column, Table, empty, schema
from conspectus.records.casebook.write import write

__all__ = [
    "SENT",
    "VERSION",
    "AgencyPart",
    "Build",
    "Casebook",
    "Child",
    "ChildChronology",
    "Cited",
    "Column",
    "Comparison",
    "CoverageCell",
    "CoverageRow",
    "DutyFigure",
    "Entry",
    "FigureSide",
    "FrameRow",
    "Known",
    "Linkage",
    "MonthEvents",
    "Owed",
    "Picture",
    "Quality",
    "RowChanges",
    "Sender",
    "SiloGap",
    "Source",
    "SourceLine",
    "Table",
    "TimeStep",
    "Tracked",
    "Unlinked",
    "check_ending",
    "compare",
    "empty",
    "export",
    "known_on",
    "meaning",
    "narrowed",
    "open_casebook",
    "put_copies",
    "row_changes",
    "schema",
    "without_formulas",
    "write",
]
