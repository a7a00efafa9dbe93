import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import conspectus.terms
import conspectus.workspace.inspections.models.core


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("evidence", "0001_initial"),
        ("inspections", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgencyAudit",
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
                ("summary", models.TextField(blank=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("absent_why", models.TextField(blank=True)),
                (
                    "absent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="audits",
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
                    models.UniqueConstraint(fields=("inspection", "agency"), name="one_audit_an_agency"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at", None), ("sent_by", None)),
                            models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_audit_is_sent_by_somebody_at_some_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("absent_by", None), ("absent_why", "")),
                            models.Q(
                                ("absent_by__isnull", False), models.Q(("absent_why", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="an_absence_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgencyAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("child", models.CharField(max_length=40)),
                ("criterion", models.CharField(max_length=40)),
                ("level", models.CharField(max_length=40)),
                ("why", models.TextField(blank=True)),
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
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="ratings.agencyaudit",
                    ),
                ),
            ],
            options={
                "ordering": ["child", "criterion"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("audit", "child", "criterion"), name="one_answer_a_child_and_question"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Dissent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("target", models.CharField(max_length=80)),
                ("level", models.CharField(max_length=40)),
                (
                    "inspectorate",
                    models.CharField(
                        choices=conspectus.workspace.inspections.models.core.inspectorate_choices,
                        max_length=30,
                    ),
                ),
                ("rationale", models.TextField()),
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
                        related_name="dissents",
                        to="inspections.inspection",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Finished",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        related_name="finished",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("inspection", "by"), name="finished_once")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRating",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("criterion", models.CharField(max_length=40)),
                (
                    "agency",
                    models.CharField(
                        choices=conspectus.workspace.inspections.models.core.agency_choices, max_length=30
                    ),
                ),
                ("level", models.CharField(max_length=40)),
                (
                    "stage",
                    models.CharField(
                        choices=[("independent", "Independent"), ("consolidated", "Consolidated")],
                        max_length=20,
                    ),
                ),
                (
                    "inspectorate",
                    models.CharField(
                        choices=conspectus.workspace.inspections.models.core.inspectorate_choices,
                        max_length=30,
                    ),
                ),
                ("rationale", models.TextField(blank=True)),
                ("at", models.DateTimeField(blank=True, editable=False)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
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
                "verbose_name": "historical rating",
                "verbose_name_plural": "historical ratings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Leave",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("criterion", models.CharField(max_length=40)),
                (
                    "agency",
                    models.CharField(
                        choices=conspectus.workspace.inspections.models.core.agency_choices, max_length=30
                    ),
                ),
                ("why", models.TextField()),
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
                        related_name="leaves",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inspection", "criterion", "agency"), name="one_leave_a_cell"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="a_leave_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("criterion", models.CharField(max_length=40)),
                (
                    "agency",
                    models.CharField(
                        choices=conspectus.workspace.inspections.models.core.agency_choices, max_length=30
                    ),
                ),
                ("level", models.CharField(max_length=40)),
                (
                    "stage",
                    models.CharField(
                        choices=[("independent", "Independent"), ("consolidated", "Consolidated")],
                        max_length=20,
                    ),
                ),
                (
                    "inspectorate",
                    models.CharField(
                        choices=conspectus.workspace.inspections.models.core.inspectorate_choices,
                        max_length=30,
                    ),
                ),
                ("rationale", models.TextField(blank=True)),
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
                    "evidence",
                    models.ManyToManyField(blank=True, related_name="ratings", to="evidence.evidence"),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "ordering": ["criterion", "agency", "stage", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stage", conspectus.terms.Stage["INDEPENDENT"])),
                        fields=("inspection", "criterion", "agency", "by"),
                        name="one_rating_of_a_cell_by_an_inspector",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stage", conspectus.terms.Stage["CONSOLIDATED"])),
                        fields=("inspection", "criterion", "agency"),
                        name="one_consolidated_rating_of_a_cell",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", conspectus.terms.Stage["CONSOLIDATED"]), _negated=True),
                            models.Q(("rationale", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_consolidated_rating_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RatingDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("criterion", models.CharField(max_length=40)),
                (
                    "agency",
                    models.CharField(
                        choices=conspectus.workspace.inspections.models.core.agency_choices, max_length=30
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[("independent", "Independent"), ("consolidated", "Consolidated")],
                        max_length=20,
                    ),
                ),
                ("level", models.CharField(blank=True, max_length=40)),
                ("rationale", models.TextField(blank=True)),
                ("evidence", models.JSONField(default=list, help_text="Ids of what it rests on.")),
                (
                    "saw",
                    models.CharField(
                        blank=True, help_text="The mark of what stood when it was begun.", max_length=16
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
                        related_name="rating_drafts",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inspection", "criterion", "agency", "stage", "by"),
                        name="one_draft_of_a_cell_by_a_rater",
                    )
                ],
            },
        ),
    ]
