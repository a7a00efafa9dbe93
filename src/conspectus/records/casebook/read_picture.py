"""Read the picture by agency out of a casebook."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from conspectus.definitions import agencies, events
from conspectus.records.casebook.applied import (
    answering,
    applied_duties,
    applied_patterns,
    deadline,
    limit,
    resting,
)
from conspectus.records.casebook.cite import Readable
from conspectus.records.casebook.meaning import meaning
from conspectus.records.casebook.picture import (
    AgencyPart,
    Build,
    CoverageCell,
    CoverageRow,
    DutyFigure,
    FileRows,
    FrameRow,
    Linkage,
    Picture,
    Sender,
    Tracked,
    Unlinked,
)
from conspectus.records.casebook.read_gaps import silo_gaps
from conspectus.records.casebook.read_quality import qualities
from conspectus.records.casebook.read_times import curves
from conspectus.records.dates import local_day
from conspectus.terms import Agency, Nation, Part, Severity, Status
from conspectus.wording import parts

Row = dict[str, Any]


def read_picture(casebook: Readable, *, build: Build) -> Picture:
    """The picture by agency of an open casebook."""
    duties = _duties(casebook, on=build.as_of_day)
    gaps = silo_gaps(casebook, as_of_day=build.as_of_day)
    return Picture(
        build=build,
        agencies=_agencies(casebook, held=Counter(agency for gap in gaps for agency in gap.holders)),
        senders=_senders(casebook),
        linkage=_linkage(casebook),
        coverage=_coverage(casebook),
        duties=duties,
        silo_gaps=sorted(gaps, key=lambda gap: (-gap.days_silent, gap.visible_on, gap.child_id, gap.pattern)),
        sample=[_tracked(row) for row in casebook.rows("select * from sample order by place")],
        frame=[FrameRow.model_validate(row) for row in casebook.rows("select * from frame order by stratum")],
    )


def _tracked(row: Row) -> Tracked:
    return Tracked.model_validate(
        row | {"agencies": [agency for agency in Agency if agency in row["agencies"]]}
    )


def read_build(casebook: Readable, *, content_hash: str) -> Build:
    """What made the casebook."""
    [row] = casebook.rows("select * from build")
    known = applied_patterns(casebook)
    return Build(
        content_sha256=content_hash,
        version=row["version"],
        as_of=row["as_of"],
        as_of_day=local_day(row["as_of"]),
        nation=Nation(row["nation"]),
        theme=row["theme"],
        theme_title=known[row["theme"]].theme if row["theme"] in known else row["theme"],
        seed=row["seed"],
        decided_links=row["decisions_sha256"] is not None,
    )


ROWS = """
select agency, cast(sum(rows_in) as bigint) as rows_in, cast(sum(rows_used) as bigint) as rows_used,
  cast(sum(rows_set_aside) as bigint) as rows_set_aside
from files group by agency
"""

ISSUES = """
select s.agency, i.severity, count(*) as issues
from issues i join senders s on s.sender = i.sender group by s.agency, i.severity
"""


def _agencies(casebook: Readable, *, held: Counter[Agency]) -> list[AgencyPart]:
    rows = {row["agency"]: row for row in casebook.rows(ROWS)}
    owed = {row["agency"]: row for row in casebook.rows(_owed())}
    senders = Counter(row["agency"] for row in casebook.rows("select agency from senders"))
    issues = {(row["agency"], row["severity"]): row["issues"] for row in casebook.rows(ISSUES)}
    nothing = dict.fromkeys(("rows_in", "rows_used", "rows_set_aside"), 0)
    return [
        AgencyPart(
            title=term.title,
            mark=term.mark,
            senders=senders[agency],
            issues={severity: issues.get((agency, severity), 0) for severity in Severity},
            gaps_held=held[agency],
            **{**nothing, **_tallied(owed.get(agency, {})), **rows.get(agency, {}), "agency": agency},
        )
        for agency, term in agencies().items()
    ]


def _owed() -> str:
    sums = ", ".join(f"cast(sum({name}) as bigint) as {name}" for name in ("obligations", *Status))
    # What is only measured is neither met nor late: it counts towards no agency's share.
    judged = "select duty from obligations where kind = 'measured'"
    return f"select agency, {sums} from duty_figures where duty not in ({judged}) group by agency"


def _tallied(row: Row) -> Row:
    counts = {name: row.get(name, 0) for name in ("obligations", *(status.value for status in Status))}
    decided = counts["met"] + counts["late"] + counts["missed"]
    return {**counts, "share_met": counts["met"] / decided if decided else None}


def _senders(casebook: Readable) -> list[Sender]:
    known = qualities(casebook)
    files = casebook.rows("select * from files order by sender, file, sheet")
    return [
        Sender(
            return_schema=row["schema"],
            quality=known[row["sender"]],
            files=[FileRows.model_validate(file) for file in files if file["sender"] == row["sender"]],
            **{
                name: row[name]
                for name in ("sender", "agency", "period_from", "period_to", "extracted", "scope")
            },
        )
        for row in _by_agency(casebook.rows("select * from senders order by sender"))
    ]


def _by_agency(rows: list[Row]) -> list[Row]:
    order = list(Agency)
    return sorted(rows, key=lambda row: order.index(Agency(row["agency"])))


# A record without a name has nothing to be linked by, unless people decided what it belongs with.
UNLINKED = """
with company as (select child_id, count(*) as records from links group by child_id)
select p.sender, p.agency, count(*) as people,
  case when l.child_id is null then 'no linked person was made of them' else 'they came without names' end as why
