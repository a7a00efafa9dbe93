"""What may be taken as a file of a return: by name, by what it really is, and by size."""

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from django.core.files.base import File

from conspectus.errors import ConspectusError

LARGEST = 500 * 2**20  # bytes of one file; England's largest force sends a tenth of it
UNPACKED = 20  # a workbook may unpack to so many times its size: real ones stay below ten
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._()-]{0,120}")
# How a file of each kind begins; None: as text does.
BEGINS: dict[str, bytes | None] = {
    ".xlsx": b"PK\x03\x04",
    ".xls": b"\xd0\xcf\x11\xe0",
    ".parquet": b"PAR1",
    ".zip": b"PK\x03\x04",
    ".csv": None,
    ".xml": None,
    ".json": None,
    ".toml": None,
}
MARKUP = re.compile(rb"<\s*(!doctype|html|svg|script|\?xml)", re.IGNORECASE)
DECLARES = re.compile(
    rb"<\s*(!doctype|!entity|html|svg|script)", re.IGNORECASE
)  # in XML, which may say that it is


class Taken(NamedTuple):
    """A file that was taken."""

    name: str
    size: int
    sha256: str


def take(files: Iterable[File[Any]], folder: Path) -> list[Taken]:
    """Write each into `folder`; ConspectusError names the file that cannot be taken, and why."""
    given = list(files)
    _each_named_once([own_name(file) for file in given])
    folder.mkdir(mode=0o700, parents=True)
    return [_take(file, folder) for file in given]


def _each_named_once(names: list[str]) -> None:
    """A ConspectusError where nothing was sent but answers, or where one file would take another's place."""
    if not any(Path(name).suffix.lower() != ".toml" for name in names):
        raise ConspectusError(
            "no file with rows was sent",
            "",
            "Choose the files of the return: CSV, Excel, Parquet, XML, JSON or a zip of them.",
        )
    seen: set[str] = set()
    for name in names:
        if name.lower() in seen:  # some file systems hold both names for one
            raise ConspectusError(
                "two files of this name were sent", name, "Rename one of them, or send one."
            )
        seen.add(name.lower())


def own_name(file: File[Any]) -> str:
    """Its name without the folders that some browsers send with it."""
    return Path((file.name or "").replace("\\", "/")).name


def _take(file: File[Any], folder: Path) -> Taken:
    name = own_name(file)
    _named(name)
    if (file.size or 0) > LARGEST:
        raise ConspectusError(
            f"it is larger than {LARGEST // 2**20} MB", name, "Send Parquet, or split it by period."
        )
    taken = write(file, folder / name, first=lambda chunk: _begins_as_named(name, chunk))
    if name.lower().endswith((".xlsx", ".zip")):
        no_bomb(folder / name)
    return taken


def write(file: File[Any], path: Path, *, first: Callable[[bytes], None]) -> Taken:
    """Write it to `path`, which must not be there yet; `first` looks at how it begins before anything is kept."""
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as out:
        for chunk in file.chunks():
            if not size:
                first(chunk)
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
    return Taken(path.name, size, digest.hexdigest())


def well_named(name: str) -> None:
    """A ConspectusError for a name that could mean something to a file system or a browser."""
    if not NAME.fullmatch(name):
        raise ConspectusError("its name has characters we do not take", name, "Use letters, digits, . _ -")


def _named(name: str) -> None:
    well_named(name)
    if Path(name).suffix.lower() not in BEGINS:
        raise ConspectusError("it is no file that a return can hold", name, f"Send {', '.join(BEGINS)}.")


def _begins_as_named(name: str, chunk: bytes) -> None:
    begins = BEGINS[Path(name).suffix.lower()]
    if begins is not None:
        if not chunk.startswith(begins):
            raise ConspectusError(
                "it is not what its name says", name, "Save it again from the program it is of."
            )
    elif (DECLARES if name.lower().endswith(".xml") else MARKUP).search(chunk[:4096]) or chunk.startswith(
        (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"MZ")
    ):
        raise ConspectusError(
            "it is not the plain text that its name says", name, "Save it as CSV and send that."
        )


def no_bomb(path: Path) -> None:
    """A ConspectusError for an archive that says it unpacks to far more than an office file holds."""
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile:
        return  # checking says what is wrong with a broken workbook
    if unpacked > max(UNPACKED * path.stat().st_size, 50 * 2**20):
        raise ConspectusError(
            "it would unpack to far more than an office file holds",
            path.name,
            "Save it again, without images.",
        )
