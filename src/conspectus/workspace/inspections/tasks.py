"""What is left to do in an inspection, for one person's part in it."""

from collections.abc import Callable
from typing import NamedTuple

from django.urls import reverse

from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.models import Build, Inspection, Member, SentReturn
from conspectus.workspace.inspections.reading import last_built
from conspectus.workspace.inspections.shown import returns_of


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


Group = tuple[str, list[Task]]
Groups = list[Group]
EARLY: list[Callable[[Member], Group]] = []  # what they add beside the agencies' records
LATER: list[Callable[[Member], Group]] = []  # what apps that come later add, before the log


def tasks_of(member: Member) -> Groups:
    """Groups of tasks, those only that this part may do."""
    groups = [
        ("Set up", [*_handling(member), *_people(member)]),
        ("The agencies’ records", [*_returns(member), *_build(member)]),
        *(group(member) for group in EARLY),
        ("What the records show", _records(member)),
        ("Evidence and judgment", _judging(member)),
        *(group(member) for group in LATER),
        ("Trust", _log(member)),
    ]
    return [(title, tasks) for title, tasks in groups if tasks]


def _at(name: str, one: Inspection) -> str:
    return reverse(name, args=[one.pk])


def _handling(member: Member) -> list[Task]:
    if not policies.leads(member):
        return []
    one = member.inspection
    return [Task("How the data are handled", _at("handling", one), "Done" if one.handled else "To do")]


def _people(member: Member) -> list[Task]:
    if not policies.leads(member):
        return []
    return [
        Task(
            "Who takes part", _at("people", member.inspection), f"{member.inspection.members.count()} people"
        )
    ]


def _returns(member: Member) -> list[Task]:
    if not policies.sees_returns(member):
        return []
    one = member.inspection
    if not one.handled:
        return [
            Task("Returns", "", "Cannot start yet", "The lead inspector first records how data are handled")
        ]
    found = returns_of(member).exclude(state=SentReturn.State.FAILED)
    sent = found.order_by().values("sender").distinct().count()
    return [Task("Returns", _at("returns", one), f"{sent} sent" if sent else "To do")]


def _build(member: Member) -> list[Task]:
    if not policies.runs_records(member):
        return []
    one = member.inspection
    if not one.returns.filter(state=SentReturn.State.USABLE).exists():
        return [Task("The casebook", "", "Cannot start yet", "It is built from the returns")]
    newest = one.builds.first()
    ended: dict[str, str] = {Build.State.DONE: "Done", Build.State.FAILED: "Failed"}
    state = ended.get(newest.state, "In progress") if newest else "To do"
    return [Task("The casebook", _at("builds", one), state)]


def _records(member: Member) -> list[Task]:
    if not policies.sees_picture(member):
        return []
    one = member.inspection
    if last_built(one) is None:
        return [Task("The picture by agency", "", "Cannot start yet", "Once a casebook is built")]
    tasks = [Task("The picture by agency", _at("picture", one), "Ready")]
    if policies.inspects(member):
        tasks.append(Task("Children and their chronologies", _at("children", one), "Ready"))
    return tasks


def _judging(member: Member) -> list[Task]:
    if not policies.inspects(member):
        return []
    one = member.inspection
    tasks = [
        Task("Notes of interviews and observations", _at("notes", one), "Open"),
        Task("Evidence", _at("evidence", one), "Open"),
        Task("Ratings", _at("ratings", one), "Open"),
    ]
    if policies.judges(member):
        tasks.append(Task("The judgment", _at("judgment", one), "Ready"))
    return tasks


def _log(member: Member) -> list[Task]:
    if not policies.sees_log(member):
        return []
    return [Task("The log of this inspection", _at("log", member.inspection), "Kept")]
