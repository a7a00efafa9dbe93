"""Pages that tell what others think wait until their reader has finished rating alone."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.ratings.visibility import rates_alone

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, Member, P], HttpResponseBase]
WAITS = "You still rate alone: what others think, and the judgment, is shown once you have finished."


def once_finished(page: Page[P]) -> Page[P]:
    """Lead whoever still rates alone back to the ratings, with the reason."""

    def view(request: HttpRequest, member: Member, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if rates_alone(member):
            messages.info(request, WAITS)
            return redirect("ratings", member.inspection_id)
        return page(request, member, *args, **kwargs)

    return view
