"""`conspectus manage backup`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from conspectus.plain import number
from conspectus.workspace.config import backup


class Command(BaseCommand):
    """Writes one file while people work; it appears under its name when it is whole."""

    help = "Keep the database, returns, documents, casebooks and letters in one file; never a key."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument(
            "file", metavar="FILE", type=Path, help="What to write; an older one is replaced."
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's
        """Say what is in it, and what is needed beside it."""
        about, count = backup.make(options["file"])
        self.stdout.write(
            f"{options['file']}: the database and {number(count.files, 'file')}, {count.size / 2**20:,.1f} MB of files."
        )
        self.stdout.write(f"Keep apart from it: CONSPECTUS_SECRET_KEY, and the data key {about.key}.")
        if about.log:
            self.stdout.write(f"The log’s head: {about.log}")
