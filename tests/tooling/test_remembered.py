"""What a worked example gave is remembered until its definition or the code that executes it changes, and not in CI."""

import json
import shutil
from pathlib import Path

import pytest
from tools.reference import remembered
from tools.reference.remembered import Remembered, code_digest, given, key

from conspectus.definitions import Duty, Example, duties

ROOT = Path(__file__).resolve().parents[2]
DUTY = duties()["icpc-15-working-days"]
Examples = list[tuple[Duty, Example]]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Remember in a folder of the test's own, and outside CI."""
    monkeypatch.setattr(remembered, "KEPT", tmp_path / "kept")
    monkeypatch.delenv("CI", raising=False)


def executed(examples: Examples) -> Examples:
    """Those that had to be executed."""
    asked: Examples = []

    def execute(new: Examples) -> list[Remembered]:
        asked.extend(new)
        return [("met",) for _ in new]

    assert given("duties", examples, execute) == [("met",)] * len(examples)
    return asked


ALL = [(DUTY, example) for example in DUTY.example]


def test_nothing_is_executed_twice() -> None:
    assert executed(ALL) == ALL
    assert executed(ALL) == []


def test_a_changed_example_alone_is_executed_again() -> None:
    executed(ALL)
    changed = (
        DUTY,
        DUTY.example[0].model_copy(update={"given": ("2026-03-02 strategy_discussion section_47",)}),
    )
    assert executed([changed, *ALL[1:]]) == [changed]


def test_all_examples_of_a_changed_duty_are_executed_again() -> None:
    executed(ALL)
    other = DUTY.model_copy(update={"in_force": (), "nations": ("wales",)})
    assert len(executed([(other, example) for example in DUTY.example])) == len(ALL)


def test_changed_code_executes_all_again(monkeypatch: pytest.MonkeyPatch) -> None:
    executed(ALL)
    monkeypatch.setattr(remembered, "code_digest", lambda: "other code")
    assert executed(ALL) == ALL


def test_continuous_integration_remembers_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    executed(ALL)
    monkeypatch.setenv("CI", "true")
    assert executed(ALL) == executed(ALL) == ALL
    monkeypatch.delenv("CI")
    assert executed(ALL) == []


def test_what_was_cut_off_while_it_was_written_is_executed_again(tmp_path: Path) -> None:
    executed(ALL)
    [file] = (tmp_path / "kept").iterdir()
    file.write_text(json.dumps({"a": ["met"]})[:-2], encoding="utf-8")
    assert executed(ALL) == ALL


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code as a copy, to be changed."""
    root = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__", "workspace"))
    (root / "requirements").mkdir()
    shutil.copy(ROOT / remembered.PINS, root / remembered.PINS)
    return root


@pytest.mark.parametrize(
    ("file", "seen"),
    [
        ("src/conspectus/records/duties/evaluate.py", True),
        ("src/conspectus/records/engine/on_duckdb/engine.py", True),
        ("src/conspectus/records/casebook/tables.toml", True),
        ("src/conspectus/definitions/duty.py", True),
        ("src/conspectus/definitions/events.toml", True),
        ("src/conspectus/terms.py", True),
        ("requirements/dev.txt", True),
        (
            "src/conspectus/definitions/duties/icpc-15-working-days.toml",
            False,
        ),  # is part of each example's own hash
        ("src/conspectus/pictures/__init__.py", False),
    ],
)
def test_what_can_decide_an_example_is_part_of_the_hash(copy: Path, file: str, seen: bool) -> None:
    assert code_digest(copy) == code_digest()
    before = (copy / file).read_bytes()
    (copy / file).write_bytes(before + b" ")
    assert (code_digest(copy) != code_digest()) == seen
    (copy / file).write_bytes(before)


def test_examples_of_two_duties_have_hashes_of_their_own() -> None:
    every = [key("code", duty, example) for duty in duties().values() for example in duty.example]
    assert len(set(every)) == len(every)
