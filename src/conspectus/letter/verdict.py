"""What checking a letter comes to: findings, and one verdict."""

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


class Outcome(StrEnum):
    """How one check ended."""

    HOLDS = "holds"
    DOES_NOT_HOLD = "does not hold"
    NOT_CHECKED = "could not be checked"


class Finding(NamedTuple):
    """One check and its outcome."""

    check: str
    outcome: Outcome
    says: str


class Verdict(NamedTuple):
    """Every check of a letter."""

    path: Path
    readable: bool
    findings: tuple[Finding, ...]

    @property
    def exit_code(self) -> int:
        """0 everything holds, 1 something does not, 2 unreadable."""
        if not self.readable:
            return 2
        return int(any(finding.outcome is Outcome.DOES_NOT_HOLD for finding in self.findings))


def finding(name: str, holds: bool, yes: str, no: str) -> Finding:
    """A check that either holds or does not."""
    return Finding(name, Outcome.HOLDS if holds else Outcome.DOES_NOT_HOLD, yes if holds else no)
