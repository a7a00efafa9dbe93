"""What a moderator asks and accepts, and where people depart from the proposed result."""

from django.db import models
from simple_history.models import HistoricalRecords

from conspectus.definitions import CellKey
from conspectus.judgment import Departure as DepartureRow
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.remembered import Remembered
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections.models import Inspection, agency_choices


class Moderation(models.Model):
    """What a moderator decided about one cell: it is accepted, or goes back to its raters with a question."""

    class Decision(models.TextChoices):
        """What the moderator decided."""

        ACCEPTED = "accepted", "Accepted"
        ASKED = "asked", "Returned to the raters"

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="moderations")
    criterion = models.CharField(max_length=40)
    agency = models.CharField(max_length=30, choices=agency_choices)
    decision = models.CharField(max_length=10, choices=Decision)
    note = models.TextField(help_text="The question, or why it is accepted.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    settled_note = models.TextField(blank=True)
    settled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "criterion", "agency"],
                condition=models.Q(decision="asked", settled_at=None),
                name="one_open_question_a_cell",
            ),
            models.CheckConstraint(condition=~models.Q(note=""), name="a_moderation_says_why"),
            models.CheckConstraint(
                condition=models.Q(answered_by=None, answered_at=None, answer="")
                | (models.Q(answered_by__isnull=False, answered_at__isnull=False) & ~models.Q(answer="")),
                name="an_answer_is_somebodys",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_by=None, settled_at=None, settled_note="")
                | (models.Q(settled_by__isnull=False, settled_at__isnull=False) & ~models.Q(settled_note="")),
                name="a_question_is_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell} {self.decision}"

    @property
    def cell(self) -> CellKey:
        """What it is about."""
        return CellKey(self.criterion, Agency(self.agency))

    @property
    def open(self) -> bool:
        """Whether it is a question that nobody has settled."""
        return self.decision == self.Decision.ASKED and self.settled_at is None


class Departure(Remembered):
    """A level that the lead sets beside the proposed result, and why; it never replaces it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="departures")
    target = models.CharField(max_length=80)
    level = models.CharField(max_length=40)
    rationale = models.TextField()
    evidence = models.ManyToManyField(Evidence, related_name="departures", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)
    # The reason of a change names what the departure then rested on.
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "target"], name="one_departure_a_result"),
            models.CheckConstraint(condition=~models.Q(rationale=""), name="a_departure_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.level}"

    def as_row(self) -> DepartureRow:
        """As `judge` takes it; evidence must have been fetched with it."""
        return DepartureRow(
            target=self.target, level=self.level, by=f"person {self.by_id}", rationale=self.rationale,
            evidence_ids=tuple(one.code for one in self.evidence.all()),
        )  # fmt: skip
