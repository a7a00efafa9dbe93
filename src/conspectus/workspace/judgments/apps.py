"""The app's name to Django."""

from django.apps import AppConfig


class JudgmentsConfig(AppConfig):
    """What the rules make of the ratings, with the whole derivation."""

    name = "conspectus.workspace.judgments"

    def ready(self) -> None:
        """Tell what rests on evidence, what the end of moderation waits for, and what a cell's page shows of it."""
        from conspectus.workspace.inspections import tasks
        from conspectus.workspace.inspections.moves import needs
        from conspectus.workspace.inspections.stages import Stage
        from conspectus.workspace.judgments import uses  # noqa: F401 - registers itself
        from conspectus.workspace.judgments.moderating import questions_are_settled
        from conspectus.workspace.judgments.tasks import moderation
        from conspectus.workspace.judgments.views.moderation import panel
        from conspectus.workspace.ratings.views.ratings import PANELS

        needs(Stage.MODERATION, Stage.DRAFTING, questions_are_settled)
        tasks.LATER.append(moderation)
        PANELS.append(panel)
