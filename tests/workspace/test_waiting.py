"""What waits for whom: at the top of an inspection, and over all of them on the first page; and who did what."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conspectus.definitions import frameworks
from conspectus.terms import Stage as RatingStage
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.words import READING
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.stages import ORDER, Stage
from conspectus.workspace.inspections.todo import DONE, LATER_ON, laid_out, tasks_of, waiting_for
from conspectus.workspace.linking.models import LinkAnswer, LinkQuestion
from conspectus.workspace.ratings.models import Finished, Rating
from conspectus.workspace.ratings.policies import rates

pytestmark = pytest.mark.django_db
SignedIn = Callable[[str], Client]


def part(inspection: Inspection, email: str) -> Member:
    return inspection.members.select_related("inspection", "person").get(person__email=f"{email}@example.org")


def titles(member: Member) -> dict[str, str]:
    return {one.title: one.how_many for one in waiting_for([member])}


def test_an_inspector_is_told_how_many_of_their_questions_are_rated_until_they_have_finished(
    inspection: Inspection,
) -> None:
    Inspection.objects.update(stage=Stage.FIELDWORK)
    Finished.objects.all().delete()
    member = part(inspection, "police-inspector")
    theirs = {key for key in frameworks()[inspection.framework].cells() if rates(member, key)}
    rated = {one.cell for one in Rating.objects.filter(by=member.person, stage="independent")} & theirs
    said = f"{len(rated)} of {len(theirs)} rated"
    assert said in titles(member).values()
    Finished.objects.create(inspection=inspection, by=member.person)
    assert said not in titles(member).values()


def test_a_contact_is_told_to_send_its_return_while_returns_are_sent_and_its_audit_while_agencies_audit(
    inspection: Inspection,
) -> None:
    member = part(inspection, "police")
    for stage in ORDER:
        Inspection.objects.update(stage=stage)
        inspection.returns.filter(agency="police").update(taken_out_at=None)
        inspection.audits.filter(agency="police").update(sent_at=None, sent_by=None)
        told = titles(part(inspection, "police"))
        assert "Send your agency’s return" not in told, "it was sent"
        assert ("Audit your own part with the tracked children" in told) == (stage is Stage.AGENCIES_AUDIT)
    inspection.returns.filter(agency="police").delete()
    for stage in ORDER:
        Inspection.objects.update(stage=stage)
        assert ("Send your agency’s return" in titles(part(inspection, "police"))) == (
            stage in (Stage.NOTIFIED, Stage.RETURNS_IN)
        )
    assert member.role == "contact"


def test_in_moderation_an_inspectorate_is_told_what_it_has_not_consolidated(inspection: Inspection) -> None:
    Inspection.objects.update(stage=Stage.MODERATION)
    what, lead = "Consolidate what your inspectorate rated", part(inspection, "lead")
    theirs = {key for key in frameworks()[inspection.framework].cells() if rates(lead, key)}
    consolidated = Rating.objects.filter(inspection=inspection, stage=RatingStage.CONSOLIDATED)
    many = sum(one.cell in theirs for one in consolidated)
    assert 0 < many < len(theirs) and titles(lead)[what] == f"{many} of {len(theirs)}"
    Inspection.objects.update(stage=Stage.DRAFTING)
    assert what not in titles(part(inspection, "lead"))


def test_link_questions_wait_for_those_who_see_and_have_not_answered_them(inspection: Inspection) -> None:
    lead = part(inspection, "lead")
    for place, one in enumerate(LinkQuestion.objects.filter(inspection=inspection)[:3], 900):
        LinkQuestion.objects.filter(pk=one.pk).update(state=LinkQuestion.State.OPEN, place=place)
    LinkAnswer.objects.filter(by=lead.person).delete()
    LinkQuestion.objects.filter(inspection=inspection).update(restricted=False)
    answered = LinkAnswer.objects.standing().filter(by=lead.person).values("question")
    left = LinkQuestion.objects.filter(inspection=inspection).open().exclude(pk__in=answered).count()
    assert left and titles(lead)["Answer link questions"] == f"{left} for you"
    LinkQuestion.objects.filter(inspection=inspection).update(restricted=True)
    inspection.restricted_to = []
    inspection.save(update_fields=["restricted_to"])
    assert "Answer link questions" not in titles(part(inspection, "lead"))


def test_the_first_page_shows_what_waits_in_every_inspection_and_asks_no_more_for_many(
    inspection: Inspection, person: Callable[[str], User], signed_in: SignedIn
) -> None:
    Inspection.objects.update(stage=Stage.FIELDWORK)
    Finished.objects.all().delete()
    counts = []
    for _ in range(2):
        parts = list(Member.objects.filter(person=person("inspector")).select_related("inspection"))
        with CaptureQueriesContext(connection) as queries:
            waiting = waiting_for(parts)
        counts.append(len(queries))
        page = signed_in("inspector").get("/").content.decode()
        assert page.count('class="c-now"') == 1
        assert {one.inspection.pk for one in waiting} == {one.inspection_id for one in parts}
        assert all(f'href="{one.url}"' in page for one in waiting)
        other = Inspection.objects.get(pk=inspection.pk)
        other.pk = None
        other.title = "A second inspection"
        other.save(force_insert=True)
        Member.objects.create(
            inspection=other,
            person=person("inspector"),
            role=parts[0].role,
            inspectorate=parts[0].inspectorate,
        )
    assert counts[0] == counts[1] <= 5


def test_what_is_finished_and_what_comes_later_stand_apart_and_nothing_is_lost(
    inspection: Inspection,
) -> None:
    groups = tasks_of(part(inspection, "lead"))
    laid = laid_out(groups)
    every = [task for _, tasks in groups for task in tasks]
    shown = [task for _, tasks in laid.open for task in tasks] + laid.done + laid.later
    assert sorted(shown) == sorted(every)
    assert {task.state for task in laid.done} == {DONE} and {task.state for task in laid.later} == {LATER_ON}


@pytest.mark.parametrize("who", ["lead", "inspector", "police contact", "observer"])
def test_the_activity_tells_each_what_they_may_know_and_nothing_that_was_read(
    who: str, inspection: Inspection, person: Callable[[str], User], signed_in: SignedIn
) -> None:
    client, after, rows = signed_in(who), "?page=1", list[tuple[str, str]]()
    client.get(f"/inspections/{inspection.pk}/picture/")
    while after:
        page = client.get(f"/inspections/{inspection.pk}/activity/{after}").content.decode()
        rows += re.findall(r"<strong>([^<]+)</strong>:\s+([a-z ]+[a-z])", page)
        following = re.search(r'href="([^"]+)"\s+rel="next"', page)
        after = following[1] if following else ""
    words = {word.value.replace("_", " ") for word in READING}
    assert not words & {said for _, said in rows}
    told = {said for name, said in rows if name != person(who).name}
    assert who == "lead" or "stage moved" in told  # it was the lead who moved it on
    if who == "inspector":
        assert "evidence added" in told and not told & {"rated", "dissented", "person added", "names shown"}
    if who in ("police contact", "observer"):
        assert told <= {"stage moved", "letter published"}
