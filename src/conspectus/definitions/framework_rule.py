"""How ratings become results: caps, coverage and quorum, and nothing that averages."""

from functools import cached_property

from pydantic import Field, model_validator

from conspectus.definitions.base import Definition
from conspectus.plain import forms, number, words
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


class Effect(Definition):
    """What every rule has: the results it is about.

    `of` is overall, area:<id>, agency:<word>, inspectorate:<word>, each_area, each_agency or each_inspectorate,
    or several of them. A rule about one of these looks only at its own cells.
    """

    of: OneOrMore

    @property
    def targets(self) -> tuple[str, ...]:
        """The results it is about, as written."""
        return as_tuple(self.of)


class When(Definition):
    """At least so many cells of a selector are at most at a level."""

    cells: Cells = Cells()
    at_least: int = Field(1, ge=1)
    are_at_most: str


class Cap(Effect):
    """The result is at most `at` when the condition holds; the lowest cap wins."""

    at: str
    when: When

    @property
    def selects(self) -> Cells:
        """The cells it looks at."""
        return self.when.cells

    @property
    def needs(self) -> int:
        """How many cells make it hold."""
        return self.when.at_least


class Coverage(Effect):
    """No result while a cell of the selector is unexamined."""

    cells: Cells = Cells()

    @property
    def selects(self) -> Cells:
        """The cells it looks at."""
        return self.cells

    @property
    def needs(self) -> int:
        """One cell is enough for the rule to mean something."""
        return 1


class Quorum(Effect):
    """No result while fewer than `at_least` cells of the selector are examined."""

    cells: Cells = Cells()
    at_least: int = Field(ge=1)

    @property
    def selects(self) -> Cells:
        """The cells it looks at."""
        return self.cells

    @property
    def needs(self) -> int:
        """How many cells must be examined."""
        return self.at_least


class Rule(Definition):
    """One rule: a cap, a coverage or a quorum, and a sentence that says it to people."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    says: str = ""
    cap: Cap | None = None
    coverage: Coverage | None = None
    quorum: Quorum | None = None

    @model_validator(mode="after")
    def _one_effect(self) -> "Rule":
        if sum(effect is not None for effect in (self.cap, self.coverage, self.quorum)) != 1:
            raise ValueError(f"rule {self.id}: give one of cap, coverage, quorum")
        return self

    @cached_property
    def effect(self) -> Cap | Coverage | Quorum:
        """The one that was given."""
        effect = self.cap or self.coverage or self.quorum
        assert effect is not None
        return effect

    @property
    def kind(self) -> str:
        """cap, coverage or quorum."""
        return "cap" if self.cap else "coverage" if self.coverage else "quorum"

    @property
    def shown(self) -> str:
        """Its sentence, or one made from its parts."""
        return self.says or _sentence(self.effect)


def _sentence(effect: Cap | Coverage | Quorum) -> str:
    of = ", ".join(target.replace("each_", "each ") for target in effect.targets)
    if isinstance(effect, Cap):
        low, high = words(effect.when.are_at_most), words(effect.at)
        return f"At most {high} for {of} when at least {_cells(effect.when.at_least)} at most {low}."
    if isinstance(effect, Coverage):
        return f"No result for {of} while a cell is unexamined."
    return f"No result for {of} while fewer than {_cells(effect.at_least)} examined."


def _cells(count: int) -> str:
    return f"{number(count, 'cell')} {forms(count, 'is', 'are')}"
