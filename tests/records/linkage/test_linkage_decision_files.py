"""A file of link decisions is read as returns are: any encoding, any separator, or a workbook."""

import csv
import io
from pathlib import Path

import pytest
from tests.records.returns.wild.making import EVENTS, HEADER, PEOPLE, POLICE, send, workbook

from conspectus.records import beforehand

DECISIONS = (
    "sender_a,person_id_a,sender_b,person_id_b,decision,by,at\n"
    "eastmoor-council,K1,eastmoor-police,P2,same,Zoë Reviewer,2026-04-20\n"
)


@pytest.fixture
def area(tmp_path: Path) -> Path:
    """Two senders whose people are nobody's likeness."""
    strangers = "person_id,forename,surname,date_of_birth\nP2,Quentin,Underhill,2009-12-30\n"
    notified = HEADER + "N1,P2,notification,2025-07-01 20:10,,,council,L1\n"
    folder = send(tmp_path / "returns", {"people.csv": PEOPLE, "events.csv": EVENTS})
    sent = {"people.csv": strangers, "events.csv": notified}
    return send(folder, sent, sender=POLICE, agency="police", covers=["notification"])


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("decisions.csv", DECISIONS.encode("utf-8-sig")),
        ("decisions.csv", DECISIONS.encode("cp1252")),
        ("decisions.csv", DECISIONS.encode("utf-16")),
        ("decisions.csv", DECISIONS.replace(",", ";").encode()),
        ("decisions.txt", DECISIONS.replace(",", "\t").encode("utf-16")),
        ("decisions.xlsx", workbook({"decisions": list(csv.reader(io.StringIO(DECISIONS)))})),
    ],
    ids=["UTF-8 with a mark", "Windows-1252", "UTF-16", "semicolons", "Excel's Unicode text", "a workbook"],
)
def test_a_decision_holds_however_its_file_was_saved(
    area: Path, tmp_path: Path, name: str, written: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(written)
    linked = beforehand.link(area, tmp_path / "links.csv", decisions=path)
    who = {(row["sender"], row["person_id"]): row["child_id"] for row in linked.rows(named=True)}
    assert who["eastmoor-council", "K1"] == who["eastmoor-police", "P2"]
    assert who["eastmoor-council", "K1"] != who["eastmoor-council", "K2"]
    assert any("Zoë Reviewer" in row["reason"] for row in linked.rows(named=True))
