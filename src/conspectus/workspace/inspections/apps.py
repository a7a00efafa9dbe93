"""The app's name to Django."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """Inspections."""

    name = "conspectus.workspace.inspections"

    def ready(self) -> None:
        """Tell what is asked about before the area is notified and before returns are in."""
        from conspectus.workspace.inspections.moves import doubted, handling_is_recorded
        from conspectus.workspace.inspections.stages import Stage

        doubted(Stage.SET_UP, Stage.NOTIFIED, handling_is_recorded)
        doubted(Stage.NOTIFIED, Stage.RETURNS_IN, handling_is_recorded)
