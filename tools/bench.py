"""Run every `benchmarks/*.py`, or those whose names are given, and say where the figures went."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIGURES = ROOT / "benchmarks" / "figures"


def main(names: list[str]) -> int:
    """Run them one after another, each alone on the machine; the number that failed."""
    scripts = [path for path in sorted((ROOT / "benchmarks").glob("*.py")) if not path.name.startswith("_")]
    chosen = [path for path in scripts if not names or path.stem in names]
    if not chosen:
        print(f"No such benchmark. There are: {', '.join(path.stem for path in scripts) or 'none yet'}.")
        return 1 if names else 0
    failed = [path.stem for path in chosen if not measured(path)]
    print(f"Failed: {', '.join(failed)}" if failed else f"Figures: {FIGURES.relative_to(ROOT)}/")
    return len(failed)


def measured(script: Path) -> bool:
    """Run one benchmark; what it prints is its figures, shown and kept."""
    print(f"\n$ python {script.relative_to(ROOT)}", flush=True)
    started = time.perf_counter()
    done = subprocess.run([sys.executable, str(script)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    print(done.stdout, end="")
    print(f"({time.perf_counter() - started:.0f} s)", flush=True)
    if done.returncode == 0:
        FIGURES.mkdir(exist_ok=True)
        (FIGURES / f"{script.stem}.txt").write_text(done.stdout, encoding="utf-8")
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
