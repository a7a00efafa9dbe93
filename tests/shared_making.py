"""What is expensive is made once in a run: by whichever worker needs it first, and shared by all of them.

Everything lies in a folder of the run, named by its content (an area by its children, seed and theme), so that whoever
asks for the same gets the same. Nobody changes what is shared: a test that must change it takes `a_copy`.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from conspectus import example_area

THEME = "cse"


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of this run have in common."""
    base = factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name`, filled by `make` unless somebody in this run has done so; who comes meanwhile waits."""
    folder = shared_folder(factory) / name
    done = folder.with_name(f"{name}.done")
    with FileLock(folder.with_name(f"{name}.lock")):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of a worker that failed half-way
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def made_area(factory: pytest.TempPathFactory, *, children: int, seed: int, theme: str = THEME) -> Path:
    """A made-up area: returns/, inspection/ and truth/."""

    def make(folder: Path) -> None:
        example_area.make(folder, example_area.Wanted(children=children, seed=seed, theme=theme))

    return made_once(factory, f"area-{children}-{seed}-{theme}", make)


def a_copy(shared: Path, to: Path) -> Path:
    """A copy that one test may change."""
    return shutil.copytree(shared, to)
