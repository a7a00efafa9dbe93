"""Which program reads reports: by its hash a library knows that a report need not be read again."""

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

LIBRARIES = ("pypdfium2",)  # whose next version may read otherwise
PARTS = ("library", "definitions")  # our code, its models and its words


@cache
def reader() -> str:
    """The hash of all that says what is read of a report: code, models, definitions and the library that reads PDF."""
    package = Path(str(files("conspectus")))
    ours = sorted(path for part in PARTS for path in (package / part).rglob("*") if _reads(path))
    told = hashlib.sha256("\n".join(f"{name} {version(name)}" for name in LIBRARIES).encode())
    for path in ours:
        told.update(f"\n{path.relative_to(package).as_posix()}\n".encode())
        told.update(hashlib.sha256(path.read_bytes()).digest())
    return told.hexdigest()


def _reads(path: Path) -> bool:
    return path.suffix in (".py", ".toml", ".csv", ".json")
