"""The log, and the triggers by which the database itself holds it append-only."""

from django.db import migrations, models

from conspectus.workspace.audit import triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(help_text="1, 2, 3 … without a gap.", unique=True)),
                ("at", models.DateTimeField()),
                (
                    "actor",
                    models.BigIntegerField(
                        help_text="Id of the person; empty for the workspace itself.", null=True
                    ),
                ),
                ("action", models.CharField(help_text="A word of `audit.words`.", max_length=40)),
                ("inspection", models.BigIntegerField(db_index=True, null=True)),
                (
                    "target",
                    models.CharField(
                        blank=True, help_text="What it was done to: <kind>:<id>.", max_length=200
                    ),
                ),
                (
                    "details",
                    models.JSONField(default=dict, help_text="Ids and words, never names or free text."),
                ),
                ("seal", models.CharField(help_text="Over this row and the seal before it.", max_length=64)),
            ],
            options={
                "ordering": ["number"],
                "indexes": [models.Index(fields=["inspection", "action", "number"], name="log_by_action")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="numbers_from_one")
                ],
            },
        ),
        migrations.RunPython(triggers.put, triggers.drop),
    ]
