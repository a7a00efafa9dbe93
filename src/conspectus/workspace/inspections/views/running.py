"""How the workspace runs, for whoever runs it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from conspectus import __version__
from conspectus.pages import Context
from conspectus.workspace.inspections.policies import must, runs_workspace
from conspectus.workspace.inspections.running import Part, parts
from conspectus.workspace.inspections.views.home import user_of
from conspectus.workspace.showing import show


@dataclass(frozen=True, kw_only=True)
class RunningPage(Context, template="inspections/running.html"):
    """What is looked at, and which version this is."""

    parts: list[Part]
    version: str


def running(request: HttpRequest) -> HttpResponse:
    """Health, disk, jobs and mail; nothing of any inspection."""
    must(runs_workspace, user_of(request))
    return show(request, RunningPage(parts=parts(), version=__version__))
