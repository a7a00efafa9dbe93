"""A series of rounds: who takes part, what was counted in each, what was agreed; and figures files of areas.

Nothing here names a child: what does lies in the inspection under a round, and is destroyed with its data.
"""

import hashlib
import json
from typing import Self

from django.db import models

from conspectus.definitions import agencies, duties
from conspectus.terms import Agency, Nation
from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.models import NATIONS, Inspection, agency_choices
from conspectus.workspace.series import parts
from conspectus.workspace.series.parts import Part
from conspectus.workspace.series.stages import OVER, TITLES, RoundStage

FRAMEWORK = "self-audit"  # by which every series audits itself


class SeriesQuerySet(models.QuerySet["Series"]):
    """Series, always asked for on somebody's behalf."""

    def visible_to(self, user: User) -> Self:
        """Those in which the person takes part."""
        return self.filter(participants__person=user)


class Series(models.Model):
    """One partnership's rounds, in which it looks at itself between inspections."""

    title = models.CharField(max_length=200)
    area = models.CharField(max_length=120)
    nation = models.CharField(max_length=20, choices=NATIONS)
    framework = models.CharField(max_length=60, default=FRAMEWORK)
    theme = models.CharField(max_length=60)
    every = models.PositiveSmallIntegerField(help_text="Months from one round to the next.")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(every__gte=1), name="a_series_has_a_cadence")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def lies_in(self) -> Nation:
        """Its nation as a word of ours."""
        return Nation(self.nation)


class Participant(models.Model):
    """A person's part in a series."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="participations")
    part = models.CharField(max_length=20, choices=parts.CHOICES)
    agency = models.CharField(max_length=30, choices=agency_choices, blank=True, help_text="Of a contact.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "person"], name="one_part_a_participant"),
            models.CheckConstraint(
                condition=models.Q(part=Part.CONTACT) ^ models.Q(agency=""),
                name="a_series_contact_has_an_agency",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_part_display()})"


class Round(models.Model):
    """One look: its records lie in an inspection of its own; its figures stay here.

    A round that was done by files has no inspection, and its figures alone.
    """

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    inspection = models.OneToOneField(Inspection, null=True, on_delete=models.PROTECT, related_name="round")
    returns_due = models.DateField(null=True, help_text="The day by which agencies send their returns.")
    figures = models.TextField(blank=True, help_text="The restricted figures file of its newest casebook.")
    published = models.TextField(
        blank=True, help_text="The same, suppressed, as whoever is not of it sees it."
    )
    as_of = models.DateField(null=True, help_text="The day from which its figures are seen.")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="one_round_a_number"),
            models.CheckConstraint(
                condition=models.Q(inspection__isnull=False) | ~models.Q(figures=""),
                name="a_round_has_records_or_figures",
            ),
        ]

    def __str__(self) -> str:
        return f"round {self.number}"

    @property
    def stage(self) -> RoundStage:
        """How far it is, which is how far its inspection is."""
        return OVER[self.inspection.now] if self.inspection else RoundStage.DESTROYED

    @property
    def stage_title(self) -> str:
        """The same in words."""
        return TITLES[self.stage]


class Sender(models.Model):
    """Who sends, and with which answers and mappings: what the next round opens with."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="senders")
    agency = models.CharField(max_length=30, choices=agency_choices)
    sender = models.CharField(max_length=80)
    says = models.TextField(help_text="The return.toml that it last sent: its answers, columns and codes.")
    told_in = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["agency", "sender"]
        constraints = [models.UniqueConstraint(fields=["series", "sender"], name="one_sender_a_series")]

    def __str__(self) -> str:
        return self.sender


class AgreedAction(models.Model):
    """What an agency does about what was seen, and the series of figures that should move."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="actions")
    agreed_in = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="actions")
    agency = models.CharField("owner", max_length=30, choices=agency_choices)
    what = models.TextField()
    by_when = models.DateField()
    duty = models.CharField(max_length=60, blank=True, help_text="The duty whose figures should move.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["done_on", "by_when", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_on=None, done_by=None)
                | models.Q(done_on__isnull=False, done_by__isnull=False),
                name="done_by_somebody_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"action {self.pk}"


class DeclaredChange(models.Model):
    """A day from which figures mean something else: from there on limits are worked out anew.

    One that is taken back stays, so that everybody sees when figures were read by it.
    """

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="changes")
    date = models.DateField()
    what = models.CharField(max_length=200)
    duty = models.CharField(max_length=60, blank=True, help_text="This duty alone; all where it is empty.")
    agency = models.CharField(max_length=30, choices=agency_choices, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["date", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken_back_at=None, taken_back_by=None)
                | models.Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="a_change_is_taken_back_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"change {self.pk}"

    @property
    def whose(self) -> str:
        """Which figures it is of, in words."""
        duty = duties()[self.duty].title if self.duty in duties() else self.duty or "Every duty"
        agency = agencies()[Agency(self.agency)].title if self.agency else "every agency"
        return f"{duty}, {agency}"

    @property
    def mark(self) -> str:
        """The same for the same declaration: by it a form says what its reader saw."""
        said = [self.date.isoformat(), self.what, self.duty, self.agency, self.taken_back_at is None]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


class Grant(models.Model):
    """That an inspection may see the published figures of a series."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="grants")
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="series_opened")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "inspection"],
                condition=models.Q(withdrawn_at=None),
                name="one_open_grant_an_inspection",
            )
        ]

    def __str__(self) -> str:
        return f"{self.series_id} to {self.inspection_id}"


class AreaFigures(models.Model):
    """A published figures file that a national body took in, as it came."""

    area = models.CharField(max_length=120)
    code = models.CharField(max_length=20, blank=True)
    as_of = models.DateField()
    sha256 = models.CharField(max_length=64, unique=True)
    content = models.TextField(help_text="The file, byte for byte.")
    signed_by = models.JSONField(default=list, help_text="Those whose signature held, with the keys given.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["area", "as_of", "pk"]

    def __str__(self) -> str:
        return f"{self.area}, {self.as_of}"
