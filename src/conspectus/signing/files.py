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
    """Write each file beside, then swap it in; those named in `private` for their owner alone."""
    out.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        beside = out / f".{name}.new"
        beside.unlink(missing_ok=True)
        mode = 0o600 if name in private else 0o644
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
        beside.replace(out / name)
