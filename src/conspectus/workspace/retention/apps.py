"""The app's name to Django."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """Destruction on schedule."""

    name = "conspectus.workspace.retention"
