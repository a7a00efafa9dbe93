"""One observation, for or against, that a rating may rest on."""

from django.db import models

from conspectus.definitions import CellKey
from conspectus.judgment import CITED_TABLES
from conspectus.judgment import Evidence as EvidenceRow
from conspectus.terms import Agency, Bearing
from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.models import AGENCIES, Inspection

KINDS = [
    ("event", "Entry of a child’s chronology"),
    ("duty_figure", "Duty result"),
    ("silo_gap", "Silo gap"),
    ("tracked_case", "Tracked child"),
    ("interview", "Interview"),
    ("observation", "Observation"),
    ("document", "Document"),
    ("voice", "Voice of a child or parent"),
]
BEARINGS = [(Bearing.FOR.value, "For: it speaks well of practice"), (Bearing.AGAINST.value, "Against")]


class Evidence(models.Model):
    """What was seen of one agency, for which criteria, with the row or place it was seen in."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="evidence")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=KINDS)
    agency = models.CharField(max_length=30, choices=AGENCIES)
    criteria = models.JSONField(default=list)
    bearing = models.CharField(max_length=10, choices=BEARINGS)
    seen = models.TextField()
    source = models.CharField(max_length=400, blank=True)
    content_hash = models.CharField(
        max_length=64, blank=True, help_text="Of the casebook that was looked at."
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "evidence"
        constraints = [models.UniqueConstraint(fields=["inspection", "number"], name="one_evidence_a_number")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """How people name it."""
        return f"E{self.number:02}"

    @property
    def citation(self) -> str | None:
        """The casebook row that it cites, if it cites one."""
        return self.source if self.source.partition(":")[0] in CITED_TABLES else None

    def bears_on(self, cell: CellKey) -> bool:
        """Whether a rating of this cell may rest on it."""
        return self.agency == cell.agency and cell.criterion in self.criteria

    def as_row(self) -> EvidenceRow:
        """As `judge` takes it."""
        return EvidenceRow(
            id=self.code, kind=self.kind, agency=Agency(self.agency), criteria=tuple(self.criteria),
            bearing=Bearing(self.bearing), seen=self.seen, source=self.source, by=f"person {self.by_id}",
            on=self.at.date().isoformat(),
        )  # fmt: skip
