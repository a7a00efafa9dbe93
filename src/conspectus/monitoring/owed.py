"""What is owed now, seen from a casebook's as-of: not yet due, missed and still open, silo gaps open."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Literal

import polars as pl
from pydantic import Field

from conspectus.definitions import Duty, agencies
from conspectus.monitoring.trend_model import ReadModel
from conspectus.records.casebook import Casebook
from conspectus.records.dates import calendar_table, local_day
from conspectus.terms import Agency, Nation, Part, Status
from conspectus.wording import edition_said

# A meeting that is over can no longer be attended, nor anybody invited to it: what was missed there is not open.
STILL_OPEN = (Part.RESPOND, Part.RECUR, Part.RECEIVE)
HIDDEN = "A duty that rests on a restricted entry"


class Item(ReadModel):
    """One thing owed now."""

    agency: Agency
    agency_title: str
    kind: Literal["not_yet_due", "missed", "gap"] = Field(
        description="Not yet due; missed and still open; a silo gap that nobody has acted on"
    )
    title: str
    duty: str | None = Field(
        description="Duty, or of a gap the pattern; null where it rests on a restricted entry"
    )
    part: Part | None
    checked: str = Field(
        description="What of its duty's source is not yet checked, in words; empty where it is, and for a gap"
    )
    child_id: str
    due: date | None = Field(description="Last day, by the nation's clock; null where it is not known")
    days_left: int | None = Field(
        description="Working days until then, below nought past it; null where not known"
    )
    reason: str
    obligation_id: str | None = Field(
        description="Its id, or the gap's; null where that names a restricted entry"
    )
    restricted: bool


class Owed(ReadModel):
    """What is owed now."""

    kind: Literal["conspectus-owed"] = "conspectus-owed"
    as_of: date
    nation: Nation
    within: int = Field(description="Working days up to which what is not yet due is listed")
    items: list[Item] = Field(description="By agency in their order, the most pressing first")


OWED = """
select agency, status, duty, part, child_id, due, unit, reason, obligation_id, restricted
from child_obligations where status = 'not_yet_due' or (status = 'missed' and part in ({open}))
"""


def owed(casebook: Casebook, *, agency: Agency | None = None, within: int) -> Owed:
    """What each agency owes now, or one of them; restricted entries are told by agency and date alone."""
    build = casebook.build
    rows = casebook.rows(OWED.format(open=", ".join(f"'{part}'" for part in STILL_OPEN)))
    items = [*_obligations(rows, casebook.duties, on=build.as_of_day), *_gaps(casebook)]
    asked = [one for one in items if agency in (None, one["agency"])]
    counted = _with_days_left(asked, today=build.as_of_day, nation=build.nation)
    kept = [
        one
        for one in counted
        if one["kind"] != "not_yet_due" or one["days_left"] is None or one["days_left"] <= within
    ]
    return Owed(
        as_of=build.as_of_day,
        nation=build.nation,
        within=within,
        items=[Item(**one) for one in _in_order(kept)],
    )


def _obligations(
    rows: list[dict[str, Any]], duties: Mapping[str, Duty], *, on: date
) -> Iterator[dict[str, Any]]:
    for row in rows:
        hidden = row["restricted"]
        yield {
            "agency": row["agency"],
            "agency_title": agencies()[Agency(row["agency"])].title,
            "kind": "missed" if row["status"] == Status.MISSED else "not_yet_due",
            "title": HIDDEN if hidden else duties[row["duty"]].title,
            "duty": None if hidden else row["duty"],
            "part": None if hidden else row["part"],
            "checked": "" if hidden else edition_said(duties[row["duty"]], on),
            "child_id": row["child_id"],
            "due": _last_day(row["due"]),
            "reason": row["reason"],
            "obligation_id": None if hidden else row["obligation_id"],
            "restricted": hidden,
        }


def _last_day(due: datetime | None) -> date | None:
    """A limit in days ends at 24:00, so that its day is that of the moment before."""
    return None if due is None else local_day(due - timedelta(microseconds=1))


def _gaps(casebook: Casebook) -> Iterator[dict[str, Any]]:
    """Each open gap once for every agency that holds a part: whoever holds one can act."""
    for gap in casebook.gaps():
        for agency in gap.holders if gap.acted_on is None else ():
            yield {
                "agency": agency,
                "agency_title": agencies()[agency].title,
                "kind": "gap",
                "title": gap.title,
                "duty": gap.pattern,
                "part": None,
                "checked": "",
                "child_id": gap.child_id,
                "due": gap.due,
                "reason": f"Visible since {gap.visible_on}, and nobody has acted. {'; '.join(gap.signs)}.",
                "obligation_id": gap.gap_id,
                "restricted": gap.gap_id is None,
            }


def _with_days_left(items: list[dict[str, Any]], *, today: date, nation: Nation) -> list[dict[str, Any]]:
    """With the working days from the as-of day to each limit: none on the day itself."""
    days = [one["due"] for one in items if one["due"]]
    if not days:
        return [one | {"days_left": None} for one in items]
    table = calendar_table(first=min(*days, today), last=max(*days, today), nation=nation)
    working = dict(zip(table["date"], table["working"], strict=True))
    return [
        one | {"days_left": working[one["due"]] - working[today] if one["due"] else None} for one in items
    ]


def _in_order(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    order, kinds = list(Agency), ("gap", "missed", "not_yet_due")
    return sorted(
        items,
        key=lambda one: (
            order.index(Agency(one["agency"])), kinds.index(one["kind"]), one["due"] or date.max, one["child_id"],
            one["obligation_id"] or "",
        ),
    )  # fmt: skip


def owed_table(owed: Owed) -> pl.DataFrame:
    """The items as a table, for files that others open."""
    names = (
        "agency",
        "kind",
        "title",
        "child_id",
        "due",
        "days_left",
        "reason",
        "duty",
        "part",
        "checked",
        "obligation_id",
    )
    schema = dict.fromkeys(names, pl.String) | {"due": pl.Date, "days_left": pl.Int64}
    rows = [{name: getattr(one, name) for name in names} for one in owed.items]
    return pl.DataFrame(rows, schema=schema)
