"""What must agree between the files of an inspection folder."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from conspectus.definitions import (
    NOT_APPLICABLE,
    NOT_EVIDENCED,
    CellKey,
    Framework,
    agencies,
)
from conspectus.inspection.faults import Fault
from conspectus.inspection.model import Inspection
from conspectus.judgment import Departure, Dissent, Evidence, Rating, Sample, why_set_aside
from conspectus.terms import Agency, Stage
from conspectus.wording import level_word


class Tables(NamedTuple):
    """The rows of the folder's tables with their row numbers."""

    ratings: list[tuple[int, Rating]]
    evidence: list[tuple[int, Evidence]]
    departures: list[tuple[int, Departure]]
    dissents: list[tuple[int, Dissent]]
    samples: list[tuple[int, Sample]]
    evidence_whole: bool  # no row of the evidence was refused, so that an id not found is a mistake


def all_faults(folder: Path, inspection: Inspection, framework: Framework, tables: Tables) -> Iterator[Fault]:
    """Every disagreement, file by file."""
    ids = {item.id for _, item in tables.evidence} if tables.evidence_whole else None
    yield from _inspection_faults(inspection, framework)
    yield from _rating_faults(inspection, framework, tables.ratings, ids)
    yield from _evidence_faults(folder, framework, tables.evidence)
    yield from _target_faults("departures.csv", framework, tables.departures)
    yield from _target_faults("dissent.csv", framework, tables.dissents)
    yield from _twice("sample.csv", "id", [(row, item.id) for row, item in tables.samples])
    for row, departure in tables.departures:
        yield from _unknown_evidence("departures.csv", row, departure.evidence_ids, ids)


def _inspection_faults(inspection: Inspection, framework: Framework) -> Iterator[Fault]:
    seen = [agency for agency in inspection.agencies if agency in framework.looks_at]
    if not seen:
        known = ", ".join(framework.looks_at)
        what = f"{framework.id} looks at none of the inspection's agencies"
        yield Fault("inspection.toml", None, "agencies", "", what, f"It looks at: {known}.")
    for name in dict.fromkeys(inspection.agencies):
        if inspection.agencies.count(name) > 1:
            yield Fault("inspection.toml", None, "agencies", name, "it is there twice", "Keep one of them.")


def _rating_faults(
    inspection: Inspection, framework: Framework, ratings: list[tuple[int, Rating]], ids: set[str] | None
) -> Iterator[Fault]:
    file = "ratings.csv"
    yield from _twice(file, "id", [(row, rating.id) for row, rating in ratings])
    yield from _two_consolidated(ratings)
    for row, rating in ratings:
        yield from _cell_faults(file, row, inspection, framework, rating.criterion, rating.agency)
        if CellKey(rating.criterion, rating.agency) in framework.cells():
            yield from _standing_faults(file, row, framework, rating)
        yield from _unknown_evidence(file, row, rating.evidence_ids, ids)


