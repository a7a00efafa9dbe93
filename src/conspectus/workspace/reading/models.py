"""What reading leaves behind: marks, assignments and comments, all destroyed with the inspection's data."""

from django.db import models

from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.models import Inspection


class ReadMark(models.Model):
    """That one person has read one child's chronology."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="read_marks")
    child = models.CharField(max_length=40)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "child", "by"], name="read_once_by_each"),
        ]

    def __str__(self) -> str:
        return f"read mark {self.pk}"


class Assignment(models.Model):
    """Who reads a child: one person, and whoever assigned it last."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="assignments")
    child = models.CharField(max_length=40)
    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["child"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "child"], name="assigned_to_one"),
        ]

    def __str__(self) -> str:
        return f"assignment {self.pk}"


class EntryComment(models.Model):
    """What somebody of the inspection team says of one entry of a child's chronology."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="entry_comments")
    child = models.CharField(max_length=40)
    entry = models.TextField(help_text="The event_ref of the entry.")
    text = models.TextField(blank=True)
    tags = models.JSONField(default=list, help_text="Short words by which entries are found again.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["inspection", "child"], name="comments_of_a_child")]

    def __str__(self) -> str:
        return f"comment {self.pk}"

    @property
    def target(self) -> str:
        """The name that the log has for it: the child alone, since the log holds no text."""
        return f"child:{self.child}"

    @property
    def said(self) -> str:
        """All that it says: the text, and its tags as people write them."""
        tags = " ".join(f"#{tag}" for tag in self.tags)
        return "\n".join(filter(None, [self.text.replace("\r\n", "\n"), tags]))

    @property
    def citation(self) -> str:
        """How evidence cites the entry that it is on."""
        return f"events:{self.entry}"
