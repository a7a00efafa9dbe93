"""Two senders' records that may be one person, and what people decided of them."""

from django.db import models

from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.models.core import Build, Inspection


class LinkQuestion(models.Model):
    """A pair of records of two senders, known by their own ids, so that it outlives the casebook that asked."""

    class Word(models.TextChoices):
        """What a person can say of a pair."""

        SAME = "same", "The same person"
        DIFFERENT = "different", "Two different people"
        CANNOT_TELL = "cannot_tell", "I cannot tell"

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="link_questions")
    sender_a = models.CharField(max_length=80)
    person_id_a = models.CharField(max_length=200)
    sender_b = models.CharField(max_length=80)
    person_id_b = models.CharField(max_length=200)
    place = models.PositiveIntegerField(
        help_text="Of the newest casebook that asks it; 1 is the most doubtful."
    )
    asked_in = models.ForeignKey(Build, null=True, on_delete=models.SET_NULL, related_name="link_questions")
    decision = models.CharField(max_length=12, choices=Word, blank=True, help_text="Empty while it is open.")
    decided_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(blank=True, help_text="Of whoever settled it.")
    taken_up_in = models.ForeignKey(Build, null=True, on_delete=models.SET_NULL, related_name="decisions")

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "sender_a", "person_id_a", "sender_b", "person_id_b"],
                name="one_question_a_pair",
            ),
            models.CheckConstraint(
                condition=models.Q(decision="", decided_at=None)
                | (~models.Q(decision="") & models.Q(decided_at__isnull=False)),
                name="decided_at_some_time",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_by=None) | ~models.Q(why=""), name="whoever_settles_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"link question {self.pk}"

    @property
    def records(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Sender and its own id, of both."""
        return (self.sender_a, self.person_id_a), (self.sender_b, self.person_id_b)


class LinkAnswer(models.Model):
    """What one person said of a pair, before they could know what anybody else did."""

    question = models.ForeignKey(LinkQuestion, on_delete=models.CASCADE, related_name="answers")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=12, choices=LinkQuestion.Word)
    at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(
        null=True, help_text="When the decision was taken back; it stays on record."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "by"],
                condition=models.Q(taken_back_at=None),
                name="one_answer_of_a_pair_by_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"
