"""Nobody gets round rating alone: who finishes, what waits until then, and what a consolidated rating needs."""

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client

from conspectus.definitions import CellKey
from conspectus.errors import ConspectusError
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.actions import Appointment, add_person, remove_person
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.policies import NotAllowed
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.ratings import actions
from conspectus.workspace.ratings.models import Finished, Rating

pytestmark = [pytest.mark.django_db, pytest.mark.database]
POLICE = CellKey("p1", Agency.POLICE)
Browser = Callable[[str], Client]


@pytest.fixture
def first(inspection: Inspection) -> Member:
    """The police's inspector, where nobody has rated anything."""
    Rating.objects.all().delete()
    Finished.objects.all().delete()
    return inspection.members.select_related("inspection", "person").get(
        person__email="police-inspector@example.org"
    )


@pytest.fixture
def second(first: Member, inspection: Inspection, person: Callable[[str], User]) -> Member:
    """Another of the same inspectorate."""
    return add_person(
        inspection=inspection,
        email="second@example.org",
        name="Second",
        given=Appointment(role=Role.INSPECTOR, inspectorate="hmicfrs"),
        by=person("lead"),
    )


def rate(member: Member, act: Callable[..., Rating] = actions.rate) -> Rating:
    return act(
        member=member, cell=POLICE, level="inadequate", rationale=f"{member.person.name} thinks so.",
        evidence=[], by=member.person,
    )  # fmt: skip


def place(inspection: Inspection, rest: str) -> str:
    return f"/inspections/{inspection.pk}/ratings/{rest}"


@pytest.mark.parametrize("who", ["moderator", "analyst", "observer", "police contact"])
def test_only_raters_finish(who: str, first: Member, inspection: Inspection, signed_in: Browser) -> None:
    for rest in ("finish/", "finish/undo/", "confirm/"):
        assert signed_in(who).post(place(inspection, rest), {"sure": "yes"}).status_code == 403
    assert not Finished.objects.exists()
    part = inspection.members.filter(role=Role.MODERATOR).select_related("inspection", "person")[0]
    with pytest.raises(NotAllowed, match="your part is moderator"):
        actions.finish(member=part, by=part.person)


def test_who_has_not_rated_all_is_asked_whether_they_have_really_finished(
    first: Member, inspection: Inspection, signed_in: Browser
) -> None:
    rate(first)
    browser = signed_in("inspector")
    asked = browser.post(place(inspection, "finish/")).content.decode()
    assert "questions not rated: have you really finished?" in asked
    assert not Finished.objects.exists()
    browser.post(place(inspection, "finish/"), {"sure": "yes"})
    assert Finished.objects.get().by == first.person


def test_finishing_is_undone_until_a_colleague_finishes(
    first: Member, second: Member, inspection: Inspection, signed_in: Browser
) -> None:
    browser = signed_in("inspector")
    actions.finish(member=first, by=first.person)
    assert "Rate alone again" in browser.get(place(inspection, "")).content.decode()
    browser.post(place(inspection, "finish/undo/"))
    assert not Finished.objects.exists()
    rate(first)
    for member in (first, second):
        actions.finish(member=member, by=member.person)
    assert "Rate alone again" not in browser.get(place(inspection, "")).content.decode()
    answer = browser.post(place(inspection, "finish/undo/"), follow=True).content.decode()
    assert "a colleague has finished too" in answer
    assert Finished.objects.count() == 2


def test_what_was_seen_of_a_colleague_who_has_left_since_was_seen(
    first: Member, second: Member, person: Callable[[str], User]
) -> None:
    rate(second)
    for member in (first, second):
        actions.finish(member=member, by=member.person)
    remove_person(member=second, by=person("lead"))
    with pytest.raises(ConspectusError, match="a colleague has finished too"):
        actions.take_up(member=first, by=first.person)


def test_whoever_has_consolidated_does_not_rate_alone_again(first: Member) -> None:
    rate(first)
    actions.finish(member=first, by=first.person)
    rate(first, actions.consolidate)
    with pytest.raises(ConspectusError, match="you have consolidated"):
        actions.take_up(member=first, by=first.person)


