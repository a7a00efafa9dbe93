"""The app's name to Django."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """What was seen, how, by whom, for which question."""

    name = "conspectus.workspace.evidence"
