"""A letter as it was made once, what agencies say of it, and who signed it."""

from pathlib import Path

from django.conf import settings
from django.db import models

from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.models import Inspection, agency_choices, inspectorate_choices


class Edition(models.Model):
    """A letter with all its files; it never changes, a newer one stands beside it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, help_text="Content hash of the letter, which is what is signed.")
    basis = models.CharField(max_length=64, help_text="Hash of all that it was made from.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    publish_at = models.DateTimeField(null=True)
    publish_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True, help_text="Why it could not be published when it was due.")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="one_edition_a_number"),
            models.UniqueConstraint(
                fields=["inspection"],
                condition=models.Q(published_at__isnull=False),
                name="one_published_letter",
            ),
            models.CheckConstraint(
                condition=models.Q(publish_at=None, publish_by=None)
                | models.Q(publish_at__isnull=False, publish_by__isnull=False),
                name="a_time_of_publication_is_set_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"edition {self.number}"

    @property
    def folder(self) -> Path:
        """Where its files lie: outside the inspection's folder, since letters stay when data are destroyed."""
        return letters_of(self.inspection_id) / f"{self.number:04}"


def letters_of(inspection: int) -> Path:
    """The folder of an inspection's letters and of the keys that sign them."""
    return Path(settings.DATA) / "letters" / str(inspection)


class Comment(models.Model):
    """What an agency says is wrong in one statement, and what became of it."""

    class Answer(models.TextChoices):
        """What the lead decided."""

        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Refused"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="comments")
    agency = models.CharField(max_length=30, choices=agency_choices)
    statement = models.CharField(max_length=80)
    says = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    why = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(says=""), name="a_comment_says_something"),
            models.CheckConstraint(
                condition=models.Q(answer="", why="", answered_by=None, answered_at=None)
                | (
                    ~models.Q(answer="")
                    & ~models.Q(why="")
                    & models.Q(answered_by__isnull=False, answered_at__isnull=False)
                ),
                name="an_answer_to_a_comment_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} on {self.statement}"

    @property
    def agency_word(self) -> Agency:
        """Whose comment it is."""
        return Agency(self.agency)


class Signature(models.Model):
    """An inspectorate's signature under one edition, and nothing else."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="signatures")
    inspectorate = models.CharField(max_length=30, choices=inspectorate_choices)
    key = models.CharField(max_length=16, help_text="Fingerprint.")
    signature = models.CharField(max_length=100)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "inspectorate"], name="one_signature_an_inspectorate")
        ]

    def __str__(self) -> str:
        return f"{self.inspectorate} under {self.edition}"
