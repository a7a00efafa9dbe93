"""The app's name to Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The log."""

    name = "conspectus.workspace.audit"
