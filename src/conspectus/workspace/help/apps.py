"""The app's name to Django."""

from django.apps import AppConfig


class HelpConfig(AppConfig):
    """The documentation, served inside."""

    name = "conspectus.workspace.help"
