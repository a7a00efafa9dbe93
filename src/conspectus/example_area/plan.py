"""What area is asked for, and how it falls into districts that are made apart from one another.

A district's people, records and truth rest on the seed and its own number alone: districts can be made in any order,
by several processes, and none needs more memory than its own. Only the places of rows in the council's lists depend
on the districts before it.
"""

from dataclasses import dataclass, field
from pathlib import Path

from conspectus.definitions import patterns
from conspectus.errors import ConspectusError
from conspectus.example_area.form import MANY, YEAR, Form
from conspectus.example_area.settings import Rates, places, settled
from conspectus.example_area.stories import RateStory, rate_stories
from conspectus.terms import Nation

LONGEST = 60  # months
DISTRICT = 2000  # children of a district; the last one has what is left


@dataclass(frozen=True)
class Plan:
    """An area that is asked for."""

    children: int
    seed: int
    nation: Nation
    theme: str = "cse"
    rates: Rates = field(default_factory=lambda: settled(None))
    form: Form = Form.OWN
    months: int = YEAR
    stories: tuple[RateStory, ...] = ()

    @property
    def above(self) -> int:
        """How many rows stand above the first line of a list: a title, an empty one and the headers, or headers."""
        return 3 if self.form is Form.OWN else 1

    @property
    def districts(self) -> range:
        """The numbers of its districts."""
        return range(-(-self.children // DISTRICT))

    def children_of(self, district: int) -> int:
        """How many children live in a district."""
        return min(DISTRICT, self.children - district * DISTRICT)


def planned(
    *,
    children: int,
    seed: int,
    nation: Nation | None = None,
    theme: str = "cse",
    settings: Path | None = None,
    form: Form | None = None,
    months: int = YEAR,
    rates: Rates | None = None,
) -> Plan:
    """The plan, or an error that says what cannot be asked for; without a `nation`, where the place names lie."""
    if theme not in patterns():
        known = ", ".join(patterns())
        raise ConspectusError(f"there is no theme {theme!r}", "--theme", f"Use one of: {known}.")
    if children < 1:
        raise ConspectusError(f"{children} children make no area", "--children", "Ask for at least 1.")
    form = form or (Form.PARQUET if children > MANY else Form.OWN)
    if months % YEAR or not YEAR <= months <= LONGEST:
        raise ConspectusError(
            f"{months} months are not whole years, from one to five",
            "--months",
            "Ask for 12, 24, 36, 48 or 60.",
        )
    told = rate_stories(months) if months > YEAR else ()
    return Plan(
        children, seed, nation or places().nation, theme, rates or settled(settings), form, months, told
    )
