"""What the next round opens with: a sender's last answers, columns and codes, for a new period."""

import json
import tomllib
from datetime import date
from typing import Any


def renewed(says: str, *, first: date, last: date, extracted: date) -> str:
    """A return.toml as it was last sent, for another period."""
    kept = tomllib.loads(says)
    kept |= {"period": {"from": first, "to": last}, "extracted": extracted}
    return "".join(f"{_key(name)} = {_written(value)}\n" for name, value in kept.items())


def _written(value: Any) -> str:  # noqa: ANN401 - whatever TOML holds
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(name)} = {_written(one)}" for name, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, (bool, str)):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date) else str(value)


def _key(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)
