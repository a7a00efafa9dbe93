"""Put a backup back: all of it is unpacked and looked at before anything is replaced."""

import shutil
import tarfile
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from pydantic import ValidationError

from conspectus.errors import ConspectusError
from conspectus.workspace.accounts.models import User
from conspectus.workspace.config.backup import databases
from conspectus.workspace.config.backup.contents import ABOUT, DATABASE, FOLDERS, KEY_ID, About, place

UNPACKED = "restoring"  # nothing is replaced yet
REPLACING = "restore-begun"  # some of it may be replaced: nothing is served from it


def restore(file: Path, *, replace: bool = False) -> About:
    """Have the workspace be what it was; `replace` what it holds now. Cut off, it is done again from the beginning."""
    begun = _replacing().exists()
    if not (replace or begun) and (held := _holds()):
        raise ConspectusError(
            f"this workspace is not empty: it holds {held}", str(settings.DATA),
            "Name another folder with --data, or give --replace: what it holds now is then gone.",
        )  # fmt: skip
    about = _unpacked(file)
    _unpacking().rename(_replacing()) if not begun else _again()
    databases.put_back(_replacing() / DATABASE)
    for folder in FOLDERS:
        _put_back(_replacing() / folder, place(folder))
    (Path(settings.DATA) / KEY_ID).write_text(about.key, encoding="ascii")
    shutil.rmtree(_replacing())
    return about


def must_be_whole() -> None:
    """Refuse to serve what is half one workspace and half another."""
    if _replacing().exists():
        raise ConspectusError(
            "putting a backup back was cut off here",
            str(settings.DATA),
            "Give the command restore once more.",
        )


def _unpacking() -> Path:
    return Path(settings.DATA) / UNPACKED


def _replacing() -> Path:
    return Path(settings.DATA) / REPLACING


def _again() -> None:
    """In place of what the one that was cut off had unpacked; between the two steps it still shows as begun."""
    for old in list(_replacing().iterdir()):
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    for new in list(_unpacking().iterdir()):
        new.rename(_replacing() / new.name)
    _unpacking().rmdir()


def _holds() -> str:
    """What would be lost, in a word or two; empty where nothing would."""
    for folder in FOLDERS:
        if place(folder).is_dir() and any(place(folder).iterdir()):
            return f"files in {folder}"
    try:
        return "accounts" if User.objects.exists() else ""
    except Error:  # a database without tables
        return ""


def _unpacked(file: Path) -> About:
    """Unpack it beside what is there, and refuse what cannot be put back here."""
    shutil.rmtree(_unpacking(), ignore_errors=True)
    _unpacking().mkdir(mode=0o700)
    try:
        with tarfile.open(file, "r:") as tar:
            tar.extractall(_unpacking(), filter="data")  # no name leads out of the folder
        about = About.model_validate_json((_unpacking() / ABOUT).read_bytes())
        _fits(about, file)
        databases.must_be_good(_unpacking() / DATABASE)
    except FileNotFoundError as error:
        shutil.rmtree(_unpacking())
        raise ConspectusError("there is no such backup", error.filename or str(file)) from None
    except (tarfile.TarError, ValidationError, EOFError) as error:
        shutil.rmtree(_unpacking())
        raise ConspectusError(
            f"it is no whole backup: {_first_line(error)}", str(file), "Take another."
        ) from None
    except BaseException:
        shutil.rmtree(_unpacking(), ignore_errors=True)
        raise
    return about


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def _fits(about: About, file: Path) -> None:
    """Whether it is of this kind of database, and of a version from which this one can go on."""
    here = "sqlite" if connection.vendor == "sqlite" else "postgresql"
    if about.database != here:
        todo = "Set DATABASE_URL, or leave it out, as it was where the backup was made."
        raise ConspectusError(f"its database is {about.database}, and here it is {here}", str(file), todo)
    if about.demonstration != settings.DEMO:
        kind = "a demonstration" if about.demonstration else "no demonstration"
        raise ConspectusError(f"it is of {kind}", str(file), "Name another folder with --data.")
    known = MigrationLoader(None).disk_migrations
    if unknown := [name for name in about.migrations if name not in known]:
        todo = f"Install conspectus {about.conspectus} or newer. Not known here: {'.'.join(unknown[0])}."
        raise ConspectusError("it was made by another version of Conspectus", str(file), todo)


def _put_back(new: Path, to: Path) -> None:
    """A folder in place of a folder; what was not in the backup is gone."""
    shutil.rmtree(to, ignore_errors=True)
    if new.exists():
        new.chmod(0o700)
        new.rename(to)
