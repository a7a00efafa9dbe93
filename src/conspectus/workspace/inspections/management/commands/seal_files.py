"""`conspectus manage seal_files`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from conspectus.errors import SealedError
from conspectus.workspace.inspections import sealed


class Command(BaseCommand):
    """Encrypts with the first key what is not; exit code 1 where a file cannot be opened."""

    help = (
        "Encrypt returns and documents with the first key of CONSPECTUS_DATA_KEY, after which earlier keys are not "
        "needed any more. It may run while people work, and be run again after it was cut off."
    )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's
        """Say how many there were, and each that could not be opened."""
        done, unread = 0, 0
        for path in _kept():
            try:
                done += sealed.seal_again(path)
            except SealedError as error:
                unread += 1
                self.stderr.write(f"{path.parent}: {error}")
        self.stdout.write(f"{done} files were encrypted with the first key.")
        if unread:
            raise SystemExit(1)


def _kept() -> Iterator[Path]:
    for pattern in ("returns/*/*/*", "documents/*"):
        yield from sorted(Path(settings.DATA).glob(f"inspections/*/{pattern}"))
