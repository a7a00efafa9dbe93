import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import conspectus.workspace.inspections.models.core


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("inspections", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sender_a", models.TextField()),
                ("person_id_a", models.TextField()),
                (
                    "agency_a",
                    models.CharField(
                        choices=conspectus.workspace.inspections.models.core.agency_choices, max_length=30
                    ),
                ),
                ("sender_b", models.TextField()),
                ("person_id_b", models.TextField()),
                (
                    "agency_b",
                    models.CharField(
                        choices=conspectus.workspace.inspections.models.core.agency_choices, max_length=30
                    ),
                ),
                (
                    "place",
                    models.PositiveIntegerField(
                        help_text="In the newest casebook, 1 the most doubtful; 0 asked again; null no longer asked.",
                        null=True,
                    ),
                ),
                (
                    "probability",
                    models.FloatField(help_text="That they are one person, as the figures have it."),
                ),
                ("reason", models.TextField(help_text="What agrees and what does not, without saying what.")),
                ("restricted", models.BooleanField(help_text="Whether one of the two records is.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "To be answered"),
                            ("with_lead", "With the lead inspector"),
                            ("decided", "Decided"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="link_questions",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "ordering": ["place", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inspection", "sender_a", "person_id_a", "sender_b", "person_id_b"),
                        name="one_question_a_pair",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "word",
                    models.CharField(
                        choices=[
                            ("same", "The same person"),
                            ("different", "Two different people"),
                            ("left_open", "Nobody can tell: leave it as the figures have it"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("why", models.TextField(blank=True)),
                ("taken_back_at", models.DateTimeField(null=True)),
                ("taken_back_why", models.TextField(blank=True)),
                (
                    "given_to",
                    models.ForeignKey(
                        help_text="The newest build that was told it.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="inspections.build",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        help_text="Null where two people agreed.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "used_in",
                    models.ForeignKey(
                        help_text="The newest casebook that rests on it.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="inspections.build",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="linking.linkquestion",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at", None)),
                        fields=("question",),
                        name="one_decision_stands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_by", None), ("why", "")),
                            models.Q(("settled_by__isnull", False), models.Q(("why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="whoever_settles_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("taken_back_at", None), ("taken_back_by", None), ("taken_back_why", "")
                            ),
                            models.Q(
                                ("taken_back_at__isnull", False),
                                ("taken_back_by__isnull", False),
                                models.Q(("taken_back_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="whoever_takes_back_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "word",
                    models.CharField(
                        choices=[
                            ("same", "The same person"),
                            ("different", "Two different people"),
                            ("cannot_tell", "I cannot tell"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "set_aside_at",
                    models.DateTimeField(
                        help_text="When the decision was taken back; it stays on record.", null=True
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="linking.linkquestion",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("set_aside_at", None)),
                        fields=("question", "by"),
                        name="one_answer_a_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked", models.PositiveIntegerField(help_text="Questions.")),
                ("used", models.PositiveIntegerField(help_text="Decisions that it used.")),
                (
                    "absent",
                    models.PositiveIntegerField(help_text="Decisions on records that nobody sent any more."),
                ),
                (
                    "build",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="link_round",
                        to="inspections.build",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="linkquestion",
            index=models.Index(fields=["inspection", "state", "place"], name="questions_in_order"),
        ),
    ]