def _two_consolidated(ratings: list[tuple[int, Rating]]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for row, rating in ratings:
        if rating.stage is Stage.CONSOLIDATED and first.setdefault(rating.cell, row) != row:
            what = f"row {first[rating.cell]} consolidates {rating.cell} already"
            yield Fault(
                "ratings.csv", row, "stage", rating.stage, what, "Keep one consolidated rating per cell."
            )


def _cell_faults(
    file: str, row: int, inspection: Inspection, framework: Framework, criterion: str, agency: Agency
) -> Iterator[Fault]:
    if criterion not in framework.criteria:
        todo = f"Criteria of {framework.id}: {', '.join(framework.criteria)}."
        yield Fault(file, row, "criterion", criterion, "there is no such criterion", todo)
    elif agency not in framework.criteria[criterion].agencies:
        todo = f"{criterion} is asked of {', '.join(framework.criteria[criterion].agencies)}."
        yield Fault(file, row, "agency", agency, f"{framework.id} does not ask {criterion} of it", todo)
    if agency not in inspection.agencies:
        todo = "Add it to `agencies` in inspection.toml, or take the row out."
        yield Fault(file, row, "agency", agency, "it is no part of this inspection", todo)


def _standing_faults(file: str, row: int, framework: Framework, rating: Rating) -> Iterator[Fault]:
    why = why_set_aside(framework, rating)
    if not why:
        return
    if rating.inspectorate != framework.leads[rating.agency]:
        todo = f"{agencies()[rating.agency].title} is rated by {framework.leads[rating.agency]}."
        yield Fault(file, row, "inspectorate", rating.inspectorate, why, todo)
    elif rating.level not in (known := _levels(framework, rating)):
        todo = f"Write one of {', '.join(known)}."
        yield Fault(file, row, "level", rating.level, "there is no such level", todo)
    else:
        yield Fault(file, row, "rationale", "", why, "Say why, in a sentence or two.")


def _levels(framework: Framework, rating: Rating) -> tuple[str, ...]:
    scale = framework.scale_at(CellKey(rating.criterion, rating.agency))
    return (*scale, NOT_EVIDENCED, NOT_APPLICABLE)


def _scale(framework: Framework, target: str) -> tuple[str, ...]:
    cell = next((key for key in framework.cells() if str(key) == target), None)
    return framework.scale_at(cell) if cell else framework.scale_of(target)


def _evidence_faults(
    folder: Path, framework: Framework, evidence: list[tuple[int, Evidence]]
) -> Iterator[Fault]:
    file = "evidence.csv"
    yield from _twice(file, "id", [(row, item.id) for row, item in evidence])
    for row, item in evidence:
        for name in item.criteria:
            if name not in framework.criteria:
                todo = f"Criteria of {framework.id}: {', '.join(framework.criteria)}."
                yield Fault(file, row, "criteria", name, "there is no such criterion", todo)
        if not item.seen:
            yield Fault(file, row, "seen", "", "nothing stands here", "Say what was seen.")
        if not item.source:
            yield Fault(file, row, "source", "", "nothing stands here", "Say where it was seen.")
        if item.note is not None and not _in_folder(folder, item.note):
            todo = f"Put the file {item.note} into the folder, or mend the name."
            yield Fault(file, row, "source", item.source, "there is no such file in the folder", todo)


def _in_folder(folder: Path, name: str) -> bool:
    path = (folder / name).resolve()
    return path.is_file() and path.is_relative_to(folder.resolve())


def _target_faults(
    file: str, framework: Framework, rows: Iterable[tuple[int, Departure | Dissent]]
) -> Iterator[Fault]:
    for row, item in rows:
        known = framework.targets()
        if isinstance(item, Dissent):
            known = (*known, *map(str, framework.cells()))
        if item.target not in known:
            todo = f"Write one of {', '.join(framework.targets())}"
            todo += ", or <criterion>/<agency>." if isinstance(item, Dissent) else "."
            yield Fault(file, row, "target", item.target, "there is no such result", todo)
        if isinstance(item, Dissent) and item.inspectorate not in framework.leaders:
            todo = f"Write one of {', '.join(framework.leaders)}."
            yield Fault(file, row, "inspectorate", item.inspectorate, "there is no such inspectorate", todo)
        if item.level not in (scale := _scale(framework, item.target)):
            todo = f"Write one of {', '.join(map(level_word, scale))}."
            yield Fault(file, row, "level", item.level, "there is no such level", todo)


def _unknown_evidence(file: str, row: int, named: Iterable[str], ids: set[str] | None) -> Iterator[Fault]:
    for name in named:
        if ids is not None and name not in ids:
            todo = "Add it to evidence.csv, or mend the id."
            yield Fault(file, row, "evidence_ids", name, "there is no such evidence", todo)


def _twice(file: str, column: str, names: Iterable[tuple[int, str]]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for row, name in names:
        if first.setdefault(name, row) != row:
            yield Fault(
                file, row, column, name, f"row {first[name]} has it already", "Give each row its own."
            )
