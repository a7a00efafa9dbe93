"""Frameworks that agree with themselves, which is all that the rest of the program ever meets."""

from functools import cache, lru_cache
from pathlib import Path

from pydantic import model_validator

from conspectus.definitions.base import SHIPPED, load, load_folder
from conspectus.definitions.framework import WrittenFramework
from conspectus.definitions.framework_faults import framework_faults

COUNCIL_ONLY = "ilacs"  # what inspection was: its result is shown beside every joint judgment


class Framework(WrittenFramework):
    """Areas and criteria, who leads where, the scales, the results it gives, and the rules."""

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "Framework":
        if faults := _faults(self):
            raise ValueError("; ".join(faults))
        return self


def load_framework(path: Path) -> Framework:
    """One framework file; a DefinitionError says what to mend."""
    return load(Framework, path)


def load_frameworks(folder: Path) -> dict[str, Framework]:
    """Every framework file of a folder, by id."""
    return load_folder(Framework, folder)


@cache
def frameworks() -> dict[str, Framework]:
    """The shipped frameworks, by id."""
    return load_frameworks(SHIPPED / "frameworks")


@lru_cache(maxsize=64)
def _faults(framework: Framework) -> tuple[str, ...]:
    """Looked for once in equal frameworks: a letter holds two, and is read again and again."""
    return tuple(framework_faults(framework))
