"""What the area will do about a letter, and what came of it."""

from datetime import date

from django.db import models

from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.models import Inspection, agency_choices


class StatementOfAction(models.Model):
    """The written statement that answers a published letter: who leads it, by when, and whether it was sent."""

    inspection = models.OneToOneField(
        Inspection, on_delete=models.CASCADE, related_name="statement_of_action"
    )
    principal = models.CharField(
        max_length=30, choices=agency_choices, help_text="The principal authority, which sends it."
    )
    due = models.DateField()
    sent_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_by=None, sent_at=None)
                | models.Q(sent_by__isnull=False, sent_at__isnull=False),
                name="a_statement_of_action_is_sent_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"statement of action, due {self.due}"


class PlannedAction(models.Model):
    """One thing that an agency will do, by when, and how people will know; later, what inspectors found."""

    class Found(models.TextChoices):
        """What follow-up found."""

        DONE = "done", "Done, and it works"
        PARTLY = "partly", "Done in part, or too early to tell"
        NOT_DONE = "not_done", "Not done"

    statement_of_action = models.ForeignKey(
        StatementOfAction, on_delete=models.CASCADE, related_name="actions"
    )
    answers = models.CharField(max_length=80, help_text="Id of the letter's statement.")
    agency = models.CharField(max_length=30, choices=agency_choices)
    what = models.TextField()
    by_when = models.DateField()
    known_by = models.TextField(help_text="How people will know that it helped.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    found = models.CharField(max_length=10, choices=Found, blank=True)
    found_note = models.TextField(blank=True)
    found_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["by_when", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(found="", found_note="", found_by=None, found_at=None)
                | (
                    ~models.Q(found="")
                    & ~models.Q(found_note="")
                    & models.Q(found_by__isnull=False, found_at__isnull=False)
                ),
                name="what_was_found_says_why",
            )
        ]

    def __str__(self) -> str:
        return self.what

    def overdue(self, on: date) -> bool:
        """Whether its day is over and nobody has found it done."""
        return self.by_when < on and self.found != self.Found.DONE
