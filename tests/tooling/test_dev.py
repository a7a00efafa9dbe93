"""dev.py tells what there is, needs nothing but Python, and does not install twice."""

import importlib.util
import json
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ["setup", "demo", "test", "check", "bench", "load", "docs", "pins"]


def dev(*words: str) -> subprocess.CompletedProcess[str]:
    """Run dev.py without any installed package."""
    bare = [sys.executable, "-I", "-S", str(ROOT / "dev.py")]
    return subprocess.run([*bare, *words], capture_output=True, text=True, encoding="utf-8")


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """dev.py as a module, its stamp elsewhere and that of the pins `dev`, and nothing that installs."""
    spec = importlib.util.spec_from_file_location("dev_under_test", ROOT / "dev.py")
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    monkeypatch.setattr(made, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(made, "_ensure_uv", lambda: None)
    monkeypatch.setattr(made, "_same_python", lambda: True)
    made.STAMP.write_text(json.dumps(made._state({"dev"})), encoding="utf-8")
    return made


@pytest.fixture
def installed(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would be installed."""
    asked: list[list[str]] = []
    monkeypatch.setattr(module, "_install", asked.append)
    return asked


def test_a_stamp_of_the_same_pins_makes_the_second_setup_instant(
    module: ModuleType, installed: list[list[str]]
) -> None:
    module.prepare("dev")
    module.prepare("run")  # dev holds all of run
    assert installed == []


def test_other_pins_are_installed_beside_those_that_are_there(
    module: ModuleType, installed: list[list[str]]
) -> None:
    module.prepare("bench")
    module.prepare("bench")
    assert installed == [["bench", "dev"]]


def test_another_version_of_a_pin_is_installed(
    module: ModuleType, installed: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in module.PINS.glob("*.txt"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    monkeypatch.setattr(module, "PINS", tmp_path)
    module.prepare("dev")
    assert installed == [["dev"]]


def test_tests_bring_a_second_engine_and_say_why(
    module: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[str, ...]] = []
    commands: list[tuple[object, ...]] = []
    monkeypatch.setattr(module, "prepare", lambda *pins: asked.append(pins))
    monkeypatch.setattr(module, "check", lambda: None)
    monkeypatch.setattr(module, "apt_install", lambda packages: None)
    monkeypatch.setattr(module, "run", lambda *words, **_: commands.append(words))
    monkeypatch.setattr(module, "beside", lambda heading, *words: nullcontext(module.run(*words)))
    monkeypatch.setattr(module.shutil, "which", lambda name: None if name == "java" else f"/usr/bin/{name}")
    monkeypatch.setattr(module, "works", lambda *words: True)
    monkeypatch.setattr(module, "in_ci", lambda: False)
    monkeypatch.setattr(module.sys, "argv", ["dev.py", "test"])
    module.test()
    assert asked == [("dev", "spark")]
    assert any(command[-1] == "tests/engines" for command in commands)
    assert commands[-1][-1] == "--ignore=tests/engines"  # the rest, and they end the run
    assert "default-jre-headless, which runs Spark" in capsys.readouterr().out
    monkeypatch.setattr(module, "in_ci", lambda: True)
    with pytest.raises(module.Stop, match="default-jre-headless"):
        module.test()


def test_what_runs_beside_is_shown_after_it_and_its_failure_stops_the_run(
    module: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    with module.beside("Beside:", sys.executable, "-c", "print('one')"):
        sys.stdout.write("two\n")
    assert capsys.readouterr().out == "two\nBeside:\none\n"
    with (
        pytest.raises(module.Stop, match=r"This failed: .*exit"),
        module.beside("It fails:", sys.executable, "-c", "print('why'); exit(3)"),
    ):
        pass
    assert capsys.readouterr().out == "It fails:\nwhy\n"


def test_what_runs_beside_ends_with_what_it_ran_beside(module: ModuleType) -> None:
    with (
        pytest.raises(module.Stop, match="the tests"),
        module.beside("Beside:", sys.executable, "-c", "import time; time.sleep(600)"),
    ):
        raise module.Stop("the tests")


def test_continuous_integration_runs_the_same_command() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert script.rstrip().endswith("python3 dev.py test")
