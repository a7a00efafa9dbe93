"""Reading a file that is to be checked, so that no two readers can see two contents."""

import json
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
