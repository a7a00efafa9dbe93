"""How the columns of a system's export are recognised: `mapping.toml`."""

from functools import cache
from typing import Literal, get_args

from pydantic import Field, model_validator

from conspectus.definitions.base import SHIPPED, Definition, load

Content = Literal["empty", "date", "time", "yes-no", "nhs", "number", "id", "name", "word", "text"]
Proposal = Literal[
    "person", "name", "date_of_birth", "moment", "word", "outcome", "with_whom", "reference", "nhs_number", "upn",
    "household", "sex", "postcode", "address", "ethnicity", "nothing",
]  # fmt: skip
Choice = Literal[
    "person", "name", "forename", "surname", "other_names", "date_of_birth", "moment", "word", "outcome", "with_whom",
    "reference", "nhs_number", "upn", "household", "sex", "postcode", "address", "ethnicity", "nothing",
]  # fmt: skip
NAME_CHOICES = (
    "forename",
    "surname",
    "other_names",
)  # what a person can say of a name beyond what is proposed


class HeadingRule(Definition):
    """What a column is proposed to be, where its heading and its content are such."""

    id: str
    proposal: Proposal
    any: tuple[
        str, ...
    ] = ()  # words or phrases, one of which stands in the heading; none: whatever it is called
    never: tuple[str, ...] = ()
    kinds: tuple[Content, ...]
    confidence: float = Field(gt=0, le=1)


class Telling(Definition):
    """How a heading says that the council was told, and which event that is."""

    words: tuple[str, ...]
    never: tuple[str, ...]
    whoever: tuple[str, ...]
    to_whom: tuple[str, ...]  # beside them, too, "to" says to whom, and not until when
    events: tuple[str, ...]


class HeadingRules(Definition):
    """`mapping.toml`, the rules in the order in which they are tried."""

    version: int
    source: str
    when: tuple[str, ...]
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    finishes: tuple[str, ...]  # an end where a beginning of the same name stands beside it
    written: tuple[str, ...]  # when it was written down, not when it happened
    called: tuple[str, ...]
    own_roles: tuple[str, ...]
    of_adults: tuple[str, ...]
    other_acts: tuple[str, ...]
    undone: tuple[str, ...]  # beside an event's name in a word: it was not, or is something else
    redirects: tuple[str, ...]
    telling: Telling
    short: dict[str, str]
    outcomes: dict[str, tuple[str, ...]]  # how systems say what came of an event
    choices: dict[Choice, str]  # how each is put to whoever says what a column is
    kinds: dict[str, str]  # how each kind of content is said, with the order of its days
    rule: tuple[HeadingRule, ...]

    @model_validator(mode="after")
    def _all_are_said(self) -> "HeadingRules":
        if unsaid := (set(get_args(Choice)) - set(self.choices)) | (set(get_args(Content)) - set(self.kinds)):
            raise ValueError(f"not said: {', '.join(sorted(unsaid))}")
        return self


@cache
def heading_rules() -> HeadingRules:
    """The rules by which columns are recognised."""
    return load(HeadingRules, SHIPPED / "mapping.toml")
