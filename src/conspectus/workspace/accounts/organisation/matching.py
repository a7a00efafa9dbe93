"""Who it is among our people: by a verified address the first time, and from then on by both."""

from collections.abc import Callable
from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthError
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest

from conspectus.workspace.accounts.models import User
from conspectus.workspace.accounts.organisation.vouching import vouch

# Whether somebody who has never signed in holds an invitation, which is then used; filled by a later app.
TAKES_UP: list[Callable[[User], bool]] = []

UNVERIFIED = (
    "{of} does not say that it has verified an e-mail address of yours, so nobody is signed in by it."
)
UNINVITED = "Nobody has invited {email}. Ask whoever leads the inspection to add you with this address."
OVER = "The invitation of {email} is over. Ask whoever leads the inspection for a new one."
OUT = "The account of {email} is shut out. Ask whoever runs the workspace."
OTHER = (
    "{of} knows you by another address or number than when you first signed in with it. Ask whoever runs the "
    "workspace, before you are taken for somebody else."
)
ELSEWHERE = "You sign in with another organisation. Ask whoever runs the workspace if you have moved."
BROKEN = (
    "What {of} said does not hold, so nobody is signed in. Try again, or tell whoever runs the workspace."
)
BEGUN_ELSEWHERE = (
    "This sign-in was not begun in this browser, was used already, or took too long. Begin it anew."
)
CANCELLED = "{of} did not sign you in."


class OrganisationsAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library is not typed
    """What we ask of the sign-in library where somebody comes by an organisation."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        """Never: an account is made by whoever invites."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:  # noqa: ANN401 - the library's
        """Settle who it is, or refuse in a sentence."""
        provider = sociallogin.provider
        email = next((one.email for one in sociallogin.email_addresses if one.verified), "")
        try:
            if not email:
                raise PermissionDenied(UNVERIFIED.format(of=provider.name))
            sociallogin.account = _account(provider, sociallogin.account.uid, email)
        except PermissionDenied:
            user_login_failed.send(sender=type(self), credentials={"email": email}, request=request)
            raise
        sociallogin.user = sociallogin.account.user
        if (
            provider.app.settings["trust_mfa"]
            and isinstance(sociallogin.amr, list)
            and "mfa" in sociallogin.amr
        ):
            vouch(request, sociallogin.user)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,  # noqa: ANN401 - the library's
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: object = None,
    ) -> None:
        """Always a page of ours, with a sentence and 403."""
        if isinstance(exception, PermissionDenied):
            raise exception
        if exception is not None:
            said = BROKEN
        else:
            said = CANCELLED if error == AuthError.CANCELLED or "error" in request.GET else BEGUN_ELSEWHERE
        raise PermissionDenied(said.format(of=provider.name)) from exception


@transaction.atomic
def _account(provider: Any, uid: str, email: str) -> SocialAccount:  # noqa: ANN401 - the library's
    """The tie between a person and their number at an organisation; made the first time."""
    person = User.objects.select_for_update().filter(email__iexact=email).first()
    if person is not None and person.email != email and not (person.email + email).isascii():
        person = None  # letters that a database takes for others when it compares without case
    known = SocialAccount.objects.filter(provider=provider.sub_id, uid=uid).select_related("user").first()
    if known is None and person is None:
        raise PermissionDenied(UNINVITED.format(email=email))
    if known is not None and (person is None or known.user_id != person.pk):
        raise PermissionDenied(OTHER.format(of=provider.name))
    assert person is not None
    if not person.is_active:
        raise PermissionDenied(OUT.format(email=email))
    return known or _tied(person, provider, uid)


def _tied(person: User, provider: Any, uid: str) -> SocialAccount:  # noqa: ANN401 - the library's
    """An address that passes to another person, or that a second organisation speaks of, opens no account."""
    ties = SocialAccount.objects.filter(user=person)
    if ties.filter(provider=provider.sub_id).exists():
        raise PermissionDenied(OTHER.format(of=provider.name))
    if ties.exists():
        raise PermissionDenied(ELSEWHERE)
    if not person.taken_up and not any(take(person) for take in TAKES_UP):
        raise PermissionDenied(OVER.format(email=person.email))
    return SocialAccount.objects.create(user=person, provider=provider.sub_id, uid=uid)
