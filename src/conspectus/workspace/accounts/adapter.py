"""What we ask of the sign-in library."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is not typed
    """People come by invitation alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account is made by whoever invites."""
        return False
