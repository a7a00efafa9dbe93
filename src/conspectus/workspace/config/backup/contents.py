"""What a backup is: a tar file with what it says of itself, then the database, then every file."""

from pathlib import Path
from typing import Literal

from django.conf import settings
from pydantic import BaseModel, ConfigDict

FOLDERS = (
    "inspections",
    "letters",
    "uploads",
)  # of the workspace's folder: these and nothing else, so never a key
ABOUT, DATABASE = "backup.json", "database"
KEY_ID = "data-key-id"  # a file that names the key which encrypts, and tells nothing of it


class Count(BaseModel):
    """How many files there are and their bytes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    files: int
    size: int


class About(BaseModel):
    """What a backup says of itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    backup: Literal[1] = 1  # the shape of the file
    conspectus: str  # the version that made it
    made_at: str
    database: Literal["sqlite", "postgresql"]
    demonstration: bool
    migrations: list[tuple[str, str]]  # that the database has
    key: str  # names the key that its files are encrypted with
    log: str  # the log's last row and its seal, as `verify_log --known` takes them


def place(name: str) -> Path:
    """Where one of the folders lies."""
    return Path(settings.MEDIA_ROOT) if name == "uploads" else Path(settings.DATA) / name
