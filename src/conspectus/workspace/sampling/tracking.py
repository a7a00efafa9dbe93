"""The children who are tracked, beside what the newest casebook holds."""

from collections import Counter
from typing import NamedTuple

from conspectus.definitions import frameworks, sampling_plan
from conspectus.letter.disclosure import small
from conspectus.records.casebook import Casebook
from conspectus.terms import Agency
from conspectus.workspace.inspections.casebooks import last_built, opened
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.sampling.models import TrackedChild


class Drawn(NamedTuple):
    """A child of the casebook's own sample."""

    place: int
    child_id: str
    stratum: str
    reason: str
    chance: float
    agencies: list[str]


class Stratum(NamedTuple):
    """A part of the frame."""

    stratum: str
    children: int
    chosen: int


SAMPLE = "select place, child_id, stratum, reason, chance, agencies from sample order by place"
HELD = """
select l.child_id, list(distinct d.agency order by d.agency) as agencies
from links l join senders d on d.sender = l.sender join children c on c.child_id = l.child_id
where c.is_child and l.child_id in ({marks}) group by l.child_id
"""


def newest_book(inspection: Inspection) -> Casebook | None:
    """The newest casebook; None where there is none."""
    built = last_built(inspection)
    return opened(built.casebook) if built else None


def sample_of(book: Casebook) -> list[Drawn]:
    """The children that the casebook drew."""
    return [Drawn(**row) for row in book.rows(SAMPLE)]


def frame_of(book: Casebook) -> list[Stratum]:
    """From whom it drew them."""
    return [Stratum(**row) for row in book.rows("select stratum, children, chosen from frame order by rowid")]


def held_by(book: Casebook, children: list[str]) -> dict[str, list[str]]:
    """The agencies that hold records of each; who is not there is no child of this casebook."""
    if not children:
        return {}
    rows = book.rows(HELD.format(marks=", ".join("?" * len(children))), tuple(children))
    return {str(row["child_id"]): list(row["agencies"]) for row in rows}


def tracked(inspection: Inspection) -> list[TrackedChild]:
    """Who is tracked, in the order in which they were chosen."""
    return list(inspection.tracked.now().select_related("by", "drawn_in"))


def shown_too_little(inspection: Inspection, children: list[TrackedChild]) -> list[Agency]:
    """Agencies that the framework looks at whose part fewer of the children show than the plan asks."""
    shown = Counter(agency for one in children for agency in one.agencies)
    looks_at = frameworks()[inspection.framework].looks_at
    return [agency for agency in looks_at if shown[agency.value] < sampling_plan().each_agency]


def statement(inspection: Inspection) -> str:
    """How the children were chosen, as a letter may say it: no count that is too small to publish."""
    children = tracked(inspection)
    if not children:
        return ""
    by_hand = [one for one in children if one.chance is None]
    how = "drawn by strata from the agencies’ records"
    if len(by_hand) == len(children):
        how = "chosen by inspectors"
    elif by_hand:
        how += ", but for some chosen by inspectors"
    many = "A few" if small(len(children)) else str(len(children))
    return (
        f"{many} children were looked at in depth, {how}. They show how practice works; no share of them stands for "
        "the whole area."
    )
