"""How actions and pages ask whether somebody may: by their part in the series, and by a policy."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.asking import NotAPart
from conspectus.workspace.inspections.policies import Answer, must
from conspectus.workspace.series.models import Participant, Series

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, Participant, P], HttpResponseBase]
View = Callable[..., HttpResponseBase]  # the address gives its parts by name


def part_in_series(series: int, person: int | None) -> Participant:
    """A person's part in a series; NotAPart for a stranger, to whom it is as if there were none."""
    found = Participant.objects.select_related("series", "person").filter(series=series, person=person)
    if (one := found.first()) is None:
        raise NotAPart
    return one


def may(
    policy: Callable[Concatenate[Participant, P], Answer],
    series: Series,
    by: User,
    *of: P.args,
    **more: P.kwargs,
) -> Participant:
    """The first line of an action: the part of whoever acts, read anew, where the policy says yes."""
    one = part_in_series(series.pk, by.pk)
    must(policy, one, *of, **more)
    return one


def part_of(policy: Callable[[Participant], Answer]) -> Callable[[Page[P]], View]:
    """Let in those whose part the policy allows: a stranger gets 404, another part 403."""

    def decorate(page: Page[P]) -> View:
        def view(request: HttpRequest, series: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            one = part_in_series(series, request.user.pk)
            must(policy, one)
            return page(request, one, *args, **kwargs)

        return view

    return decorate
