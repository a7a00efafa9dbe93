"""Who sees what of an inspection, from the table that the tests walk."""

import tomllib
from pathlib import Path

from tools.reference.markdown import page, table

SOURCE = "workspace/who_sees.toml"
SRC = Path(__file__).resolve().parents[2] / "src" / "conspectus"


def pages() -> dict[str, str]:
    """One page."""
    told = tomllib.loads((SRC / SOURCE).read_text(encoding="utf-8"))
    kept = told["page"]
    says = (
        "For every page and every part of the API who is let in: before, in and after the stage in which it is worked "
        "on. Whoever takes part and is not named gets 403 with the reason, whoever takes no part 404, whoever is not "
        "signed in the way there. An agency’s contact sees of returns and comments its own agency’s alone.",
        "Under *restricted rows* stand the pages that show them, to the roles named when it was recorded how data are "
        "handled, on asking or where the row itself is looked at; each time is in the log. Everywhere else such a row "
        "is *a restricted entry by* its agency. The tests walk this table, for every part and in every column.",
    )
    parts = []
    for title, of_api in (("Pages", False), ("For programs", True)):
        rows = [_row(one) for one in kept if one["name"].startswith("api:") == of_api]
        parts += [f"## {title}", table(["what", "before", "in", "after", "restricted rows"], rows)]
    rows = [(one["shows"], _parts(one["who"])) for one in told["series"]]
    parts += [
        "## A partnership’s rounds",
        "In every stage. Those who inspect in an inspection that was let in see the suppressed trends "
        "there. Areas are for whoever is signed in: their figures are published.",
        table(["what", "who"], rows),
    ]
    parts.append(
        "The letter, from its draft to its follow-up, is told in [Write the letter](../how-to/write-the-letter.md)."
    )
    return {"docs/reference/who-sees-what.md": page("Who sees what", *says, *parts, made_from=SOURCE)}


def _row(one: dict[str, list[str]]) -> tuple[str, ...]:
    before, after = (_parts(one[when]) if when in one else "the same" for when in ("before", "after"))
    return (
        str(one["shows"]), before, _parts(one["who"]), after, "to named roles" if one.get("restricted") else ""
    )  # fmt: skip


def _parts(named: list[str]) -> str:
    return ", ".join(named) or "nobody"
