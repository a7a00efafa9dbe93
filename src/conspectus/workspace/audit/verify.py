"""Whether the log is whole: every row as it was written, none missing, none slipped in."""

from dataclasses import dataclass

from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.record import FIRST, seal


@dataclass(frozen=True)
class Verdict:
    """What a reading of the whole log found."""

    rows: int
    head: str  # the last row's seal; keep it elsewhere to show later that nothing was cut off the end
    faults: tuple[str, ...]


def verify(*, known: tuple[int, str] | None = None) -> Verdict:
    """Read the log from its first row; `known` is a number and its seal, as kept outside."""
    faults, before, expected, rows = [], FIRST, 1, 0
    known_seen = known is None
    for entry in Entry.objects.order_by("number").iterator(chunk_size=2000):
        rows += 1
        if entry.number != expected:
            faults.append(f"rows {expected} to {entry.number - 1} are missing")
        if entry.seal != seal(entry, before=before):
            faults.append(f"row {entry.number} is not as it was written, or the row before it is not")
        if known and known[0] == entry.number:
            known_seen = entry.seal == known[1]
        before, expected = entry.seal, entry.number + 1
    if known and not known_seen:
        faults.append(f"row {known[0]} does not bear the seal that was kept: the log was cut or made anew")
    return Verdict(rows, before, tuple(faults))
