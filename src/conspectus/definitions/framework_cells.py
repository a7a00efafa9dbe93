"""Which cells of a framework something is about, as a file writes it."""

from conspectus.definitions.base import Definition
from conspectus.terms import Agency

OneOrMore = str | tuple[str, ...]


def as_tuple(value: OneOrMore | None) -> tuple[str, ...]:
    """One word or several, as several."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


class Cells(Definition):
    """Which cells: those of the areas, criteria and agencies named; what is not named is not narrowed."""

    area: OneOrMore | None = None
    criterion: OneOrMore | None = None
    agency: Agency | tuple[Agency, ...] | None = None

    @property
    def areas(self) -> tuple[str, ...]:
        """Areas named."""
        return as_tuple(self.area)

    @property
    def criteria(self) -> tuple[str, ...]:
        """Criteria named."""
        return as_tuple(self.criterion)

    @property
    def agencies(self) -> tuple[str, ...]:
        """Agencies named."""
        return as_tuple(self.agency)
