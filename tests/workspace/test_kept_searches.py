"""Searches that people keep: what is new of each, that nobody else sees them, and that the log holds none of them."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from conspectus.errors import ConspectusError
from conspectus.library.search import Saved, can_compare
from conspectus.library.store import write
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.practice import actions
from conspectus.workspace.practice.actions import MOST, keep_search
from conspectus.workspace.practice.models import KeptSearch
from tests.library.library_making import council_only, joint, unreadable

pytestmark = pytest.mark.django_db
KEPT = "/practice/kept/"


@pytest.fixture
def reader(library: Path, signed_in: Callable[[str], Client]) -> Client:
    """Somebody who takes part in nothing, before the report of the council alone is added."""
    write([joint(), unreadable()], library)
    return signed_in("stranger")


def keep(client: Client, **asked: str) -> KeptSearch:
    """Keep a search by the button of the page that shows what it found."""
    page = client.get("/practice/", asked).content.decode()
    assert re.search(r'<button[^>]*form="keep"[^>]*>\s*Keep this search', page)
    form = page.partition('id="keep"')[2].partition("</form>")[0]
    held = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    given = {name: unescape(value) for name, value in held.items() if name != "csrfmiddlewaretoken"}
    assert client.post(f"{KEPT}keep/", given).url == KEPT  # type: ignore[attr-defined]
    return KeptSearch.objects.latest("pk")


def said(client: Client, page: str) -> str:
    """What a page says, without its markup."""
    answer = client.get(page)
    assert answer.status_code == 200
    main = answer.content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_a_kept_search_tells_what_is_new_until_it_was_seen(reader: Client, library: Path) -> None:
    one = keep(reader, query="social workers", polarity="strength", agency="council")
    assert one.asked == {"query": "social workers", "polarity": "strength", "agency": "council"}
    assert "“social workers”, on council, strengths No report was added" in said(reader, KEPT)
    write([joint(), unreadable(), council_only(kind="ilacs_standard")], library)
    assert "1 sentence" in said(reader, KEPT)
    page = f"{KEPT}{one.pk}/"
    told = reader.get(page)
    news = told.context["kept"].news
    assert [hit.report.sha256 for hit in news.found.hits] == [council_only(kind="ilacs_standard").sha256]
    assert "1 new sentence in 1 new report" in said(reader, page)
    assert "1 sentence" in said(reader, KEPT)  # to look changes nothing
    seen = reader.post(f"{page}seen/", {"state": told.context["state"]})
    assert seen.status_code == 302 and "No report was added" in said(reader, KEPT)
    assert "0 new sentences in 0 new reports" in said(reader, page)


def test_where_reports_came_after_the_page_they_are_not_taken_for_seen(reader: Client, library: Path) -> None:
    one = keep(reader, query="workers")
    state = reader.get(f"{KEPT}{one.pk}/").context["state"]
    write([joint(), council_only()], library)
    reader.post(f"{KEPT}{one.pk}/seen/", {"state": state})
    assert "look again" in reader.get(f"{KEPT}{one.pk}/").content.decode()
    assert KeptSearch.objects.get(pk=one.pk).seen == one.seen


def test_it_leads_to_all_that_it_finds(reader: Client) -> None:
    one = keep(reader, query="police & schools", since="2024")
    page = reader.get(f"{KEPT}{one.pk}/")
    assert reader.get(f"/practice/?{page.context['every']}").context["form"].cleaned_data["since"] == "2024"
    assert page.context["every"] == "query=police+%26+schools&since=2024"


def test_the_same_search_is_kept_once_and_of_filters_alone_too(reader: Client) -> None:
    assert keep(reader, kind="jtai") == keep(reader, kind="jtai", query="", page="2")
    assert KeptSearch.objects.count() == 1
    assert "Joint targeted area inspection" in said(reader, KEPT)


def test_it_is_taken_away_also_where_the_library_is_gone(reader: Client, library: Path) -> None:
    one = keep(reader, query="police")
    library.unlink()
    assert reader.post(f"{KEPT}{one.pk}/remove/").status_code == 302
    assert not KeptSearch.objects.exists()


def test_of_an_area_that_has_no_report_any_more_it_says_so(reader: Client, library: Path) -> None:
    one = keep(reader, query="police", area="E06999999")
    assert "“police”, Northshire No report was added" in said(reader, KEPT)
    write([unreadable()], library)
    for page in (KEPT, f"{KEPT}{one.pk}/"):
        if page == KEPT:
            write([unreadable(), council_only(area=None, area_code=None)], library)
        assert "Cannot be asked: the library holds no report of this area" in said(reader, page)


@pytest.mark.skipif(not can_compare(), reason="the extra meaning is not installed")
def test_a_search_by_meaning_is_kept_as_one(reader: Client, library: Path) -> None:
    one = keep(reader, query="Staff visit families", by="meaning")
    assert one.asked == {"query": "Staff visit families", "like": True}
    write([joint(), council_only()], library)
    assert "“Staff visit families”, by meaning" in said(reader, KEPT)


def test_nobody_else_sees_or_changes_it(
    reader: Client, signed_in: Callable[[str], Client], settings: Settings
) -> None:
    one = keep(reader, query="police")
    state = reader.get(f"{KEPT}{one.pk}/").context["state"]
    other = signed_in("lead")
    assert "You keep none." in said(other, KEPT)
    assert other.get(f"{KEPT}{one.pk}/").status_code == 404
    assert other.post(f"{KEPT}{one.pk}/seen/", {"state": state}).status_code == 404
    assert other.post(f"{KEPT}{one.pk}/remove/").status_code == 404
    settings.LIBRARY_PUBLIC = True
    passing = Client()
    assert "Keep this search" not in passing.get("/practice/?query=police").content.decode()
    assert "Kept searches" not in passing.get("/practice/").content.decode()
    for answer in (passing.get(KEPT), passing.post(f"{KEPT}keep/", {"query": "police"})):
        assert answer.status_code == 302 and "sign-in" in answer.url  # type: ignore[attr-defined]
    assert KeptSearch.objects.get() == one


def test_the_log_says_that_and_not_what(reader: Client) -> None:
    one = keep(reader, query="unmistakable police")
    reader.post(f"{KEPT}{one.pk}/seen/", {"state": reader.get(f"{KEPT}{one.pk}/").context["state"]})
    reader.post(f"{KEPT}{one.pk}/remove/")
    rows = Entry.objects.filter(target=f"kept_search:{one.pk}").order_by("number")
    assert [(row.action, row.details) for row in rows] == [
        ("search_kept", {}), ("search_seen", {}), ("search_dropped", {}),
    ]  # fmt: skip
    assert all("unmistakable" not in str(row) for row in Entry.objects.values())


def test_what_cannot_be_asked_is_not_kept(reader: Client) -> None:
    assert reader.post(f"{KEPT}keep/", {"query": "police", "kind": "nothing"}).status_code == 404
    assert reader.get(f"{KEPT}keep/").status_code == 405


def test_so_many_are_kept_and_no_more(reader: Client, person: Callable[[str], User]) -> None:
    for number in range(MOST):
        keep_search(search=Saved(query=f"police {number}", reports=frozenset()), by=person("stranger"))
    with pytest.raises(ConspectusError, match="you keep 20 searches already"):
        keep_search(search=Saved(query="police", reports=frozenset()), by=person("stranger"))
    page = reader.post(f"{KEPT}keep/", {"query": "police"}, follow=True).content.decode()
    assert "Take one away that you no longer need." in page
    keep_search(search=Saved(query="police", reports=frozenset()), by=person("lead"))  # theirs are their own


@pytest.mark.database
def test_none_is_kept_without_its_row_of_the_log(
    person: Callable[[str], User], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("the log cannot be written")

    monkeypatch.setattr(actions, "record", fail)
    with pytest.raises(OSError, match="cannot be written"):
        keep_search(search=Saved(query="police", reports=frozenset()), by=person("lead"))
    assert not KeptSearch.objects.exists()
