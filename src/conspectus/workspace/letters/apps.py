"""The app's name to Django."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """From findings to a published letter and what follows."""

    name = "conspectus.workspace.letters"
