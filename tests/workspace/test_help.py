"""The documentation served inside: every page and link of it, and that each page of the workspace leads to its own."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from conspectus.workspace.help import shelf
from conspectus.workspace.help.about import ABOUT, TOLD
from conspectus.workspace.inspections.models import Inspection
from tests.workspace.test_who_sees_what import API, API_OPEN, GET, LIBRARY, _ours, address

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
IDS = re.compile(r'\bid="([^"]+)"')


@pytest.fixture(scope="module")
def served() -> dict[str, str]:
    """Every page by its address."""
    client = Client()
    places = {reverse("help_page", args=[name]) for name in shelf.pages()} | {reverse("help")}
    return {place: client.get(place).content.decode() for place in places}


def test_every_page_is_served_to_whoever_asks(served: dict[str, str]) -> None:
    assert len(served) > 60
    for place, text in served.items():
        assert text.count("<h1") == 1, place
        assert 'style="' not in text, place  # the policy lets no such thing through


def test_no_link_of_the_documentation_leads_nowhere(served: dict[str, str]) -> None:
    links = [
        (place, urldefrag(href))
        for place, text in served.items()
        for href in re.findall(r'href="([^"]+)"', text.split('c-help">')[1].split("</main>")[0])
    ]
    assert len(links) > 300
    ids = {place: set(IDS.findall(text)) for place, text in served.items()}
    assert [
        (place, to)
        for place, to in links
        if (to.url or place) not in ids or (to.fragment and to.fragment not in ids[to.url or place])
    ] == []


def test_pictures_are_served_and_nothing_else() -> None:
    client = Client()
    assert shelf.pictures()
    for name in shelf.pictures():
        assert client.get(reverse("help_picture", args=[name])).headers["Content-Type"] == "image/png"
    for asked in ("pictures/no-such.png", "pictures/..%2f..%2fpyproject.toml", "../pyproject/", "../README/"):
        assert client.get(f"/help/{asked}", follow=True).status_code == 404


def test_each_page_leads_to_its_own_help(inspection: Inspection, signed_in: Callable[[str], Client]) -> None:
    lead = signed_in("lead")
    for name in GET:
        if name == "document":  # a file to save
            continue
        text = lead.get(address(name, inspection))
        if text.headers["Content-Type"].startswith("text/html"):
            assert f'<a href="{reverse("help_page", args=[TOLD[name]])}">Help</a>' in text.content.decode()


def test_each_page_of_the_library_leads_to_its_own_help(
    library: Path, signed_in: Callable[[str], Client]
) -> None:
    for name, page in LIBRARY.items():
        text = signed_in("stranger").get(page).content.decode()
        assert f'<a href="{reverse("help_page", args=[TOLD[name]])}">Help</a>' in text


def test_every_address_is_told_of_by_a_page_that_is_there() -> None:
    ours = (
        set(_ours(get_resolver().url_patterns))
        - {*API, *API_OPEN}
        - {"pictures_css", "letters_css", "trends_css"}
    )
    assert ours - set(TOLD) == {"help", "help_page", "help_picture"}
    assert set(ABOUT) <= set(shelf.pages())


def test_the_package_takes_the_documentation_with_it() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"] == {"docs": "conspectus/docs"}
