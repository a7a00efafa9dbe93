"""Files within a zip file, each unpacked by itself and no more than the limits allow."""

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from conspectus.records.sheets.model import Oddity, Sheet, Unread
from conspectus.records.sheets.shapes import Limits

LEFT_BY_SYSTEMS = ("__MACOSX", ".", "~$")  # how names begin that nobody gave
LOCKED = 0x1  # the bit of a member that needs a password

Read = Callable[[Path, str], Iterator[Sheet | Unread]]


def read_zip(path: Path, *, file: str, limits: Limits, read: Read) -> Iterator[Sheet | Unread]:
    """Every sheet of every file of a zip file; a zip within a zip is not opened."""
    try:
        with zipfile.ZipFile(path) as opened:
            members = [
                one
                for one in opened.infolist()
                if not one.is_dir() and not left_by_systems(one.filename.split("/"))
            ]
            lack = _too_much(members, limits)
            if lack:
                yield Unread(file, Oddity("zip-too-large", value=lack))
                return
            with tempfile.TemporaryDirectory() as folder:
                for place, one in enumerate(members):
                    yield from _member(opened, one, Path(folder) / str(place), file=file, read=read)
    except (zipfile.BadZipFile, NotImplementedError, EOFError):
        yield Unread(file, Oddity("file-damaged"))


def _member(
    opened: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, *, file: str, read: Read
) -> Iterator[Sheet | Unread]:
    name = f"{file}/{member.filename}"
    if member.flag_bits & LOCKED:
        yield Unread(name, Oddity("file-encrypted"))
        return
    if member.filename.lower().endswith(".zip"):
        yield Unread(name, Oddity("file-not-read"))
        return
    folder.mkdir()
    unpacked = folder / Path(member.filename.replace("\\", "/")).name
    with opened.open(member) as packed, unpacked.open("wb") as written:
        shutil.copyfileobj(packed, written)
    yield from read(unpacked, name)
    unpacked.unlink()


def left_by_systems(parts: Iterable[str]) -> bool:
    """Whether a file, or a folder above it, is one that an operating system left behind."""
    return any(part.startswith(LEFT_BY_SYSTEMS) for part in parts)


def _too_much(members: list[zipfile.ZipInfo], limits: Limits) -> str:
    size = sum(one.file_size for one in members)
    if size > limits.zip_bytes:
        return f"{size:,} of {limits.zip_bytes:,} bytes"
    return f"{len(members)} of {limits.zip_files} files" if len(members) > limits.zip_files else ""
