"""Run every `benchmarks/*.py`, or those named, and write what they print to the reference.

A benchmark is a script whose docstring says what it measures and which prints its figures, a line each.
"""

import ast
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

from tools.reference.markdown import fenced, page, words

ROOT = Path(__file__).resolve().parents[1]
SECTIONS = ROOT / ".cache" / "benchmarks"  # what each printed last, so that one can be run again alone
OUT = ROOT / "docs" / "reference" / "benchmarks.md"


def main(names: list[str]) -> int:
    """Run them one after another, each alone on the machine; 1 if any failed or none is called so."""
    scripts = {path.stem: path for path in sorted((ROOT / "benchmarks").glob("*.py")) if path.stem[0] != "_"}
    chosen = [name for name in scripts if not names or name in names]
    if not chosen:
        print(f"No such benchmark. There are: {', '.join(scripts) or 'none yet'}.")
        return 1 if names else 0
    failed = [name for name in chosen if not measured(scripts[name])]
    sections = [section for script in scripts.values() if (section := last(script))]
    if sections:
        OUT.write_text(
            page("Benchmarks", machine(), *sections, made_from="benchmarks/"), encoding="utf-8", newline="\n"
        )
        print(f"\nWrote {OUT.relative_to(ROOT)}. Now run python3 dev.py docs, which lists it.")
    if failed:
        print(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def measured(script: Path) -> bool:
    """Run one; what it prints is shown and kept."""
    print(f"\n$ python {script.relative_to(ROOT)}", flush=True)
    started = time.perf_counter()
    done = subprocess.run([sys.executable, script], cwd=ROOT, stdout=subprocess.PIPE)
    print(done.stdout.decode("utf-8"), end="")
    print(f"({time.perf_counter() - started:.0f} s)", flush=True)
    if done.returncode == 0:
        SECTIONS.mkdir(parents=True, exist_ok=True)
        (SECTIONS / f"{script.stem}.txt").write_bytes(done.stdout)
    return done.returncode == 0


def last(script: Path) -> str:
    """A benchmark's section: what it measures, and what it printed when it last ran here."""
    kept = SECTIONS / f"{script.stem}.txt"
    if not kept.exists():
        return ""
    says = ast.get_docstring(ast.parse(script.read_text(encoding="utf-8"))) or ""
    return f"## {words(script.stem).capitalize()}\n\n{says}\n\n{fenced(kept.read_text(encoding='utf-8'))}"


def machine() -> str:
    """On what it was measured."""
    return (
        f"Measured with `python3 dev.py bench` on {time.strftime('%d %B %Y')}: {platform.system()} on "
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
