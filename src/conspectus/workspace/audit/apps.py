"""The app's name to Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The log."""

    name = "conspectus.workspace.audit"

    def ready(self) -> None:
        """Have the log told of every sign-in."""
        from conspectus.workspace.audit import signing_in

        signing_in.listen()
