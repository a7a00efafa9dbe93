"""The made-up joint inspection: what it saw, cited from the truth, and how it rated it."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import Field

from conspectus.definitions import CellKey, Definition, frameworks, load, patterns
from conspectus.example_area.findings import Figure, Findings
from conspectus.example_area.settings import DATA, places
from conspectus.inspection import Dates, Inspection, write
from conspectus.judgment import Dissent, Evidence, OnRecord, Rating
from conspectus.terms import Agency, Bearing, Nation, Stage

FRAMEWORK = "whole-system"


class Cited(Definition):
    """Evidence that cites a row of the casebook: exactly one of the last four says which."""

    id: str
    agency: Agency
    criteria: tuple[str, ...]
    bearing: Bearing
    seen: str
    figure: tuple[str, str, str] | None = None  # duty, part, agency
    obligation: tuple[str, str] | None = None  # duty, status
    event: tuple[Agency, str, str] | None = None  # agency, word, outcome or empty
    gap: bool = False


class Rated(Definition):
    """One cell: a first and perhaps a second inspector's level, and how the two were settled."""

    cell: str
    level: str
    second: str = ""
    rationale: str
    consolidated: str = ""
    settled: str = ""  # where the two were settled on the second's level


class Story(Definition):
    """`inspection.toml` of the made-up area's data."""

    source: str
    from_: date = Field(alias="from")
    to: date
    addressees: tuple[str, ...]
    sample: str
    lead_inspectors: dict[str, str]
    notes: dict[str, str]
    cited: tuple[Cited, ...]
    heard: tuple[Evidence, ...]
    rating: tuple[Rated, ...]
    dissent: tuple[Dissent, ...]


@cache
def story() -> Story:
    """What the inspection saw and how it rated it."""
    return load(Story, DATA / "inspection.toml")


def inspect(folder: Path, *, nation: Nation, theme: str, findings: Findings) -> None:
    """Write the inspection folder, its evidence citing what a build of the same returns will hold."""
    told, pattern = story(), patterns()[theme]
    cited = [_cite(each, findings=findings, theme=pattern.theme) for each in told.cited]
    evidence = [item for item in cited if item is not None] + list(told.heard)
    inspection = Inspection(
        area=places().area,
        nation=nation,
        theme=pattern.theme,
        framework=FRAMEWORK,
        agencies=tuple(Agency),
        dates=Dates(from_=told.from_, to=told.to),
        casebook="../casebook.duckdb",
        addressees=told.addressees,
        lead_inspectors=told.lead_inspectors,
        sample=told.sample,
    )
    ratings = [row for rated in told.rating for row in _ratings(rated, evidence)]
    notes = {name: text.lstrip() for name, text in told.notes.items()}
    write(
        folder,
        inspection=inspection,
        ratings=ratings,
        evidence=evidence,
        on_record=OnRecord(dissents=told.dissent),
        notes=notes,
    )


# --- evidence -------------------------------------------------------------------------------------


def _cite(cited: Cited, *, findings: Findings, theme: str) -> Evidence | None:
    """The evidence with its counts and its row, or None where the area holds no such row."""
    kind, source, seen = "", "", cited.seen
    if cited.figure:
        kind, (source, seen) = "duty_figure", _figure(cited.figure, cited.seen, findings)
    elif cited.obligation:
        kind, source = "duty_figure", findings.obligations.get(cited.obligation, "")
    elif cited.event:
        kind, source = "tracked_case", findings.events.get(cited.event, "")
    elif cited.gap:
        kind, source, seen = "silo_gap", findings.gap, cited.seen.format(theme=theme)
    if not source:
        return None
    return Evidence(
        id=cited.id,
        kind=kind,
        agency=cited.agency,
        criteria=cited.criteria,
        bearing=cited.bearing,
        seen=seen,
        source=source,
    )


def _figure(wanted: Figure, seen: str, findings: Findings) -> tuple[str, str]:
    """A duty figure's id, and the sentence with its counts."""
    in_time, late, missed = (findings.counts[wanted, status] for status in ("met", "late", "missed"))
    known = in_time + late + missed
    text = seen.format(known=known, in_time=in_time, late=late, missed=missed)
    return (f"duty_figures:{':'.join(wanted)}" if known else "", text)


# --- ratings --------------------------------------------------------------------------------------


def _ratings(rated: Rated, evidence: list[Evidence]) -> Iterator[Rating]:
    """Two that agree consolidate themselves; two that differ, and one alone, are consolidated by the lead."""
    criterion, agency = rated.cell.split("/")
    cell = CellKey(criterion, Agency(agency))
    yield _rating(cell, rated.level, 1, rated.rationale, evidence)
    if rated.second:
        yield _rating(cell, rated.second, 2, rated.rationale, evidence)
    if rated.second != rated.level:
        rationale = rated.consolidated or rated.rationale
        yield _rating(cell, rated.settled or rated.level, 0, rationale, evidence)


def _rating(cell: CellKey, level: str, inspector: int, rationale: str, evidence: list[Evidence]) -> Rating:
    lead = frameworks()[FRAMEWORK].leads[cell.agency]
    rests_on = [
        item.id for item in evidence if item.agency == cell.agency and cell.criterion in item.criteria
    ]
    return Rating(
        criterion=cell.criterion,
        agency=cell.agency,
        level=level,
        stage=Stage.INDEPENDENT if inspector else Stage.CONSOLIDATED,
        inspector=f"{lead}-{inspector}" if inspector else f"{lead}-lead",
        inspectorate=lead,
        rationale=rationale,
        evidence_ids=tuple(rests_on),
    )
