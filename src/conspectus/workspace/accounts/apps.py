"""The app's name to Django, and what begins with a sign-in."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    """People and their sign-in."""

    name = "conspectus.workspace.accounts"

    def ready(self) -> None:
        """Have every session know when it began."""
        from conspectus.workspace.accounts.middleware import begin

        user_logged_in.connect(begin, dispatch_uid="a session begins")
