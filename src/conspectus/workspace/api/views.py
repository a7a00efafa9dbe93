"""A person's own tokens for an inspection."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from conspectus.workspace.api.actions import make_token, revoke_token
from conspectus.workspace.api.forms import TokenForm
from conspectus.workspace.api.models import Token
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.showing import show


@dataclass(frozen=True, kw_only=True)
class TokensPage(InspectionPage, template="api/tokens.html"):
    """One's tokens, and the secret of one that was just made."""

    form: TokenForm
    secret: str
    tokens: Iterable[Token]
    address: str


@part_of(policies.anyone)
def tokens(request: HttpRequest, member: Member) -> HttpResponse:
    """One's tokens, and a new one, which this page alone ever shows."""
    form = TokenForm(request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        _, secret = make_token(member=member, by=member.person, **form.cleaned_data)
        form = TokenForm()
    return show(request, TokensPage(
        inspection=member.inspection, form=form, secret=secret,
        tokens=member.inspection.tokens.filter(person=member.person),
        address=request.build_absolute_uri(f"/api/v1/inspections/{member.inspection_id}"),
    ))  # fmt: skip


@require_POST
@part_of(policies.anyone)
def revoke(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Take one's own token back."""
    token = get_object_or_404(member.inspection.tokens.filter(person=member.person), pk=number)
    revoke_token(token=token, by=member.person)
    return redirect("tokens", member.inspection_id)
