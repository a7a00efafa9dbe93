"""The app's name to Django."""

from django.apps import AppConfig


class SamplingConfig(AppConfig):
    """The children who are tracked."""

    name = "conspectus.workspace.sampling"
