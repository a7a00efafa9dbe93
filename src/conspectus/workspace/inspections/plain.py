"""Plain text on the disk: in one private place, for as long as somebody holds it, and never after a crash."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from conspectus.workspace.inspections import sealed

if sys.platform != "win32":
    import fcntl

NEW = 60.0  # seconds in which a folder may not be held yet
UPLOAD = 24 * 3600.0  # seconds after which no upload still goes on


@contextmanager
def room() -> Iterator[Path]:
    """An empty folder, gone afterwards; `clear` takes it away where its process was killed outright."""
    with tempfile.TemporaryDirectory(dir=settings.PLAIN) as name:
        descriptor = os.open(name, os.O_RDONLY)
        try:
            _hold(descriptor)
            yield Path(name)
        finally:
            os.close(descriptor)


def unsealed(kept: Path, to: Path) -> None:
    """Copy a folder to `to` as plain text; SealedError where a file cannot be opened."""
    to.mkdir(mode=0o700)
    for path in kept.iterdir():
        with (to / path.name).open("xb") as out:
            out.writelines(sealed.pieces(path))


def clear(*, starting: bool = False) -> int:
    """Take away what nobody holds any more; how many there were. While the server is `starting`, nobody sends."""
    left = [
        path for path in Path(settings.PLAIN).iterdir() if (starting and not path.is_dir()) or _is_left(path)
    ]
    for path in left:
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    return len(left)


def _is_left(path: Path) -> bool:
    try:
        age = time.time() - path.stat().st_mtime
        return age > UPLOAD if not path.is_dir() else age > NEW and not _is_held(path)
    except FileNotFoundError:  # gone meanwhile
        return False


def _is_held(path: Path) -> bool:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        _hold(descriptor)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _hold(descriptor: int) -> None:
    """Until it is closed, which the system does for a process that is killed; BlockingIOError if another holds it."""
    if sys.platform != "win32":  # where nothing is served
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
