"""A child chosen to be looked at in depth."""

from typing import Self

from django.db import models

from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.models import Build, Inspection


class TrackedChildQuerySet(models.QuerySet["TrackedChild"]):
    """Children who are or were tracked."""

    def now(self) -> Self:
        """Those who are, in the order in which they were chosen."""
        return self.filter(left_at=None)


class TrackedChild(models.Model):
    """Who was chosen, why, and by what chance; whoever was replaced or taken out stays on record with the reason."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="tracked")
    place = models.PositiveIntegerField(help_text="1 first; whoever replaces a child takes their place.")
    child = models.CharField(max_length=40)
    stratum = models.CharField(max_length=120, blank=True, help_text="Empty where people chose the child.")
    reason = models.TextField()
    chance = models.FloatField(null=True, help_text="Chance of selection; null where people chose the child.")
    agencies = models.JSONField(default=list, help_text="Agencies whose part this child shows.")
    drawn_in = models.ForeignKey(Build, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    left_why = models.TextField(blank=True)

    objects = TrackedChildQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "child"], condition=models.Q(left_at=None), name="tracked_once"
            ),
            models.UniqueConstraint(
                fields=["inspection", "place"], condition=models.Q(left_at=None), name="one_child_a_place"
            ),
            models.CheckConstraint(
                condition=models.Q(left_at=None, left_by=None, left_why="")
                | (models.Q(left_at__isnull=False, left_by__isnull=False) & ~models.Q(left_why="")),
                name="left_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"tracked child {self.pk}"

    @property
    def target(self) -> str:
        """The name that the log has for it."""
        return f"child:{self.child}"
