"""The app's name to Django."""

from django.apps import AppConfig


class LinkingConfig(AppConfig):
    """Whose records are one person's."""

    name = "conspectus.workspace.linking"

    def ready(self) -> None:
        """Give each build the decisions, have it ask its questions, and tell what is left to do."""
        from conspectus.workspace.inspections import building, tasks
        from conspectus.workspace.linking import rounds
        from conspectus.workspace.linking.tasks import questions

        building.DECISIONS.append(rounds.decisions_for)
        building.AFTER.append(rounds.take_up)
        building.TELLS.append(rounds.told)
        tasks.EARLY.append(questions)
