"""The series of which somebody is part, on the first page; and the round over an inspection, on its page."""

from django.urls import reverse

from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import runs_workspace
from conspectus.workspace.inspections.todo import Group, Task
from conspectus.workspace.series.keeping import round_of
from conspectus.workspace.series.models import FRAMEWORK, Series
from conspectus.workspace.series.overview import open_round


def rooms_of(user: User) -> Group:
    """A line for each series, and one for a new series to those who may set it up."""
    lines = [_line(one) for one in Series.objects.visible_to(user).order_by("pk")]
    new = (
        [Task("Set up a partnership’s series", reverse("new_series"), "New")] if runs_workspace(user) else []
    )
    return "Your partnership’s rounds", [*lines, *new]


def _line(one: Series) -> Task:
    now = open_round(one)
    state = f"Round {now.number}: {now.stage_title.lower()}" if now else "No round goes on"
    return Task(one.title, reverse("series", args=[one.pk]), state, one.area)


def its_round(member: Member) -> Group:
    """Where an inspection under a round is moved on."""
    # An inspection proper is told by its framework, without asking the database.
    one = round_of(member.inspection) if member.inspection.framework == FRAMEWORK else None
    if one is None:
        return "The round", []
    place = reverse("round", args=[one.series_id, one.number])
    return "The round", [Task(f"Round {one.number} of {one.series}", place, one.stage_title)]
