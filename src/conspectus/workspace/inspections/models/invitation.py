"""A link by which a person who was added chooses a password."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.models.core import Inspection


def _last_moment() -> datetime:
    return timezone.now() + timedelta(seconds=settings.INVITATION_LASTS)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations, most of which lead nowhere any more."""

    def withdraw(self) -> int:
        """Have the links of those that are open stop working; how many there were."""
        return self.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())


class Invitation(models.Model):
    """It works once, until it expires or is withdrawn; a newer one withdraws it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=_last_moment)
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(used_at=None, withdrawn_at=None),
                name="one_open_invitation_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(used_at=None) | models.Q(withdrawn_at=None), name="used_or_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def works(self) -> bool:
        """Whether its link still leads anywhere."""
        return self.used_at is None and self.withdrawn_at is None and timezone.now() < self.expires_at
