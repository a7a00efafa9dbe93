"""dev.py tells what there is, needs nothing but Python, and does not install twice."""

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ["setup", "demo", "test", "check", "bench", "load", "docs", "pins", "wheel", "container"]


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
    monkeypatch.setitem(sys.modules, spec.name, made)  # dataclasses look there
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


@pytest.fixture
def started(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would be started, on a machine without Java."""
    commands: list[list[str]] = []

    def start(*words: object, before: Iterable[object] = (), **_: object) -> None:
        commands.append([str(word) for word in (*before, *words)])

    def start_beside(heading: str, *words: object) -> AbstractContextManager[None]:
        start(*words)
        return nullcontext()

    monkeypatch.setattr(module, "prepare", lambda *pins: commands.append(["prepare", *pins]))
    monkeypatch.setattr(module, "check", lambda: commands.append(["check"]))
    monkeypatch.setattr(module, "apt_install", lambda packages: None)
    monkeypatch.setattr(module, "pytest", start)
    monkeypatch.setattr(module, "run", start)
    monkeypatch.setattr(module, "beside", start_beside)
    monkeypatch.setattr(module.shutil, "which", lambda name: None if name == "java" else f"/usr/bin/{name}")
    monkeypatch.setattr(module, "works", lambda *words: True)
    monkeypatch.setattr(module, "in_ci", lambda: False)
    monkeypatch.setattr(module.sys, "argv", ["dev.py", "test"])
    return commands


def test_the_full_run_brings_a_second_engine_and_says_why(
    module: ModuleType,
    started: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    module.test()
    assert started[0] == ["prepare", "dev", "spark"]
    assert "default-jre-headless, which runs Spark" in capsys.readouterr().out
    monkeypatch.setattr(module, "in_ci", lambda: True)
    with pytest.raises(module.Stop, match="default-jre-headless"):
        module.test()


def test_the_full_run_is_check_spark_postgresql_and_then_the_rest(
    module: ModuleType, started: list[list[str]]
) -> None:
    module.test()
    _, spark, check, postgresql, rest, times = started
    assert spark[-1] == "tests/engines" and check == ["check"]
    assert "tools.postgresql" in postgresql and postgresql[-3:] == ["-m", "database", "tests/workspace"]
    assert rest[-1] == "--ignore=tests/engines"
    assert times[1:3] == ["-m", "tools.times"], "at the end of all of it"
    [file] = {word for words in (spark, postgresql, rest) for word in words if word.startswith("--times=")}
    assert file == f"--times={times[-1]}", "one word: pytest would take a path by itself for tests"


def test_tests_that_are_named_run_without_check_packages_and_spark(
    module: ModuleType,
    started: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(module.sys, "argv", ["dev.py", "test", "tests/judgment", "-x"])
    monkeypatch.setattr(module, "works", lambda *words: False)  # no package is there
    module.test()
    prepared, ran = started
    assert prepared == ["prepare", "dev"]
    assert ran[-2:] == ["tests/judgment", "-x"]
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("words", "packages"),
    [
        ("tests/judgment", ""),
        ("tests/workspace tests/records/duties/test_duty_examples.py::test_example", ""),
        ("tests/journeys", "chromium fonts-liberation libatomic1"),
        ("tests/journeys/test_story.py::test_the_story", "chromium fonts-liberation libatomic1"),
        ("tests/whole_way", "chromium fonts-liberation libatomic1"),
        ("tests/whole_way/test_link.py", ""),
        ("tests/engines/test_translation.py", "default-jre-headless"),
        ("tests/load", "postgresql"),
        ("--postgresql tests/workspace", "postgresql"),
        ("--quick", ""),
        ("-k letter", "chromium fonts-liberation libatomic1 postgresql"),
        ("tests", "chromium default-jre-headless fonts-liberation libatomic1 postgresql"),
    ],
)
def test_only_what_these_tests_need_is_asked_of_the_system(
    module: ModuleType, words: str, packages: str
) -> None:
    wanted = module.asked_for(words.split())
    assert sorted(wanted.packages) == packages.split()
    assert wanted.spark == ("default-jre-headless" in packages)
    assert not wanted.all


def test_every_test_in_a_browser_is_among_those_that_need_one(module: ModuleType) -> None:
    """What dev.py knows as data is what the tests say themselves."""
    told = [holder for holder, needs in module.NEEDS.items() if "chromium" in needs]
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        name = path.relative_to(ROOT).as_posix()
        marked = "mark." + "browser" in path.read_text(encoding="utf-8")
        assert marked == any(module.overlap(name, holder) for holder in told), name


def test_every_test_that_needs_a_plugin_is_among_its_users(module: ModuleType) -> None:
    signs = {"django": "mark." + "django_db", "schemathesis": "import " + "schemathesis"}
    assert signs.keys() == module.PLUGINS.keys()
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        name, text = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        for plugin, sign in signs.items():
            assert sign not in text or f"-pno:{plugin}" not in module.without_plugins([name]), name


def test_quick_leaves_out_browser_server_spark_and_postgresql(module: ModuleType) -> None:
    wanted = module.asked_for(["--quick", "-x"])
    assert wanted.words[:3] == ("-m", "not browser and not server", "--ignore=tests/engines")
    assert wanted.words[-1] == "-x" and "-pno:django" not in wanted.words
    assert not wanted.spark and not wanted.packages and not wanted.postgresql


def test_what_quick_and_the_full_run_choose_by_is_written_down(module: ModuleType) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]
    markers = dict(line.split(": ", 1) for line in settings["ini_options"]["markers"])
    assert markers.keys() >= {"browser", "database", "server", "waits"}


@pytest.mark.parametrize(
    ("words", "two"),
    [
        ("tests/workspace", True),
        ("tests/judgment -x", True),
        ("--quick", True),
        ("tests/inspection", False),
        ("tests/judgment/test_judgment_rules.py", False),
        ("tests/workspace -k audit", False),
        ("tests/workspace -n 3", False),
        ("tests/workspace -n0", False),
        ("tests/journeys", False),
        ("tests/engines", False),
    ],
)
def test_two_processes_where_they_pay_and_nobody_said_otherwise(
    module: ModuleType, words: str, two: bool
) -> None:
    ran = " ".join(module.asked_for(words.split()).words)
    assert ("-n 2" in ran) == two


def test_plugins_that_none_of_the_tests_needs_are_left_out(module: ModuleType) -> None:
    assert module.without_plugins(["tests/judgment"]) == ["-pno:django", "-pno:schemathesis"]
    assert module.without_plugins(["tests/load"]) == ["-pno:schemathesis"]
    assert module.without_plugins(["tests/judgment", "tests/workspace/test_api.py"]) == []
    assert module.without_plugins(["tests"]) == module.without_plugins([]) == []


def test_without_django_s_plugin_pytest_still_starts(module: ModuleType) -> None:
    """Its setting in pyproject.toml is known without it, though unknown settings are refused."""
    words = [
        *module.without_plugins(["tests/tooling"]),
        "tests/tooling/test_pins.py",
        "-k",
        "every_dependency",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout


def test_the_loaded_run_tries_what_waits_three_times_beside_busy_processes(
    module: ModuleType, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    many: list[int] = []

    def busy(number: int) -> AbstractContextManager[None]:
        many.append(number)
        return nullcontext()

    monkeypatch.setattr(module, "busy", busy)
    monkeypatch.setattr(module.sys, "argv", ["dev.py", "test", "--loaded"])
    module.test()
    assert many == [4]
    assert [words[:2] for words in started[-3:]] == [["-m", "waits"]] * 3
    assert ["check"] in started, "after the full run"


def test_busy_processes_end_with_what_they_ran_beside(module: ModuleType) -> None:
    with pytest.raises(module.Stop), module.busy(2) as ids:
        assert all(_runs(one) for one in ids)
        assert len(os.sched_getaffinity(ids[0])) == 1
        raise module.Stop("a test failed")
    assert not any(_runs(one) for one in ids)


def test_a_busy_process_ends_by_itself_when_whoever_started_it_was_killed(module: ModuleType) -> None:
    start = f"one = subprocess.Popen([sys.executable, '-c', {module.SPIN!r}, str(os.getpid())])"
    words = f"import os, subprocess, sys, time; {start}; print(one.pid, flush=True); time.sleep(600)"
    parent = subprocess.Popen([sys.executable, "-c", words], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    spinning = int(parent.stdout.readline())
    try:
        parent.kill()
        parent.wait()
        until = time.monotonic() + 60
        while _runs(spinning):
            assert time.monotonic() < until, "it is still busy"
            time.sleep(0.05)
    finally:
        if _runs(spinning):
            os.kill(spinning, signal.SIGKILL)


def _runs(process: int) -> bool:
    """Whether it is there, and not only to be asked how it ended."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_run_that_chooses_no_test_fails_and_says_so(
    module: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PYTEST", (sys.executable, "-c", "import sys; sys.exit(int(sys.argv[1]))"))
    module.pytest("0")
    with pytest.raises(module.Stop, match="No test was run"):
        module.pytest("5")
    with pytest.raises(module.Stop, match="This failed"):
        module.pytest("1")


@pytest.fixture
def step(module: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], bool]]:
    """A step of the check over one file, `looked-at.py`, which runs for as long as `allowed` is there."""
    monkeypatch.setattr(module, "CHECKED", tmp_path / "kept")
    monkeypatch.setattr(module, "LOOKS_AT", {"types": ("looked-at.py",)})
    monkeypatch.setattr(module, "_state", lambda pins: {})
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.delenv("CI", raising=False)
    (tmp_path / "looked-at.py").write_text("one", encoding="utf-8")
    (tmp_path / "allowed").touch()
    command = [sys.executable, "-c", "import pathlib, sys; sys.exit(not pathlib.Path('allowed').exists())"]
    yield lambda: bool(module._step("types", command))


