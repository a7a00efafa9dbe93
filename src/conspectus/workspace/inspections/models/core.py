"""An inspection, who takes part, its stages, the agencies' returns and the casebooks built from them."""

from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import models

from conspectus.definitions import agencies, inspectorates
from conspectus.terms import Agency, Nation
from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections import roles, stages
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.inspections.stages import Stage

AGENCIES: list[tuple[str, str]] = [(term.id, term.title) for term in agencies().values()]
NATIONS = [(nation.value, nation.shown) for nation in Nation]
INSPECTORATES: list[tuple[str, str]] = [(term.id, term.title) for term in inspectorates().values()]


def agency_choices() -> list[tuple[str, str]]:
    """The agencies as a field's choices; a function, so that a new one needs no migration."""
    return list(AGENCIES)


def inspectorate_choices() -> list[tuple[str, str]]:
    """The inspectorates as a field's choices."""
    return list(INSPECTORATES)


NOT_READ = ("file-not-read", "sheet-not-read", "headers-missing")  # of checking: tables that nobody knows
OWN_FILES = ("people", "events")  # what an export may be taken for, of which then no row can be used


class InspectionQuerySet(models.QuerySet["Inspection"]):
    """Inspections, always asked for on somebody's behalf."""

    def visible_to(self, user: User) -> Self:
        """Those in which the person takes part; whoever runs the workspace sees none by that alone."""
        return self.filter(members__person=user)


class Inspection(models.Model):
    """One joint inspection of one area, from notice to follow-up."""

    title = models.CharField(max_length=200)
    area = models.CharField("area inspected", max_length=120)
    nation = models.CharField(max_length=20, choices=NATIONS)
    framework = models.CharField(max_length=60)
    theme = models.CharField(max_length=60)
    stage = models.CharField(max_length=30, choices=stages.CHOICES, default=Stage.SET_UP)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # Before any return is taken: by what right, until when, and who sees restricted rows.
    lawful_basis = models.TextField(blank=True)
    keep_until = models.DateField(null=True, blank=True)
    restricted_to = models.JSONField(default=list, help_text="Roles that see restricted rows.")

    objects = InspectionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def handled(self) -> bool:
        """Whether it is on record how its data are handled."""
        return bool(self.lawful_basis and self.keep_until)

    @property
    def folder(self) -> Path:
        """Where its returns and casebooks lie."""
        return Path(settings.DATA) / "inspections" / str(self.pk)

    @property
    def lies_in(self) -> Nation:
        """Its nation as a word of ours."""
        return Nation(self.nation)

    @property
    def now(self) -> Stage:
        """Its stage as a word of ours."""
        return Stage(self.stage)


class Member(models.Model):
    """A person's part in an inspection."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=roles.CHOICES)
    inspectorate = models.CharField(max_length=30, choices=inspectorate_choices, blank=True)
    agency = models.CharField(max_length=30, choices=agency_choices, blank=True, help_text="Of a contact.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "person"], name="one_part_a_person"),
            models.CheckConstraint(
                condition=models.Q(role=Role.CONTACT) ^ models.Q(agency=""), name="a_contact_has_an_agency"
            ),
            models.CheckConstraint(
                condition=~models.Q(role=Role.INSPECTOR) | ~models.Q(inspectorate=""),
                name="an_inspector_has_an_inspectorate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"


class StageMove(models.Model):
    """When an inspection went from one stage to another, and who moved it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="moves")
    was = models.CharField(max_length=30, choices=stages.CHOICES)
    became = models.CharField(max_length=30, choices=stages.CHOICES)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.was} → {self.became}"


