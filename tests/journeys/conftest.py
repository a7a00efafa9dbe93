"""The workspace as people run it: the demonstration made by its command, the real server, worker and browser."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.library.papers import EARLY, LETTER, SINGLE, STANDARD, paper

CONSPECTUS = Path(sys.executable).with_name("conspectus")
PASSWORD = "three random words here"
PATIENCE = 240.0  # seconds for whatever is waited for: a machine with other work takes its time
AXE = (Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Workspace:
    """A served workspace and where what it was made from lies."""

    url: str
    area: Path


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The demonstration, served until the tests end."""
    folder = tmp_path_factory.mktemp("served")
    command = [CONSPECTUS, "demo", "--data", folder / "data", "--area", folder / "area", "--children", "120"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CONSPECTUS")}
    library = _library(folder, clean)
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        [*map(str, command), "--port", str(port)], stdout=log, stderr=log, start_new_session=True,
        env=clean | {"CONSPECTUS_LIBRARY": str(library)},
    )  # fmt: skip
    try:
        _until_it_answers(f"http://127.0.0.1:{port}/account/sign-in/", server, folder / "log")
        yield Workspace(f"http://127.0.0.1:{port}", folder / "area")
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)
        log.close()


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


def sign_in(
    browser: Browser, workspace: Workspace, email: str, *, width: int = 1280, script: bool = True
) -> Page:
    """A page in a browser of its own, in which somebody has signed in."""
    context = browser.new_context(
        base_url=workspace.url, viewport={"width": width, "height": 900}, java_script_enabled=script
    )
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.goto("/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign out").wait_for()
    return page


def faults(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds on the page as it stands."""
    found = page.evaluate(f"{AXE}; axe.run({{runOnly: {RULES}}})")
    return [(fault["id"], [node["html"][:200] for node in fault["nodes"]]) for fault in found["violations"]]
