"""The app's name to Django."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    """How each inspectorate rates each agency on each question."""

    name = "conspectus.workspace.ratings"
