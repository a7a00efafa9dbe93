import django.db.models.deletion
import simple_history.models
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
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "sha256",
                    models.CharField(
                        help_text="Content hash of the letter, which is what is signed.", max_length=64
                    ),
                ),
                ("basis", models.CharField(help_text="Hash of all that it was made from.", max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("publish_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "trouble",
                    models.TextField(blank=True, help_text="Why it could not be published when it was due."),
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
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="editions",
                        to="inspections.inspection",
                    ),
                ),
                (
                    "publish_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("inspection", "number"), name="one_edition_a_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("published_at__isnull", False)),
                        fields=("inspection",),
                        name="one_published_letter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("publish_at", None), ("publish_by", None)),
                            models.Q(("publish_at__isnull", False), ("publish_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_time_of_publication_is_set_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.CharField(
                        choices=conspectus.workspace.inspections.models.core.agency_choices, max_length=30
                    ),
                ),
                ("statement", models.CharField(max_length=80)),
                ("says", models.TextField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True, choices=[("accepted", "Accepted"), ("refused", "Refused")], max_length=10
                    ),
                ),
                ("why", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="letters.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("says", ""), _negated=True), name="a_comment_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""), ("answered_at", None), ("answered_by", None), ("why", "")
                            ),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                models.Q(("why", ""), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="an_answer_to_a_comment_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Facts",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fieldwork_from", models.DateField()),
                ("fieldwork_to", models.DateField()),
                ("addressees", models.TextField(blank=True, help_text="One a line.")),
                ("sample", models.TextField(blank=True)),
                ("published", models.DateField(help_text="The day that the letter bears.", null=True)),
                (
                    "language",
                    models.CharField(default="en", help_text="In which it is written.", max_length=2),
                ),
                (
                    "inspection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letter_facts",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("fieldwork_to__gte", models.F("fieldwork_from"))),
                        name="fieldwork_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published", None), ("published__gte", models.F("fieldwork_to")), _connector="OR"
                        ),
                        name="published_after_fieldwork",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalChange",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("statement", models.CharField(max_length=80)),
                (
                    "drafted",
                    models.TextField(blank=True, help_text="What the findings said when it was changed."),
                ),
                ("text", models.TextField(blank=True)),
                ("section", models.CharField(blank=True, max_length=20)),
                (
                    "cells",
                    models.JSONField(
                        default=list, help_text="Of an added statement: the findings it points at."
                    ),
                ),
                (
                    "because",
                    models.CharField(
                        choices=[
                            ("wording", "Wording"),
                            ("factual_accuracy", "An agency’s comment on factual accuracy"),
                        ],
                        default="wording",
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField(blank=True, editable=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical change",
                "verbose_name_plural": "historical changes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "inspectorate",
                    models.CharField(
                        choices=conspectus.workspace.inspections.models.core.inspectorate_choices,
                        max_length=30,
                    ),
                ),
                ("key", models.CharField(help_text="Fingerprint.", max_length=16)),
                ("signature", models.CharField(max_length=100)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signatures",
                        to="letters.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "inspectorate"), name="one_signature_an_inspectorate"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementOfAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "principal",
                    models.CharField(
                        choices=conspectus.workspace.inspections.models.core.agency_choices,
                        help_text="The principal authority, which sends it.",
                        max_length=30,
                    ),
                ),
                ("due", models.DateField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "inspection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statement_of_action",
                        to="inspections.inspection",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at", None), ("sent_by", None)),
                            models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_statement_of_action_is_sent_by_somebody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("answers", models.CharField(help_text="Id of the letter's statement.", max_length=80)),
                (
                    "agency",
                    models.CharField(
                        choices=conspectus.workspace.inspections.models.core.agency_choices, max_length=30
                    ),
                ),
                ("what", models.TextField()),
                ("by_when", models.DateField()),
                ("known_by", models.TextField(help_text="How people will know that it helped.")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "found",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "Done, and it works"),
                            ("partly", "Done in part, or too early to tell"),
                            ("not_done", "Not done"),
                        ],
                        max_length=10,
                    ),
                ),
                ("found_note", models.TextField(blank=True)),
                ("found_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "found_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "statement_of_action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="letters.statementofaction",
                    ),
                ),
            ],
            options={
                "ordering": ["by_when", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("found", ""), ("found_at", None), ("found_by", None), ("found_note", "")
                            ),
                            models.Q(
                                models.Q(("found", ""), _negated=True),
                                models.Q(("found_note", ""), _negated=True),
                                ("found_at__isnull", False),
                                ("found_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="what_was_found_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("statement", models.CharField(max_length=80)),
                (
                    "drafted",
                    models.TextField(blank=True, help_text="What the findings said when it was changed."),
                ),
                ("text", models.TextField(blank=True)),
                ("section", models.CharField(blank=True, max_length=20)),
                (
                    "cells",
                    models.JSONField(
                        default=list, help_text="Of an added statement: the findings it points at."
                    ),
                ),
                (
                    "because",
                    models.CharField(
                        choices=[
                            ("wording", "Wording"),
                            ("factual_accuracy", "An agency’s comment on factual accuracy"),
                        ],
                        default="wording",
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField(auto_now=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letter_changes",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("inspection", "statement"), name="one_change_a_statement")
                ],
            },
        ),
    ]
