"""An organisation's word that somebody gave a second factor there, for this session and this person alone."""

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from conspectus.workspace.accounts.models import User

VOUCHED = "vouched_for"  # in the session: the person's number


def vouch(request: HttpRequest, person: User) -> None:
    """Take an organisation's word."""
    request.session[VOUCHED] = person.pk


def is_vouched_for(request: HttpRequest, person: object) -> bool:
    """Whether an organisation's word stands for them in this session."""
    return isinstance(person, User) and request.session.get(VOUCHED) == person.pk


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]  # the library is not typed
    """The library's, which asks for a code or a passkey."""

    def _should_handle(self, request: HttpRequest) -> bool:
        """Not where an organisation's word stands for it."""
        return not is_vouched_for(request, self.login.user) and super()._should_handle(request)
