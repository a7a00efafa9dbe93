"""Pins hold names, versions, markers and hashes: no host, no path, nothing of one machine."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "requirements").glob("*.txt"))
REQUIREMENT = re.compile(
    r"([a-z0-9][a-z0-9-]*)==([0-9][0-9A-Za-z.+!]*)( ; ([a-z_]+ (==|!=|<|>|<=|>=) '[\w.]+'( and | or )?)+)? \\"
)
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def versions(path: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := REQUIREMENT.fullmatch(line):
            found.setdefault(match[1], set()).add(match[2])
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_pin_files_name_no_host_and_no_path(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    strange = [line for line in lines if not REQUIREMENT.fullmatch(line) and not HASH.fullmatch(line)]
    assert strange == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_pin_has_a_hash(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if REQUIREMENT.fullmatch(line):
            assert HASH.fullmatch(following), line


def test_what_is_tested_is_what_runs() -> None:
    tested = versions(ROOT / "requirements" / "dev.txt")
    for path in FILES:
        if path.name != "tools.txt" and not path.name.startswith("peer-"):
            other = versions(path)
            assert {
                name: other[name] for name in other if name in tested and other[name] != tested[name]
            } == {}


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {re.split(r"[<>=]", dependency)[0] for dependency in project["dependencies"]}
    assert named - set(versions(ROOT / "requirements" / "run.txt")) == set()


def test_every_dependency_has_its_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    bare = [
        line
        for line in text.splitlines()
        if re.match(r'\s+"[a-z0-9-]+[<>=]=?[0-9]', line) and "# " not in line
    ]
    assert bare == []
