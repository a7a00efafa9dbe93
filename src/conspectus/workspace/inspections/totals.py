"""The picture by agency for those who see no child: totals alone, and none that is too small to be told.

Sums over agencies or duties are left out: beside their parts they would let a small number be worked out.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from conspectus.letter.disclosure import count_in_words, share_in_words, small
from conspectus.records.casebook import AgencyPart, DutyFigure, Picture
from conspectus.terms import UNDECIDED, Agency


class Total(BaseModel):
    """A part of what they are told; counts that are too small are words (`disclosure.toml`)."""

    model_config = ConfigDict(frozen=True)


class DutyTotal(Total):
    """How one agency did in one part of one duty."""

    duty: str
    title: str
    agency: Agency
    deadline: str = Field(description="The limit in words")
    met: str = Field(description="Met in time, of those that could be decided")
    undecided: str = Field(description="Not yet due, cannot be told, or no data")


class AgencyTotal(Total):
    """One agency."""

    agency: Agency
    title: str
    rows: str = Field(description="Rows that it sent")
    gaps_held: str = Field(description="Silo gaps of which it held a part")
    duties: list[DutyTotal]


class Totals(Total):
    """What an observer is told in place of the picture by agency."""

    content_sha256: str = Field(description="Hash over all rows of the casebook")
    as_of_day: date
    theme_title: str | None
    children: str
    silo_gaps: str = Field(description="Children who fell between agencies")
    nobody_acted: str = Field(
        description="How many of them nobody had acted for; empty where too few to tell"
    )
    agencies: list[AgencyTotal]


def totals(picture: Picture) -> Totals:
    """The picture without a child, a day, a file or a small number."""
    gaps = len(picture.silo_gaps)
    acted = sum(gap.acted_on is not None for gap in picture.silo_gaps)
    return Totals(
        content_sha256=picture.build.content_sha256,
        as_of_day=picture.build.as_of_day,
        theme_title=picture.build.theme_title,
        children=count_in_words(picture.linkage.children),
        silo_gaps=count_in_words(gaps),
        nobody_acted=_part(gaps - acted, gaps),
        agencies=[_agency(part, picture) for part in picture.agencies],
    )


def _part(count: int, of: int) -> str:
    """A part of them; nothing where even all of them are too few."""
    return "" if of == 0 or small(of) else share_in_words(count, of)


def _agency(part: AgencyPart, picture: Picture) -> AgencyTotal:
    gaps = len(picture.silo_gaps)
    return AgencyTotal(
        agency=part.agency,
        title=part.title,
        rows=count_in_words(part.rows_in),
        gaps_held=_part(part.gaps_held, gaps) or ("too few to tell" if gaps else "none"),
        duties=[_duty(one) for one in picture.duties if one.agency == part.agency],
    )


def _duty(figure: DutyFigure) -> DutyTotal:
    title = f"{figure.title}: {figure.part_words}" if figure.part_words else figure.title
    waiting = sum(getattr(figure, status.value) for status in UNDECIDED)
    return DutyTotal(
        duty=figure.duty,
        title=title,
        agency=figure.agency,
        deadline=figure.deadline,
        met=share_in_words(figure.met, figure.decided),
        undecided=count_in_words(waiting),
    )
