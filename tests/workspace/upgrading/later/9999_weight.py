"""A column that every row must have, which is the commonest of changes."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from tests.workspace.upgrading.later import NEWEST


class Migration(migrations.Migration):
    """Evidence has a weight."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("evidence", NEWEST)]
    operations: ClassVar[list[Operation]] = [
        migrations.AddField("evidence", "weight", models.PositiveSmallIntegerField(default=1))
    ]
