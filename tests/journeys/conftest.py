"""The workspace as people run it: the demonstration made by its command, the real server, worker and browser."""

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import IO

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.serving import CONSPECTUS, ENDED, PATIENCE
from tests.shared_making import made_once, shared_folder

__all__ = ["CONSPECTUS", "PATIENCE"]

ROOT = Path(__file__).parents[2]
PASSWORD = "three random words here"


@dataclass(frozen=True)
class Workspace:
    """A served workspace and where what it was made from lies."""

    url: str
    area: Path


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The demonstration, one for all workers of a run, served until the last of them has ended."""
    servers: list[subprocess.Popen[str]] = []
    name, users = _joined(tmp_path_factory)
    try:
        folder = made_once(tmp_path_factory, name, lambda folder: servers.append(_serve(folder, users.name)))
        yield Workspace((folder / "url").read_text(), folder / "area")
    finally:
        users.close()
        for server in servers:
            server.wait()


def _joined(factory: pytest.TempPathFactory) -> tuple[str, IO[str]]:
    """The name of a server that has not ended, and its users' file, of which we are one while it is open."""
    for number in count(1):
        folder = shared_folder(factory) / f"served-{number}"
        users = folder.with_suffix(".users").open("a")
        fcntl.flock(users, fcntl.LOCK_SH)
        if not (folder / ENDED).exists():
            return folder.name, users
        users.close()
    raise AssertionError


def _serve(folder: Path, users: str) -> "subprocess.Popen[str]":
    """Have it made and served; its address is left in the file `url`."""
    words = [sys.executable, "-m", "tests.journeys.serving", str(folder), users]
    server = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert server.stdout is not None
    url = server.stdout.readline().strip()
    assert url, "the workspace was not served: it says why on standard error"
    (folder / "url").write_text(url)
    return server


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
