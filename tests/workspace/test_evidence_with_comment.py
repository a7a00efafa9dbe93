"""A comment on an entry becomes evidence with the entry, at one press, and goes when the inspection's data go."""

import json
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from conspectus.errors import ConspectusError
from conspectus.terms import Agency, Bearing
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.words import Action
from conspectus.workspace.evidence import actions
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections.casebooks import last_built, opened
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.judgments.judged import rows_of
from conspectus.workspace.reading.actions import Remark, comment, take_back_comment
from conspectus.workspace.reading.models import EntryComment
from conspectus.workspace.retention.destroying import KINDS
from tests.workspace.two_browsers import send

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
People = Callable[[str], User]
SAID = "Nobody told her school."


def an_entry(inspection: Inspection, *, restricted: bool = False) -> dict[str, str]:
    build = last_built(inspection)
    assert build is not None
    sql = """select e.child_id, e.event_ref, e.agency from child_events e join children c on c.child_id = e.child_id
        where c.is_child and e.restricted = ? order by e.child_id, e.event_ref limit 1"""
    [row] = opened(build.casebook).rows(sql, [restricted])
    return {name: str(value) for name, value in row.items()}


def said_of(inspection: Inspection, row: dict[str, str], by: User) -> EntryComment:
    remark = Remark(row["event_ref"], SAID, ["late", "school"])
    return comment(inspection=inspection, child=row["child_id"], remark=remark, by=by)


@pytest.fixture
def remark(inspection: Inspection, person: People) -> EntryComment:
    """What the analyst said of some entry."""
    return said_of(inspection, an_entry(inspection), person("analyst"))


def at(one: EntryComment) -> str:
    return f"/inspections/{one.inspection_id}/evidence/from-comment/{one.pk}/"


AGAINST = {"criterion": "p1", "bearing": "against"}


@pytest.mark.database
def test_one_press_records_the_entry_with_the_comment(
    inspection: Inspection, remark: EntryComment, signed_in: Browser
) -> None:
    before = inspection.evidence.count()
    answer = signed_in("inspector").post(at(remark), AGAINST)
    child = f"/inspections/{inspection.pk}/children/{remark.child}/"
    assert answer["Location"] == f"{child}#comment-{remark.pk}"
    made = inspection.evidence.whole().latest("pk")
    assert inspection.evidence.count() == before + 1
    row = an_entry(inspection)
    assert (made.kind, made.agency, made.source) == ("event", row["agency"], f"events:{row['event_ref']}")
    assert (made.criteria, made.bearing) == (["p1"], "against")
    assert made.comment == f"{SAID}\n#late #school" and made.comment_by == remark.by
    assert SAID not in made.seen and made.found is not None and made.found["row"]["event_ref"] == remark.entry
    page = signed_in("moderator").get(f"/inspections/{inspection.pk}/evidence/{made.pk}/").content.decode()
    assert SAID in page and "Ana Analyst" in page
    listed = signed_in("moderator").get(f"/inspections/{inspection.pk}/evidence/").content.decode()
    assert SAID in listed
    shown = signed_in("analyst").get(child).content.decode()
    assert f"Evidence {made.code}" in shown and f'action="{at(remark)}"' not in shown


def test_the_question_is_the_one_that_its_reader_last_gave_evidence_on_for_the_agency(
    inspection: Inspection, remark: EntryComment, signed_in: Browser, person: People
) -> None:
    analyst, page = signed_in("analyst"), f"/inspections/{inspection.pk}/children/{remark.child}/"
    assert (
        "selected" not in analyst.get(page).content.decode().partition(at(remark))[2].partition("</form>")[0]
    )
    agency = Agency(an_entry(inspection)["agency"])
    seen = actions.Observation("observation", agency, ["h2"], Bearing.FOR, "Heard.")
    actions.add_evidence(inspection=inspection, observed=seen, by=person("analyst"))
    form = analyst.get(page).content.decode().partition(at(remark))[2].partition("</form>")[0]
    assert '<option value="h2" selected>' in form