from people p
left join links l on l.sender = p.sender and l.person_id = p.person_id
left join company c on c.child_id = l.child_id
where l.child_id is null
  or (p.forename is null and p.surname is null and not coalesce(p.unborn, false) and c.records = 1)
group by all order by p.sender, why
"""

LINKED = """
select (select count(*) from people) as people_records, (select count(*) from children) as linked_people,
  (select count(*) from children where is_child) as children, (select count(*) from questions) as questions
"""


def _linkage(casebook: Readable) -> Linkage:
    [counts] = casebook.rows(LINKED)
    return Linkage(**counts, unlinked=[Unlinked.model_validate(row) for row in casebook.rows(UNLINKED)])


COVERED = "select agency, event, min(from_day) as from_day, max(until) as until from coverage group by agency, event"
SENT = "select agency, event, count(*) as events from events group by agency, event"


# Rows that cannot be used were sent as well.
ANY_SENT = """
select agency, event from events union
select s.agency, a.event from set_aside a join senders s on s.sender = a.sender where a.event is not null
"""


def _sent_none(casebook: Readable) -> dict[Agency, set[str]]:
    """By agency the words that its senders say they keep, and of which none sent a row."""
    sent = {(row["agency"], row["event"]) for row in casebook.rows(ANY_SENT)}
    found: dict[Agency, set[str]] = {agency: set() for agency in Agency}
    for row in casebook.rows(COVERED):
        if (row["agency"], row["event"]) not in sent:
            found[Agency(row["agency"])].add(row["event"])
    return found


def _coverage(casebook: Readable) -> list[CoverageRow]:
    covered = {(row["agency"], row["event"]): row for row in casebook.rows(COVERED)}
    sent = {(row["agency"], row["event"]): row["events"] for row in casebook.rows(SENT)}
    there = {event for _, event in {*covered, *sent}}
    return [
        CoverageRow(
            event=word,
            title=term.title,
            group=term.group,
            cells=[
                _cell(agency, word, covered.get((agency, word)), sent.get((agency, word), 0))
                for agency in Agency
            ],
        )
        for word, term in sorted(events().items(), key=lambda item: item[1].group)
        if word in there
    ]


def _cell(agency: Agency, word: str, covered: Row | None, sent: int) -> CoverageCell:
    return CoverageCell(
        agency=agency,
        covered=covered is not None,
        usual=agency in events()[word].recorded_by,
        events=sent,
        from_day=covered["from_day"] if covered else None,
        until=covered["until"] if covered else None,
    )


def _duties(casebook: Readable, *, on: date) -> list[DutyFigure]:
    known = applied_duties(casebook)
    times = curves(casebook)
    nothing, kept = _sent_none(casebook), {(row["agency"], row["event"]) for row in casebook.rows(COVERED)}
    order = list(Part)
    rows = _by_agency(casebook.rows("select * from duty_figures order by duty, part, agency"))
    rows.sort(key=lambda row: (row["duty"], order.index(Part(row["part"]))))
    return [
        DutyFigure.model_validate(
            {
                **row,
                "title": duty.title,
                "part_words": parts()[Part(row["part"])].word,
                "agency_title": agencies()[Agency(row["agency"])].title,
                "deadline": deadline(duty),
                "limit": limit(duty, row["unit"]),
                "asks": meaning(duty),
                "times": times.get((row["duty"], row["part"], row["agency"]), []),
                "sent_none": _none_of(
                    answering(duty, Part(row["part"])),
                    agency=Agency(row["agency"]),
                    nothing=nothing,
                    kept=kept,
                ),
                **{name: getattr(duty, name) for name in ("kind", "standing", "source")},
                **resting(duty, on=on),
            }
        )
        for row in rows
        for duty in [known[row["duty"]]]
    ]


def _none_of(
    words: tuple[str, ...], *, agency: Agency, nothing: Mapping[Agency, set[str]], kept: set[tuple[str, str]]
) -> bool:
    """Whether the agency says that it keeps some of these words and sent no row of any."""
    own = {word for word in words if (agency, word) in kept}
    return bool(own) and own <= nothing[agency]
