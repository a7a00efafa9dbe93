"""Files that are published and checked: written so that nobody reads half of one, read so that all see one content."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError


def plain_json(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """The values of a JSON file; a ValueError where it is none, or names a key twice."""
    return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_no_key_twice)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):  # two readers could see two letters
        raise ValueError(f"a key is there twice: {next(key for key in keys if keys.count(key) > 1)}")
    return dict(pairs)


def first_fault(error: ValidationError) -> str:
    """The first thing that is wrong with a file's content, with its place."""
    fault = error.errors()[0]
    return f"{'.'.join(map(str, fault['loc'])) or 'the file'}: {fault['msg']}"


def write_all(out: Path, contents: Mapping[str, bytes], *, private: tuple[str, ...] = ()) -> None:
    """Write each file beside, then swap all of them in; those named in `private` for their owner alone.

    Where one cannot be written, as on a full disk, every file stays as it was.
    """
    out.mkdir(parents=True, exist_ok=True)
    beside = {name: out / f".{name}.new" for name in contents}
    try:
        for name, content in contents.items():
            _write(beside[name], content, mode=0o600 if name in private else 0o644)
    except BaseException:
        for path in beside.values():
            path.unlink(missing_ok=True)  # half a file would take the room that is left
        raise
    for name, path in beside.items():
        path.replace(out / name)


def _write(path: Path, content: bytes, *, mode: int) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())  # before the one in its place goes
