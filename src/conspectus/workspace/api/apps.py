"""The app's name to Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Everything of an inspection as JSON."""

    name = "conspectus.workspace.api"
