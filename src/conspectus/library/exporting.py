"""A report as others take it: one JSON object a report, or one row of text a sentence."""

import json
from typing import Any

from conspectus.library.model import Report

FIRST = ("file", "sha256")  # keys that lead, so that a line says at once which report it is
LAST = ("sentences", "problems")
FACTS = (*FIRST, *(name for name in Report.model_fields if name not in {*FIRST, *LAST}))
COLUMNS = (*FACTS, "problems", "n", "page", "section", "text", "agencies", "polarity")


def as_json(report: Report) -> str:
    """A report with its sentences as one line of JSON."""
    told = report.model_dump(mode="json")
    return json.dumps({name: told[name] for name in (*FACTS, *LAST)}, ensure_ascii=False)


def as_rows(report: Report) -> list[dict[str, str | None]]:
    """A row for each sentence with the facts of its report beside it; a single row where there is none."""
    told = report.model_dump(mode="json")
    beside = {name: _cell(told[name]) for name in (*FACTS, "problems")}
    rows = [beside | {name: _cell(value) for name, value in one.items()} for one in told["sentences"]]
    return [{name: row.get(name) for name in COLUMNS} for row in rows or [beside]]


def _cell(value: Any) -> str | None:  # noqa: ANN401 - whatever JSON knows
    """Words of a list and grades apart by semicolons; nothing for what is not known."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {one}" for name, one in value.items())
    if isinstance(value, list):
        return "; ".join(value)
    return None if value is None else str(value)
