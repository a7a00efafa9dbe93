"""The app's name to Django."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """Inspections."""

    name = "conspectus.workspace.inspections"
