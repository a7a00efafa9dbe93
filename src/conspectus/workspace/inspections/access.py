"""The way into every page of an inspection: through one's part in it."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from conspectus.workspace.inspections.asking import part_in
from conspectus.workspace.inspections.meanwhile import Changed
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import Policy, must

P = ParamSpec("P")
Part = TypeVar("Part", bound=Member | None)
Page = Callable[Concatenate[HttpRequest, Member, P], HttpResponseBase]
View = Callable[..., HttpResponseBase]  # the address gives its parts by name


def keep_part(request: HttpRequest, part: Part) -> Part:
    """The part of whoever asks, kept with what they ask, so that a page that says no need not look for it again."""
    request.part = part  # type: ignore[attr-defined]
    return part


def part_of(policy: Policy) -> Callable[[Page[P]], View]:
    """Let in those whose part the policy allows: a stranger gets 404, another part 403."""

    def decorate(page: Page[P]) -> View:
        def view(
            request: HttpRequest, inspection: int, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            keep_part(request, None)  # of a stranger
            member = keep_part(request, part_in(inspection, request.user))
            must(policy, member)
            try:
                return page(request, member, *args, **kwargs)
            except Changed as changed:
                return changed.page(request, member)

        return view

    return decorate


class NotThereYet(Http404):
    """What an inspection does not have yet, told to those who take part in it."""

    def __init__(self, says: str) -> None:
        """`says` is one sentence for the page."""
        super().__init__(says)
        self.says = says


def at_most(largest: int) -> Callable[[View], View]:
    """How many bytes a file sent to this page may have; more is refused before any of it is kept."""

    def decorate(view: View) -> View:
        view.largest = largest  # type: ignore[attr-defined]  # read by the middleware, which sees views alone
        return view

    return decorate
