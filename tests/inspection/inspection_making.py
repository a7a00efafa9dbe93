"""A whole made-up inspection in which the police's part limits the whole."""

from datetime import date
from pathlib import Path

from conspectus.definitions import frameworks
from conspectus.inspection import Dates, Inspection, write
from conspectus.judgment import Dissent, Evidence, OnRecord, Rating
from conspectus.terms import Agency, Bearing, Stage

WHOLE = frameworks()["whole-system"]
LEVELS = {
    "p1/police": "inadequate",
    "p3/police": "inadequate",
    "p2/police": "requires_improvement",
    "p2/health": "requires_improvement",
    "h1/education": "outstanding",
    "h2/probation": "not_applicable",
}
SOURCES = {
    "p1/police": "duty_figures:notify-child-at-risk:respond:police",
    "p3/police": "silo_gaps:cse:police/e1/p1",
    "p2/health": "duty_figures:conference-participation:attend:health",
    "p2/council": "obligations:icpc:respond:council:council/e2/c1",
    "h1/council": "note:visit.txt",
}
KINDS = {"duty_figures": "duty figure", "silo_gaps": "silo gap", "obligations": "tracked case"}


def inspection(**more: object) -> Inspection:
    """The inspection's own facts."""
    fields: dict[str, object] = {
        "area": "Northshire",
        "theme": "Children at risk of sexual exploitation",
        "framework": "whole-system",
        "agencies": tuple(WHOLE.looks_at),
        "dates": Dates(from_=date(2026, 5, 11), to=date(2026, 5, 15), published=date(2026, 7, 2)),
        "casebook": "../casebook.duckdb",
        "addressees": ("Northshire Council", "Northshire Police"),
        "lead_inspectors": {"ofsted": "A. Lead", "hmicfrs": 'B. "Second"'},
        "sample": "Seven children were tracked, chosen so that every agency's part is seen in at least two.",
    }
    return Inspection.model_validate(fields | more)


def ratings() -> list[Rating]:
    """Every cell consolidated; the police's p1 and the council's p2 rated twice before."""
    rows = [_rating(str(key), Stage.CONSOLIDATED, "lead") for key in WHOLE.cells()]
    pairs = [("p1/police", "inadequate"), ("p1/police", "requires_improvement"), ("p2/council", "good")]
    pairs.append(("p2/council", "good"))
    for number, (cell, level) in enumerate(pairs):
        one = _rating(cell, Stage.INDEPENDENT, f"inspector {number}", level)
        rows.append(one)
    return rows


def _rating(cell: str, stage: Stage, inspector: str, level: str | None = None) -> Rating:
    criterion, agency = cell.split("/")
    level = level or LEVELS.get(cell, "good")
    return Rating(
        criterion=criterion,
        agency=Agency(agency),
        level=level,
        stage=stage,
        inspector=inspector,
        inspectorate=WHOLE.leads[Agency(agency)],
        rationale=f"Secret reasons, for {cell}" if stage is Stage.CONSOLIDATED else "",
        evidence_ids=() if level == "not_applicable" else (f"E-{criterion}-{agency}",),
    )


def evidence() -> list[Evidence]:
    """One piece for each cell."""
    return [_evidence(str(key)) for key in WHOLE.cells()]


def _evidence(cell: str) -> Evidence:
    criterion, agency = cell.split("/")
    source = SOURCES.get(cell, "Interview with practitioners")
    bad = LEVELS.get(cell) in ("inadequate", "requires_improvement")
    return Evidence(
        id=f"E-{criterion}-{agency}",
        kind=KINDS.get(source.partition(":")[0], "interview"),
        agency=Agency(agency),
        criteria=(criterion,),
        bearing=Bearing.AGAINST if bad else Bearing.FOR,
        seen=f"Seen in secret at {cell}, “so to speak”",
        source=source,
    )


def make(folder: Path, **more: object) -> Path:
    """Write the inspection's folder."""
    write(
        folder,
        inspection=inspection(**more),
        ratings=ratings(),
        evidence=evidence(),
        on_record=OnRecord(
            dissents=[
                Dissent(
                    target="p1/police",
                    level="requires_improvement",
                    inspector="inspector 1",
                    inspectorate="hmicfrs",
                    rationale="Secret doubts",
                )
            ]
        ),
        notes={"visit.txt": "Notes of a visit.\n"},
    )
    return folder
