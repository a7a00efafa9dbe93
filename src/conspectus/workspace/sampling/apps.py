"""The app's name to Django."""

from django.apps import AppConfig


class SamplingConfig(AppConfig):
    """The children who are tracked."""

    name = "conspectus.workspace.sampling"

    def ready(self) -> None:
        """Have the inspection wait for its children, and tell what is left to do."""
        from conspectus.workspace.inspections import tasks
        from conspectus.workspace.inspections.moves import needs
        from conspectus.workspace.inspections.stages import Stage
        from conspectus.workspace.sampling.stages import somebody_is_tracked
        from conspectus.workspace.sampling.tasks import choosing

        needs(Stage.RETURNS_IN, Stage.CHILDREN_CHOSEN, somebody_is_tracked)
        tasks.EARLY.append(choosing)
