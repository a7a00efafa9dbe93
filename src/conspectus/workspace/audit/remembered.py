"""What carries judgment remembers every state it had: who made it so, when and why."""

from django.db import models

from conspectus.workspace.accounts.models import User


class Remembered(models.Model):
    """A model beside which `HistoricalRecords` keeps its history; an action says whose doing a change is."""

    _history_user: User
    _change_reason: str  # at most 100 characters
    skip_history_when_saving: bool  # while it is set, at all

    class Meta:
        abstract = True
