"""Thirty-seven questions rated from one page to the next; what was begun is kept; and it is its writer's alone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from conspectus.definitions import CellKey, frameworks
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.changes import last_change
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.ratings import actions
from conspectus.workspace.ratings.models import Finished, Rating, RatingDraft
from tests.workspace.two_browsers import SEEN, seen

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Browser = Callable[[str], Client]
LED = {"lead": 17, "inspector": 6, "health inspector": 7, "hmip inspector": 7}  # of the framework's 37


@pytest.fixture
def fresh(inspection: Inspection) -> Inspection:
    """Nobody has rated anything, and something was seen of each question."""
    Rating.objects.all().delete()
    Finished.objects.all().delete()
    return inspection


def ticked(page: str) -> list[str]:
    """The evidence whose boxes are ticked when the page opens, as a browser would send it."""
    boxes = re.findall(r"<input[^>]*name=\"evidence\"[^>]*>", page)
    return [re.search(r'value="(\d+)"', box)[1] for box in boxes if "checked" in box]  # type: ignore[index]


def place(inspection: Inspection, rest: str = "p1/police/") -> str:
    return f"/inspections/{inspection.pk}/ratings/{rest}"


def test_every_question_that_one_leads_takes_two_actions(
    fresh: Inspection, signed_in: Browser, person: Callable[[str], User]
) -> None:
    """An action is a click, a key or a submission: here the level, and save; a reason that is written is one more."""
    browser = signed_in("lead")
    mine = [key for key in frameworks()[fresh.framework].cells() if _leads(fresh, key.agency)]
    first = re.search(r'href="([^"]*)"[^>]*>\s*Start rating', browser.get(place(fresh, "")).content.decode())
    assert first
    did, at = 1, first[1]  # "Start rating"
    while at != place(fresh, ""):
        page = browser.get(at).content.decode()
        sent = {"level": "good", "evidence": ticked(page), SEEN: seen(page)}
        did += 2
        answer = browser.post(at, sent)
        assert answer.status_code == 302
        at = answer.headers["Location"]
    assert did == 1 + 2 * len(mine) == 1 + 2 * 17
    rated = {one.cell: one for one in fresh.ratings.filter(by=person("lead"))}
    assert set(rated) == set(mine)
    for key, one in rated.items():
        assert set(one.evidence.all()) == set(fresh.evidence.bearing_on(key))
    assert "17 of 17" in browser.get(place(fresh, "")).content.decode()


def test_how_many_pieces_are_ticked_stands_beside_the_button_with_what_saving_confirms(
    fresh: Inspection, signed_in: Browser
) -> None:
    key = CellKey("p1", Agency.POLICE)
    many = fresh.evidence.bearing_on(key).count()
    inspector, page = signed_in("inspector"), place(fresh)

    def said() -> list[tuple[str, str]]:
        shown = re.sub(r"<[^>]+>", "", inspector.get(page).content.decode())
        return re.findall(r"(\d+) of (\d+) pieces? of evidence", " ".join(shown.split()))

    assert many > 1 and said() == [(str(many), str(many))]
    assert "By saving you confirm that your rating rests on what is ticked." in " ".join(
        inspector.get(page).content.decode().split()
    )
    one, opened = fresh.evidence.bearing_on(key)[0], inspector.get(page).content.decode()
    inspector.post(page, {"level": "good", "rationale": "", "evidence": [one.pk], SEEN: seen(opened)})
    assert said() == [("1", str(many))]  # what stands now


def _leads(inspection: Inspection, agency: str) -> bool:
    return frameworks()[inspection.framework].leads[agency] == "ofsted"  # type: ignore[index]


def test_what_was_saved_is_said_on_the_next_page_and_one_can_be_left_for_later(
    fresh: Inspection, signed_in: Browser
) -> None:
    browser = signed_in("inspector")
    page = browser.get(place(fresh)).content.decode()
    assert "0 of 6" in page and "leave this one for later" in page
    after = browser.post(
        place(fresh), {"level": "inadequate", "rationale": "So."}, follow=True
    ).content.decode()
    assert "Saved: inadequate" in after and "1 of 6" in after
    assert "Enquiries and conferences are timely" in after
    forged = browser.get(f"{place(fresh)}?saved=p1/health").content.decode()
    assert "Saved:" not in forged


def test_a_draft_is_kept_shown_again_and_gone_once_it_is_a_rating(
    fresh: Inspection, signed_in: Browser
) -> None:
    browser = signed_in("inspector")
    begun = {"level": "good", "rationale": "Calls were answered.", "keep": "draft"}
    said = browser.post(place(fresh), begun, follow=True).content.decode()
    assert "Your draft of" in said and "Calls were answered." in said
    assert not Rating.objects.exists()
    assert ">draft<" in browser.get(place(fresh, "")).content.decode()
    answer = browser.post(
        place(fresh), begun | {"rationale": "All calls."}, headers={"Accept": "application/json"}
    )
    assert re.fullmatch(r"\d\d:\d\d", answer.json()["saved"])
    assert RatingDraft.objects.get().rationale == "All calls."
    browser.post(place(fresh), {"level": "good", "rationale": "All calls."})
    assert Rating.objects.get().rationale == "All calls." and not RatingDraft.objects.exists()


def test_a_refused_submission_is_kept_as_a_draft(fresh: Inspection, signed_in: Browser) -> None:
    browser = signed_in("inspector")
    browser.post(place(fresh), {"rationale": "No level chosen yet."})
    assert RatingDraft.objects.get().rationale == "No level chosen yet."
    browser.post(place(fresh), {"level": "not_applicable", "rationale": ""})  # which needs a reason
    assert RatingDraft.objects.get().level == "not_applicable"
    assert not Rating.objects.exists()
    browser.post(place(fresh), {"keep": "nothing"})
    assert not RatingDraft.objects.exists()


def test_a_draft_is_shown_to_nobody_else_and_changes_no_judgment(
    fresh: Inspection, signed_in: Browser, person: Callable[[str], User]
) -> None:
    before = last_change(fresh.pk)
    signed_in("inspector").post(place(fresh), {"level": "good", "rationale": "Mine alone.", "keep": "draft"})
    assert last_change(fresh.pk) == before
    for who in ("lead", "moderator", "analyst"):
        for rest in ("", "p1/police/", "p1/police/history/"):
            assert "Mine alone." not in signed_in(who).get(place(fresh, rest)).content.decode()
    signed_in("lead").post(place(fresh), {"level": "good", "rationale": "Not mine to rate.", "keep": "draft"})
    assert RatingDraft.objects.get().by == person("inspector")


def test_a_draft_over_what_a_colleague_saved_meanwhile_passes_nobody_over(
    fresh: Inspection, signed_in: Browser, person: Callable[[str], User]
) -> None:
    """Two consolidate: the one with a draft is shown both, and the draft is still there."""
    member = fresh.members.select_related("inspection", "person").get(person=person("inspector"))
    rate: dict[str, Any] = {
        "member": member,
        "cell": _police(fresh),
        "by": member.person,
        "evidence": Evidence.objects.none(),
    }
    actions.rate(level="good", rationale="Alone.", **rate)
    actions.finish(member=member, by=member.person)
    browser = signed_in("inspector")
    browser.post(place(fresh), {"level": "good", "rationale": "My draft.", "keep": "draft"})
    actions.consolidate(level="inadequate", rationale="A colleague’s.", **rate)
    RatingDraft.objects.create(  # as it stood in another window, begun before
        inspection=fresh, criterion="p1", agency="police", stage="consolidated", by=member.person, level="good",
        rationale="My draft.",
    )  # fmt: skip
    page = browser.get(place(fresh)).content.decode()
    assert "My draft." in page and seen(page) == ""
    answer = browser.post(place(fresh), {"level": "good", "rationale": "My draft.", SEEN: seen(page)})
    assert answer.status_code == 409 and "A colleague’s." in answer.content.decode()
    assert RatingDraft.objects.get().rationale == "My draft."


def _police(inspection: Inspection) -> CellKey:
    return next(key for key in frameworks()[inspection.framework].cells() if str(key) == "p1/police")
