from .evaluate import compiled, evaluate, written
from .examples import SCHEMA, Outcome, read_line, run_example, run_examples
from .figures import figures
from .finish import unit_of
from .history import births, every_word, history, latest_instant, usable_history
from .prepare import DutyTables, EarlierTables
from .taken import EVENT_COLUMNS

__all__ = [
    "EVENT_COLUMNS",
    "SCHEMA",
    "DutyTables",
    "EarlierTables",
    "Outcome",
    "births",
    "compiled",
    "evaluate",
    "every_word",
    "figures",
    "history",
    "latest_instant",
    "read_line",
    "run_example",
    "run_examples",
    "unit_of",
    "usable_history",
    "written",
]