@pytest.mark.parametrize(
    "sent", [{}, {"bearing": "for"}, {"criterion": "p1"}, {"criterion": "z9", "bearing": "for"}]
)
def test_what_is_not_chosen_is_asked_by_the_form_which_one_press_records(
    inspection: Inspection, remark: EntryComment, signed_in: Browser, sent: dict[str, str]
) -> None:
    client, before = signed_in("inspector"), inspection.evidence.count()
    form = client.post(at(remark), sent)["Location"]
    assert inspection.evidence.count() == before
    page = client.get(form)
    known = page.context["form"].initial
    assert page.context["comment"] == remark and SAID in page.content.decode()
    assert known.get("bearing") == sent.get("bearing")
    answer = client.post(form, {**known, "criteria": ["h1"], "bearing": "for"})
    assert answer.status_code == 302
    made = inspection.evidence.latest("pk")
    assert (made.comment_number, made.criteria) == (remark.pk, ["h1"])
    assert made.comment.startswith(SAID) and made.seen == known["seen"]


def test_pressed_twice_it_is_one_piece(
    remark: EntryComment, signed_in: Browser, inspection: Inspection
) -> None:
    before = inspection.evidence.count()
    signed_in("inspector").post(at(remark), AGAINST)
    signed_in("analyst").post(at(remark), {"criterion": "h1", "bearing": "for"})
    assert inspection.evidence.count() == before + 1


def test_two_comments_on_one_entry_are_two_pieces(
    inspection: Inspection, remark: EntryComment, signed_in: Browser, person: People
) -> None:
    again = said_of(inspection, an_entry(inspection), person("lead"))
    client, before = signed_in("inspector"), inspection.evidence.count()
    client.post(at(remark), AGAINST)
    client.post(at(again), AGAINST)
    assert inspection.evidence.count() == before + 2


@pytest.mark.parametrize(
    ("who", "status"),
    [("lead", 302), ("inspector", 302), ("moderator", 302), ("analyst", 302), ("police contact", 403),
     ("council contact", 403), ("observer", 403), ("stranger", 404)],
)  # fmt: skip
def test_whoever_inspects_may_and_nobody_else(
    inspection: Inspection, remark: EntryComment, signed_in: Browser, who: str, status: int
) -> None:
    before = inspection.evidence.count()
    assert signed_in(who).post(at(remark), AGAINST).status_code == status
    assert inspection.evidence.count() == before + (status == 302)


def test_a_comment_of_another_inspection_is_not_found(remark: EntryComment, signed_in: Browser) -> None:
    other = Inspection.objects.get(pk=remark.inspection_id)
    other.pk = None
    other.save()
    EntryComment.objects.filter(pk=remark.pk).update(inspection=other)
    here = at(remark)
    before = Evidence.objects.count()
    assert signed_in("lead").post(here, AGAINST).status_code == 404
    assert Evidence.objects.count() == before


def test_what_is_said_of_a_restricted_entry_does_not_go_along(
    inspection: Inspection, signed_in: Browser, person: People
) -> None:
    Inspection.objects.update(restricted_to=["lead"])
    kept = said_of(inspection, an_entry(inspection, restricted=True), person("lead"))
    before = inspection.evidence.count()
    for who in ("lead", "inspector"):
        form = signed_in(who).post(at(kept), AGAINST)["Location"]
        page = signed_in(who).get(form)
        assert page.context["comment"] is None and SAID not in page.content.decode()
    assert inspection.evidence.count() == before
    with pytest.raises(ConspectusError, match="stays beneath the entry"):
        actions.use_comment(comment=kept, criterion="p1", bearing=Bearing.FOR, by=person("lead"))
    assert inspection.evidence.count() == before


def test_of_an_entry_that_is_restricted_since_the_comment_is_kept_back(
    inspection: Inspection, remark: EntryComment, signed_in: Browser, person: People
) -> None:
    Inspection.objects.update(restricted_to=["lead"])
    made = actions.use_comment(comment=remark, criterion="p1", bearing=Bearing.FOR, by=person("lead"))
    ref = an_entry(inspection, restricted=True)["event_ref"]
    Evidence.objects.filter(pk=made.pk).update(source=f"events:{ref}")  # as a later build may have it
    one = f"/inspections/{inspection.pk}/"
    for page in ("evidence/", f"evidence/{made.pk}/", f"ratings/p1/{made.agency}/"):
        assert SAID not in signed_in("inspector").get(f"{one}{page}").content.decode(), page
    assert SAID in signed_in("lead").get(f"{one}evidence/{made.pk}/").content.decode()
    assert Evidence.objects.get(pk=made.pk).comment.startswith(SAID)