class SentReturn(models.Model):
    """One agency's return as sent once; a newer one stands beside it and takes its place."""

    class State(models.TextChoices):
        """How far it is."""

        CHECKING = "checking", "Being checked"
        USABLE = "usable", "Checked"
        UNUSABLE = "unusable", "Not usable"
        DOUBTED = "doubted", "Waits for an answer"  # it may hold what another sender sent already
        FAILED = "failed", "Could not be checked"

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="returns")
    agency = models.CharField(max_length=30, choices=agency_choices)
    sender = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    files = models.JSONField(default=list, help_text="Name, size and SHA-256 of each file.")
    report = models.JSONField(null=True, help_text="What checking found, as `conspectus check` tells it.")
    trouble = models.TextField(blank=True, help_text="Why it could not be checked.")
    changes = models.JSONField(
        null=True,
        help_text="Version of the usable return before it, and how many rows of each table differ from its.",
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    taken_out_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    taken_out_at = models.DateTimeField(null=True, help_text="From when no casebook is built from it.")
    taken_out_why = models.TextField(blank=True)

    class Meta:
        ordering = ["agency", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "sender", "version"], name="one_return_a_version"),
            models.CheckConstraint(
                condition=models.Q(taken_out_by=None, taken_out_at=None, taken_out_why="")
                | models.Q(taken_out_by__isnull=False, taken_out_at__isnull=False)
                & ~models.Q(taken_out_why=""),
                name="taken_out_by_somebody_at_some_time_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sender} {self.version}"

    @property
    def folder(self) -> Path:
        """A folder that holds this return's folder and no other, as `check` takes it."""
        return self.inspection.folder / "returns" / f"{self.sender}-{self.version:04}"

    @property
    def agency_word(self) -> Agency:
        """Whose it is."""
        return Agency(self.agency)

    @property
    def own_tables(self) -> bool:
        """Whether it holds tables of the sender's own, which somebody can say what they mean, or has said."""
        report = self.report or {"issues": [], "senders": []}
        files = [file for sender in report["senders"] for file in sender["files"]]
        unread = any(one["rule"] in NOT_READ for one in report["issues"])
        unused = any(file["holds"] in OWN_FILES and not file["rows_used"] for file in files)
        return unread or unused or any(file["holds"] == "mapped" for file in files)

    @property
    def earlier(self) -> models.QuerySet["SentReturn"]:
        """What the same sender sent before it, the newest first."""
        before = SentReturn.objects.filter(
            inspection=self.inspection_id, sender=self.sender, version__lt=self.version
        )
        return before.select_related("inspection").order_by("-version")


class Build(models.Model):
    """A casebook being made, or made, or why it was not."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Being built"
        DONE = "done", "Built"
        FAILED = "failed", "Failed"

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="builds")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.CharField(max_length=40, blank=True)
    share = models.FloatField(default=0.0, help_text="How much of the step is done, 0 to 1.")
    beat = models.DateTimeField(null=True, help_text="When the worker last said that it lives.")
    trouble = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict)
    made_from = models.JSONField(default=list, help_text="Sender and version of each return.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"build {self.pk}"

    @property
    def casebook(self) -> Path:
        """Where its casebook lies once it is done."""
        return self.inspection.folder / "casebooks" / f"{self.pk:06}.duckdb"


class Concern(models.Model):
    """A child who may be at immediate risk: it shows until the agency acknowledges it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="concerns")
    child = models.CharField(max_length=40)
    agency = models.CharField(max_length=30, choices=agency_choices, help_text="Who must act.")
    says = models.TextField("what you have seen")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    acknowledged_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True, help_text="When nobody had acknowledged it in time.")
    records = models.JSONField(
        default=list, help_text="The agency's own numbers of the child when it was raised: sender and number."
    )
    untold = models.ManyToManyField(
        User, related_name="+", help_text="Who was to be told by e-mail, and whom none has reached yet."
    )

    class Meta:
        ordering = ["acknowledged_at", "at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(acknowledged_by=None, acknowledged_at=None)
                | models.Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False),
                name="acknowledged_by_somebody_at_some_time",
            )
        ]

    def __str__(self) -> str:
        return f"concern {self.pk}"

    @property
    def reference(self) -> str:
        """By what people speak of it on the telephone, without a name or the child's id."""
        return f"RISK-{self.pk}"


class ConcernStep(models.Model):
    """What somebody did for a child at immediate risk; it stands beside who took it in hand."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="steps")
    says = models.TextField("what was done")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"step {self.pk} of {self.concern_id}"
