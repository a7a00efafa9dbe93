"""What worked examples gave, remembered by the hash of definition and code: nothing is executed twice. Not in CI."""

import hashlib
import json
import os
import platform
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from conspectus.definitions import Duty, Example, Pattern, PatternExample

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / ".cache" / "examples"
# Whatever can decide what an example gives: the rooms that execute it, all that they may import, and the pins. What
# is in a folder of SUBJECTS is a definition, and counts where it is itself carried out.
CODE = (
    "src/conspectus/records",
    "src/conspectus/definitions",
    "src/conspectus/terms.py",
    "src/conspectus/errors.py",
)
SUBJECTS = ("duties", "patterns", "frameworks", "returns")
PINS = "requirements/dev.txt"

Remembered = tuple[str, ...]
D = TypeVar("D", Duty, Pattern)
E = TypeVar("E", Example, PatternExample)


def code_digest(root: Path = ROOT) -> str:
    """Of the code and the shared definitions by which examples are executed, and of the libraries beneath."""
    files = [root / PINS, *(path for name in CODE for path in _files(root / name))]
    whole = hashlib.sha256(platform.python_version().encode())
    for path in sorted(files):
        content = path.read_bytes()
        whole.update(f"\0{path.relative_to(root).as_posix()}\0{len(content)}\0".encode() + content)
    return whole.hexdigest()


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    subjects = {path / name for name in SUBJECTS} if path.name == "definitions" else set()
    inside = [one for one in path.rglob("*") if one.is_file() and "__pycache__" not in one.parts]
    return [one for one in inside if not (one.suffix == ".toml" and subjects & set(one.parents))]


def key(code: str, definition: Duty | Pattern, example: Example | PatternExample) -> str:
    """Of one example: how it is executed, all of its definition but the other examples, and itself."""
    parts = (code, definition.model_dump_json(exclude={"example"}), example.model_dump_json())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def given(
    name: str, examples: Sequence[tuple[D, E]], execute: Callable[[list[tuple[D, E]]], list[Remembered]]
) -> list[Remembered]:
    """What each example gives: as remembered under this name, or executed now and remembered."""
    code = code_digest()
    keys = [key(code, *one) for one in examples]
    known = {} if os.environ.get("CI") else _known(name)
    new = [place for place, one in enumerate(keys) if one not in known]
    if new:
        known |= zip([keys[place] for place in new], execute([examples[place] for place in new]), strict=True)
    if new and not os.environ.get("CI"):
        KEPT.mkdir(parents=True, exist_ok=True)
        _file(name).write_text(json.dumps({one: known[one] for one in keys}), encoding="utf-8")
    return [known[one] for one in keys]


def _known(name: str) -> dict[str, Remembered]:
    try:
        kept = json.loads(_file(name).read_text(encoding="utf-8"))
    except (OSError, ValueError):  # none yet, or one that was cut off
        return {}
    return {one: tuple(told) for one, told in kept.items()}


def _file(name: str) -> Path:
    return KEPT / f"{name}.json"
