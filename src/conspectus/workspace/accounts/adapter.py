"""What we ask of the sign-in library."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from conspectus.plain import number
from conspectus.workspace.accounts import locking
from conspectus.workspace.accounts.models import User

LIBRARYS_STAGE = "allauth.mfa.stages.AuthenticateStage"
OUR_STAGE = "conspectus.workspace.accounts.organisation.vouching.SecondFactorStage"
FROM_ONE_ADDRESS = {"login_failed": "20/5m/ip"}  # whichever accounts are tried from it


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is not typed
    """People come by invitation alone, and wrong passwords make wait whoever gives them, and nobody else."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account is made by whoever invites."""
        return False

    def get_login_stages(self) -> list[str]:
        """The library's, but that an organisation's word may stand for a second factor."""
        return [OUR_STAGE if one == LIBRARYS_STAGE else one for one in super().get_login_stages()]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401 - the library's
        """Refuse for now what was wrong too often from this address: for this account, or for any."""
        if minutes := locking.attempt(self._get_login_attempts_cache_key(request, **credentials)):
            raise ValidationError(
                f"Too many wrong passwords for this account from where you are. Try again in "
                f"{number(minutes, 'minute')}.",
                code="too_many_login_attempts",
            )
        self._login_failed_rl_usage = ratelimit.consume(
            request, app="allauth.account", action="login_failed", config=FROM_ONE_ADDRESS
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:  # noqa: ANN401 - the library's
        """The person whose password it is; what was wrong before it is then forgotten."""
        user = super().authenticate(request, **credentials)
        if user is not None:
            locking.clear(self._get_login_attempts_cache_key(request, **credentials))
        return user  # type: ignore[no-any-return]  # the library is not typed

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ANN401
        """Address and account together: by the account alone, anybody could shut out anybody."""
        account = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{account}:{ratelimit.get_ip(request)}"

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401
        """Whoever has just reset the password need not wait."""
        locking.clear(self._get_login_attempts_cache_key(request, **credentials))
