"""The workspace of all journeys of a run: the demonstration, made by its command and served until nobody is there.

`python -m tests.journeys.serving FOLDER USERS` makes and serves it, says where on standard output, and ends it once
no worker holds the file USERS: the system lets go of what a worker held, however it ended.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.load.served import free_port

from tests.library.papers import EARLY, LETTER, SINGLE, STANDARD, paper

CONSPECTUS = Path(sys.executable).with_name("conspectus")
PATIENCE = 600.0  # seconds for whatever is waited for: a machine with other work takes its time
ENDED = "ended"  # a file beside what was served


def main(folder: Path, users: Path) -> None:
    """Serve until all who use it have gone."""
    with _served(folder) as url, users.open("a") as held:
        sys.stdout.write(f"{url}\n")
        sys.stdout.flush()
        fcntl.flock(held, fcntl.LOCK_EX)
        (folder / ENDED).touch()


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CONSPECTUS")}
    library, port = _library(folder, clean), free_port()
    command = [CONSPECTUS, "demo", "--data", folder / "data", "--area", folder / "area", "--children", "120"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*map(str, command), "--port", str(port)], stdout=log, stderr=log, start_new_session=True,
            env=clean | {"CONSPECTUS_LIBRARY": str(library)},
        )  # fmt: skip
        try:
            _until_it_answers(f"http://127.0.0.1:{port}/account/sign-in/", server, folder / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(PATIENCE)


def _library(folder: Path, env: dict[str, str]) -> Path:
    """A library of made-up reports, by its command."""
    reports, library = folder / "reports", folder / "library.db"
    reports.mkdir()
    for name, body in (("letter", LETTER), ("standard", STANDARD), ("single", SINGLE), ("early", EARLY)):
        paper(reports / f"{name}.pdf", body)
    command = [CONSPECTUS, "library", "add", reports, "--out", library]
    subprocess.run([*map(str, command)], check=True, env=env, capture_output=True)
    return library


def _until_it_answers(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(url, timeout=20).close()
            return
        except OSError:  # not yet, or busy starting
            time.sleep(0.2)
    raise AssertionError(log.read_text())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
