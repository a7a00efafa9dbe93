"""Who owed what to whom by when: duties compiled to SQL, evaluated, and summed up."""

from conspectus.records.duties.evaluate import compiled, evaluate
from conspectus.records.duties.examples import SCHEMA, Outcome, read_line, run_example, run_examples
from conspectus.records.duties.figures import figures
from conspectus.records.duties.finish import unit_of
from conspectus.records.duties.history import births, every_word, history, latest_instant
from conspectus.records.duties.refresh import refresh

__all__ = [
    "SCHEMA",
    "Outcome",
    "births",
    "compiled",
    "evaluate",
    "every_word",
    "figures",
    "history",
    "latest_instant",
    "read_line",
    "refresh",
    "run_example",
    "run_examples",
    "unit_of",
]
