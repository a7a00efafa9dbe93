"""Read one child's joint chronology out of a casebook."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from conspectus.definitions import Duty, agencies, events
from conspectus.errors import CasebookError
from conspectus.plain import day, listed
from conspectus.records.casebook.child import Child, ChildChronology, ChronologyEntry, Owed, Source
from conspectus.records.casebook.cite import Readable
from conspectus.records.casebook.picture import Build
from conspectus.records.casebook.read_gaps import silo_gaps
from conspectus.records.casebook.read_owed import owed
from conspectus.records.casebook.when import between, said, when, written_day
from conspectus.terms import Agency, Precision, Relation
from conspectus.wording import relations

Row = dict[str, Any]


def read_child(
    casebook: Readable,
    child_id: str,
    *,
    build: Build,
    duties: Mapping[str, Duty],
    names: bool,
    restricted: bool = False,
) -> ChildChronology:
    """The joint chronology of one child, with what is `restricted` only where that is asked for.

    A CasebookError where the casebook knows no such child.
    """
    child = _child(casebook, child_id, names=names, restricted=restricted)
    lines = sorted(casebook.rows(MASKED if child.masked else LINES, [child_id]), key=ORDER)
    entries = sorted(_entries(lines, restricted=restricted), key=lambda pair: pair[0])
    obligations = _obligations(casebook, child_id, duties, on=build.as_of_day, restricted=restricted)
    gaps = silo_gaps(casebook, as_of_day=build.as_of_day, child_id=child_id, restricted=restricted)
    days = [day for _, entry in entries for day in (entry.first_day, entry.end_last_day or entry.last_day)]
    days += [one.due_day for one in obligations if one.due_day]
    days += [day for gap in gaps for day in (gap.visible_on, gap.acted_on or gap.due)]
    return ChildChronology(
        build=build,
        child=child,
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        entries=[entry for _, entry in entries],
        obligations=obligations,
        silo_gaps=gaps,
    )


PERSON = "select * from child_people where child_id = ?"


def _child(casebook: Readable, child_id: str, *, names: bool, restricted: bool) -> Child:
    rows = casebook.rows(PERSON, [child_id])
    if not rows:
        raise CasebookError(
            f"there is no child {child_id!r} in it",
            "the casebook",
            "Take a child_id that `conspectus show` names, among silo gaps or the sample.",
        )
    [row] = rows
    masked = not names or (row["restricted"] and not restricted)
    born = between(row["born_first"], row["born_last"]) if row["born_first"] and row["born_last"] else None
    told = {name: row.get(name) for name in ("forename", "surname", *Child.titles())}
    told |= {"born": born, "nhs_number": _numbers(row.get("numbers") or [])}
    return Child(
        masked=masked,
        agencies=[agency for agency in Agency if agency in (row["agencies"] or [])],
        **(dict.fromkeys(told) if masked else told),
        **{name: row[name] for name in ("child_id", "is_child", "records", "restricted")},
    )


def _numbers(held: Sequence[Row]) -> str | None:
    """943 476 5919 (Health, 14 April 2026): each number with whose records hold it, and when they were taken."""
    holders: dict[str, list[str]] = {}
    for one in sorted(held, key=itemgetter("number", "agency", "day")):
        taken = f"{agencies()[Agency(one['agency'])].title}, {day(one['day'])}"
        holders.setdefault(one["number"], []).append(taken)
    told = [f"{number[:3]} {number[3:6]} {number[6:]} ({'; '.join(who)})" for number, who in holders.items()]
    return listed(told) if told else None


# In no order: to sort the few rows of one child here takes less than the query does to promise one.
LINES = "select * from child_events where child_id = ?"
# Without what the sender wrote in its own words, which may hold a name, and takes longest to read.
MASKED = "select * replace (null as source_ref) from child_events where child_id = ?"
ORDER = itemgetter("started_first", "joint_ref", "via_relation", "event_ref")

Placed = tuple[tuple[Any, ...], ChronologyEntry]


def _entries(lines: Sequence[Row], *, restricted: bool) -> Iterator[Placed]:
    """Each line with its place in time; one line for what several recorded, one for each row that is kept back."""
    together: dict[str, list[Row]] = {}
    for row in lines:
        together.setdefault(row["joint_ref"], []).append(row)
    for rows in together.values():
        open_rows = [row for row in rows if restricted or not row["restricted"]]
        hidden = {row["event_ref"]: row for row in rows if row["restricted"] and not restricted}
        if open_rows:
            yield _open(open_rows)
        yield from (_restricted(row) for row in hidden.values())


def _open(rows: Sequence[Row]) -> Placed:
    own = [row for row in rows if not row["via_relation"]] or rows
    lead = next((row for row in own if row["event_ref"] == row["joint_ref"]), own[0])
    others = {row["agency"] for row in rows} - {lead["agency"]}
    through = list(dict.fromkeys(_through(row) for row in own if row["via_relation"]))
    entry = ChronologyEntry(
        event_ref=lead["event_ref"],
        event=lead["event"],
        title=events()[lead["event"]].title,
        until=when(lead, "ended"),
        end_first_day=lead["ended_first_day"],
        end_last_day=lead["ended_last_day"],
        lasting=events()[lead["event"]].lasting,
        outcome=said(lead["outcome"]),
        counterparty=lead["counterparty"],
        via=" and ".join(through) or None,
        via_relation=lead["via_relation"] or None,
        also_recorded_by=[agency for agency in Agency if agency in others],
        restricted=any(row["restricted"] for row in rows),
        source=Source(**{name: lead[name] for name in Source.model_fields}),
        **_placed(lead),
    )
    return _place(lead), entry


def _restricted(row: Row) -> Placed:
    """All that may be told of a restricted row: that there is one, whose and when."""
    empty = dict.fromkeys(
        ("event_ref", "event", "until", "end_first_day", "end_last_day", "outcome", "counterparty", "via",
         "via_relation", "source")
    )  # fmt: skip
    title = f"A restricted entry by {agencies()[Agency(row['agency'])].title}"
    entry = ChronologyEntry(
        title=title, lasting=False, also_recorded_by=[], restricted=True, **empty, **_placed(row)
    )
    return _place(row), entry


def _placed(row: Row) -> Row:
    return {
        "agency": row["agency"],
        "agency_title": agencies()[Agency(row["agency"])].title,
        "when": when(row) or "no date",
        "precision": row["started_precision"],
        "first_day": row["started_first_day"],
        "last_day": row["started_last_day"],
    }


def _place(row: Row) -> tuple[Any, ...]:
    """Order of time; a day without a time comes before the times of that day."""
    timed = row["started_precision"] == Precision.TIME
    agency = list(Agency).index(Agency(row["agency"]))
    return (written_day(row), row["started_first"] if timed else datetime.min, agency, row["event_ref"])


def _through(row: Row) -> str:
    """By whom an entry reaches the child: a parent by sex, where it is known."""
    forms = relations()[Relation(row["via_relation"])].forms
    return forms.get(row["via_sex"] or "", forms["through"])


OWED = "select * from child_obligations where child_id = ?"


def _obligations(
    casebook: Readable, child_id: str, duties: Mapping[str, Duty], *, on: date, restricted: bool
) -> list[Owed]:
    rows = sorted(casebook.rows(OWED, [child_id]), key=_limit)
    return [owed(row, duties[row["duty"]], on=on, restricted=restricted) for row in rows]


def _limit(row: Row) -> tuple[datetime, datetime, str]:
    """Order of what was owed: by its limit, one that is not known last."""
    return (row["due"] or datetime.max, row["clock_from"] or datetime.max, row["obligation_id"])
