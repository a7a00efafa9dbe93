"""Make a backup: under another name until it is whole."""

import io
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from conspectus import __version__
from conspectus.errors import ConspectusError
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.config.backup import databases
from conspectus.workspace.config.backup.contents import ABOUT, DATABASE, FOLDERS, About, Count, place

WHOLE = "backup"  # what it is called until it is whole


def make(out: Path) -> tuple[About, Count]:
    """Write a backup to `out`, private to its owner; what is there stays until the new one is whole."""
    if not out.parent.is_dir():
        raise ConspectusError("there is no such folder", str(out.parent), "Make it, or name another.")
    about = _about()
    with _whole_or_not(out) as room:
        # The database first: every file that a row of it names is there already, since files come before their rows.
        databases.copy(room / DATABASE)
        with tarfile.open(room / WHOLE, "w", format=tarfile.PAX_FORMAT) as tar:
            _add_text(tar, ABOUT, about.model_dump_json(indent=2))
            tar.add(room / DATABASE, DATABASE)
            sizes = [size for path, name in _files() if (size := _add(tar, path, name)) is not None]
    return about, Count(files=len(sizes), size=sum(sizes))


@contextmanager
def _whole_or_not(out: Path) -> Iterator[Path]:
    """A folder beside it, gone afterwards, whose file takes the name once all of it is on the disk."""
    room = out.parent / f".{out.name}.unfinished"
    shutil.rmtree(room, ignore_errors=True)  # of one that was cut off
    room.mkdir(mode=0o700)
    try:
        yield room
        (room / WHOLE).chmod(0o600)
        _flush(room / WHOLE)
        (room / WHOLE).replace(out)
        _flush(out.parent)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _about() -> About:
    number, head = Entry.objects.order_by("-number").values_list("number", "seal").first() or (0, "")
    return About(
        conspectus=__version__,
        made_at=timezone.now().isoformat(timespec="seconds"),
        database="sqlite" if connection.vendor == "sqlite" else "postgresql",
        demonstration=settings.DEMO,
        migrations=sorted(MigrationRecorder(connection).applied_migrations()),
        key=next(iter(settings.DATA_KEYS)),
        log=f"{number}:{head}" if number else "",
    )


def _files() -> Iterator[tuple[Path, str]]:
    """Every file with its name in the backup; hidden ones are of work that is not done."""
    for folder in FOLDERS:
        root = place(folder)
        for path in sorted(root.rglob("*")):
            within = path.relative_to(root)
            if path.is_file() and not any(part.startswith(".") for part in within.parts):
                yield path, f"{folder}/{within.as_posix()}"


def _add(tar: tarfile.TarFile, path: Path, name: str) -> int | None:
    """A file's bytes; None where it was destroyed or taken out meanwhile."""
    with suppress(FileNotFoundError), path.open("rb") as file:
        info = tar.gettarinfo(arcname=name, fileobj=file)
        tar.addfile(info, file)
        return info.size
    return None


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    info, content = tarfile.TarInfo(name), text.encode()
    info.size, info.mode = len(content), 0o600
    tar.addfile(info, io.BytesIO(content))
