"""The app's name to Django, and the moment at which all apps are there to be wired together."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """What puts the apps together."""

    name = "conspectus.workspace.config"

    def ready(self) -> None:
        """Fill what the apps add to one another, once all of them are loaded."""
        from conspectus.workspace.config.wiring import wire

        wire()
