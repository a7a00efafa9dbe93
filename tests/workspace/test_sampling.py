"""Children who are tracked: taken from the casebook, replaced with a reason, and the same whatever is built later."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from conspectus.errors import ConspectusError
from conspectus.letter.disclosure import small_shares
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.config import demonstration
from conspectus.workspace.inspections.actions import move
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.ratings.cells import children_of
from conspectus.workspace.retention import destroying
from conspectus.workspace.sampling import actions
from conspectus.workspace.sampling.models import TrackedChild
from conspectus.workspace.sampling.tracking import (
    newest_book,
    sample_of,
    shown_too_little,
    statement,
    tracked,
)
from tests.workspace.conftest import PEOPLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(person: Callable[[str], User]) -> User:
    return person("lead")


@pytest.fixture
def choosing(inspection: Inspection) -> Inspection:
    """While children are chosen, and nobody is yet."""
    inspection.tracked.all().delete()
    Inspection.objects.filter(pk=inspection.pk).update(stage=Stage.RETURNS_IN)
    inspection.refresh_from_db()
    return inspection


def another(inspection: Inspection) -> str:
    """Some child who is not tracked."""
    book = newest_book(inspection)
    assert book is not None
    taken = set(inspection.tracked.values_list("child", flat=True))
    rows = book.rows("select child_id from children where is_child order by all")
    return next(str(row["child_id"]) for row in rows if row["child_id"] not in taken)


def now(inspection: Inspection) -> list[str]:
    return [one.child for one in tracked(inspection)]


def test_the_inspection_waits_for_its_children(choosing: Inspection, lead: User) -> None:
    with pytest.raises(ConspectusError, match="No child is tracked yet"):
        move(inspection=choosing, to=Stage.CHILDREN_CHOSEN, by=lead)
    actions.take_sample(inspection=choosing, by=lead)
    move(inspection=choosing, to=Stage.CHILDREN_CHOSEN, by=lead)


def test_without_a_casebook_it_waits_for_nobody(choosing: Inspection, lead: User) -> None:
    choosing.builds.all().delete()
    with pytest.raises(ConspectusError, match="there is no casebook yet"):
        actions.take_sample(inspection=choosing, by=lead)
    move(inspection=choosing, to=Stage.CHILDREN_CHOSEN, by=lead)


@pytest.mark.database
def test_the_sample_is_taken_as_it_was_drawn_and_once(choosing: Inspection, lead: User) -> None:
    actions.take_sample(inspection=choosing, by=lead)
    book = newest_book(choosing)
    assert book is not None
    drawn = [(one.child_id, one.reason, one.chance, one.agencies) for one in sample_of(book)]
    assert drawn == [(one.child, one.reason, one.chance, one.agencies) for one in tracked(choosing)]
    with pytest.raises(ConspectusError, match="chosen already"):
        actions.take_sample(inspection=choosing, by=lead)


@pytest.mark.database
def test_who_is_replaced_stays_on_record_with_the_reason(choosing: Inspection, lead: User) -> None:
    first, *others = actions.take_sample(inspection=choosing, by=lead)
    first = choosing.tracked.get(child=first.child)
    new = actions.replace(tracked=first, child=another(choosing), why="Moved away.", by=lead)
    assert now(choosing) == [new.child, *(one.child for one in others)]
    assert (new.place, new.chance, new.stratum) == (1, None, "")
    first.refresh_from_db()
    assert (first.left_why, first.left_by) == ("Moved away.", lead)
    with pytest.raises(ConspectusError, match="not tracked any more"):
        actions.take_out(tracked=first, why="Again.", by=lead)


@pytest.mark.database
def test_a_choice_by_people_needs_a_reason_a_child_and_one_who_is_not_tracked(
    choosing: Inspection, lead: User
) -> None:
    [first, *_] = actions.take_sample(inspection=choosing, by=lead)
    first = choosing.tracked.get(child=first.child)
    for child, why, says in (
        (another(choosing), " ", "needs a reason"), ("C-nobody", "Heard of.", "holds no child"),
        (now(choosing)[1], "Twice.", "tracked already"),
    ):  # fmt: skip
        with pytest.raises(ConspectusError, match=says):
            actions.replace(tracked=first, child=child, why=why, by=lead)
        assert now(choosing)[0] == first.child  # nothing was done by halves
    with pytest.raises(IntegrityError), transaction.atomic():
        TrackedChild.objects.create(inspection=choosing, place=99, child=first.child, reason="x", by=lead)


def test_a_new_casebook_changes_nobody(
    inspection: Inspection, settings: Settings, tmp_path: Path, signed_in: Callable[[str], Client]
) -> None:
    shutil.copytree(inspection.folder, tmp_path / "inspections" / str(inspection.pk))
    settings.DATA = tmp_path
    before, own = now(inspection), children_of(inspection, Agency.POLICE)
    inspection.returns.filter(agency="police").update(state="failed")  # theirs is not built from any more
    assert demonstration.build(inspection).trouble == ""
    assert now(inspection) == before
    assert own and children_of(inspection, Agency.POLICE) == []
    page = signed_in("lead").get(f"/inspections/{inspection.pk}/tracked/").content.decode()
    assert "no longer holds" not in page
    TrackedChild.objects.filter(inspection=inspection, child=before[0]).update(child="C-merged")
    page = signed_in("lead").get(f"/inspections/{inspection.pk}/tracked/").content.decode()
    assert "no longer holds C-merged" in page


def test_an_agency_audits_the_tracked_children_of_whom_it_sent_records(
    inspection: Inspection, lead: User
) -> None:
    Inspection.objects.filter(pk=inspection.pk).update(stage=Stage.AGENCIES_AUDIT)
    known = [one.child for one in children_of(inspection, Agency.POLICE)]
    assert known and known == [child for child in now(inspection) if child in known]
    actions.take_out(tracked=inspection.tracked.now().get(child=known[0]), why="Too ill.", by=lead)
    assert [one.child for one in children_of(inspection, Agency.POLICE)] == known[1:]


def test_what_the_letter_says_of_the_choice_holds_no_small_count(choosing: Inspection, lead: User) -> None:
    assert statement(choosing) == ""
    actions.add(inspection=choosing, child=another(choosing), why="A tip.", by=lead)
    assert statement(choosing).startswith("A few children were looked at in depth, chosen by inspectors.")
    choosing.tracked.all().delete()
    actions.take_sample(inspection=choosing, by=lead)
    drawn = statement(choosing)
    actions.add(inspection=choosing, child=another(choosing), why="A tip.", by=lead)
    assert "chosen by inspectors" not in drawn
    assert "but for some chosen by inspectors" in statement(choosing)
    assert small_shares(drawn) == small_shares(statement(choosing)) == []


def test_an_agency_whose_part_too_few_show_is_named(choosing: Inspection, lead: User) -> None:
    actions.take_sample(inspection=choosing, by=lead)
    children = tracked(choosing)
    for one in children:
        one.agencies = [agency for agency in one.agencies if agency != "police"]
    assert Agency.POLICE in shown_too_little(choosing, children)


@pytest.mark.parametrize(
    ("stage", "may"),
    [
        (Stage.RETURNS_IN, ("lead", "analyst")), (Stage.CHILDREN_CHOSEN, ("lead", "analyst")),
        (Stage.FIELDWORK, ("lead",)), (Stage.MODERATION, ()),
    ],
)  # fmt: skip
@pytest.mark.parametrize("who", ("nobody", *PEOPLE))
def test_who_chooses_and_until_when(
    who: str, stage: Stage, may: tuple[str, ...], inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    Inspection.objects.filter(pk=inspection.pk).update(stage=stage)
    one, client = f"/inspections/{inspection.pk}/tracked/", signed_in(who)
    barred = 302 if who == "nobody" else 404 if who == "stranger" else 403
    child = tracked(inspection)[0]
    for page in (f"{one}add/", f"{one}{child.pk}/replace/"):
        assert client.get(page).status_code == (200 if who in may else barred)
    assert client.post(f"{one}take/").status_code == (302 if who in may else barred)
    given = {"why": "Too ill."}
    assert client.post(f"{one}{child.pk}/replace/", given).status_code == (302 if who in may else barred)
    assert (child.child not in now(inspection)) == (who in may)


def test_a_form_that_cannot_be_followed_says_why(
    inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    Inspection.objects.filter(pk=inspection.pk).update(stage=Stage.FIELDWORK)
    one = f"/inspections/{inspection.pk}/tracked/"
    said = signed_in("lead").post(f"{one}add/", {"child": "C-nobody", "why": "Heard of."}).content.decode()
    assert "There is a problem" in said and "holds no child C-nobody" in said
    child = another(inspection)
    assert signed_in("lead").post(f"{one}add/", {"child": child, "why": "A tip."}).status_code == 302
    assert now(inspection)[-1] == child


@pytest.mark.database
def test_who_was_tracked_goes_with_the_casebooks(inspection: Inspection) -> None:
    many = inspection.tracked.count()
    assert many and destroying.tracked_children(inspection) == (many, [])
