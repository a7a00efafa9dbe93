"""Writing what is published, so that nobody ever reads half of it."""

import os
from collections.abc import Mapping
from pathlib import Path


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
