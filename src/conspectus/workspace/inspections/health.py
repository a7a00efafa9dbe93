"""Whether the workspace can work at all: its database answers, and its folder can be written."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.db import Error, connection

WRITTEN = 4096  # bytes: a disk without room for them is full


def troubles() -> list[str]:
    """What keeps the workspace from working, a sentence each; empty where it works."""
    return [one for one in (database_trouble(), folder_trouble(Path(settings.DATA))) if one]


def database_trouble() -> str:
    """Why the database cannot be read; empty where it answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1 from django_migrations limit 1")  # read, not only reached
            cursor.fetchall()
    except Error as error:
        return f"The database does not answer: {' '.join(str(error).split())}"
    return ""


def folder_trouble(folder: Path) -> str:
    """Why nothing can be written into a folder; empty where it can."""
    try:
        with tempfile.TemporaryFile(dir=folder) as tried:
            tried.write(b"\0" * WRITTEN)
            tried.flush()
    except OSError as error:
        return f"Nothing can be written in {folder}: {error.strerror}"
    return ""
