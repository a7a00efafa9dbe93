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
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("event", "Entry of a child’s chronology"),
                            ("duty_figure", "Duty result"),
                            ("silo_gap", "Silo gap"),
                            ("tracked_case", "Tracked child"),
                            ("interview", "Interview"),
                            ("observation", "Observation"),
                            ("document", "Document"),
                            ("voice", "Voice of a child or parent"),
                            ("published_practice", "What good looks like"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "agency",
                    models.CharField(
                        choices=conspectus.workspace.inspections.models.core.agency_choices, max_length=30
                    ),
                ),
                ("criteria", models.JSONField(default=list)),
                (
                    "bearing",
                    models.CharField(
                        choices=[("for", "For: it speaks well of practice"), ("against", "Against")],
                        max_length=10,
                    ),
                ),
                ("seen", models.TextField()),
                ("source", models.CharField(blank=True, max_length=400)),
                (
                    "content_hash",
                    models.CharField(
                        blank=True, help_text="Of the casebook that was looked at.", max_length=64
                    ),
                ),
                (
                    "found",
                    models.JSONField(
                        help_text="The row that it cites as it stood, counts and query with it; or what was published.",
                        null=True,
                    ),
                ),
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
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("inspection", "number"), name="one_evidence_a_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As it was sent; on the disk it has a number alone.", max_length=130
                    ),
                ),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("clean", "Looked at: nothing found"),
                            ("none", "Not looked at: no scanner is set up"),
                        ],
                        max_length=10,
                    ),
                ),
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
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="evidence.evidence",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalNote",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("interview", "Interview"),
                            ("observation", "Observation"),
                            ("voice", "Voice of a child or parent"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "agency",
                    models.CharField(
                        blank=True,
                        choices=conspectus.workspace.inspections.models.core.agency_choices,
                        max_length=30,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts every save, so that two writers show."
                    ),
                ),
                ("at", models.DateTimeField(blank=True, editable=False)),
                ("changed_at", models.DateTimeField(blank=True, editable=False)),
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
                    "changed_by",
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
                "verbose_name": "historical note",
                "verbose_name_plural": "historical notes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("interview", "Interview"),
                            ("observation", "Observation"),
                            ("voice", "Voice of a child or parent"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "agency",
                    models.CharField(
                        blank=True,
                        choices=conspectus.workspace.inspections.models.core.agency_choices,
                        max_length=30,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts every save, so that two writers show."
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "changed_by",
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
                        related_name="notes",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("inspection", "number"), name="one_note_a_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalEvidence",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("event", "Entry of a child’s chronology"),
                            ("duty_figure", "Duty result"),
                            ("silo_gap", "Silo gap"),
                            ("tracked_case", "Tracked child"),
                            ("interview", "Interview"),
                            ("observation", "Observation"),
                            ("document", "Document"),
                            ("voice", "Voice of a child or parent"),
                            ("published_practice", "What good looks like"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "agency",
                    models.CharField(
                        choices=conspectus.workspace.inspections.models.core.agency_choices, max_length=30
                    ),
                ),
                ("criteria", models.JSONField(default=list)),
                (
                    "bearing",
                    models.CharField(
                        choices=[("for", "For: it speaks well of practice"), ("against", "Against")],
                        max_length=10,
                    ),
                ),
                ("seen", models.TextField()),
                ("source", models.CharField(blank=True, max_length=400)),
                (
                    "content_hash",
                    models.CharField(
                        blank=True, help_text="Of the casebook that was looked at.", max_length=64
                    ),
                ),
                (
                    "found",
                    models.JSONField(
                        help_text="The row that it cites as it stood, counts and query with it; or what was published.",
                        null=True,
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
                (
                    "note",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="evidence.note",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical evidence",
                "verbose_name_plural": "historical evidence",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDraft",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
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
                    "note",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="evidence.note",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical draft",
                "verbose_name_plural": "historical drafts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="evidence",
            name="note",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence",
                to="evidence.note",
            ),
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
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
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="evidence.note"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("note", "by"), name="one_draft_a_writer")],
            },
        ),
    ]
