"""Write the reference and the schemas, or with `--check` say which of them are out of date."""

import sys
from collections.abc import Callable
from pathlib import Path

from tools.reference import (
    agencies,
    api,
    command_line,
    copies,
    duties,
    events,
    frameworks,
    index,
    patterns,
    rates,
    return_schemas,
    sample,
    schemas,
    spoken,
    tables,
    who_sees,
)

ROOT = Path(__file__).resolve().parents[2]
MAKERS: tuple[Callable[[], dict[str, str]], ...] = (
    agencies.pages,
    events.pages,
    duties.pages,
    patterns.pages,
    sample.pages,
    frameworks.pages,
    return_schemas.pages,
    tables.pages,
    rates.pages,
    command_line.pages,
    schemas.pages,
    api.pages,
    spoken.pages,
    who_sees.pages,
    copies.pages,
    index.pages,
)
# Whatever lies here and is not made any more is out of date too; figures are made by `dev.py bench` and `load`.
OURS = ("docs/reference/**/*.md", "src/conspectus/schemas/*.json")
KEPT = {"docs/reference/benchmarks.md", "docs/reference/load.md"}


def main(arguments: list[str]) -> int:
    """0 when all is fresh or was written, 1 when `--check` finds something out of date."""
    made = {path: text for maker in MAKERS for path, text in maker().items()}
    there = {path.relative_to(ROOT).as_posix() for pattern in OURS for path in ROOT.glob(pattern)}
    changed = sorted(path for path, text in made.items() if _read(ROOT / path) != text)
    left = sorted(there - set(made) - KEPT)
    if "--check" in arguments:
        for path in (*changed, *left):
            print(f"{path} is out of date: run python3 dev.py docs, and commit what it writes.")
        return 1 if changed or left else 0
    for path in left:
        (ROOT / path).unlink()
    for path in changed:
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(made[path], encoding="utf-8", newline="\n")
    print(f"{len(made)} files: {len(changed)} written, {len(left)} removed.")
    return 0


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
