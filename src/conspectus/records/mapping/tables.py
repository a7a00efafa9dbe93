"""A table with what its columns are proposed to be, and what more than one question to it needs."""

from collections.abc import Iterable
from dataclasses import dataclass

from conspectus.records.mapping.columns import Headed
from conspectus.records.mapping.proposing import Proposed

UNIQUE, FILLED = 0.98, 0.95  # of the rows: that a number tells apart, in which a column holds something


@dataclass(frozen=True)
class Table:
    """A sheet with what each of its columns is proposed to be."""

    headed: Headed
    columns: tuple[Proposed, ...]

    def of(self, *proposals: str) -> list[Proposed]:
        """The columns of these proposals."""
        return [one for one in self.columns if one.proposal in proposals]

    @property
    def holds_records(self) -> bool:
        """Whether it tells of anybody or of any day."""
        return bool(self.of("moment", "date_of_birth") and self.headed.rows.height)


def less(words: str, these: Iterable[str]) -> str:
    """The words of a heading without these."""
    taken = set(these)
    return " ".join(word for word in words.split() if word not in taken)
