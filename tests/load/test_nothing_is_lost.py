"""Whatever the workspace acknowledged is there after it was killed outright; `dev.py load` does the same for longer."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest
from tools.load.lost import write
from tools.load.made import DATABASES, database, fill
from tools.load.served import CONSPECTUS, PATIENCE, Served, command_of, free_port, serving

from conspectus import example_area
from conspectus.errors import ConspectusError
from conspectus.records import pipeline
from conspectus.workspace.config import serving as served_by
from tests.shared_making import made_once

PEOPLE = 12


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small area with its casebook, for both databases."""
    return made_once(tmp_path_factory, "load-area", _with_casebook)


def _with_casebook(folder: Path) -> None:
    example_area.make(folder, example_area.Wanted(children=60, seed=1))
    pipeline.build(
        folder / "returns", folder / "casebook.duckdb", question=pipeline.Question(framework="whole-system")
    )


def ends(served: Served) -> bool:
    """Whether every process is gone; on a busy machine the last one is seen a moment after it was told to end."""
    until = time.monotonic() + 60
    while served.processes() and time.monotonic() < until:
        time.sleep(0.1)
    return not served.processes()


@pytest.mark.server
@pytest.mark.waits
@pytest.mark.parametrize("kind", DATABASES)
def test_every_acknowledged_write_is_there_after_kills_and_the_log_verifies(
    kind: str, area: Path, tmp_path: Path
) -> None:
    with database(kind) as environment:
        ours = {name: value for name, value in environment.items() if not name.startswith("CONSPECTUS")}
        told = fill(tmp_path / "data", area, ours, evidence=30, people=PEOPLE)
        with serving(tmp_path / "data", ours) as served:
            # No longer than until everybody could have written between one kill and the next.
            outcome = write(served, told, seconds=0, kills=3, seed=4)
            assert outcome.acknowledged >= 4 * PEOPLE, "people wrote before, between and after the kills"
            assert outcome.kills == {"gunicorn": 1, "db_worker": 1, "everything": 1}
            assert outcome.held, outcome
        assert ends(served), f"ended as a person ends it, it leaves {served.processes()} running"


@pytest.mark.server
@pytest.mark.waits
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl+C", "told to end"])
def test_whoever_ends_it_is_told_nothing_that_looks_like_a_fault(
    told: signal.Signals, tmp_path: Path
) -> None:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("CONSPECTUS")}
    (tmp_path / "data").mkdir()
    served = Served(tmp_path / "data", ours)
    served.start()
    assert served.process is not None
    os.killpg(served.process.pid, told)  # as a terminal tells all that run in it
    assert served.process.wait(PATIENCE) == 0 and ends(served)
    said = (tmp_path / "served.log").read_text(encoding="utf-8")
    assert not [word for word in ("Traceback", "leaked", "by itself", "xception") if word in said], said


def test_a_port_where_something_is_served_is_refused_with_what_to_do(tmp_path: Path) -> None:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("CONSPECTUS")}
    with socket.create_server(("127.0.0.1", free_port())) as served:
        port = str(served.getsockname()[1])
        words: list[str | Path] = [CONSPECTUS, "serve", "--data", tmp_path / "other", "--port", port]
        told = subprocess.run(words, capture_output=True, text=True, env=ours)
    assert told.returncode == ConspectusError.exit_code
    assert "--port" in told.stderr and "Traceback" not in told.stderr


def test_a_port_that_cannot_be_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConspectusError, match="1024 to 65535"):
        served_by._must_be_free("127.0.0.1", 99_999)
    served_by._must_be_free("127.0.0.1", free_port())


def test_of_a_process_that_has_ended_there_is_no_command_line() -> None:
    done = subprocess.Popen(["true"])
    done.wait()
    assert command_of(done.pid) == ""
    assert "python" in command_of(os.getpid())
