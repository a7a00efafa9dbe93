"""The app's name to Django."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """Destruction on schedule."""

    name = "conspectus.workspace.retention"

    def ready(self) -> None:
        """Show leads where it is confirmed, and have the last move wait for it."""
        from conspectus.workspace.inspections import tasks
        from conspectus.workspace.inspections.moves import needs
        from conspectus.workspace.inspections.stages import Stage
        from conspectus.workspace.retention.due import is_destroyed
        from conspectus.workspace.retention.tasks import destruction

        tasks.LATER.append(destruction)
        needs(Stage.CLOSED, Stage.DESTROYED, is_destroyed)