def test_a_step_of_the_check_is_taken_again_only_when_what_it_looks_at_has_changed(
    step: Callable[[], bool], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert step()
    (tmp_path / "allowed").unlink()
    assert step(), "remembered, so it is not taken"
    assert "nothing that it looks at has changed" in capsys.readouterr().out
    (tmp_path / "looked-at.py").write_text("two", encoding="utf-8")
    assert not step()
    assert not step(), "a failure is not remembered"


def test_continuous_integration_takes_every_step_of_the_check(
    step: Callable[[], bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert step()
    (tmp_path / "allowed").unlink()
    monkeypatch.setenv("CI", "true")
    assert not step()


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("types", "tests/conftest.py"),
        ("types", "dev.py"),
        ("imports", "src/conspectus/cli/duties.py"),
        ("definitions", "src/conspectus/definitions/duties/icpc-15-working-days.toml"),
        ("reference fresh", "src/conspectus/definitions/duties/icpc-15-working-days.toml"),
        ("reference fresh", "src/conspectus/records/duties/evaluate.py"),
        ("reference fresh", "docs/reference/glossary.md"),
        ("reference fresh", "GLOSSARY.md"),
        ("documentation", "docs/index.md"),
    ],
)
def test_a_step_looks_at_what_decides_it(module: ModuleType, name: str, file: str) -> None:
    looked_at = {path for pattern in (*module.LOOKS_AT[name], "dev.py") for path in ROOT.glob(pattern)}
    assert ROOT / file in looked_at


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


def test_what_a_command_says_last_is_known_however_it_says_it(
    module: ModuleType, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    says = "import sys, time\nfor part in ('one', '\\n', 'two\\nthr', 'ee in all\\n', '\\n'):\n"
    says += "    print(part, end='', flush=True); time.sleep(0.05)\nsys.exit(5)"
    assert module.shown(sys.executable, "-c", says) == (5, "three in all")
    assert capfdbinary.readouterr().out == b"one\ntwo\nthree in all\n\n"
