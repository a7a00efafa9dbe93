"""How tests fill in a form as a browser does: with what its reader saw when the page was opened."""

import re
from collections.abc import Mapping

from django.http import HttpResponse
from django.test import Client

SEEN = "what_was_seen"


def seen(page: str, to: str = "") -> str:
    """What the form that is sent to an address says its reader saw; empty where nothing stood."""
    _, found, rest = page.partition(f'action="{to}"') if to else ("", "", page)
    form = (rest if found else page).partition("</form>")[0] if found else page
    value = re.search(rf'name="{SEEN}" value="([^"]*)"', form)
    return value[1] if value else ""


def send(
    client: Client, page: str, answers: Mapping[str, object], to: str = "", follow: bool = False
) -> HttpResponse:
    """Open a page and send its form."""
    mark = seen(client.get(page).content.decode(), to)
    return client.post(to or page, {**answers, SEEN: mark}, follow=follow)  # type: ignore[return-value]
