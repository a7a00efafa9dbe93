import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import conspectus.workspace.inspections.models.core
import conspectus.workspace.inspections.models.invitation
import conspectus.workspace.inspections.roles
import conspectus.workspace.inspections.stages


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Concern",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("child", models.CharField(max_length=40)),
                (
                    "agency",
                    models.CharField(
                        choices=conspectus.workspace.inspections.models.core.agency_choices,
                        help_text="Who must act.",
                        max_length=30,
                    ),
                ),
                ("says", models.TextField(verbose_name="what you have seen")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                (
                    "escalated_at",
                    models.DateTimeField(help_text="When nobody had acknowledged it in time.", null=True),
                ),
                (
                    "records",
                    models.JSONField(
                        default=list,
                        help_text="The agency's own numbers of the child when it was raised: sender and number.",
                    ),
                ),
                (
                    "acknowledged_by",
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
                    "untold",
                    models.ManyToManyField(
                        help_text="Who was to be told by e-mail, and whom none has reached yet.",
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["acknowledged_at", "at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("acknowledged_at", None), ("acknowledged_by", None)),
                            models.Q(("acknowledged_at__isnull", False), ("acknowledged_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="acknowledged_by_somebody_at_some_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConcernStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("says", models.TextField(verbose_name="what was done")),
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
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="inspections.concern",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("area", models.CharField(max_length=120, verbose_name="area inspected")),
                (
                    "nation",
                    models.CharField(
                        choices=[
                            ("england", "England"),
                            ("wales", "Wales"),
                            ("scotland", "Scotland"),
                            ("northern-ireland", "Northern Ireland"),
                        ],
                        max_length=20,
                    ),
                ),
                ("framework", models.CharField(max_length=60)),
                ("theme", models.CharField(max_length=60)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("set_up", "Set up"),
                            ("notified", "Area notified"),
                            ("returns_in", "Returns in"),
                            ("children_chosen", "Children chosen"),
                            ("agencies_audit", "Agencies’ own audit"),
                            ("fieldwork", "Fieldwork"),
                            ("moderation", "Moderation"),
                            ("drafting", "Drafting the letter"),
                            ("factual_accuracy", "Factual accuracy"),
                            ("signed", "Signed"),
                            ("published", "Published"),
                            ("statement_of_action", "Statement of action"),
                            ("follow_up", "Follow-up"),
                            ("closed", "Closed"),
                            ("destroyed", "Data destroyed, judgment kept"),
                        ],
                        default=conspectus.workspace.inspections.stages.Stage["SET_UP"],
                        max_length=30,
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("lawful_basis", models.TextField(blank=True)),
                ("keep_until", models.DateField(blank=True, null=True)),
                (
                    "restricted_to",
                    models.JSONField(default=list, help_text="Roles that see restricted rows."),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="concern",
            name="inspection",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="concerns",
                to="inspections.inspection",
            ),
        ),
        migrations.CreateModel(
            name="Build",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Being built"),
                            ("done", "Built"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("step", models.CharField(blank=True, max_length=40)),
                ("share", models.FloatField(default=0.0, help_text="How much of the step is done, 0 to 1.")),
                (
                    "beat",
                    models.DateTimeField(help_text="When the worker last said that it lives.", null=True),
                ),
                ("trouble", models.TextField(blank=True)),
                ("content_hash", models.CharField(blank=True, max_length=64)),
                ("counts", models.JSONField(default=dict)),
                ("made_from", models.JSONField(default=list, help_text="Sender and version of each return.")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(null=True)),
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
                        related_name="builds",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "expires_at",
                    models.DateTimeField(
                        default=conspectus.workspace.inspections.models.invitation._last_moment
                    ),
                ),
                ("used_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                        related_name="invitations",
                        to="inspections.inspection",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("used_at", None), ("withdrawn_at", None)),
                        fields=("person",),
                        name="one_open_invitation_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("used_at", None), ("withdrawn_at", None), _connector="OR"),
                        name="used_or_withdrawn",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "Lead inspector"),
                            ("inspector", "Inspector"),
                            ("moderator", "Moderator"),
                            ("analyst", "Analyst"),
                            ("contact", "Agency contact"),
                            ("observer", "Observer"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "inspectorate",
                    models.CharField(
                        blank=True,
                        choices=conspectus.workspace.inspections.models.core.inspectorate_choices,
                        max_length=30,
                    ),
                ),
                (
                    "agency",
                    models.CharField(
                        blank=True,
                        choices=conspectus.workspace.inspections.models.core.agency_choices,
                        help_text="Of a contact.",
                        max_length=30,
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="inspections.inspection",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("inspection", "person"), name="one_part_a_person"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role", conspectus.workspace.inspections.roles.Role["CONTACT"]),
                            ("agency", ""),
                            _connector="XOR",
                        ),
                        name="a_contact_has_an_agency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("role", conspectus.workspace.inspections.roles.Role["INSPECTOR"]),
                                _negated=True,
                            ),
                            models.Q(("inspectorate", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_inspector_has_an_inspectorate",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SentReturn",
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
                ("sender", models.CharField(max_length=80)),
                ("version", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checking", "Being checked"),
                            ("usable", "Checked"),
                            ("unusable", "Not usable"),
                            ("doubted", "Waits for an answer"),
                            ("failed", "Could not be checked"),
                        ],
                        default="checking",
                        max_length=10,
                    ),
                ),
                ("files", models.JSONField(default=list, help_text="Name, size and SHA-256 of each file.")),
                (
                    "report",
                    models.JSONField(
                        help_text="What checking found, as `conspectus check` tells it.", null=True
                    ),
                ),
                ("trouble", models.TextField(blank=True, help_text="Why it could not be checked.")),
                (
                    "changes",
                    models.JSONField(
                        help_text="Version of the usable return before it, and how many rows of each table differ from its.",
                        null=True,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "taken_out_at",
                    models.DateTimeField(help_text="From when no casebook is built from it.", null=True),
                ),
                ("taken_out_why", models.TextField(blank=True)),
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
                        related_name="returns",
                        to="inspections.inspection",
                    ),
                ),
                (
                    "taken_out_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["agency", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inspection", "sender", "version"), name="one_return_a_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_out_at", None), ("taken_out_by", None), ("taken_out_why", "")),
                            models.Q(
                                ("taken_out_at__isnull", False),
                                ("taken_out_by__isnull", False),
                                models.Q(("taken_out_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="taken_out_by_somebody_at_some_time_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StageMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "was",
                    models.CharField(
                        choices=[
                            ("set_up", "Set up"),
                            ("notified", "Area notified"),
                            ("returns_in", "Returns in"),
                            ("children_chosen", "Children chosen"),
                            ("agencies_audit", "Agencies’ own audit"),
                            ("fieldwork", "Fieldwork"),
                            ("moderation", "Moderation"),
                            ("drafting", "Drafting the letter"),
                            ("factual_accuracy", "Factual accuracy"),
                            ("signed", "Signed"),
                            ("published", "Published"),
                            ("statement_of_action", "Statement of action"),
                            ("follow_up", "Follow-up"),
                            ("closed", "Closed"),
                            ("destroyed", "Data destroyed, judgment kept"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "became",
                    models.CharField(
                        choices=[
                            ("set_up", "Set up"),
                            ("notified", "Area notified"),
                            ("returns_in", "Returns in"),
                            ("children_chosen", "Children chosen"),
                            ("agencies_audit", "Agencies’ own audit"),
                            ("fieldwork", "Fieldwork"),
                            ("moderation", "Moderation"),
                            ("drafting", "Drafting the letter"),
                            ("factual_accuracy", "Factual accuracy"),
                            ("signed", "Signed"),
                            ("published", "Published"),
                            ("statement_of_action", "Statement of action"),
                            ("follow_up", "Follow-up"),
                            ("closed", "Closed"),
                            ("destroyed", "Data destroyed, judgment kept"),
                        ],
                        max_length=30,
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
                        related_name="moves",
                        to="inspections.inspection",
                    ),
                ),
            ],
        ),
    ]
