"""The database itself holds the log append-only."""

from django.db import migrations

from conspectus.workspace.audit import triggers


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(triggers.put, triggers.drop)]
