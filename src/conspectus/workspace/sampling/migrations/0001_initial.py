import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("inspections", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TrackedChild",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "place",
                    models.PositiveIntegerField(
                        help_text="1 first; whoever replaces a child takes their place."
                    ),
                ),
                ("child", models.CharField(max_length=40)),
                (
                    "stratum",
                    models.CharField(
                        blank=True, help_text="Empty where people chose the child.", max_length=120
                    ),
                ),
                ("reason", models.TextField()),
                (
                    "chance",
                    models.FloatField(
                        help_text="Chance of selection; null where people chose the child.", null=True
                    ),
                ),
                (
                    "agencies",
                    models.JSONField(default=list, help_text="Agencies whose part this child shows."),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("left_at", models.DateTimeField(null=True)),
                ("left_why", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "drawn_in",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="inspections.build",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tracked",
                        to="inspections.inspection",
                    ),
                ),
                (
                    "left_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["place", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None)),
                        fields=("inspection", "child"),
                        name="tracked_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None)),
                        fields=("inspection", "place"),
                        name="one_child_a_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_at", None), ("left_by", None), ("left_why", "")),
                            models.Q(
                                ("left_at__isnull", False),
                                ("left_by__isnull", False),
                                models.Q(("left_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="left_for_a_reason",
                    ),
                ],
            },
        ),
    ]
