"""A row of the log. It holds ids alone, so that destroying a child's data leaves the chain whole."""

from django.db import models


class Entry(models.Model):
    """Something that somebody did or read. Rows are only ever added: the database itself refuses the rest."""

    number = models.BigIntegerField(unique=True, help_text="1, 2, 3 … without a gap.")
    at = models.DateTimeField()
    actor = models.BigIntegerField(null=True, help_text="Id of the person; empty for the workspace itself.")
    action = models.CharField(max_length=40, help_text="A word of `audit.words`.")
    inspection = models.BigIntegerField(null=True, db_index=True)
    target = models.CharField(max_length=200, blank=True, help_text="What it was done to: <kind>:<id>.")
    details = models.JSONField(default=dict, help_text="Ids and words, never names or free text.")
    seal = models.CharField(max_length=64, help_text="Over this row and the seal before it.")

    class Meta:
        ordering = ["number"]
        # By what was done, so that what was changed last is found among however many rows of reading.
        indexes = [models.Index(fields=["inspection", "action", "number"], name="log_by_action")]
        constraints = [
            models.CheckConstraint(condition=models.Q(number__gte=1), name="numbers_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"
