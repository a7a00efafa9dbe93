"""The app's name to Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Everything of an inspection as JSON."""

    name = "conspectus.workspace.api"

    def ready(self) -> None:
        """Tell the list of what can be done where a program is let in."""
        from conspectus.workspace.api.tasks import programs
        from conspectus.workspace.inspections import tasks

        tasks.LATER.append(programs)
