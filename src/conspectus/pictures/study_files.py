"""The study of a library as files: page, PDF, and its figures as CSV and JSON."""

import csv
import io
import json
from pathlib import Path

from conspectus.library.study import Figure, Study
from conspectus.pictures.study_page import study_html
from conspectus.pictures.study_pdf import study_pdf

COLUMNS = tuple(Figure.model_fields)


def write_study(study: Study, folder: Path) -> list[Path]:
    """Write the four files into `folder`, made where it is missing; the same study gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    held = {
        "study.html": study_html(study).encode(),
        "study.pdf": study_pdf(study),
        "figures.csv": _csv(study).encode(),
        "figures.json": _json(study).encode(),
    }
    for name, content in held.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in held]


def _json(study: Study) -> str:
    rows = [one.model_dump() for one in study.figures.values()]
    return json.dumps(rows, indent=1, ensure_ascii=False) + "\n"


def _csv(study: Study) -> str:
    text = io.StringIO()
    rows = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    rows.writeheader()
    rows.writerows(one.model_dump() for one in study.figures.values())
    return text.getvalue()
