"""Each fault that a return comes with, put into a good one: its message, and nothing lost."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from conspectus.errors import ReturnsError
from conspectus.records.returns import check
from conspectus.records.sheets import memory
from tests.records.returns.returns_kit import (
    EVENT_HEADER,
    PEOPLE,
    adds_up,
    event,
    only,
    sender,
    toml,
    workbook,
)

HEADER = EVENT_HEADER.strip().split(",")
LINE = event().strip().split(",")


def events(*lines: str) -> Callable[[Path], Path]:
    """A return with these lines of events."""
    return lambda folder: sender(folder, events=EVENT_HEADER + "".join(lines))


def book_of(rows: list[list[str]], *, cut: float = 1.0) -> Callable[[Path], Path]:
    """A return whose events are a workbook of these rows; perhaps only a part of it arrived."""

    def make(folder: Path) -> Path:
        path = sender(folder, events=None) / "police" / "events.xlsx"
        workbook(path, {"Events": rows})
        body = path.read_bytes()
        path.write_bytes(body[: int(len(body) * cut)])
        return folder

    return make


def encrypted(folder: Path) -> Path:
    """A return with a workbook under a password: a container that names its encrypted package."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    path = sender(folder, events=None) / "police" / "events.xlsx"
    path.write_bytes(head + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    return folder


def no_manifest(folder: Path) -> Path:
    """Two senders, one without its return.toml."""
    sender(folder)
    (sender(folder, name="health") / "health" / "return.toml").unlink()
    return folder


FAULTS: dict[str, tuple[Callable[[Path], Path], str, str]] = {
    "no return.toml": (no_manifest, "return-missing", "nobody can say whose return it is"),
    "unknown schema": (
        lambda folder: sender(sender(folder), name="health", manifest=toml(schema="events-99")),
        "return-key",
        "'events-99' is no shape of return; known are annex-a, area-send",
    ),
    "a required header is missing": (
        lambda folder: sender(
            folder, events=EVENT_HEADER.replace("started,", "") + "E1,P1,missing_episode,,,,L\n"
        ),
        "column-missing",
        "The column started is missing",
    ),
    "a header is doubled": (
        lambda folder: sender(folder, events="started," + EVENT_HEADER + "2025-05-22," + event()),
        "column-twice",
        "Several columns could be started",
    ),
    "an empty sheet": (book_of([]), "sheet-empty", "There is nothing in it"),
    "Windows-1252 instead of UTF-8": (
        lambda folder: sender(folder, people=PEOPLE.replace("Ann", "Zoë").encode("cp1252")),
        "encoding-guessed",
        "was read as Windows-1252",
    ),
    "a number where a date should be": (
        events(event(started="45799")),
        "date-serial",
        "One date is a bare number, 45799",
    ),
    "a number that is no date": (events(event(started="7")), "date-unreadable", "7 is no date"),
    "end before start": (
        events(event(ended="2025-05-21")),
        "end-before-start",
        "ends before it starts: 2025-05-22 to 2025-05-21",
    ),
    "birth after event": (
        events(event(started="2009-05-22")),
        "event-before-birth",
        "2009-05-22 is more than a year before",
    ),
    "unknown person": (events(event(person_id="P9")), "person-unknown", "P9 is not in the people file"),
    "the same event twice": (
        events(event(), event(outcome="returned")),
        "event-twice",
        "The event stands for the same person also in events.csv, row 2 and says something else (outcome returned)",
    ),
    "an encrypted workbook": (encrypted, "file-encrypted", "protected by a password"),
    "a truncated workbook": (
        book_of([HEADER, LINE], cut=0.5),
        "file-damaged",
        "damaged, cut off or not what its name says",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_has_its_message_and_nothing_is_lost(tmp_path: Path, fault: str) -> None:
    make, rule, message = FAULTS[fault]
    checked = check(make(tmp_path))
    issue = only(checked, rule)
    adds_up(checked)
    assert message in issue.message
    assert issue.todo
    assert checked.report.exit_code == (1 if issue.severity == "error" else 0)
    assert checked.people.height == 2


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReturnsError, match="there is no such folder"):
        check(tmp_path / "nowhere")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_other_encodings_are_read_without_a_word(tmp_path: Path, encoding: str) -> None:
    checked = check(sender(tmp_path, people=PEOPLE.replace("Ann", "Zoë").encode(encoding)))
    assert checked.people["forename"].to_list() == ["Zoë", "BEN"]
    assert checked.report.issues == [] or {one.severity for one in checked.report.issues} == {"query"}


def test_a_file_too_large_for_memory_is_said_to_be_so_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = sender(tmp_path, events=EVENT_HEADER + event() * 1000)
    size = (folder / "police" / "events.csv").stat().st_size
    monkeypatch.setattr(memory, "free_memory", lambda: size * memory.TIMES - 1)
    checked = check(folder)
    adds_up(checked)
    assert "too large for the memory that is free" in only(checked, "file-too-large").message
    assert (checked.people.height, checked.events.height) == (2, 0)


def test_free_memory_is_a_number_or_not_known() -> None:
    free = memory.free_memory()
    assert (free is None) if not memory.MEMINFO.exists() else (free or 0) > 0


def test_an_old_workbook(tmp_path: Path) -> None:
    xlwt = pytest.importorskip("xlwt", reason="needs xlwt, which writes old .xls workbooks")
    book = xlwt.Workbook()
    sheet, day = book.add_sheet("Events"), xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for row, cells in enumerate((HEADER, LINE, ["E2", "P2", "missing_episode"])):
        for place, cell in enumerate(cells):
            sheet.write(row, place, cell)
    sheet.write(2, 3, date(2025, 6, 1), day)
    path = sender(tmp_path, events=None) / "police" / "events.xls"
    book.save(str(path))
    checked = check(tmp_path)
    adds_up(checked)
    assert checked.events["event_id"].to_list() == ["E1", "E2"]
    assert checked.events["started_first_day"].dt.to_string().to_list() == ["2025-05-22", "2025-06-01"]
    path.write_bytes(path.read_bytes()[:3000])
    assert only(check(tmp_path), "file-damaged").file == "events.xls"
