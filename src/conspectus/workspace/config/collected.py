"""Style sheets and scripts where they are served from, collected again only where others are installed."""

import hashlib
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

BEFORE = "static.sha256"  # beside the folder, since all that lies in it is served
MAKERS = ("django", "whitenoise", "brotli")  # who name, rewrite and compress them


def collect() -> None:
    """Collect them, unless the same files were collected into this folder before."""
    before, wanted = settings.DATA / BEFORE, _hash_of(_installed())
    if before.is_file() and before.read_text(encoding="utf-8") == f"{wanted} {_hash_of(_there())}":
        return
    before.unlink(missing_ok=True)  # what is cut short is begun anew
    call_command("collectstatic", verbosity=0, interactive=False)
    before.write_text(f"{wanted} {_hash_of(_there())}", encoding="utf-8")


def _installed() -> list[str]:
    """What would be collected and by whom: each file by its name, size and moment of change."""
    found = [
        f"{Path(storage.path(name))} {_looks(Path(storage.path(name)))}"
        for finder in get_finders()
        for name, storage in finder.list([])
    ]
    return [type(staticfiles_storage).__qualname__, *(f"{one} {version(one)}" for one in MAKERS), *found]


def _there() -> list[str]:
    """What lies in the folder: what was lost or altered is collected again."""
    folder = Path(settings.STATIC_ROOT)
    return [
        f"{path.relative_to(folder)} {_looks(path)}" for path in sorted(folder.rglob("*")) if path.is_file()
    ]


def _looks(path: Path) -> str:
    seen = path.stat()
    return f"{seen.st_size} {seen.st_mtime_ns}"


def _hash_of(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
