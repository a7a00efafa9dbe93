from .canonical import canonical, sha256_of
from .cells import why_set_aside
from .derivation import NOTHING_EXAMINED
from .evidence import CITED_TABLES, Departure, Dissent, Evidence, OnRecord, Rating, Sample
from .examples import differences, judge_example, short
from .judge import judge, level_of
from .model import (
    AgencyCoverage,
    Agreement,
    Cell,
    Change,
    Coefficient,
    Held,
    Judgment,
    Move,
    NotSeen,
    Result,
    ResultState,
    Robustness,
    Step,
    WhyNot,
)
from .sample import exact_bounds, what_follows

__all__ = [
    "CITED_TABLES",
    "NOTHING_EXAMINED",
    "AgencyCoverage",
    "Agreement",
    "Cell",
    "Change",
    "Coefficient",
    "Departure",
    "Dissent",
    "Evidence",
    "Held",
    "Judgment",
    "Move",
    "NotSeen",
    "OnRecord",
    "Rating",
    "Result",
    "ResultState",
    "Robustness",
    "Sample",
    "Step",
    "WhyNot",
    "canonical",
    "differences",
    "exact_bounds",
    "judge",
    "judge_example",
    "level_of",
    "sha256_of",
    "short",
    "what_follows",
    "why_set_aside",
]
