"""An inspection folder into one checked whole."""

import hashlib
import tomllib
from pathlib import Path

from pydantic import ValidationError

from conspectus.definitions import Framework, frameworks, load_framework
from conspectus.errors import DefinitionError, InspectionError
from conspectus.inspection.checks import Tables, all_faults
from conspectus.inspection.faults import Fault, refuse
from conspectus.inspection.model import FileSeen, Inspection, InspectionFiles
from conspectus.inspection.tables import find_table, read_table
from conspectus.judgment import Departure, Dissent, Evidence, Rating, Sample

TABLES = ("ratings", "evidence", "departures", "dissent", "sample")


def read(folder: Path) -> InspectionFiles:
    """Read and check an inspection folder.

    Raises FaultyInspectionError with every mistake: file, row, column, value and what to do.
    """
    if not folder.is_dir():
        raise InspectionError("there is no such folder", str(folder), "Check the path.")
    inspection, faults = _inspection(folder / "inspection.toml")
    ratings = read_table(find_table(folder, "ratings"), Rating, required=True)
    evidence = read_table(find_table(folder, "evidence"), Evidence, required=True)
    departures = read_table(find_table(folder, "departures"), Departure, required=False)
    dissents = read_table(find_table(folder, "dissent"), Dissent, required=False)
    samples = read_table(find_table(folder, "sample"), Sample, required=False)
    for table in (ratings, evidence, departures, dissents, samples):
        faults += table.faults
    if inspection is None:
        refuse(folder, faults)
        raise AssertionError("an unread inspection.toml is a fault")
    framework = _framework(folder, inspection, faults)
    tables = Tables(
        ratings.rows, evidence.rows, departures.rows, dissents.rows, samples.rows, not evidence.faults
    )
    if framework is not None:
        faults += all_faults(folder, inspection, framework, tables)
    refuse(folder, faults)
    assert framework is not None
    return _files(folder, inspection, framework, tables)


def find_framework(name: str, folder: Path) -> Framework:
    """A shipped framework by id, or a file from `folder` on; a DefinitionError says what there is."""
    if name in frameworks():
        return frameworks()[name]
    if name.endswith(".toml"):
        return load_framework(folder / name)
    known = ", ".join(frameworks())
    raise DefinitionError(
        f"there is no framework {name!r}", "", f"Name one of {known}, or a file that ends in .toml."
    )


def _inspection(path: Path) -> tuple[Inspection | None, list[Fault]]:
    try:
        raw = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
        return Inspection.model_validate(raw), []
    except FileNotFoundError:
        return None, [Fault(path.name, None, "", "", "there is no such file", "Add it to the folder.")]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, [Fault(path.name, None, "", "", f"not readable as TOML: {error}", "Mend that line.")]
    except ValidationError as error:
        return None, [_toml_fault(path.name, dict(found)) for found in error.errors()]


def _toml_fault(file: str, found: dict[str, object]) -> Fault:
    key = ".".join(map(str, found["loc"])) if isinstance(found["loc"], tuple) else ""
    if found["type"] == "missing":
        return Fault(
            file, None, key, "", "the key is missing", f"Add it: {_KEYS.get(key, 'see the reference')}."
        )
    if found["type"] == "extra_forbidden":
        return Fault(
            file, None, key, "", "there is no such key", f"Known keys: {', '.join(Inspection.model_fields)}."
        )
    given = found["input"]
    value = str(given) if isinstance(given, str | int | float) else ""
    return Fault(file, None, key, value, str(found["msg"]).removeprefix("Value error, "), "Mend the value.")


_KEYS = {name: (field.description or name).lower() for name, field in Inspection.model_fields.items()}


def _framework(folder: Path, inspection: Inspection, faults: list[Fault]) -> Framework | None:
    try:
        return find_framework(inspection.framework, folder)
    except DefinitionError as error:
        faults.append(
            Fault("inspection.toml", None, "framework", inspection.framework, error.what, error.todo)
        )
        return None


def _files(folder: Path, inspection: Inspection, framework: Framework, tables: Tables) -> InspectionFiles:
    inspection = _as_it_took_part(inspection, framework, tables)
    notes = [item.note for _, item in tables.evidence if item.note]
    names = ["inspection.toml", *(find_table(folder, name).name for name in TABLES), *sorted(set(notes))]
    if inspection.framework.endswith(".toml"):
        names.append(inspection.framework)
    return InspectionFiles(
        folder=folder,
        inspection=inspection,
        framework=framework,
        ratings=tuple(rating for _, rating in tables.ratings),
        evidence=tuple(item for _, item in tables.evidence),
        departures=tuple(item for _, item in tables.departures),
        dissents=tuple(item for _, item in tables.dissents),
        samples=tuple(item for _, item in tables.samples),
        files=tuple(FileSeen(n, _sha256(folder / n)) for n in dict.fromkeys(names) if (folder / n).is_file()),
        rating_rows={rating.id: row for row, rating in tables.ratings},
        evidence_rows={item.id: row for row, item in tables.evidence},
    )


def _as_it_took_part(inspection: Inspection, framework: Framework, tables: Tables) -> Inspection:
    """Without the agencies for which somebody leads who need not take part and did not: no lead, and no rating."""
    present = {*inspection.lead_inspectors, *(rating.inspectorate for _, rating in tables.ratings)}
    inspected = framework.inspected(inspection.agencies, present=present)
    return inspection.model_copy(update={"agencies": inspected or inspection.agencies})


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
