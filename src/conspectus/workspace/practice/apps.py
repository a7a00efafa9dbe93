"""The app's name to Django."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    """What inspectorates published, to learn from."""

    name = "conspectus.workspace.practice"
