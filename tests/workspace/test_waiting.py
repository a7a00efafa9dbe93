"""What waits for whom: at the top of an inspection, and over all of them on the first page; and who did what."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conspectus.definitions import agencies, frameworks
from conspectus.terms import Agency
from conspectus.terms import Stage as RatingStage
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.words import READING
from conspectus.workspace.inspections.awaited import awaited_by
from conspectus.workspace.inspections.models import Inspection, Member, SentReturn
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


def awaits(member: Member) -> dict[str, list[str]]:
    return {one.title: one.whom for one in awaited_by(member)}


def test_those_who_see_every_return_are_told_whose_cannot_be_used_yet(inspection: Inspection) -> None:
    what = "A return that can be used"
    inspection.returns.filter(agency="health").update(state=SentReturn.State.FAILED)
    Inspection.objects.update(stage=Stage.RETURNS_IN)
    for who in ("lead", "police-inspector", "moderator", "analyst"):
        assert awaits(part(inspection, who))[what] == [agencies()[Agency.HEALTH].title]
    for who in ("police", "observer"):
        assert awaits(part(inspection, who)) == {}
    [one] = awaited_by(part(inspection, "lead"))
    assert one.since == inspection.moves.filter(became=Stage.NOTIFIED).latest("pk").at
    inspection.returns.filter(agency="health").update(state=SentReturn.State.USABLE)
    Inspection.objects.update(stage=Stage.FIELDWORK)
    assert what not in awaits(part(inspection, "lead"))


def test_audits_are_waited_for_until_they_are_sent_or_excused(inspection: Inspection) -> None:
    Inspection.objects.update(stage=Stage.AGENCIES_AUDIT)
    what, every = "The agency’s own audit", inspection.audits.all()
    every.update(sent_at=timezone.now(), sent_by=part(inspection, "lead").person)
    settled = {agencies()[Agency(one)].title for one in every.values_list("agency", flat=True)}
    before = set(awaits(part(inspection, "lead")).get(what, []))
    assert settled and not before & settled
    every.filter(agency="police").update(sent_at=None, sent_by=None, absent_why="", absent_by=None)
    assert set(awaits(part(inspection, "analyst"))[what]) == before | {agencies()[Agency.POLICE].title}
    assert awaits(part(inspection, "council")) == {}


def test_those_who_read_the_log_are_told_who_still_rates_alone(inspection: Inspection) -> None:
    Inspection.objects.update(stage=Stage.FIELDWORK)
    Finished.objects.all().delete()
    what, police = "To finish rating alone", part(inspection, "police-inspector").person.name
    for who in ("lead", "moderator"):
        assert any(police in one for one in awaits(part(inspection, who))[what])
    assert not any(
        part(inspection, "lead").person.name in one for one in awaits(part(inspection, "lead"))[what]
    )
    assert what not in awaits(part(inspection, "police-inspector"))
    Finished.objects.create(inspection=inspection, by=part(inspection, "police-inspector").person)
    assert not any(police in one for one in awaits(part(inspection, "lead")).get(what, []))


def test_a_moderators_question_waits_for_whoever_leads_for_the_agency_and_its_answer_for_the_moderator(
    inspection: Inspection,
) -> None:
    Inspection.objects.update(stage=Stage.MODERATION)
    inspection.moderations.all().delete()
    asker = part(inspection, "moderator").person
    inspection.moderations.create(criterion="p1", agency="police", decision="asked", note="Why?", by=asker)
    leads = frameworks()[inspection.framework].leaders["hmicfrs"]
    told = {
        who: awaits(part(inspection, who)) for who in ("moderator", "police-inspector", "analyst", "police")
    }
    assert list(told.pop("moderator").values()) == [[leads]]
    assert set(map(len, told.values())) == {0}  # theirs to answer, or not theirs to know
    inspection.moderations.update(
        answer="So.", answered_by=part(inspection, "police-inspector").person, answered_at=timezone.now()
    )
    assert list(awaits(part(inspection, "police-inspector")).values()) == [["whoever moderates"]]
    assert awaits(part(inspection, "moderator")) == {}
    Finished.objects.filter(by=part(inspection, "police-inspector").person).delete()
    assert awaits(part(inspection, "police-inspector")) == {}  # rates alone, and learns nothing of others


def test_what_is_waited_for_stands_on_the_page_of_the_inspection(
    inspection: Inspection, signed_in: SignedIn
) -> None:
    inspection.returns.filter(agency="health").update(state=SentReturn.State.FAILED)
    Inspection.objects.update(stage=Stage.RETURNS_IN)
    page = f"/inspections/{inspection.pk}/"
    assert "What waits for others" in signed_in("analyst").get(page).content.decode()
    assert "What waits for others" not in signed_in("observer").get(page).content.decode()


@pytest.mark.parametrize("stage", ORDER)
def test_with_what_is_waited_for_the_page_makes_no_more_than_a_dozen_queries(
    stage: Stage, inspection: Inspection, signed_in: SignedIn
) -> None:
    Inspection.objects.update(stage=stage)
    inspection.returns.filter(agency="health").update(state=SentReturn.State.FAILED)
    inspection.audits.filter(agency="police").update(
        sent_at=None, sent_by=None, absent_why="", absent_by=None
    )
    for who in ("lead", "inspector", "moderator", "analyst", "police contact", "observer"):
        client = signed_in(who)
        client.get(f"/inspections/{inspection.pk}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/inspections/{inspection.pk}/")
        passed = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
        assert sum(not query["sql"].startswith(passed) for query in queries) <= 12, (
            who,
            [query["sql"][:150] for query in queries],
        )
