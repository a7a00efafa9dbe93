"""A doubtful pair of records, what people answered of it, what was decided, and which build used that."""

from typing import TYPE_CHECKING, Self

from django.db import models

from conspectus.plain import listed, number, probability
from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.models import Build, Inspection, agency_choices

if TYPE_CHECKING:
    from conspectus.workspace.inspections.models import Member


class Word(models.TextChoices):
    """What a person can say of a pair."""

    SAME = "same", "The same person"
    DIFFERENT = "different", "Two different people"
    CANNOT_TELL = "cannot_tell", "I cannot tell"


class Settled(models.TextChoices):
    """What can be decided of a pair."""

    SAME = "same", "The same person"
    DIFFERENT = "different", "Two different people"
    LEFT_OPEN = "left_open", "Nobody can tell: leave it as the figures have it"


class LinkQuestionQuerySet(models.QuerySet["LinkQuestion"]):
    """Questions, always asked for on somebody's behalf."""

    def visible_to(self, member: "Member") -> Self:
        """Those of their inspection, without what rests on a restricted row unless their role sees such rows."""
        found = self.filter(inspection=member.inspection_id)
        return found if policies.sees_restricted(member) else found.filter(restricted=False)

    def open(self) -> Self:
        """Those that the newest casebook asks, or a lead asks again, and that two people have not answered yet."""
        return self.filter(state=LinkQuestion.State.OPEN, place__isnull=False)

    def for_answer_by(self, member: "Member") -> Self:
        """The open ones that this person has not answered, the most doubtful first."""
        return self.visible_to(member).open().exclude(pk__in=self.answered_by(member))

    def alike_together(self) -> Self:
        """Those that compare in the same way beside one another, the group of the most doubtful first."""
        best = models.Window(models.Min("place"), partition_by=[models.F("reason")])
        return self.annotate(best=best).order_by("best", "reason", "place", "pk")

    def answered_by(self, member: "Member") -> models.QuerySet["LinkAnswer", int]:
        """Numbers of those that this person has answered."""
        return LinkAnswer.objects.standing().filter(by=member.person_id).values_list("question", flat=True)

    def with_lead(self) -> Self:
        """Those on which two people do not agree."""
        return self.filter(state=LinkQuestion.State.WITH_LEAD, place__isnull=False)


