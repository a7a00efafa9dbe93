"""Run every benchmark, or those named, and write their figures to the reference: `bench [NAME[:SIZE,SIZE…] …]`.

A benchmark is a module of `benchmarks/` whose docstring says what it measures. It prints rows of the table
(`benchmarks.row.put`), and whatever else a reader should see, a line each. Rows of other sizes stay as they were.
"""

import ast
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.row import MARK, Row

from conspectus.plain import day
from tools.reference.markdown import fenced, page, words

ROOT = Path(__file__).resolve().parents[1]
# What each printed last, and where, so that one can be run again alone.
FIGURES = ROOT / "benchmarks" / "figures.json"
OUT = ROOT / "docs" / "reference" / "benchmarks.md"
SHARED = {"__init__", "row", "linkage_ways", "linkage_others", "duty_events"}  # no benchmarks themselves
LIBRARIES = ("duckdb", "polars", "splink", "sqlglot", "pyarrow", "fastexcel", "numpy")


def main(chosen: list[str]) -> int:
    """Run them one after another, each alone on the machine; 1 if any failed or none is called so."""
    modules = {
        path.stem: path for path in sorted((ROOT / "benchmarks").glob("*.py")) if path.stem not in SHARED
    }
    asked = {
        name: sizes.split(",") if sizes else [] for name, _, sizes in (word.partition(":") for word in chosen)
    }
    if set(asked) - set(modules):
        print(f"No such benchmark. There are: {', '.join(modules)}.")
        return 1
    failed = [name for name in asked or modules if not measured(name, asked.get(name, []))]
    write(modules)
    if failed:
        print(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def measured(name: str, sizes: list[str]) -> bool:
    """Run one; what it prints is shown as it comes, and kept."""
    print(f"\n$ python -m benchmarks.{name} {' '.join(sizes)}".rstrip(), flush=True)
    started = time.perf_counter()
    lines = []
    command = [sys.executable, "-m", f"benchmarks.{name}", *sizes]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        for line in process.stdout or ():
            lines.append(line.rstrip("\n"))
            print(line, end="", flush=True)
    print(f"({time.perf_counter() - started:.0f} s)", flush=True)
    if process.returncode == 0:
        keep(name, sizes, lines)
    return process.returncode == 0


def keep(name: str, sizes: list[str], lines: list[str]) -> None:
    """Put what one printed into the file of figures; a row of the same work and size takes an earlier one's place."""
    rows = [json.loads(line.removeprefix(MARK)) for line in lines if line.startswith(MARK)]
    said = [line for line in lines if not line.startswith(MARK)]
    key, kept, anew = ":".join([name, *sizes]), figures(), {(row["work"], row["size"]) for row in rows}
    for other in [other for other in kept if other.partition(":")[0] == name]:
        left = [row for row in kept[other]["rows"] if (row["work"], row["size"]) not in anew]
        kept[other]["rows"] = left
        if not left or other == key:
            del kept[other]
    kept[key] = {"machine": machine(), "rows": rows, "said": said}
    FIGURES.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n")


def figures() -> dict[str, dict[str, Any]]:
    """What every benchmark printed last, by its name and the sizes asked for."""
    if not FIGURES.exists():
        return {}
    kept: dict[str, dict[str, Any]] = json.loads(FIGURES.read_text(encoding="utf-8"))
    return kept


def write(modules: dict[str, Path]) -> None:
    """The page, from the file of figures."""
    kept = figures()
    runs = {name: [kept[key] for key in kept if key.partition(":")[0] == name] for name in modules}
    sections = [section(modules[name], run) for name, run in runs.items() if run]
    OUT.write_text(
        page("Benchmarks", ABOUT, *sections, made_from="benchmarks/"), encoding="utf-8", newline="\n"
    )
    print(f"\nWrote {OUT.relative_to(ROOT)}. Now run python3 dev.py docs, which lists it.")


ABOUT = """Written by `python3 dev.py bench`, which anybody can run again. Each row is ours and a peer's on the
same work in the same run, on one machine, so that whatever else it did both felt. A ratio travels better than
seconds do. What misses its bound says so."""


def section(module: Path, runs: list[dict[str, Any]]) -> str:
    """One benchmark: what it measures, and of each run its table, what else it printed, and where."""
    says = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    parts = [f"## {words(module.stem).capitalize()}", says]
    for run in runs:
        parts += [
            *table(run["rows"]),
            *([fenced("\n".join(run["said"]))] if run["said"] else []),
            run["machine"],
        ]
    return "\n\n".join(parts)


def table(rows: list[dict[str, Any]]) -> Iterator[str]:
    """The rows as a table, those of other fields than `Row`'s refused."""
    if not rows:
        return
    heads = ("work", "size", "ours", "peer", "figure", "to reach", "held", "memory", "growth")
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    for row in (Row(**fields) for fields in rows):
        held = {True: "yes", False: "**no**", None: "–"}[row.held]
        cells = (row.work, row.size, row.ours, row.peer, row.figure, row.reach, held, row.memory, row.growth)
        lines.append(f"| {' | '.join(cell or '–' for cell in cells)} |")
    yield "\n".join(lines)


def machine() -> str:
    """When, on what and with which versions it was measured."""
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"Measured on {day(date.today())}: {platform.system()} on {platform.machine()}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}, {versions}."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
