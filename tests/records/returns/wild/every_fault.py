"""One folder with a fault of every kind, for building on both engines."""

from pathlib import Path

from tests.records.returns.wild.annex import annex_a
from tests.records.returns.wild.making import (
    HEADER,
    PEOPLE,
    POLICE,
    ZERO_WIDTH,
    Sheet,
    cells,
    dated,
    send,
    tabbed,
    workbook,
)

# The children of the first council: id, name and rest of the row in people.csv, and what is wrong with it.
COUNCIL_PEOPLE = """
person_id,forename,surname,date_of_birth,sex,postcode,address
K1,Rosa,Fielding,2010-03-09,female,ZZ2 1AA,4 Mill Lane
K1,Rosa,Fielding,2010-03-09,female,ZZ8 8YY,9 Quay Street
K2,Idris,Marlow,31/06/2013,male,ZZ3 4BB,7 Hill Rise
K3,Wren,Oakes,03/06/48,female,ZZ5 5DD,1 Ford End
K4,Tamsin,Hale,May be 8 Jan 2012,nobody knows,not a postcode,2 Ford End
K5,NULL,NULL,1900-01-01,,,
K6,Otis,Penrose,#N/A,male,ZZ6 6EE,#REF!
K7,Lena,Quill,2014-02-11,female,ZZ7 7FF,3 Ford End
K8,Piers,Rudd,2011-07-21,male,ZZ9 9HH,5 Ford End
K8,Piers,Rudd,2011-07-21,male,ZZ9 9HH,5 Ford End
N/A,Unknown,Unknown,,,,
Total,11,,,,,
""".lstrip()

COUNCIL_EVENTS = (
    HEADER
    + """
A1,K1,strategy_discussion,2025-09-01,,section_47,,N1
A2,K1,initial_conference,31/11/2025,,plan,,N2
A3,K2,strategy_discussion,2025-09-01,2025-08-01,section_47,,N3
A4,K2,initial_conference,2025-09-29,31/12/9999,plan,,N4
A5,K3,strategy_discussion,2025-09-01,00/01/1900,section_47,,N5
A6,K3,initial_conference,2025-09-18,,paln,,N6
A7,K4,strategy_discussion,2025-09-01,,section_47,the circus,N7
A8,K4,initial_conference,,,plan,,N8
A9,K5,strategy_discussion,2025-09-01,,#N/A,,N9
B1,k6,strategy_discussion,2025-09-01,,section_47,,N10
B2,'K6,initial_conference,2026-09-18,,plan,,N11
B3,K7,child_protection_plan,2025-06-02,#REF!,neglect,,N12
B4,K7,plan_visit,2025-06-09,,seen,,N13
B5,K8,child_protection_plan,2025-06-02,2025-07-18,neglect,,N14
B6,K8,plan_visit,2025-06-09,,seen,,N15
B7,K8,plan_visit,31/06/2025,,seen,,N16
B7,K8,plan_visit,2025-06-20,,seen,,N16
D8,K8,plan_visit,2025-07-03,,seen,,N25
D9,K8,plan_visit,2025-07-15,,seen,,N26
B8,K1,notification_received,31/07/20255,,,police,N17
B9,K2,notification_received,2025-07-02 09:00,,,police,N18
B9,K2,notification_received,2025-07-02 09:00,,,police,N18
event_id,person_id,event,started,ended,outcome,counterparty,source_ref
C1,N/A,strategy_discussion,2025-10-01,,section_47,,N19
C3,K3,tea party,2025-10-01,,,,N21
C4,K3,strategy_discussion,2025-11-03,,single_agency,,N22, second floor, room 4
C5,K8,referral,2025-09-01,,,education,N23
C6,K8,referral_decision,31/09/2025,,assessment,,N24
Total,,,,,,,30
""".lstrip()
)
COUNCIL_COVERS = (
    "strategy_discussion", "initial_conference", "child_protection_plan", "plan_visit", "notification_received",
    "referral", "referral_decision", "return_interview",
)  # fmt: skip
STRANGE = "Ref,Client number,What happened,When\nZ1,K1,Return interview,02/10/2025\n"

POLICE_PEOPLE = PEOPLE.replace("K1", "00701").replace("K2", "00702")
POLICE_EVENTS = """
person_id,event,Start Date,Start Time,counterparty,source_ref
701,notification,7/1/2025,20:10,council,L1
702,notification,7/1/2025,20:20,council,L2
702,notification,7/14/2025,,health,L3
702,notification,7/14/2025,,health,L4
""".lstrip()


def every_fault(folder: Path) -> Path:
    """A council, a district with Annex A, and the police, whose returns hold a fault of every kind."""
    _council(folder)
    _district(folder)
    people = (POLICE_PEOPLE + "00703,Zoë,Nunn,2012-12-12,female,ZZ1 9ZZ\n").encode("cp1252")
    sent: dict[str, str | bytes] = {
        "people.csv": people,
        "events.txt": tabbed(POLICE_EVENTS).encode("utf-16"),
    }
    return send(folder, sent, sender=POLICE, agency="police", covers=["notification"])


def _council(folder: Path) -> None:
    files: dict[str, str | bytes] = {
        "people.csv": COUNCIL_PEOPLE,
        "events.csv": COUNCIL_EVENTS.replace("A1,K1", f"A1,K1{ZERO_WIDTH}"),
        "Recovery interviews.csv": STRANGE,
        "events.zip": b"PK\x05\x06" + bytes(18),
        "more.xlsx": _workbook(),
    }
    send(folder, files, covers=COUNCIL_COVERS)


def _workbook() -> bytes:
    """A sheet of events with hidden parts, a hidden one, one that nobody knows, and a list of codes."""
    events = dated(
        cells(
            HEADER + "D1,K1,plan_visit,2025-09-22,,seen,,N30\nD2,K2,plan_visit,2025-09-23,#REF!,seen,,N31\n"
        )
    )
    conferences = (
        "X1,K1,initial_conference,2025-09-05,,plan,,OLD\nX2,K2,initial_conference,2025-09-15,,plan,,OLD\n"
    )
    old = dated(cells(HEADER + conferences))
    return workbook(
        {
            "events": Sheet(events, hidden_rows=(2,), hidden_columns=(7,)),
            "events old": Sheet(old, hidden=True),
            "Diversion": cells(STRANGE.replace("Return interview", "disposal")),
            "Codes": [["Outcome", "Meaning"], ["seen", "Seen"], ["not_seen", "Not seen"]],
        }
    )


def _district(folder: Path) -> None:
    people = PEOPLE.replace("K1,Rosa", "5001,Rosa").replace("K2,Idris", "5002,Idris")
    book = annex_a(visit="31/11/2025", plan_end=0)
    sent: dict[str, str | bytes] = {"annex-a.xlsx": book, "people.csv": people}
    send(folder, sent, sender="eastmoor-district", schema="annex-a", covers=None)
