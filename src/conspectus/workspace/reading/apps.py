"""The app's name to Django."""

from django.apps import AppConfig


class ReadingConfig(AppConfig):
    """Reading children's chronologies."""

    name = "conspectus.workspace.reading"
