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
from conspectus.example_area.settings import LISTS, Rates, places, settled, told_by
from conspectus.example_area.stories import RateStory, rate_stories
from conspectus.terms import Nation

LONGEST = 60  # months
DISTRICT = 2000  # children of a district; the last one has what is left


@dataclass(frozen=True)
class Wanted:
    """An area as somebody asks for it.

    Without a `nation` it lies where its place names do. `settings` is a TOML file with rates instead of ours, `rates`
    are all of them. An area that lives for more `months` than a year has stories, told in `truth/stories.csv`.
    """

    children: int
    seed: int
    nation: Nation | None = None
    theme: str = "cse"
    form: Form | None = None  # as its size asks for
    settings: Path | None = None
    months: int = YEAR
    rates: Rates | None = None
    returns: tuple[str, ...] = ()  # statutory ones of the council, instead of our template


@dataclass(frozen=True)
class Plan:
    """An area with all that was left open settled."""

    children: int
    seed: int
    nation: Nation
    theme: str = "cse"
    rates: Rates = field(default_factory=lambda: settled(None))
    form: Form = Form.OWN
    months: int = YEAR
    stories: tuple[RateStory, ...] = ()
    returns: tuple[str, ...] = ()

    @property
    def above(self) -> int:
        """How many rows stand above the first line of a list: a title, an empty one and the headers, or headers."""
        return 3 if self.form is Form.OWN and "chad" not in self.returns else 1

    @property
    def districts(self) -> range:
        """The numbers of its districts."""
        return range(-(-self.children // DISTRICT))

    def children_of(self, district: int) -> int:
        """How many children live in a district."""
        return min(DISTRICT, self.children - district * DISTRICT)


def planned(wanted: Wanted) -> Plan:
    """The plan of what is asked for, or an error that says what cannot be asked for."""
    _refuse(wanted)
    nation = wanted.nation or places().nation
    _refuse_returns(wanted.returns, nation)
    return Plan(
        children=wanted.children,
        seed=wanted.seed,
        nation=nation,
        theme=wanted.theme,
        rates=wanted.rates or settled(wanted.settings),
        form=wanted.form or (Form.PARQUET if wanted.children > MANY else Form.OWN),
        months=wanted.months,
        stories=rate_stories(wanted.months) if wanted.months > YEAR else (),
        returns=wanted.returns,
    )


def _refuse_returns(returns: tuple[str, ...], nation: Nation) -> None:
    for one in returns:
        if one not in told_by():
            known = ", ".join(told_by())
            raise ConspectusError(
                f"the made-up council sends no return {one!r}", "--as", f"Use one or more of: {known}."
            )
    if LISTS & set(returns) and len(set(returns)) > 1:
        raise ConspectusError(
            "lists of Annex A would tell again what the other return tells", "--as", "Ask for them alone."
        )
    if returns and nation is not Nation.ENGLAND:
        raise ConspectusError(
            "these returns are those of England", "--as", "Leave it out, or say --nation england."
        )


def _refuse(wanted: Wanted) -> None:
    if wanted.theme not in patterns():
        known = ", ".join(patterns())
        raise ConspectusError(f"there is no theme {wanted.theme!r}", "--theme", f"Use one of: {known}.")
    if wanted.children < 1:
        raise ConspectusError(f"{wanted.children} children make no area", "--children", "Ask for at least 1.")
    if wanted.months % YEAR or not YEAR <= wanted.months <= LONGEST:
        raise ConspectusError(
            f"{wanted.months} months are not whole years, from one to five",
            "--months",
            "Ask for 12, 24, 36, 48 or 60.",
        )
