"""The app's name to Django."""

from django.apps import AppConfig


class LinkingConfig(AppConfig):
    """Whose records are one person's."""

    name = "conspectus.workspace.linking"
