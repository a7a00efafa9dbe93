"""An inspection folder from its parts: what `read` reads again."""

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from conspectus.inspection.model import Inspection
from conspectus.judgment import Evidence, OnRecord, Rating
from conspectus.judgment.evidence import Row

RATING_COLUMNS = (
    "criterion",
    "agency",
    "level",
    "stage",
    "inspector",
    "inspectorate",
    "rationale",
    "evidence_ids",
)
EVIDENCE_COLUMNS = ("id", "kind", "agency", "criteria", "bearing", "seen", "source")
DEPARTURE_COLUMNS = ("target", "level", "by", "rationale", "evidence_ids")
DISSENT_COLUMNS = ("target", "level", "inspector", "inspectorate", "rationale")
SAMPLE_COLUMNS = ("id", "what", "agency", "met", "seen", "frame", "chosen")


def write(
    folder: Path,
    *,
    inspection: Inspection,
    ratings: Iterable[Rating],
    evidence: Iterable[Evidence],
    on_record: OnRecord | None = None,
    notes: Mapping[str, str] | None = None,
) -> list[Path]:
    """Write `inspection.toml` and its tables; optional tables only where they hold something.

    `notes` are text files by name, which evidence may cite as `note:<name>`. Returns the paths written.
    """
    beside = on_record or OnRecord()
    folder.mkdir(parents=True, exist_ok=True)
    toml = folder / "inspection.toml"
    toml.write_text(_toml(inspection), encoding="utf-8")
    tables = (
        ("ratings.csv", RATING_COLUMNS, (), tuple(ratings)),
        ("evidence.csv", EVIDENCE_COLUMNS, ("by", "on"), tuple(evidence)),
        ("departures.csv", DEPARTURE_COLUMNS, (), tuple(beside.departures)),
        ("dissent.csv", DISSENT_COLUMNS, (), tuple(beside.dissents)),
        ("sample.csv", SAMPLE_COLUMNS, (), tuple(beside.samples)),
    )
    written = [toml]
    for name, columns, optional, rows in tables:
        if rows or name in ("ratings.csv", "evidence.csv"):
            written.append(_table(folder / name, columns, optional, rows))
    for name, text in (notes or {}).items():
        (folder / name).write_text(text, encoding="utf-8")
        written.append(folder / name)
    return written


def _table(path: Path, columns: tuple[str, ...], optional: tuple[str, ...], rows: tuple[Row, ...]) -> Path:
    shown = (*columns, *(name for name in optional if any(getattr(row, name) for row in rows)))
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(shown)
        out.writerows([_field(getattr(row, name)) for name in shown] for row in rows)
    return path


def _field(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)


def _toml(inspection: Inspection) -> str:
    content = inspection.model_dump(by_alias=True, exclude_defaults=True)
    plain = {key: value for key, value in content.items() if not isinstance(value, dict)}
    tables = {key: value for key, value in content.items() if isinstance(value, dict)}
    blocks = ["\n".join(_line(key, value) for key, value in plain.items())]
    for name, table in tables.items():
        blocks.append("\n".join([f"[{name}]", *(_line(key, value) for key, value in table.items())]))
    return "\n\n".join(blocks) + "\n"


def _line(key: str, value: object) -> str:
    return f"{key} = {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
