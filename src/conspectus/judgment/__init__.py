"""Ratings and rules to a judgment, with its derivation: pure functions, no files."""

from conspectus.judgment.canonical import canonical, sha256_of
from conspectus.judgment.cells import why_set_aside
from conspectus.judgment.evidence import CITED_TABLES, Departure, Dissent, Evidence, Rating
from conspectus.judgment.examples import differences, judge_example
from conspectus.judgment.judge import judge
from conspectus.judgment.model import (
    Agreement,
    Cell,
    CellState,
    Change,
    Judgment,
    NotSeen,
    Result,
    Robustness,
    Step,
)

__all__ = [
    "CITED_TABLES",
    "Agreement",
    "Cell",
    "CellState",
    "Change",
    "Departure",
    "Dissent",
    "Evidence",
    "Judgment",
    "NotSeen",
    "Rating",
    "Result",
    "Robustness",
    "Step",
    "canonical",
    "differences",
    "judge",
    "judge_example",
    "sha256_of",
    "why_set_aside",
]
