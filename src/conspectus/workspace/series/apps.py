"""The app's name to Django."""

from django.apps import AppConfig


class SeriesConfig(AppConfig):
    """Series of rounds, and areas."""

    name = "conspectus.workspace.series"
