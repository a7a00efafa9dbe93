"""The casebook and the truth of a made-up area, table by table."""

import tomllib
from pathlib import Path
from typing import Any

from tools.reference.markdown import code, codes, page, table

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "conspectus"
CASEBOOK = "records/casebook/tables.toml"
TRUTH = "example_area/truth.toml"


def pages() -> dict[str, str]:
    """Two pages."""
    casebook = (
        "What `conspectus build` writes, one DuckDB file, and what everything else reads. Open it read-only "
        "with any tool that speaks DuckDB. Instants are UTC without a zone, days are days in Europe/London; "
        "`row` counts lines as a person sees them in the file, its header being row 1.",
        "Each row can be cited: `events:<event_ref>`, `obligations:<obligation_id>`, `silo_gaps:<gap_id>` "
        "or `duty_figures:<duty>:<part>:<agency>`. Table `content` holds the hash of each table and of the "
        "whole. `child_people`, `child_events` and `child_obligations` are copies of what stands here, sorted so "
        "that one child is read at once; they are no part of this list nor of the hash.",
    )
    truth = (
        "What is behind a made-up area: `conspectus example` writes these files to `truth/`, so that every "
        "number can be compared with what really happened. No command but the comparison itself reads them.",
    )
    return {
        "docs/reference/casebook.md": _page("The casebook, table by table", casebook, CASEBOOK),
        "docs/reference/truth.md": _page("The truth, table by table", truth, TRUTH),
    }


def _page(title: str, says: tuple[str, ...], source: str) -> str:
    tables = tomllib.loads((PACKAGE / source).read_text(encoding="utf-8"))["table"]
    return page(title, *says, *[part for one in tables for part in _table(one)], made_from=source)


def _table(one: dict[str, Any]) -> list[str]:
    rows = [(code(name), kind, meaning) for name, kind, meaning in one["columns"]]
    key = f" Its rows are told apart by {codes(one['key'])}." if one.get("key") else ""
    return [f"## {one['name']}", f"{one['says']}{key}", table(["column", "type", "meaning"], rows)]
