"""What commands print and write as JSON agrees with the schemas that are shipped."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.commands import conspectus
from tests.whole_way.conftest import Area


def shipped(name: str) -> dict[str, Any]:
    text = (files("conspectus") / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def agrees(text: str, name: str) -> None:
    validator = jsonschema.Draft202012Validator(shipped(name), format_checker=jsonschema.FormatChecker())
    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(json.loads(text))] == []


@pytest.mark.parametrize("name", ["check", "show", "compare", "judgment", "letter"])
def test_a_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(shipped(name))


def test_check_agrees_with_its_schema(area: Area) -> None:
    # The example's senders make mistakes, so the exit code is 1.
    agrees(conspectus("check", area.folder / "returns", "--format", "json", expect=1), "check")


def test_show_agrees_with_its_schema(area: Area) -> None:
    agrees(conspectus("show", area.linked_by_us, "--format", "json"), "show")


def test_compare_agrees_with_its_schema(area: Area) -> None:
    printed = conspectus("compare", area.linked_by_us, area.linked_by_truth, "--format", "json")
    agrees(printed, "compare")
    assert json.loads(printed)["rows"] == []  # the same returns, linked otherwise


@pytest.mark.parametrize("name", ["judgment", "letter"])
def test_what_judge_writes_agrees_with_its_schema(area: Area, name: str) -> None:
    agrees((area.letter / f"{name}.json").read_text(encoding="utf-8"), name)


def test_the_council_alone_agrees_too(area: Area, tmp_path: Path) -> None:
    chosen: list[str | Path] = ["--framework", "ilacs", "--casebook", area.linked_by_us]
    conspectus("judge", area.folder / "inspection", *chosen, "--out", tmp_path)
    agrees((tmp_path / "judgment.json").read_text(encoding="utf-8"), "judgment")
    agrees((tmp_path / "letter.json").read_text(encoding="utf-8"), "letter")
