"""What is left to do in an inspection, for one person's part in it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.models import Build, Inspection, Member, SentReturn
from conspectus.workspace.inspections.shown import returns_of
from conspectus.workspace.inspections.stages import Stage


class Task(NamedTuple):
    """A line of the task list."""

    title: str
    url: str  # empty where it cannot be begun yet
    state: str
    hint: str = ""

    @property
    def colour(self) -> str:
        """Of its tag: none for what is done, as the pattern has it."""
        return {"Done": "", "Cannot start yet": "grey", "In progress": "light-blue"}.get(self.state, "blue")


class Waiting(NamedTuple):
    """Something that waits for one person in one of their inspections."""

    inspection: Inspection
    title: str
    how_many: str  # how much of it is left, or how far it is; may be empty
    act: str  # the word of its link: Start, Go on
    url: str
    urgency: int  # the smaller, the earlier it stands


Waits = Callable[[Sequence[Member]], Iterable[Waiting]]
# What waits for the person whose parts these are: each asks the database at most once, however many parts there are.
WAITS: list[Waits] = []
Group = tuple[str, list[Task]]  # those of one title are shown as one
Groups = list[Group]
DONE, LATER_ON = "Done", "Cannot start yet"
FIRST: list[Callable[[Member], Group]] = []  # what stands before everything else
EARLY: list[Callable[[Member], Group]] = []  # what they add beside the agencies' records
LATER: list[Callable[[Member], Group]] = []  # what apps that come later add, before the log
ROOMS: list[Callable[[User], Group]] = []  # what a person has beside inspections, on the first page
JUDGING = "Evidence and judgment"


class Laid(NamedTuple):
    """Tasks as a page lays them out: what can be worked on, what is finished, what comes later."""

    open: Groups
    done: list[Task]
    later: list[Task]


def laid_out(groups: Groups) -> Laid:
    """The groups with what is finished and what cannot start yet taken out of them."""
    every = [task for _, tasks in groups for task in tasks]
    apart = (DONE, LATER_ON)
    left = [(title, [task for task in tasks if task.state not in apart]) for title, tasks in groups]
    return Laid(
        [group for group in left if group[1]],
        [task for task in every if task.state == DONE],
        [task for task in every if task.state == LATER_ON],
    )


def tasks_of(member: Member) -> Groups:
    """Groups of tasks, those only that this part may do."""
    far = _how_far(member)
    groups: Groups = [
        *(group(member) for group in FIRST),
        ("Set up", [*_handling(member), *_people(member, far)]),
        ("The agencies’ records", [*_returns(member, far), *_build(member, far)]),
        *(group(member) for group in EARLY),
        ("What the records show", _records(member, far)),
        *(group(member) for group in LATER),
        ("Trust", _log(member)),
    ]
    joined: dict[str, list[Task]] = {}
    for title, tasks in groups:
        joined.setdefault(title, []).extend(tasks)
    return [(title, tasks) for title, tasks in joined.items() if tasks]


def waiting_for(parts: Sequence[Member]) -> list[Waiting]:
    """What waits for one person in all these inspections, the most urgent first."""
    found = [one for find in (_waits_here, *WAITS) for one in find(parts)]
    return sorted(found, key=lambda one: (one.urgency, -one.inspection.pk))


def _waits_here(parts: Sequence[Member]) -> Iterator[Waiting]:
    """Handling that nobody recorded, and a contact’s own return."""
    for member in parts:
        if policies.leads(member) and not member.inspection.handled and member.inspection.now is Stage.SET_UP:
            place = _at("handling", member.inspection)
            yield Waiting(member.inspection, "Record how the data are handled", "", "Start", place, 10)
    senders = [member for member in parts if _may_still_send(member)]
    sent = SentReturn.objects.filter(inspection__in=[member.inspection_id for member in senders])
    usable = set(sent.filter(_USABLE).values_list("inspection", "agency")) if senders else set()
    for member in senders:
        if (member.inspection_id, member.agency) not in usable:
            place = reverse("send", args=[member.inspection_id, member.agency])
            yield Waiting(member.inspection, "Send your agency’s return", "", "Start", place, 20)


def _may_still_send(member: Member) -> bool:
    now = member.inspection.now
    return bool(policies.speaks_for_agency(member)) and member.inspection.handled and now in _SENDING


class Far(NamedTuple):
    """How far the records are."""

    senders: int  # of whom a return is there
    usable: int  # returns
    newest: str  # state of the newest build; empty where there is none
    built: bool  # whether there is a casebook
    people: int  # who take part


_COUNTS = Q(taken_out_at=None)
_USABLE = _COUNTS & Q(state=SentReturn.State.USABLE)
_SENDING = (Stage.NOTIFIED, Stage.RETURNS_IN)


def _how_far(member: Member) -> Far:
    """Asked in one query: the page has many others to ask."""
    sent = returns_of(member).select_related(None)
    builds = Build.objects.filter(inspection=OuterRef("pk"))
    people = Member.objects.filter(inspection=OuterRef("pk"))
    there = Q(~Q(state=SentReturn.State.FAILED), _COUNTS)
    found = Inspection.objects.filter(pk=member.inspection_id).annotate(
        senders=_counted(sent.filter(there), "sender", distinct=True),
        usable=_counted(sent.filter(_USABLE)),
        newest=Coalesce(Subquery(builds.order_by("-pk").values("state")[:1]), Value("")),
        built=Exists(builds.filter(state=Build.State.DONE)),
        people=_counted(people),
    )
    return Far(**found.values(*Far._fields).get())


def _counted(rows: QuerySet[Any], what: str = "pk", *, distinct: bool = False) -> Coalesce:
    """How many there are of one inspection, within a query of inspections."""
    counts = rows.order_by().values("inspection").annotate(many=Count(what, distinct=distinct)).values("many")
    return Coalesce(Subquery(counts), 0)


def _at(name: str, one: Inspection) -> str:
    return reverse(name, args=[one.pk])


def _handling(member: Member) -> list[Task]:
    if not policies.leads(member):
        return []
    one = member.inspection
    return [Task("How the data are handled", _at("handling", one), "Done" if one.handled else "To do")]


def _people(member: Member, far: Far) -> list[Task]:
    if not policies.leads(member):
        return []
    return [Task("Who takes part", _at("people", member.inspection), f"{far.people} people")]


def _returns(member: Member, far: Far) -> list[Task]:
    if not policies.sees_returns(member):
        return []
    one = member.inspection
    if not one.handled:
        return [
            Task("Returns", "", "Cannot start yet", "The lead inspector first records how data are handled")
        ]
    return [Task("Returns", _at("returns", one), f"{far.senders} sent" if far.senders else "To do")]


def _build(member: Member, far: Far) -> list[Task]:
    if not policies.runs_records(member):
        return []
    if not far.usable:
        return [Task("The casebook", "", "Cannot start yet", "It is built from the returns")]
    ended: dict[str, str] = {"": "To do", Build.State.DONE: "Done", Build.State.FAILED: "Failed"}
    return [Task("The casebook", _at("builds", member.inspection), ended.get(far.newest, "In progress"))]


def _records(member: Member, far: Far) -> list[Task]:
    if not policies.sees_picture(member):
        return []
    one = member.inspection
    if not far.built:
        return [Task("The picture by agency", "", "Cannot start yet", "Once a casebook is built")]
    tasks = [Task("The picture by agency", _at("picture", one), "Ready")]
    if policies.inspects(member):
        tasks.append(Task("Children and their chronologies", _at("children", one), "Ready"))
    return tasks


def _log(member: Member) -> list[Task]:
    if not policies.sees_log(member):
        return []
    return [Task("The log of this inspection", _at("log", member.inspection), "Kept")]
