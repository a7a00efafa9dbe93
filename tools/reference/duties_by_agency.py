"""For each nation and agency the duties that its own records can show, by what is known of their sources."""

from collections.abc import Iterable

from conspectus.definitions import (
    AfterTrigger,
    Duty,
    ParticipationDuty,
    Selector,
    SharingDuty,
    agencies,
    events,
    holding,
)
from conspectus.terms import Agency, Nation
from tools.reference.markdown import table

SAYS = (
    "Of each agency the duties that its own records can show: what it owes, what it is asked for, what it sends and "
    "what it receives. Where a column is empty, nothing is known: no duty was made up to fill it."
)
HEADS = (
    "agency",
    "read in the edition that holds now",
    "carried over from an earlier edition",
    "not yet checked",
)
NOTHING = "*nothing is known*"


def by_agency(duties: Iterable[Duty]) -> list[str]:
    """A heading and a table for each nation."""
    found = list(duties)
    parts = ["## By agency and nation", SAYS]
    for nation in Nation:
        held = holding(found, nation)
        rows = [_row(agency, [duty for duty in held if agency in shown_by(duty)]) for agency in Agency]
        parts += [f"### {nation.shown}", table(list(HEADS), rows)]
    return parts


def _row(agency: Agency, duties: list[Duty]) -> tuple[str, str, str, str]:
    confirmed = [duty for duty in duties if duty.in_force[-1].confirmed]
    carried = [duty for duty in duties if duty not in confirmed and any(f.confirmed for f in duty.in_force)]
    rest = [duty for duty in duties if duty not in confirmed and duty not in carried]
    return (agencies()[agency].title, _listed(confirmed), _listed(carried), _listed(rest))


def _listed(duties: list[Duty]) -> str:
    return ", ".join(f"[{duty.id}]({duty.id}.md)" for duty in duties) or NOTHING


def shown_by(duty: Duty) -> set[Agency]:
    """The agencies whose own records show whether it was kept."""
    match duty:
        case ParticipationDuty():
            return {*([duty.convened_by] if duty.invites else []), *_keepers(duty.taking_part)}
        case SharingDuty():
            return {duty.owed_by, duty.owed_to}
        case AfterTrigger() if not isinstance(duty.owed_by, Agency):
            whose = duty.trigger.conditions.get("agency", tuple(Agency))
            return {agency for agency in _keepers(duty.response) if agency in whose}
        case _:
            return {Agency(duty.owed_by)}


def _keepers(selector: Selector) -> set[Agency]:
    return {agency for word in selector.words for agency in events()[word].recorded_by}
