"""What the workspace holds while it is measured: a large made-up inspection, made once and kept in `.cache/load`."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.made.sentences import reports

from conspectus import example_area
from conspectus.library.store import write
from conspectus.records import pipeline
from tools.postgresql import server

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "load"  # ignored by git
CHILDREN, EVIDENCE, PEOPLE = 10_000, 2_000, 50
BUSY = "[everyday]\nfurther = 105.0\n"  # so that a child has about a hundred events; found by trying
SENTENCES = 60_000  # of the library of published reports
DATABASES = ("postgresql", "sqlite")
STAGES = ("statement_of_action", "moderation")  # whose pages are asked for; in the last, people write, too


def area(children: int = CHILDREN) -> Path:
    """A made-up area and its casebook, kept for the next time."""
    folder = CACHE / f"area-{children}"
    casebook = folder / "casebook.duckdb"
    if not casebook.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        busy = folder / "busy.toml"
        busy.write_text(BUSY, encoding="utf-8")
        print(f"Making up an area of {children:,} children …", flush=True)
        example_area.make(
            folder,
            example_area.Wanted(children=children, seed=1, form=example_area.Form.PARQUET, settings=busy),
        )
        pipeline.build(
            folder / "returns",
            casebook,
            question=pipeline.Question(framework="whole-system"),
            machine=pipeline.Machine(memory="4GB"),
        )
    return folder


def library() -> Path:
    """A library of made-up published reports, kept for the next time."""
    file = CACHE / f"library-{SENTENCES}.db"
    if not file.exists():
        print(f"Making up published reports of {SENTENCES:,} sentences …", flush=True)
        write(reports(SENTENCES), file)
    return file


@contextmanager
def database(kind: str) -> Iterator[dict[str, str]]:
    """The environment of a workspace on a throw-away PostgreSQL server, or on SQLite."""
    ours = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if kind == "sqlite":
        yield ours
        return
    with server() as url:
        yield ours | {"DATABASE_URL": url}


def fill(
    data: Path,
    made: Path,
    environment: dict[str, str],
    *,
    evidence: int,
    people: int,
    stage: str = STAGES[-1],
) -> dict[str, Any]:
    """Put the inspection into the workspace of `data`; what `tools.load.filling` says of it."""
    data.mkdir(parents=True, mode=0o700)
    words = [sys.executable, "-m", "tools.load.filling", str(made), str(evidence), str(people), stage]
    settings = {
        "CONSPECTUS_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "conspectus.workspace.config.settings",
    }
    done = subprocess.run(words, cwd=ROOT, env=environment | settings, stdout=subprocess.PIPE, check=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
