"""The app's name to Django."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    """How each inspectorate rates each agency on each question."""

    name = "conspectus.workspace.ratings"

    def ready(self) -> None:
        """Have the pages of evidence tell which ratings rest on it."""
        from conspectus.workspace.ratings import uses  # noqa: F401 - registers itself
