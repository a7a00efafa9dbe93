"""`conspectus manage destroy_due`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from conspectus.workspace.retention.actions import destroy
from conspectus.workspace.retention.due import due, overdue


class Command(BaseCommand):
    """Destroys what is due; exit code 1 where something is past its date and nobody has confirmed it."""

    help = "Destroy the data of inspections whose retention date is over and whose lead has confirmed it."

    def add_arguments(self, parser: CommandParser) -> None:
        """One option."""
        parser.add_argument("--dry-run", action="store_true", help="Say what is due, and destroy nothing.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's
        """Say of each what was done."""
        for one in due():
            self.stdout.write(
                f"{one.inspection}: kept until {one.due}, {self._done(one.pk, options['dry_run'])}"
            )
        left = list(overdue())
        for inspection in left:
            self.stderr.write(
                f"{inspection}: kept until {inspection.keep_until}, and nobody has confirmed it"
            )
        if left:
            raise SystemExit(1)

    def _done(self, number: int, dry: bool) -> str:
        if dry:
            return "due"
        return "destroyed" if destroy(number) else "a casebook is being built: run this again"
