"""What later apps do around a build: what people decided goes in, and what it asks comes out."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from conspectus.workspace.inspections.models import Build, Inspection


class Summary(NamedTuple):
    """What the page of builds says beside them."""

    of: Mapping[int, str]  # a build's number → what it used
    ahead: str  # what the next one will use
    place: str  # address of the page that tells more


DECISIONS: list[Callable[[Build, Path], Path | None]] = []  # write the file of decisions into a folder
AFTER: list[Callable[[Build], None]] = []  # once it is built, in the same transaction
TELLS: list[Callable[[Inspection], Summary]] = []


def decisions_for(build: Build, folder: Path) -> Path | None:
    """The file of link decisions that a build is given; None where nobody decided anything."""
    return next((file for write in DECISIONS if (file := write(build, folder))), None)


def follow(build: Build) -> None:
    """Have done whatever follows a build that ended well."""
    for act in AFTER:
        act(build)


def told(inspection: Inspection) -> list[Summary]:
    """What there is to say of an inspection's builds."""
    return [tell(inspection) for tell in TELLS]
