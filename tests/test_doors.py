"""Doors of packages: light, and each gives everything that it says it offers."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

ROOM = Path(__file__).parents[1] / "src" / "conspectus"
DOORS = {".".join(path.parent.relative_to(ROOM.parent).parts): path for path in ROOM.rglob("__init__.pyi")}


@pytest.mark.parametrize("name", sorted(DOORS))
def test_a_door_gives_what_it_offers(name: str) -> None:
    door = import_module(name)
    stub = ast.parse(DOORS[name].read_text(encoding="utf-8"))
    offered = next(ast.literal_eval(line.value) for line in stub.body if isinstance(line, ast.Assign))
    assert sorted(offered) == sorted(door.__all__)
    for one in offered:
        given = getattr(door, one)
        assert not isinstance(given, ModuleType), f"{name}.{one} is the module of that name"


def test_opening_every_door_loads_nothing_behind_it() -> None:
    code = f"""
import sys
from importlib import import_module
for name in {sorted(DOORS)!r}:
    import_module(name)
print(*(name for name in sys.modules if name.startswith("conspectus.")))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert set(DOORS) <= loaded
    assert loaded <= {*DOORS, "conspectus.records"}  # of records, the rooms have doors


def test_a_package_that_offers_something_does_it_through_a_light_door() -> None:
    """The workspace is Django's, the command line is what is run, and the careers are code."""
    others = {
        ROOM / "__init__.py",
        ROOM / "cli" / "__init__.py",
        ROOM / "example_area" / "careers" / "__init__.py",
    }
    for path in ROOM.rglob("__init__.py"):
        if path in others or ROOM / "workspace" in path.parents:
            continue
        body = ast.parse(path.read_text(encoding="utf-8")).body[1:]
        imported = [line.module for line in body if isinstance(line, ast.ImportFrom)]
        assert imported in ([], ["lazy_loader"]), f"{path}: list it in __init__.pyi"
        assert bool(imported) == path.with_suffix(".pyi").is_file()
