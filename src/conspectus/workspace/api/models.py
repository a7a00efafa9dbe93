"""A token: what lets a program read one inspection as one person sees it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.models import Inspection


class TokenQuerySet(models.QuerySet["Token"]):
    """Tokens."""

    def valid(self, now: datetime | None = None) -> Self:
        """Those that still let somebody in."""
        return self.filter(revoked_at=None, expires_at__gt=now or timezone.now(), person__is_active=True)


class Token(models.Model):
    """One person's, for one inspection; what it is is shown once and kept nowhere, only its hash."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80, help_text="What it is for.")
    begins = models.CharField(max_length=8, help_text="Its first letters, by which its owner knows it again.")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the whole token.")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, help_text="When it last let somebody in, to the minute.")
    revoked_at = models.DateTimeField(null=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.begins}…)"

    @property
    def state(self) -> str:
        """As its owner's page says it."""
        if self.revoked_at is not None:
            return "Revoked"
        return "Expired" if self.expires_at <= timezone.now() else "Valid"