def test_nobody_consolidates_who_rates_alone_or_what_nobody_rated(
    first: Member, inspection: Inspection, person: Callable[[str], User], signed_in: Browser
) -> None:
    with pytest.raises(ConspectusError, match="you still rate alone"):
        rate(first, actions.consolidate)
    actions.finish(member=first, by=first.person)
    with pytest.raises(ConspectusError, match="nobody has rated it alone"):
        rate(first, actions.consolidate)
    cell = place(inspection, "p1/police/")
    browser = signed_in("inspector")
    assert "Consolidated rating" not in browser.get(cell).content.decode()
    browser.post(cell, {"level": "good", "rationale": "Past the rule."})
    assert not Rating.objects.exists()
    assert browser.post(f"{cell}leave/", {"leave": "We may."}).status_code == 403
    actions.finish(member=_lead(inspection), by=person("lead"))
    lead = signed_in("lead")
    assert "Do without independent ratings" in lead.get(cell).content.decode()
    lead.post(f"{cell}leave/", {"leave": " "})
    assert not inspection.leaves.exists()
    lead.post(f"{cell}leave/", {"leave": "One inspector fell ill."})
    shown = browser.get(cell).content.decode()
    assert "One inspector fell ill." in shown and "Consolidated rating" in shown
    assert rate(first, actions.consolidate).level == "inadequate"
    with pytest.raises(ConspectusError, match="on record already"):
        actions.give_leave(inspection=inspection, cell=POLICE, why="Another.", by=person("lead"))


def _lead(inspection: Inspection) -> Member:
    return inspection.members.select_related("inspection", "person").get(person__email="lead@example.org")


# Every page that tells what others think; a reader who still rates alone is led back.
TELLING = ("judgment/", "judgment/depart/", "judgment/departures/", "moderation/", "letter/")


def test_what_others_think_waits_for_whoever_still_rates_alone(
    first: Member, second: Member, inspection: Inspection, signed_in: Browser, by_token: Browser
) -> None:
    """The level is asked for on every page, in the log, in its export and by a program."""
    rate(second)
    actions.finish(member=second, by=second.person)
    rate(second, actions.consolidate)
    actions.dissent(member=second, target=str(POLICE), level="good", rationale="But no.", by=second.person)
    one = f"/inspections/{inspection.pk}/"
    piece = inspection.evidence.seen_here()[0]
    Rating.objects.get(stage="consolidated").evidence.add(piece)
    reading = ("ratings/", "ratings/p1/police/", "ratings/p1/police/history/", f"evidence/{piece.pk}/")

    def told(who: str) -> set[str]:
        pages = {rest: signed_in(who).get(one + rest).content.decode() for rest in reading}
        said = ("Second thinks so", "But no.", ", consolidated", ">inadequate<")
        found = {rest for rest, page in pages.items() if any(words in page for words in said)}
        found |= {rest for rest in TELLING if signed_in(who).get(one + rest).status_code == 200}
        program = by_token(who)
        found |= {"ratings"} if program.get(f"/api/v1{one}ratings").json() else set()
        found |= {"judgment"} if program.get(f"/api/v1{one}judgment").status_code == 200 else set()
        if who == "lead":
            rows = csv.DictReader(io.StringIO(signed_in(who).get(f"{one}log/export/").content.decode()))
            seen = [row for row in rows if row["actor"] == str(second.person_id)]
            found |= {"export"} if any("inadequate" in row["details"] for row in seen) else set()
            log = program.get(f"/api/v1{one}log?limit=500").json()["items"]
            found |= {"log"} if any(
                row["details"].get("level") for row in log if row["actor"] == second.person_id
            ) else set()  # fmt: skip
        return found

    assert told("inspector") == set()
    assert told("lead") == set()
    answer = signed_in("inspector").get(f"{one}judgment/", follow=True).content.decode()
    assert "You still rate alone" in answer
    assert by_token("inspector").get(f"/api/v1{one}judgment").status_code == 403
    for member in (first, _lead(inspection)):
        actions.finish(member=member, by=member.person)
    everything = {*reading, *TELLING, "ratings", "judgment", "export", "log"}
    assert told("lead") == everything
    assert told("inspector") == everything - {"export", "log", "judgment/depart/"}


def test_who_does_not_rate_reads_what_is_done(
    first: Member, inspection: Inspection, signed_in: Browser
) -> None:
    rate(first)
    actions.finish(member=first, by=first.person)
    rate(first, actions.consolidate)
    assert "consolidated" in signed_in("moderator").get(place(inspection, "p1/police/")).content.decode()


def test_dissent_is_theirs_who_rate_the_cell_and_have_finished(
    first: Member, inspection: Inspection, signed_in: Browser
) -> None:
    given = {"level": "good", "rationale": "I do not share it."}
    dissent = place(inspection, "p1/police/dissent/")
    assert signed_in("moderator").post(dissent, given).status_code == 403
    signed_in("inspector").post(dissent, given)  # still rates alone
    assert not inspection.dissents.filter(rationale="I do not share it.").exists()
    actions.finish(member=first, by=first.person)
    signed_in("inspector").post(dissent, given | {"level": "excellent beyond the scale"})
    assert signed_in("inspector").post(place(inspection, "p1/health/dissent/"), given).status_code == 403
    assert signed_in("inspector").post(place(inspection, "p99/police/dissent/"), given).status_code == 404
    assert not inspection.dissents.filter(by=first.person, rationale="I do not share it.").exists()
    signed_in("inspector").post(dissent, given)
    assert inspection.dissents.filter(rationale="I do not share it.").count() == 1
