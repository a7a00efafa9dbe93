"""A workspace that a newer version made is refused in a sentence, and models say nothing that no migration does."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from conspectus.errors import ConspectusError
from conspectus.workspace.config.serving import must_be_known

pytestmark = pytest.mark.django_db


@pytest.mark.database
def test_a_database_of_another_version_is_refused_before_anything_is_done() -> None:
    must_be_known()
    MigrationRecorder(connection).record_applied("inspections", "9999_of_tomorrow")
    with pytest.raises(ConspectusError, match="made by another version") as told:
        must_be_known()
    assert "--fresh" in told.value.todo and "--data" in told.value.todo


def test_nothing_is_left_to_write_into_a_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
