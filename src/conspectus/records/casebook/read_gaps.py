"""Read silo gaps out of a casebook: what each agency held, and how long nobody spoke of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from conspectus.definitions import Pattern, Sign, agencies
from conspectus.records.casebook.applied import applied_patterns
from conspectus.records.casebook.cite import Readable
from conspectus.records.casebook.picture import SiloGap
from conspectus.terms import Agency

Row = dict[str, Any]

PARTS = """
select distinct g.gap_id, e.started_first, e.event_ref, e.agency, e.event, e.outcome, e.counterparty, e.restricted,
  e.via_relation, e.joint_ref
from silo_gaps g
join lateral (select unnest(g.event_refs) as ref) p on true
join child_events e on e.child_id = g.child_id and e.event_ref = p.ref
where {wanted}
order by g.gap_id, e.started_first, e.event_ref
"""


def silo_gaps(
    casebook: Readable, *, as_of_day: date, child_id: str | None = None, restricted: bool = False
) -> list[SiloGap]:
    """Every silo gap, or those of one child, in the order in which they could be seen.

    What only `restricted` entries show is told by agency alone unless it is asked for.
    """
    wanted, given = ("true", ()) if child_id is None else ("e.child_id = ?", (child_id,))
    rows = casebook.rows(f"select * from silo_gaps e where {wanted} order by visible_on, gap_id", given)
    parts: dict[str, list[Row]] = {}
    known = applied_patterns(casebook) if rows else {}
    for part in casebook.rows(PARTS.format(wanted=wanted), given) if rows else ():
        hidden = part["restricted"] and not restricted
        parts.setdefault(part["gap_id"], []).append(part | {"restricted": hidden})
    return [
        _gap(row, known[row["pattern"]], parts.get(row["gap_id"], []), as_of_day=as_of_day) for row in rows
    ]


def _gap(row: Row, pattern: Pattern, parts: Sequence[Row], *, as_of_day: date) -> SiloGap:
    signs = {sign.id: sign for sign in pattern.sign}
    open_refs = dict.fromkeys(part["event_ref"] for part in parts if not part["restricted"])
    return SiloGap(
        title=pattern.title,
        confirmed=pattern.confirmed,
        days_silent=((row["acted_on"] or as_of_day) - row["visible_on"]).days,
        # A gap's id holds the event that completed it: one that is restricted may not be named.
        gap_id=row["gap_id"] if row["gap_id"].partition(":")[2] in open_refs else None,
        **{name: row[name] for name in ("pattern", "child_id", "visible_on", "due", "acted_on")},
        holders=[agency for agency in Agency if agency in row["holders"]],
        signs=[_sign(signs[name], parts) for name in row["signs"]],
        event_refs=list(open_refs),
        waits_on=row["waits_on"] or [],
    )


def _sign(sign: Sign, parts: Sequence[Row]) -> str:
    """A sign's title, unless it shows only through restricted entries: these are named by agency alone."""
    held = [part for part in parts if _shows(sign, part)]
    open_ones = {part["joint_ref"] for part in held if not part["restricted"]}
    if len(open_ones) >= sign.at_least or not held:
        return sign.title
    hidden = dict.fromkeys(agencies()[Agency(part["agency"])].title for part in held if part["restricted"])
    return f"A sign that rests on a restricted entry by {' and '.join(hidden)}"


def _shows(sign: Sign, part: Row) -> bool:
    fits = part["event"] in sign.events.words and (part["via_relation"] or "") == (sign.through or "")
    return fits and all(part[field] in values for field, values in sign.events.conditions.items())
