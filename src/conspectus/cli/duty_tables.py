"""How duties and their figures are printed."""

from collections.abc import Iterable, Iterator
from typing import Any

from rich.table import Table

from conspectus.definitions import Duty, ParticipationDuty, SharingDuty, agencies
from conspectus.plain import percent, unit
from conspectus.terms import DECIDED, Status
from conspectus.wording import source_said, statuses

SHOWN = (*DECIDED, Status.INDETERMINATE)


def duty_table(duties: Iterable[Duty]) -> Table:
    """Every duty with who owes it, its legal force, and whether its source was read."""
    table = Table(box=None, pad_edge=False)
    table.add_column("what is owed", min_width=32)
    for name in ("by", "standing", "source"):
        table.add_column(name, max_width=15)
    for duty in duties:
        table.add_row(
            f"[bold]{duty.id}[/bold]\n{duty.title}\n", owed_by(duty), duty.standing, source_said(duty)
        )
    return table


def editions(duty: Duty) -> Iterator[str]:
    """Each edition that it rests on, from when to when, and whether somebody has read it."""
    for force in duty.in_force:
        until = f" to {force.to}" if force.to else ""
        edition = f"{force.edition}: " if force.edition else ""
        yield f"  from {force.from_}{until}: {edition}{source_said(duty, force.from_)}"
    if not duty.in_force:
        yield f"  {source_said(duty)}"


def figure_table(rows: Iterable[dict[str, Any]]) -> Table:
    """The figures of duties, a row for each duty and agency."""
    heads = (statuses()[status].brief for status in SHOWN)
    table = Table("duty", "agency", *heads, "share met", "median")
    for row in rows:
        share = percent(row["share_met"])
        median = "–" if row["median_time"] is None else f"{row['median_time']:g} {unit(row['unit'])}"
        table.add_row(row["duty"], row["agency"], *(str(row[key]) for key in SHOWN), share, median)
    return table


def owed_by(duty: Duty) -> str:
    """Who owes it, in words."""
    if isinstance(duty, ParticipationDuty):
        return f"{agencies()[duty.convened_by].title} and those invited"
    if isinstance(duty, SharingDuty):
        return f"{agencies()[duty.owed_by].title} to {agencies()[duty.owed_to].title}"
    if duty.owed_by == "counterparty":
        return "whoever is asked"
    return "whoever records it" if duty.owed_by == "recorder" else agencies()[duty.owed_by].title
