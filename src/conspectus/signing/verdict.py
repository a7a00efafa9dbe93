"""What checking a letter or another file comes to: findings, and one verdict."""

from collections import Counter
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
    why: str = ""  # of one that could not be made, in a few words


class Verdict(NamedTuple):
    """Every check of a file."""

    path: Path
    readable: bool
    findings: tuple[Finding, ...]
    what: str = "letter"

    @property
    def exit_code(self) -> int:
        """0 whatever could be checked holds, 1 something does not, 2 unreadable."""
        if not self.readable:
            return 2
        return int(any(finding.outcome is Outcome.DOES_NOT_HOLD for finding in self.findings))

    @property
    def says(self) -> str:
        """All findings in one line: what holds, what does not, and what was not checked and why."""
        if not self.readable:
            return f"The {self.what} is unreadable."
        held, wrong, open_ = (self._ended(outcome) for outcome in Outcome)
        if not wrong and not open_:
            return "Everything holds."
        parts = [f"Does not hold: {_named(wrong)}." if wrong else "Whatever could be checked holds."]
        parts += [f"Held: {_named(held)}."] if held else []
        parts += [f"Not checked: {'; '.join(f'{one.check} ({one.why})' for one in open_)}."] if open_ else []
        return " ".join(parts)

    def _ended(self, outcome: Outcome) -> list[Finding]:
        return [one for one in self.findings if one.outcome is outcome]


def _named(findings: list[Finding]) -> str:
    """The checks by name, those of one kind once with their number."""
    kinds = Counter(one.check.split(",")[0] for one in findings)
    return ", ".join(f"{kind} ({count} checks)" if count > 1 else kind for kind, count in kinds.items())


def not_checked(name: str, says: str, *, why: str) -> Finding:
    """A check that could not be made; `why` is for the line that sums up."""
    return Finding(name, Outcome.NOT_CHECKED, says, why)


def finding(name: str, holds: bool, yes: str, no: str) -> Finding:
    """A check that either holds or does not."""
    return Finding(name, Outcome.HOLDS if holds else Outcome.DOES_NOT_HOLD, yes if holds else no)
