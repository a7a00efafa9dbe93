"""The contract between what makes a casebook and what reads it: one file, swapped in whole."""

from conspectus.records.casebook.cite import Cited, SourceLine
from conspectus.records.casebook.read import Casebook, open_casebook
from conspectus.records.casebook.schema import VERSION, Column, Table, empty, schema
from conspectus.records.casebook.write import write

__all__ = [
    "VERSION",
    "Casebook",
    "Cited",
    "Column",
    "SourceLine",
    "Table",
    "empty",
    "open_casebook",
    "schema",
    "write",
]
