"""Run the command line: the one place where a user's mistake is told."""

import sys

from conspectus.cli.commands import made
from conspectus.cli.screen import err
from conspectus.errors import ConspectusError, is_full

DISK_FULL = (
    "the disk is full: what was being written is not whole\n  → Make room, and give the command again."
)


def main() -> None:
    """Run the command line; a user's mistake is told without a traceback."""
    try:
        made(sys.argv[1] if len(sys.argv) > 1 else "")()
    except ConspectusError as error:
        err.print(f"conspectus: {error}", highlight=False, soft_wrap=True, markup=False)
        sys.exit(error.exit_code)
    except Exception as error:
        if not is_full(error):
            raise
        err.print(f"conspectus: {DISK_FULL}", highlight=False, soft_wrap=True, markup=False)
        sys.exit(ConspectusError.exit_code)
