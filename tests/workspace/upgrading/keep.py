"""Write down the database of a workspace of made-up people as SQL: `python -m tests.workspace.upgrading.keep FILE`.

Done once for each release, by its own code, and never again for one that people use.
"""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

FIRST = Path(__file__).with_name("first.sql")


def keep(database: Path, to: Path = FIRST) -> None:
    """All that the database holds, as statements that make it again."""
    with closing(sqlite3.connect(database)) as kept:
        to.write_text("\n".join(kept.iterdump()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
