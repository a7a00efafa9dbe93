"""What an agency audits, and what was rated by one inspector alone."""

from collections import Counter, defaultdict
from typing import NamedTuple

from django.db.models import Q

from conspectus.definitions import CellKey, Criterion, Framework, frameworks
from conspectus.terms import Agency, Stage
from conspectus.workspace.inspections.casebooks import last_built, opened
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.ratings.models import AgencyAnswer, Leave, Rating
from conspectus.workspace.ratings.policies import rates
from conspectus.workspace.ratings.stages import audits_locked
from conspectus.workspace.ratings.visibility import finished_in


class OwnChild(NamedTuple):
    """A tracked child as an agency knows it: by its own records' ids."""

    child: str
    records: tuple[str, ...]


def asked_of(framework: Framework, agency: Agency) -> list[Criterion]:
    """The questions asked of an agency, in reading order."""
    return [one for area in framework.area for one in area.criterion if agency in one.agencies]


def children_of(inspection: Inspection, agency: Agency) -> list[OwnChild]:
    """The tracked children of whom this agency sent records, in the order in which they were chosen."""
    built = last_built(inspection)
    if built is None:
        return []
    tracked = list(inspection.tracked.now().values_list("child", flat=True))
    rows = opened(built.casebook).rows(
        """select l.child_id, list(l.person_id order by l.sender, l.person_id) as records
        from links l join senders d on d.sender = l.sender
        where d.agency = ? and list_contains(?, l.child_id) group by l.child_id""",
        [agency.value, tracked],
    )
    known = {str(row["child_id"]): OwnChild(str(row["child_id"]), tuple(row["records"])) for row in rows}
    return [known[child] for child in tracked if child in known]


def rated_by_one(member: Member) -> list[Rating]:
    """The only rating of each cell that one inspector rated, who has finished, and that this person may consolidate."""
    framework = frameworks()[member.inspection.framework]
    finished = finished_in(member)
    found: dict[CellKey, list[Rating]] = defaultdict(list)
    for one in member.inspection.ratings.all():
        found[one.cell].append(one)
    return [
        one
        for key in framework.cells()
        for one in found[key]
        if len(found[key]) == 1 and one.stage == Stage.INDEPENDENT and one.by_id in finished
        if rates(member, key)
    ]


def left_unrated(member: Member) -> tuple[int, int]:
    """How many of the cells that this person may rate they have not rated, and how many there are."""
    framework = frameworks()[member.inspection.framework]
    theirs = {key for key in framework.cells() if rates(member, key)}
    mine = member.inspection.ratings.filter(by=member.person_id, stage=Stage.INDEPENDENT)
    return len(theirs - {one.cell for one in mine}), len(theirs)


def leave_for(inspection: Inspection, cell: CellKey) -> Leave | None:
    """The lead's reason why the cell can do without independent ratings, where there is one."""
    found = inspection.leaves.filter(criterion=cell.criterion, agency=cell.agency).select_related("by")
    return found.first()


def hindered(member: Member) -> str:
    """Why somebody who has finished cannot rate alone again; empty where they can."""
    there = member.inspection.members.filter(inspectorate=member.inspectorate).values("person")
    rated = member.inspection.ratings.filter(inspectorate=member.inspectorate).values(
        "by"
    )  # and may have left since
    others = member.inspection.finished.exclude(by=member.person_id)
    if others.filter(Q(by__in=there) | Q(by__in=rated)).exists():
        return "a colleague has finished too, and each of you can see what the other gave"
    if member.inspection.ratings.filter(by=member.person_id, stage=Stage.CONSOLIDATED).exists():
        return "you have consolidated a rating"
    return ""


def said_of_themselves(
    inspection: Inspection, only: CellKey | None = None
) -> dict[CellKey, list[AgencyAnswer]]:
    """The agencies' own answers by cell, once they are locked; before that nobody but the agency sees them."""
    found: dict[CellKey, list[AgencyAnswer]] = defaultdict(list)
    if audits_locked(inspection):
        sent = AgencyAnswer.objects.filter(audit__inspection=inspection, audit__sent_at__isnull=False)
        if only is not None:
            sent = sent.filter(criterion=only.criterion, audit__agency=only.agency)
        for one in sent.select_related("audit").order_by("child"):
            found[CellKey(one.criterion, Agency(one.audit.agency))].append(one)
    return found


def counted(answers: list[AgencyAnswer], scale: tuple[str, ...]) -> list[tuple[str, int]]:
    """How many children were answered with each level, best first; counts, never an average."""
    many = Counter(one.level for one in answers)
    order = (*reversed(scale), *(level for level in many if level not in scale))
    return [(level, many[level]) for level in order if many[level]]
