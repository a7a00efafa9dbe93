"""Where the documentation lies, and which pages and pictures it has: nothing else can be asked for."""

from functools import lru_cache
from pathlib import Path

import conspectus

PACKAGE = Path(conspectus.__file__).parent
INDEX = "index"


@lru_cache(maxsize=1)
def folder() -> Path:
    """In the installed package `conspectus/docs`; in a checkout `docs/` beside `src/`."""
    installed = PACKAGE / "docs"
    return installed if installed.is_dir() else PACKAGE.parents[1] / "docs"


@lru_cache(maxsize=1)
def pages() -> dict[str, Path]:
    """Each page's file by its name, `how-to/build`; a folder's own page goes by the folder's name."""
    found = {path.relative_to(folder()).with_suffix("").as_posix(): path for path in folder().rglob("*.md")}
    return {name.removesuffix(f"/{INDEX}"): path for name, path in found.items()}


@lru_cache(maxsize=1)
def pictures() -> dict[str, Path]:
    """Each picture's file by its name."""
    return {path.name: path for path in (folder() / "images").glob("*.png")}


def name_of(path: Path) -> str | None:
    """A page's name from its file; None where it is no page of ours."""
    return next((name for name, one in pages().items() if one == path), None)
