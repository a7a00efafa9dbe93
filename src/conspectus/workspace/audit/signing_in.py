"""Every sign-in and every one that failed is a row of the log."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_login_failed

from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action


def listen() -> None:
    """Have the rows written from now on."""
    user_logged_in.connect(_signed_in, dispatch_uid="log of sign-ins")
    user_login_failed.connect(_failed, dispatch_uid="log of failed sign-ins")


def _signed_in(sender: object, user: User, **more: object) -> None:
    record(Action.SIGNED_IN, by=user)


def _failed(sender: object, credentials: dict[str, Any], **more: object) -> None:
    """Whose account was tried, if there is one; what was typed stays out of the log."""
    tried = User.objects.filter(email__iexact=credentials.get("email") or "").first()
    record(Action.SIGN_IN_FAILED, by=None, target=f"person:{tried.pk}" if tried else "")