def test_taken_back_the_comment_stays_with_the_evidence(
    remark: EntryComment, person: People, inspection: Inspection
) -> None:
    made = actions.use_comment(comment=remark, criterion="p1", bearing=Bearing.FOR, by=person("lead"))
    take_back_comment(comment=remark, by=person("analyst"))
    made.refresh_from_db()
    assert made.comment.startswith(SAID) and not inspection.entry_comments.exists()


def test_it_is_corrected_and_left_out_with_a_reason_and_its_history(
    inspection: Inspection, remark: EntryComment, signed_in: Browser, person: People
) -> None:
    made = actions.use_comment(comment=remark, criterion="p1", bearing=Bearing.FOR, by=person("inspector"))
    page = f"/inspections/{inspection.pk}/evidence/{made.pk}/"
    answers = {"seen": made.seen, "bearing": "for", "criteria": ["p1"], "comment": "Her school heard late."}
    send(signed_in("inspector"), f"{page}correct/", answers | {"why": "It heard"})
    made.refresh_from_db()
    assert made.comment == "Her school heard late."
    send(signed_in("lead"), f"{page}correct/", answers | {"why": "Not needed", "comment": ""})
    made.refresh_from_db()
    assert made.comment == ""
    assert SAID not in signed_in("lead").get(page).content.decode()
    told = signed_in("lead").get(f"{page}history/").content.decode()
    assert SAID in told and "Her school heard late." in told and "Not needed" in told
    assert Entry.objects.filter(action=Action.EVIDENCE_CORRECTED, details={"comment": remark.pk}).count() == 2


def test_a_piece_without_a_comment_is_given_none(inspection: Inspection, person: People) -> None:
    piece = inspection.evidence.all()[0]
    with pytest.raises(ConspectusError, match="no comment goes along"):
        actions.correct_comment(evidence=piece, text="New.", why="So.", by=person("lead"))


def test_no_word_of_it_is_in_the_log_nor_among_the_rows_of_a_judgment(
    inspection: Inspection, remark: EntryComment, signed_in: Browser
) -> None:
    client = signed_in("lead")
    client.post(at(remark), AGAINST)
    made = inspection.evidence.latest("pk")
    row = Entry.objects.get(action=Action.EVIDENCE_ADDED, target=f"evidence:{made.pk}")
    assert row.details == {"kind": "event", "agency": made.agency, "comment": remark.pk}
    for page in ("log/", "log/export/", "activity/"):
        answer = client.get(f"/inspections/{inspection.pk}/{page}")
        told = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code == 200 and SAID not in told.decode(), page
    assert SAID not in str(rows_of(inspection))
    said = StringIO()
    call_command("verify_log", stdout=said)
    assert SAID not in said.getvalue()


@pytest.mark.database
def test_it_is_destroyed_with_the_rows_and_the_evidence_stays(
    inspection: Inspection, remark: EntryComment, person: People
) -> None:
    made = actions.use_comment(comment=remark, criterion="p1", bearing=Bearing.FOR, by=person("lead"))
    for kind in ("comments on entries", "cited rows", "earlier wordings"):
        count, told = KINDS[kind](inspection)
        assert count > 0 and SAID not in json.dumps(told)
    made = Evidence.objects.whole().get(pk=made.pk)
    assert (made.comment, made.comment_by, made.comment_number, made.found) == ("", None, None, None)
    assert made.seen and not Evidence.history.filter(comment__contains=SAID).exists()


def test_a_program_reads_it_with_the_piece(
    inspection: Inspection, remark: EntryComment, person: People, by_token: Browser
) -> None:
    made = actions.use_comment(comment=remark, criterion="p1", bearing=Bearing.FOR, by=person("lead"))
    place = f"/api/v1/inspections/{inspection.pk}/evidence/{made.pk}"
    answer = by_token("inspector").get(place).json()
    assert answer["comment"].startswith(SAID) and not answer["hidden"]
