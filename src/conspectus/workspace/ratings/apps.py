"""The app's name to Django."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    """How each inspectorate rates each agency on each question."""

    name = "conspectus.workspace.ratings"

    def ready(self) -> None:
        """Tell which ratings rest on evidence, and what the ends of the agencies' audit and of fieldwork wait for."""
        from conspectus.workspace.inspections import shown, tasks
        from conspectus.workspace.inspections.moves import doubted, needs
        from conspectus.workspace.inspections.stages import Stage
        from conspectus.workspace.ratings import uses  # noqa: F401 - registers itself
        from conspectus.workspace.ratings.stages import all_are_rated, audits_are_in
        from conspectus.workspace.ratings.tasks import audits
        from conspectus.workspace.ratings.visibility import levels_of_others

        shown.KEPT_BACK.append(levels_of_others)
        needs(Stage.AGENCIES_AUDIT, Stage.FIELDWORK, audits_are_in)
        doubted(Stage.FIELDWORK, Stage.MODERATION, all_are_rated)
        tasks.LATER.append(audits)
