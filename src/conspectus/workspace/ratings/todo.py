"""Ratings and the agencies' own audit in the list of what is left to do."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.db.models import CharField, Exists, OuterRef, Value
from django.urls import reverse

from conspectus.definitions import CellKey, frameworks
from conspectus.terms import Stage as RatingStage
from conspectus.workspace.inspections.awaited import Awaited, began, left_of
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import inspects, sees_log, speaks_for_agency
from conspectus.workspace.inspections.stages import Stage, reached
from conspectus.workspace.inspections.todo import JUDGING, Group, Task, Waiting
from conspectus.workspace.ratings.models import AgencyAudit, Finished, Rating
from conspectus.workspace.ratings.policies import rates, rates_any
from conspectus.workspace.ratings.stages import auditing, audits_are_in, audits_locked

TITLE = "The agencies’ own audit"


def ratings(member: Member) -> Group:
    """The matrix, always open to those who inspect."""
    if not inspects(member):
        return JUDGING, []
    return JUDGING, [Task("Ratings", reverse("ratings", args=[member.inspection_id]), "Open")]


def audits(member: Member) -> Group:
    """A contact's own audit; to inspectors, how far all are."""
    one = member.inspection
    if speaks_for_agency(member):
        return TITLE, [_own(member)]
    if not inspects(member):
        return TITLE, []
    if not reached(one.now, Stage.AGENCIES_AUDIT):
        return TITLE, [Task("Audits by the agencies", "", "Cannot start yet", "Once the children are chosen")]
    state = "Done" if audits_locked(one) or not audits_are_in(one) else "In progress"
    return TITLE, [Task("Audits by the agencies", reverse("audits", args=[one.pk]), state)]


def _own(member: Member) -> Task:
    title = "Audit your own part with the tracked children"
    if not reached(member.inspection.now, Stage.AGENCIES_AUDIT):
        return Task(title, "", "Cannot start yet", "Once the children are chosen")
    sent = member.inspection.audits.filter(agency=member.agency, sent_at__isnull=False).exists()
    place = reverse("audit", args=[member.inspection_id, member.agency])
    return Task(title, place, "Done" if sent else "Closed" if audits_locked(member.inspection) else "To do")


def waiting(parts: Sequence[Member]) -> Iterator[Waiting]:
    """A contact’s own audit while agencies audit; in fieldwork what an inspector has not rated yet, then the rest."""
    yield from _own_audits(
        [member for member in parts if speaks_for_agency(member) and auditing(member.inspection)]
    )
    yield from _left_to_rate(
        [member for member in parts if inspects(member) and member.inspection.now is Stage.FIELDWORK]
    )
    yield from _left_to_consolidate(
        [member for member in parts if inspects(member) and member.inspection.now is Stage.MODERATION]
    )


def _own_audits(parts: Sequence[Member]) -> Iterator[Waiting]:
    within = [member.inspection_id for member in parts]
    found = AgencyAudit.objects.filter(inspection__in=within, sent_at__isnull=False)
    sent = set(found.values_list("inspection", "agency")) if parts else set()
    for member in parts:
        if (member.inspection_id, member.agency) not in sent:
            place = reverse("audit", args=[member.inspection_id, member.agency])
            yield Waiting(
                member.inspection, "Audit your own part with the tracked children", "", "Start", place, 20
            )


def _left_to_rate(parts: Sequence[Member]) -> Iterator[Waiting]:
    """By inspection, unless they have finished rating alone there; what is rated and finished is asked in one."""
    theirs = {member: cells for member in parts if (cells := _cells_of(member))}
    if not theirs:
        return
    within, person = [member.inspection_id for member in theirs], parts[0].person_id
    mine = Rating.objects.filter(inspection__in=within, by=person, stage=RatingStage.INDEPENDENT).order_by()
    done = Finished.objects.filter(inspection__in=within, by=person).order_by()
    nothing = Value("", output_field=CharField())
    rows = mine.values_list("inspection", "criterion", "agency").union(
        done.values_list("inspection", nothing, nothing), all=True
    )
    rated = Counter(number for number, criterion, _ in rows if criterion)
    finished = {number for number, criterion, _ in rows if not criterion}
    for member, cells in theirs.items():
        many = rated[member.inspection_id]
        if member.inspection_id not in finished:
            yield _rating(member, many, len(cells))


def _left_to_consolidate(parts: Sequence[Member]) -> Iterator[Waiting]:
    """What an inspectorate has not consolidated though its raters are moderated already."""
    theirs = {member: cells for member in parts if (cells := _cells_of(member))}
    within = [member.inspection_id for member in theirs]
    found = Rating.objects.filter(inspection__in=within, stage=RatingStage.CONSOLIDATED).order_by()
    rows = set(found.values_list("inspection", "criterion", "agency")) if theirs else set()
    for member, cells in theirs.items():
        many = sum((member.inspection_id, cell.criterion, cell.agency) in rows for cell in cells)
        if many < len(cells):
            place, told = reverse("ratings", args=[member.inspection_id]), f"{many} of {len(cells)}"
            act = "Go on" if many else "Start"
            yield Waiting(member.inspection, "Consolidate what your inspectorate rated", told, act, place, 30)


def _rating(member: Member, many: int, of: int) -> Waiting:
    title = "Rate what your inspectorate leads for" if many < of else "Finish rating alone"
    place = reverse("ratings", args=[member.inspection_id])
    return Waiting(member.inspection, title, f"{many} of {of} rated", "Go on" if many else "Start", place, 30)


def _cells_of(member: Member) -> set[CellKey]:
    return {key for key in frameworks()[member.inspection.framework].cells() if rates(member, key)}


def awaited(member: Member) -> Iterator[Awaited]:
    """Audits that agencies have not sent; to those who read the log, who has not finished rating alone."""
    one = member.inspection
    if inspects(member) and auditing(one):
        settled = one.audits.exclude(sent_at=None, absent_why="").values_list("agency", flat=True)
        if left := left_of(one, settled):
            place = reverse("audits", args=[one.pk])
            yield Awaited("The agency’s own audit", left, began(one, Stage.AGENCIES_AUDIT), place)
    if sees_log(member) and one.now is Stage.FIELDWORK and (still := _still_rating(member)):
        place = reverse("ratings", args=[one.pk])
        yield Awaited("To finish rating alone", still, began(one, Stage.FIELDWORK), place)


def _still_rating(member: Member) -> list[str]:
    """Names of others, each with their inspectorate."""
    done = Finished.objects.filter(inspection=member.inspection_id, by=OuterRef("person"))
    people = member.inspection.members.exclude(pk=member.pk).filter(~Exists(done)).select_related("person")
    others = people.order_by("inspectorate", "person__name")
    return [
        f"{one.person.name} ({one.get_inspectorate_display()})"
        for one in others
        if rates_any(_within(one, member))
    ]


def _within(one: Member, other: Member) -> Member:
    """A part with the inspection at hand, which another holds already."""
    one.inspection = other.inspection
    return one
