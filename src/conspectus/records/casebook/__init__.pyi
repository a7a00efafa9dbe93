from .child import Child, ChildChronology, ChronologyEntry, Known, Owed, Source
from .cite import Cited, SourceLine
from .compare import SENT, compare, row_changes
from .comparison import Comparison, FigureSide, RowChanges
from .copies import put_copies
from .export import check_ending, export, without_formulas
from .known import known_on
from .meaning import meaning
from .narrow import narrowed
from .picture import (
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
from .read import Casebook, open_casebook
from .schema import VERSION, Column, Table, empty, schema
from .write import write

__all__ = [
    "SENT",
    "VERSION",
    "AgencyPart",
    "Build",
    "Casebook",
    "Child",
    "ChildChronology",
    "ChronologyEntry",
    "Cited",
    "Column",
    "Comparison",
    "CoverageCell",
    "CoverageRow",
    "DutyFigure",
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
