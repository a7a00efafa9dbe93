"""`conspectus manage verify_log`."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from conspectus.workspace.audit.verify import verify


class Command(BaseCommand):
    """Exit 0 where the log is whole, 1 where it is not."""

    help = "Find any row of the log that was changed, removed or added behind the application's back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A seal that was kept elsewhere can be given."""
        parser.add_argument("--known", help="A row's number and seal as printed before, as 120:<seal>.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's
        """Read, and say."""
        number, _, kept = (options["known"] or "").partition(":")
        verdict = verify(known=(int(number), kept) if kept else None)
        for fault in verdict.faults:
            self.stdout.write(f"✗ {fault}")
        self.stdout.write(
            f"{verdict.rows} rows, {len(verdict.faults)} faults; head {verdict.rows}:{verdict.head}"
        )
        if verdict.faults:
            sys.exit(1)