class LinkQuestion(models.Model):
    """Two records by their senders' own ids, so that the question outlives the casebook that asked it."""

    class State(models.TextChoices):
        """How far it is."""

        OPEN = "open", "To be answered"
        WITH_LEAD = "with_lead", "With the lead inspector"
        DECIDED = "decided", "Decided"

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="link_questions")
    # In order, (sender_a, person_id_a) first, so that a pair is one question whichever way it is asked.
    sender_a = models.TextField()
    person_id_a = models.TextField()
    agency_a = models.CharField(max_length=30, choices=agency_choices)
    sender_b = models.TextField()
    person_id_b = models.TextField()
    agency_b = models.CharField(max_length=30, choices=agency_choices)
    place = models.PositiveIntegerField(
        null=True,
        help_text="In the newest casebook, 1 the most doubtful; 0 asked again; null no longer asked.",
    )
    probability = models.FloatField(help_text="That they are one person, as the figures have it.")
    reason = models.TextField(help_text="What agrees and what does not, without saying what.")
    restricted = models.BooleanField(help_text="Whether one of the two records is.")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)

    objects = LinkQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]
        indexes = [models.Index(fields=["inspection", "state", "place"], name="questions_in_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "sender_a", "person_id_a", "sender_b", "person_id_b"],
                name="one_question_a_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"link question {self.pk}"

    @property
    def likely(self) -> str:
        """The probability, as people read it."""
        return probability(self.probability)

    @property
    def target(self) -> str:
        """The name that the log has for it."""
        return f"link:{self.pk}"

    @property
    def records(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Sender and its own id, of both."""
        return (self.sender_a, self.person_id_a), (self.sender_b, self.person_id_b)


class LinkAnswerQuerySet(models.QuerySet["LinkAnswer"]):
    """Answers."""

    def standing(self) -> Self:
        """Those that no lead has set aside by asking again."""
        return self.filter(set_aside_at=None)


class LinkAnswer(models.Model):
    """What one person said of a pair before they could know what anybody else did."""

    question = models.ForeignKey(LinkQuestion, on_delete=models.CASCADE, related_name="answers")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=12, choices=Word)
    at = models.DateTimeField(auto_now_add=True)
    set_aside_at = models.DateTimeField(
        null=True, help_text="When the decision was taken back; it stays on record."
    )

    objects = LinkAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "by"], condition=models.Q(set_aside_at=None), name="one_answer_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class LinkDecisionQuerySet(models.QuerySet["LinkDecision"]):
    """Decisions."""

    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(taken_back_at=None)

    def for_builds(self) -> Self:
        """Those that a build is told."""
        return self.standing().exclude(word=Settled.LEFT_OPEN)

    def waiting_since(self, newest: Build | None) -> Self:
        """Those that the newest casebook was not told, and those taken back that it still rests on."""
        fresh = models.Q(taken_back_at=None, used_in=None) & ~models.Q(word=Settled.LEFT_OPEN)
        if newest is not None:  # what it was told and did not use is of records that nobody sends any more
            fresh &= ~models.Q(given_to=newest) | models.Q(given_to=None)
        return self.filter(fresh | models.Q(taken_back_at__isnull=False, used_in__isnull=False))


class LinkDecision(models.Model):
    """What two people agreed on, or a lead settled with a reason; taken back, it stays on record."""

    question = models.ForeignKey(LinkQuestion, on_delete=models.CASCADE, related_name="decisions")
    word = models.CharField(max_length=12, choices=Settled)
    at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", help_text="Null where two people agreed."
    )
    why = models.TextField(blank=True)
    taken_back_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_why = models.TextField(blank=True)
    given_to = models.ForeignKey(
        Build,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The newest build that was told it.",
    )
    used_in = models.ForeignKey(
        Build, null=True, on_delete=models.SET_NULL, related_name="+",
        help_text="The newest casebook that rests on it.",
    )  # fmt: skip

    objects = LinkDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question"], condition=models.Q(taken_back_at=None), name="one_decision_stands"
            ),
            models.CheckConstraint(
                condition=models.Q(settled_by=None, why="")
                | (models.Q(settled_by__isnull=False) & ~models.Q(why="")),
                name="whoever_settles_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_by=None, taken_back_at=None, taken_back_why="")
                | (
                    models.Q(taken_back_by__isnull=False, taken_back_at__isnull=False)
                    & ~models.Q(taken_back_why="")
                ),
                name="whoever_takes_back_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"

    @property
    def whose(self) -> str:
        """By whom: a lead, or the two who agreed."""
        if self.settled_by is not None:
            return self.settled_by.name
        return listed([one.by.name for one in self.question.answers.all() if one.set_aside_at is None])


class LinkRound(models.Model):
    """What one build asked, and how many decisions it used."""

    build = models.OneToOneField(Build, on_delete=models.CASCADE, related_name="link_round")
    asked = models.PositiveIntegerField(help_text="Questions.")
    used = models.PositiveIntegerField(help_text="Decisions that it used.")
    absent = models.PositiveIntegerField(help_text="Decisions on records that nobody sent any more.")

    def __str__(self) -> str:
        return f"link questions of build {self.build_id}"

    @property
    def in_words(self) -> str:
        """As the page of builds says it."""
        absent = f" ({self.absent} more on records that nobody sends any more)" if self.absent else ""
        return (
            f"{number(self.used, 'link decision')} used{absent}, {number(self.asked, 'link question')} asked"
        )
