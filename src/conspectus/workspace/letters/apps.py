"""The app's name to Django."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """From findings to a published letter and what follows."""

    name = "conspectus.workspace.letters"

    def ready(self) -> None:
        """Tell what moves of an inspection wait for, and what is left to do."""
        from conspectus.workspace.inspections import tasks
        from conspectus.workspace.inspections.moves import needs
        from conspectus.workspace.inspections.stages import Stage
        from conspectus.workspace.letters import stages
        from conspectus.workspace.letters.tasks import after, letter

        needs(Stage.DRAFTING, Stage.FACTUAL_ACCURACY, stages.letter_is_made)
        needs(Stage.FACTUAL_ACCURACY, Stage.SIGNED, stages.comments_are_answered)
        needs(Stage.FACTUAL_ACCURACY, Stage.SIGNED, stages.everybody_signed)
        needs(Stage.SIGNED, Stage.PUBLISHED, stages.letter_is_published)
        needs(Stage.STATEMENT_OF_ACTION, Stage.FOLLOW_UP, stages.statement_is_sent)
        needs(Stage.FOLLOW_UP, Stage.CLOSED, stages.actions_are_followed_up)
        tasks.LATER.extend((letter, after))
