"""One observation, for or against, that a rating may rest on; notes it is taken from, and documents that show it."""

from pathlib import Path
from typing import Any, Self

from django.db import models
from django.db.models.functions import Cast
from simple_history.models import HistoricalRecords

from conspectus.definitions import CellKey
from conspectus.judgment import CITED_TABLES
from conspectus.judgment import Evidence as EvidenceRow
from conspectus.terms import Agency, Bearing
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.remembered import Remembered
from conspectus.workspace.inspections.models import Inspection, agency_choices

KINDS = [
    ("event", "Entry of a child’s chronology"),
    ("duty_figure", "Duty result"),
    ("silo_gap", "Silo gap"),
    ("tracked_case", "Tracked child"),
    ("interview", "Interview"),
    ("observation", "Observation"),
    ("document", "Document"),
    ("voice", "Voice of a child or parent"),
    ("published_practice", "What good looks like"),
]
PUBLISHED = (
    "published_practice"  # of another area, from a published report: a yardstick, and nothing seen here
)
NOTED = ("interview", "observation", "voice")  # kinds that are written down first
BEARINGS = [(Bearing.FOR.value, "For: it speaks well of practice"), (Bearing.AGAINST.value, "Against")]


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Evidence, found by what it bears on."""

    def whole(self) -> Self:
        """With the rows that it cites, which lists leave out: they are long."""
        return self.defer(None)

    def about(self, criterion: str) -> Self:
        """Whatever bears on a criterion; both databases write the list of criteria as JSON."""
        written = self.annotate(asked=Cast("criteria", models.TextField()))
        return written.filter(asked__contains=f'"{criterion}"')

    def saying(self, text: str) -> Self:
        """Whatever has all these words in what was seen."""
        found = self
        for word in text.split():
            found = found.filter(seen__icontains=word)
        return found

    def of_child(self, child: str) -> Self:
        """Whatever names a child, or cites a row of theirs that everybody who inspects may read."""
        cites = models.Q(found__row__child_id=child, found__restricted=False)
        return self.filter(cites | models.Q(seen__icontains=child))

    def seen_here(self) -> Self:
        """Whatever a judgment may rest on: what another area was praised for shows nothing of this one."""
        return self.exclude(kind=PUBLISHED)

    def bearing_on(self, cell: CellKey) -> Self:
        """Whatever a rating of this cell may rest on."""
        return self.seen_here().filter(agency=cell.agency).about(cell.criterion)

    def good_looks_like(self, cell: CellKey) -> Self:
        """Published practice to hold beside this cell."""
        return self.filter(kind=PUBLISHED, agency=cell.agency).about(cell.criterion)


_FromQuerySet = models.Manager.from_queryset(EvidenceQuerySet)


class EvidenceManager(_FromQuerySet["Evidence"]):
    """Every way to evidence; the rows that it cites are read when they are asked for."""

    def get_queryset(self) -> EvidenceQuerySet:
        """Without the rows that it cites."""
        return EvidenceQuerySet(self.model, using=self._db).defer("found")


class Note(Remembered):
    """What was said or seen, as inspectors write it down together; evidence is taken from it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="notes")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[one for one in KINDS if one[0] in NOTED])
    agency = models.CharField(max_length=30, choices=agency_choices, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, help_text="Counts every save, so that two writers show.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["inspection", "number"], name="one_note_a_number")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The short name by which people speak of it."""
        return f"N{self.number:02}"


class Draft(Remembered):
    """A text that could not be saved over somebody else's: kept until its writer has chosen."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="drafts")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "by"], name="one_draft_a_writer")]

    def __str__(self) -> str:
        return f"{self.note} by {self.by_id}"


class Evidence(Remembered):
    """What was seen of one agency, for which criteria, with the row or place it was seen in."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="evidence")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=KINDS)
    agency = models.CharField(max_length=30, choices=agency_choices)
    criteria = models.JSONField(default=list)
    bearing = models.CharField(max_length=10, choices=BEARINGS)
    seen = models.TextField()
    source = models.CharField(max_length=400, blank=True)
    content_hash = models.CharField(
        max_length=64, blank=True, help_text="Of the casebook that was looked at."
    )
    found = models.JSONField(
        null=True,
        help_text="The row that it cites as it stood, counts and query with it; or what was published.",
    )
    note = models.ForeignKey(Note, null=True, on_delete=models.PROTECT, related_name="evidence")
    comment = models.TextField(
        blank=True,
        help_text="What somebody of the team said of the entry that it cites, as it was said then.",
    )
    comment_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    comment_number = models.PositiveBigIntegerField(
        null=True, help_text="Of the comment it was taken from, which may be taken back since."
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords()

    objects = EvidenceManager()

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "evidence"
        constraints = [models.UniqueConstraint(fields=["inspection", "number"], name="one_evidence_a_number")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The short name by which people speak of it."""
        return f"E{self.number:02}"

    @property
    def published(self) -> dict[str, Any] | None:
        """The published sentence that it keeps, with its report; None of what was seen here."""
        return (self.found or {}).get("published") if self.kind == PUBLISHED else None

    @property
    def citation(self) -> str | None:
        """The casebook row that it cites, if it cites one."""
        return self.source if self.source.partition(":")[0] in CITED_TABLES else None

    def as_row(self) -> EvidenceRow:
        """As `judge` takes it."""
        return EvidenceRow(
            id=self.code, kind=self.kind, agency=Agency(self.agency), criteria=tuple(self.criteria),
            bearing=Bearing(self.bearing), seen=self.seen, source=self.source, by=f"person {self.by_id}",
            on=self.at.date().isoformat(),
        )  # fmt: skip


class Document(models.Model):
    """A file that shows what a piece of evidence says: kept as it was sent, never changed."""

    class Scan(models.TextChoices):
        """Whether a virus scanner looked at it."""

        CLEAN = "clean", "Looked at: nothing found"
        NONE = "none", "Not looked at: no scanner is set up"

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=130, help_text="As it was sent; on the disk it has a number alone.")
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=10, choices=Scan)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where it lies: in the workspace's folder, which no web server shows."""
        return self.evidence.inspection.folder / "documents" / f"{self.pk:08}"

    def described(self) -> dict[str, Any]:
        """What the log says of it: no name, for a name may tell of a child."""
        return {"document": self.pk, "sha256": self.sha256, "media_type": self.media_type, "scan": self.scan}
