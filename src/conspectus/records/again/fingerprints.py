"""What results depend on, as hashes: the program with its definitions, each sender's files, and what is asked."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

# Libraries whose next version may read, compare or count otherwise.
LIBRARIES = ("duckdb", "polars", "splink", "sqlglot", "lxml")


@dataclass(frozen=True)
class Prints:
    """The hashes of everything that goes into a build."""

    program: str
    senders: Mapping[str, str]  # by the name of the sender's folder
    asked: str  # all that is said beside the returns
    calendar: str = ""  # the part of it that says which days count

    @property
    def returns(self) -> str:
        """One hash for all senders."""
        return _hash(json.dumps(dict(sorted(self.senders.items()))).encode())


def prints_of(senders: Sequence[Path], *, asked: Sequence[object], calendar: Sequence[object] = ()) -> Prints:
    """The hashes of senders' folders, of the program that reads them, and of what is said, which `repr` tells apart."""
    told = (_hash(repr(one).encode()) for one in (asked, calendar))
    return Prints(program(), {one.name: of_folder(one) for one in senders}, *told)


def of_folder(folder: Path) -> str:
    """The hash of a folder: of the name and content of every file in it."""
    within = sorted(path for path in folder.rglob("*") if path.is_file())
    return _hash(*_told((path.relative_to(folder).as_posix(), path) for path in within))


@cache
def program() -> str:
    """The hash of what makes results of returns: code, definitions and libraries."""
    package = Path(str(files("conspectus")))
    ours = sorted(_of_program(package))
    libraries = [f"{name} {version(name)}".encode() for name in LIBRARIES]
    return _hash(*libraries, *(f"{name} {_sha256(path)}".encode() for name, path in ours))


def _of_program(folder: Path, within: str = "") -> Iterator[tuple[str, str]]:
    """Every file of the program, by its path within: walked without an object for each of a thousand."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _of_program(Path(entry.path), f"{within}{entry.name}/")
            elif entry.name.endswith((".py", ".toml", ".csv")):
                yield within + entry.name, entry.path


def _sha256(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def _told(named: Iterable[tuple[str, Path]]) -> Iterable[bytes]:
    for name, path in named:
        with path.open("rb") as file:
            yield f"{name} {hashlib.file_digest(file, 'sha256').hexdigest()}".encode()


def _hash(*parts: bytes) -> str:
    return hashlib.sha256(b"\n".join(parts)).hexdigest()
