"""Setting up an authenticator app: the code that proves it is a code used."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP


class ActivateForm(ActivateTOTPForm):  # type: ignore[misc]  # the library is not typed
    """The library's, whose code would let somebody in once more who saw it typed."""

    def clean_code(self) -> str:
        """The code, from now on as used as one given when signing in."""
        code: str = super().clean_code()
        if not TOTP(Authenticator(user=self.user))._mark_code_used(code):
            raise get_adapter().validation_error("incorrect_code")
        return code
