"""A person who was invited chooses a password; a second factor comes next."""

from dataclasses import dataclass

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from conspectus.errors import ConspectusError
from conspectus.pages import Context
from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections import actions
from conspectus.workspace.inspections.actions.invitations import invited_by
from conspectus.workspace.showing import show

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True, kw_only=True)
class InvitationPage(Context, template="account/invitation.html"):
    """Who was invited, and a password of theirs."""

    form: "SetPasswordForm[User]"  # a generic for the type check alone
    person: User


class InvitationOver(Context, template="account/invitation_over.html"):
    """A link that works no more."""


@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page that an invitation's link leads to."""
    found = invited_by(token)
    if found is None:
        return show(request, InvitationOver(), status=410)
    form: SetPasswordForm[User] = SetPasswordForm(found.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.accept_invitation(invitation=found, password=form.cleaned_data["new_password1"])
        except ConspectusError:
            return show(request, InvitationOver(), status=410)
        login(request, person, backend=BACKEND)
        # Or the library would ask for the password again before it lets a second factor be set up.
        reauthenticate_by_password(request)
        return redirect("home")
    return show(request, InvitationPage(form=form, person=found.person))
