"""Read obligations out of a casebook: one as a child's chronology tells it, and those that a figure counts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from conspectus.definitions import Duty, agencies
from conspectus.records.casebook.child import Owed
from conspectus.records.casebook.cite import Readable
from conspectus.records.casebook.picture import DutyFigure
from conspectus.records.casebook.when import due, last_day
from conspectus.records.dates import local_day
from conspectus.terms import Agency, Part, Status
from conspectus.wording import edition_said, parts

Row = dict[str, Any]

# Of a restricted one the chronology tells no duty, so that a list of one duty holds none.
COUNTED = "from child_obligations where duty = ? and part = ? and agency = ? and not restricted"
# What was not done comes first, then what is doubtful or open.
URGENCY = (Status.MISSED, Status.LATE, Status.INDETERMINATE, Status.NOT_YET_DUE)


def how_many(casebook: Readable, figure: DutyFigure, *, status: str = "") -> int:
    """How many obligations that rest on no restricted entry a figure counts, of one status or of all."""
    [row] = casebook.rows(f"select count(*) as n {COUNTED} {_only(status)}", _given(figure, status))
    return int(row["n"])


def counted(
    casebook: Readable, figure: DutyFigure, duties: Mapping[str, Duty], *, on: date, status: str, part: slice
) -> list[tuple[str, Owed]]:
    """Some of them, each with its child, what was not done first."""
    order = "list_position(?::varchar[], status) nulls last, due desc nulls last, obligation_id"
    sql = f"select * {COUNTED} {_only(status)} order by {order} limit ? offset ?"
    page = [[one.value for one in URGENCY], part.stop - part.start, part.start]
    rows = casebook.rows(sql, [*_given(figure, status), *page])
    return [(row["child_id"], owed(row, duties[row["duty"]], on=on, restricted=False)) for row in rows]


def _only(status: str) -> str:
    return "and status = ?" if status else ""


def _given(figure: DutyFigure, status: str) -> list[object]:
    return [figure.duty, figure.part, figure.agency, *([status] if status else [])]


def owed(row: Row, duty: Duty, *, on: date, restricted: bool) -> Owed:
    shown = {
        "agency_title": agencies()[Agency(row["agency"])].title,
        "confirmed": duty.confirmed_on(on),
        "checked": edition_said(duty, on),
        "clock_day": _day(row["clock_from"]),
        "due": due(row["due"], row["unit"]),
        "due_day": last_day(row["due"]) if row["due"] else None,
        **{name: row[name] for name in ("agency", "status", "reason", "restricted")},
    }
    named = ("obligation_id", "duty", "kind", "part", "counterparty", "trigger_ref", "response_ref")
    if row["restricted"] and not restricted:
        return Owed(
            title="A duty that rests on a restricted entry",
            part_words="",
            waits_on=[],
            **dict.fromkeys(named),
            **shown,
        )
    words, waits_on = parts()[Part(row["part"])].word, row["waits_on"] or []
    return Owed(
        title=duty.title, part_words=words, waits_on=waits_on, **{name: row[name] for name in named}, **shown
    )


def _day(instant: datetime | None) -> date | None:
    return local_day(instant) if instant is not None else None
