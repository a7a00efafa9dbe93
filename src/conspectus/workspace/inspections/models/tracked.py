"""A child chosen to be looked at in depth."""

from django.db import models

from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.models.core import Build, Inspection


class TrackedChild(models.Model):
    """Who was chosen, why, and by what chance; one that was replaced stays on record with the reason."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="tracked")
    place = models.PositiveIntegerField(help_text="Of the sample; whoever replaces a child takes its place.")
    child = models.CharField(max_length=40)
    stratum = models.CharField(max_length=60, blank=True, help_text="Empty where people chose the child.")
    reason = models.TextField()
    chance = models.FloatField(
        null=True, help_text="Chance of selection; empty where people chose the child."
    )
    agencies = models.JSONField(default=list, help_text="Agencies whose part this child shows.")
    drawn_in = models.ForeignKey(Build, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(null=True)
    replaced_why = models.TextField(blank=True)
    replaced_by = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaces")

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "child"], condition=models.Q(replaced_at=None), name="tracked_once"
            ),
            models.UniqueConstraint(
                fields=["inspection", "place"], condition=models.Q(replaced_at=None), name="one_child_a_place"
            ),
            models.CheckConstraint(
                condition=models.Q(replaced_at=None, replaced_why="")
                | (models.Q(replaced_at__isnull=False) & ~models.Q(replaced_why="")),
                name="replaced_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"tracked child {self.pk}"
