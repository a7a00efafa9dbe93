"""`conspectus manage restore`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from conspectus.workspace.config import backup, serving


class Command(BaseCommand):
    """Refuses a workspace that holds something, and one that is being served."""

    help = "Put a backup back into an empty workspace; end the server before."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """From where, and whether what is there may go."""
        parser.add_argument("file", metavar="FILE", type=Path, help="What backup wrote.")
        parser.add_argument(
            "--replace", action="store_true", help="What the workspace holds now is gone then."
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's
        """Say what to do next."""
        with serving.alone():
            about = backup.restore(options["file"], replace=options["replace"])
        self.stdout.write(f"It is as it was at {about.made_at}. Everybody signs in anew.")
        if about.key not in settings.DATA_KEYS:
            self.stdout.write(
                f"Before it is served, set the data key {about.key}: returns and documents need it."
            )
        if about.log:
            self.stdout.write(f"See that the log is whole: conspectus manage verify_log --known {about.log}")
