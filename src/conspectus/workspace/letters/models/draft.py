"""What people say of a letter before it is made: its facts, and the wording of its statements."""

from django.db import models
from simple_history.models import HistoricalRecords

from conspectus.letter import Changed
from conspectus.terms import Language
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.remembered import Remembered
from conspectus.workspace.inspections.models import Inspection

BECAUSE = [("wording", "Wording"), ("factual_accuracy", "An agency’s comment on factual accuracy")]


class Facts(models.Model):
    """When the fieldwork was, to whom the letter goes, how children were chosen, its day and its language."""

    inspection = models.OneToOneField(Inspection, on_delete=models.CASCADE, related_name="letter_facts")
    fieldwork_from = models.DateField()
    fieldwork_to = models.DateField()
    addressees = models.TextField(blank=True, help_text="One a line.")
    sample = models.TextField(blank=True)
    published = models.DateField(null=True, help_text="The day that the letter bears.")
    language = models.CharField(
        max_length=2, default=Language.ENGLISH.value, help_text="In which it is written."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fieldwork_to__gte=models.F("fieldwork_from")), name="fieldwork_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(published=None) | models.Q(published__gte=models.F("fieldwork_to")),
                name="published_after_fieldwork",
            ),
        ]

    def __str__(self) -> str:
        return f"facts of {self.inspection}"


class Change(Remembered):
    """What people changed of one drafted statement, or one that they added; the draft stands beside it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="letter_changes")
    statement = models.CharField(max_length=80)
    drafted = models.TextField(blank=True, help_text="What the findings said when it was changed.")
    text = models.TextField(blank=True)
    section = models.CharField(max_length=20, blank=True)
    cells = models.JSONField(default=list, help_text="Of an added statement: the findings it points at.")
    because = models.CharField(max_length=20, choices=BECAUSE, default="wording")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "statement"], name="one_change_a_statement")
        ]

    def __str__(self) -> str:
        return self.statement

    def as_row(self) -> Changed:
        """As the letter holds it."""
        return Changed(
            statement=self.statement, drafted=self.drafted, text=self.text, section=self.section,
            cells=tuple(self.cells), because=self.because,
        )  # fmt: skip
