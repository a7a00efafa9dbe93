"""Small returns, made in a folder."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from conspectus.records.returns import Checked, Issue, check

TOML = """
sender = "{sender}"
agency = "{agency}"
schema = "{schema}"
period = {{ from = 2025-04-01, to = 2026-03-31 }}
extracted = 2026-04-14T09:30:00Z
scope = "residence"
covers = {covers}
"""
COVERS = ["notification", "missing_episode", "strategy_discussion"]
PEOPLE = "person_id,forename,surname,date_of_birth\nP1,Ann,Example,2011-06-03\nP2,BEN,EXAMPLE,2013\n"
EVENT_HEADER = "event_id,person_id,event,started,ended,outcome,counterparty,source_ref\n"
Cell = str | int | float | date | datetime | None


def event(
    event_id: str = "E1",
    person_id: str = "P1",
    event: str = "missing_episode",
    started: str = "2025-05-22",
    ended: str = "",
    outcome: str = "",
    counterparty: str = "",
    source_ref: str = "LOG 1",
) -> str:
    """One line of events.csv."""
    return ",".join((event_id, person_id, event, started, ended, outcome, counterparty, source_ref)) + "\n"


def toml(
    *,
    sender: str = "my-police",
    agency: str = "police",
    schema: str = "events-1",
    covers: Sequence[str] = COVERS,
) -> str:
    """A good return.toml."""
    return TOML.format(sender=sender, agency=agency, schema=schema, covers=list(covers)).replace("'", '"')


def sender(
    folder: Path,
    *,
    people: str | bytes | None = PEOPLE,
    events: str | bytes | None = EVENT_HEADER + event(),
    relationships: str | None = None,
    manifest: str | None = None,
    name: str = "police",
) -> Path:
    """A sender's folder below `folder`, which comes back."""
    below = folder / name
    below.mkdir(parents=True, exist_ok=True)
    (below / "return.toml").write_text(toml() if manifest is None else manifest, encoding="utf-8")
    texts = {"people.csv": people, "events.csv": events, "relationships.csv": relationships}
    for file, text in texts.items():
        if text is not None:
            (below / file).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def workbook(path: Path, sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> None:
    """A workbook with native dates."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path))
    day, instant = (
        book.add_format({"num_format": "dd/mm/yyyy"}),
        book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
    )
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(number, place, value, instant)
                elif isinstance(value, date):
                    sheet.write_datetime(number, place, value, day)
                elif value is not None:
                    sheet.write(number, place, value)
    book.close()


def rules(checked: Checked) -> list[str]:
    """The rules of all issues, in the order shown."""
    return [issue.rule for issue in checked.report.issues]


def only(checked: Checked, rule: str) -> Issue:
    """The one issue of a rule."""
    found = [issue for issue in checked.report.issues if issue.rule == rule]
    assert len(found) == 1, [(issue.rule, issue.message) for issue in checked.report.issues]
    return found[0]


def adds_up(checked: Checked) -> None:
    """Rows in are used or set aside, file by file, and what is used is there."""
    files = checked.files
    assert (files["rows_in"] == files["rows_used"] + files["rows_set_aside"]).all()
    assert files["rows_set_aside"].sum() == checked.set_aside.height
    assert checked.report.counts.rows_in == files["rows_in"].sum()
    for name in ("events", "relationships"):
        used = files.filter(files["holds"] == name)["rows_used"].sum()
        if not files["holds"].str.starts_with("list").any():
            assert used == getattr(checked, name).height
    assert checked.issues["issue"].to_list() == list(range(1, checked.issues.height + 1))


def checked_rows(folder: Path, *lines: str, manifest: str | None = None, people: str = PEOPLE) -> Checked:
    """A check of these lines of events.csv."""
    checked = check(sender(folder, events=EVENT_HEADER + "".join(lines), manifest=manifest, people=people))
    adds_up(checked)
    return checked
