"""How an agency is rated on a criterion: first alone, then together."""

from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from conspectus.definitions import CellKey
from conspectus.judgment import Dissent as DissentRow
from conspectus.judgment import Rating as RatingRow
from conspectus.terms import Agency, Stage
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.remembered import Remembered
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections.models import Inspection, agency_choices, inspectorate_choices

STAGES = [(Stage.INDEPENDENT.value, "Independent"), (Stage.CONSOLIDATED.value, "Consolidated")]


class Rating(Remembered):
    """One inspector's own rating of a cell, or the inspectorate's consolidated one."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="ratings")
    criterion = models.CharField(max_length=40)
    agency = models.CharField(max_length=30, choices=agency_choices)
    level = models.CharField(max_length=40)
    stage = models.CharField(max_length=20, choices=STAGES)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    inspectorate = models.CharField(max_length=30, choices=inspectorate_choices)
    rationale = models.TextField(blank=True)
    evidence = models.ManyToManyField(Evidence, related_name="ratings", blank=True)
    at = models.DateTimeField(auto_now=True)
    # The reason of a change names what the rating then rested on.
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        ordering = ["criterion", "agency", "stage", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "criterion", "agency", "by"],
                condition=models.Q(stage=Stage.INDEPENDENT),
                name="one_rating_of_a_cell_by_an_inspector",
            ),
            models.UniqueConstraint(
                fields=["inspection", "criterion", "agency"],
                condition=models.Q(stage=Stage.CONSOLIDATED),
                name="one_consolidated_rating_of_a_cell",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage=Stage.CONSOLIDATED) | ~models.Q(rationale=""),
                name="a_consolidated_rating_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell} {self.level}"

    @property
    def cell(self) -> CellKey:
        """What it rates."""
        return CellKey(self.criterion, Agency(self.agency))

    def as_row(self) -> RatingRow:
        """As `judge` takes it; evidence must have been fetched with it."""
        return RatingRow(
            criterion=self.criterion, agency=Agency(self.agency), level=self.level, stage=Stage(self.stage),
            inspector=f"{self.inspectorate}-{self.by_id}", inspectorate=self.inspectorate,
            rationale=self.rationale, evidence_ids=tuple(one.code for one in self.evidence.all()),
        )  # fmt: skip


class RatingDraft(models.Model):
    """What somebody has begun to say of a cell: theirs alone to see, and no rating until they save it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="rating_drafts")
    criterion = models.CharField(max_length=40)
    agency = models.CharField(max_length=30, choices=agency_choices)
    stage = models.CharField(max_length=20, choices=STAGES)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=40, blank=True)
    rationale = models.TextField(blank=True)
    evidence = models.JSONField(default=list, help_text="Ids of what it rests on.")
    saw = models.CharField(max_length=16, blank=True, help_text="The mark of what stood when it was begun.")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "criterion", "agency", "stage", "by"],
                name="one_draft_of_a_cell_by_a_rater",
            )
        ]

    def __str__(self) -> str:
        return f"draft of {self.criterion}/{self.agency}"

    @property
    def cell(self) -> CellKey:
        """What it is about."""
        return CellKey(self.criterion, Agency(self.agency))

    @property
    def says(self) -> dict[str, Any]:
        """As its form is filled in."""
        return {"level": self.level, "rationale": self.rationale, "evidence": self.evidence}


class Finished(models.Model):
    """When an inspector had finished rating alone: from then on they see what others gave, and give no more alone."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="finished")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inspection", "by"], name="finished_once")]

    def __str__(self) -> str:
        return f"{self.by_id} finished"


class Leave(models.Model):
    """Why, by the lead's word, a cell may be consolidated that nobody rated alone."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="leaves")
    criterion = models.CharField(max_length=40)
    agency = models.CharField(max_length=30, choices=agency_choices)
    why = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "criterion", "agency"], name="one_leave_a_cell"),
            models.CheckConstraint(condition=~models.Q(why=""), name="a_leave_says_why"),
        ]

    def __str__(self) -> str:
        return f"leave for {self.criterion}/{self.agency}"


class Dissent(models.Model):
    """Somebody who does not share a rating or a result, on record for good."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="dissents")
    target = models.CharField(max_length=80)
    level = models.CharField(max_length=40)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    inspectorate = models.CharField(max_length=30, choices=inspectorate_choices)
    rationale = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.target} {self.level}"

    def as_row(self) -> DissentRow:
        """As `judge` takes it."""
        return DissentRow(
            target=self.target, level=self.level, inspector=f"{self.inspectorate}-{self.by_id}",
            inspectorate=self.inspectorate, rationale=self.rationale,
        )  # fmt: skip


class AgencyAudit(models.Model):
    """An agency's audit of its own part with the tracked children, or why there is none."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="audits")
    agency = models.CharField(max_length=30, choices=agency_choices)
    summary = models.TextField(blank=True)
    sent_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    absent_why = models.TextField(blank=True)
    absent_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "agency"], name="one_audit_an_agency"),
            models.CheckConstraint(
                condition=models.Q(sent_by=None, sent_at=None)
                | models.Q(sent_by__isnull=False, sent_at__isnull=False),
                name="an_audit_is_sent_by_somebody_at_some_time",
            ),
            models.CheckConstraint(
                condition=models.Q(absent_by=None, absent_why="")
                | (models.Q(absent_by__isnull=False) & ~models.Q(absent_why="")),
                name="an_absence_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"audit by {self.agency}"


class AgencyAnswer(models.Model):
    """What an agency says of its own part for one child and one question."""

    audit = models.ForeignKey(AgencyAudit, on_delete=models.CASCADE, related_name="answers")
    child = models.CharField(max_length=40)
    criterion = models.CharField(max_length=40)
    level = models.CharField(max_length=40)
    why = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["child", "criterion"]
        constraints = [
            models.UniqueConstraint(
                fields=["audit", "child", "criterion"], name="one_answer_a_child_and_question"
            )
        ]

    def __str__(self) -> str:
        return f"{self.child} {self.criterion} {self.level}"
