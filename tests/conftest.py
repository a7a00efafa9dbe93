"""What all tests share: a browser, and figures (`record_property("figure", …)`) printed at the end."""

import asyncio
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Know the setting of pytest-django also where that plugin is left out, as `dev.py test tests/judgment` does."""
    if not pluginmanager.has_plugin("django"):
        parser.addini("DJANGO_SETTINGS_MODULE", "of the workspace, whose tests are not among these")


LONGEST = ("tests/journeys/", "tests/load/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what one process walks through for long, so that the others are not done before it has begun."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


# No generated test hangs on the clock: a busy machine is nobody's mistake.
UNHURRIED = settings(settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("unhurried", UNHURRIED)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    """What serves a workspace keeps its files from other people, which no later test of the process should inherit."""
    found = os.umask(0o022)
    os.umask(found)
    yield
    os.umask(found)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Debian's Chromium. One for the whole session: Playwright cannot be started twice in a process."""
    from playwright.sync_api import sync_playwright  # a second that only these tests should wait for

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        loop = asyncio._get_running_loop()
        yield browser
        asyncio._set_running_loop(loop)
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Function) -> Iterator[None]:
    """Between its calls Playwright leaves its loop marked as running, where Django refuses to ask its database."""
    loop = asyncio._get_running_loop()
    if "browser" not in item.fixturenames:
        asyncio._set_running_loop(None)
    try:
        return (yield)
    finally:
        asyncio._set_running_loop(asyncio._get_running_loop() or loop)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print each figure on a line of its own."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    for report in reports:
        for name, value in getattr(report, "user_properties", []):
            if name == "figure":
                terminalreporter.write_line(str(value))
