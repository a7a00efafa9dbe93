"""The app's name to Django."""

from django.apps import AppConfig


class JudgmentsConfig(AppConfig):
    """What the rules make of the ratings, with the whole derivation."""

    name = "conspectus.workspace.judgments"
