"""Pages of a series: who is answered what, a contact its own agency alone, and an inspection what was opened to it."""

import re
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from django.test import Client

from conspectus import workspace
from conspectus.definitions import frameworks
from conspectus.monitoring import Item, owed
from conspectus.records.casebook import Casebook
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.casebooks import last_built, opened
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.series import actions, overview
from conspectus.workspace.series.forms import SignalForm
from conspectus.workspace.series.models import Grant, Participant, Round, Series
from conspectus.workspace.series.views.opened import seen
from tests.workspace.series.conftest import OUTSIDE, PARTNERS

pytestmark = pytest.mark.django_db
EVERYBODY = ("nobody", *PARTNERS)
CONTACTS = ("police contact", "council contact")
TAKE_PART = ("coordinator", "auditor", "police contact", "council contact")
# Each page and where it lies; who gets it stands in the table that the reference is written from. Other parts get 403,
# whoever takes no part 404, nobody is led to the sign-in.
GET = {
    "series": "", "owed": "owed/", "round": "rounds/3/", "series_people": "people/", "series_sharing": "sharing/",
    "bring_in": "bring-in/", "open_round": "open/", "agree": "rounds/3/agree/",
    "send_again": "rounds/3/send/{police}/", "declared_changes": "changes/", "declare_change": "changes/declare/",
    "correct_change": "changes/{change}/", "take_back_change": "changes/{change}/take-back/",
}  # fmt: skip
TABLE = tomllib.loads((Path(workspace.__file__).parent / "who_sees.toml").read_text(encoding="utf-8"))[
    "series"
]
OF_PART = {"contact": CONTACTS, "own contact": ("police contact",)}
MAY = {one["name"]: [who for part in one["who"] for who in OF_PART.get(part, (part,))] for one in TABLE}
POST = {
    "move_round": ("rounds/3/move/", ("coordinator",)), "series_remove": ("people/{auditor}/remove/", ("coordinator",)),
    "withdraw_grant": ("sharing/{grant}/withdraw/", ("coordinator",)),
    "mark_done": ("actions/{action}/done/", TAKE_PART),  # without a day: who may is asked by the action
}  # fmt: skip


def place(series: Series, rest: str) -> str:
    return f"/series/{series.pk}/" + rest.format(
        police=series.senders.get(agency="police").sender, grant=Grant.objects.get().pk,
        change=series.changes.get().pk,
        auditor=series.participants.get(part="auditor").pk, action=series.actions.get(done_on=None).pk,
    )  # fmt: skip


def expected(who: str, may: Sequence[str], let_in: int) -> int:
    return 302 if who == "nobody" else 404 if who in OUTSIDE else let_in if who in may else 403


@pytest.mark.database
@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("name", GET)
def test_page(name: str, who: str, partnership: Series, as_partner: Callable[[str], Client]) -> None:
    assert as_partner(who).get(place(partnership, GET[name])).status_code == expected(who, MAY[name], 200)


def test_the_table_names_every_page_of_a_series() -> None:
    assert set(MAY) == set(GET)


@pytest.mark.parametrize("who", TAKE_PART)
def test_a_round_that_was_done_by_files_has_its_page(
    who: str, partnership: Series, as_partner: Callable[[str], Client]
) -> None:
    answer = as_partner(who).get(f"/series/{partnership.pk}/rounds/1/")
    assert "This round was done by files" in answer.content.decode()


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("name", POST)
def test_change(name: str, who: str, partnership: Series, as_partner: Callable[[str], Client]) -> None:
    rest, may = POST[name]
    at = place(partnership, rest)
    assert as_partner("coordinator").get(at).status_code == 405
    assert as_partner(who).post(at).status_code == expected(who, may, 302)


@pytest.mark.parametrize("who", ["police contact", "council contact"])
def test_a_contact_sees_its_own_agency_alone(
    who: str, partnership: Series, as_partner: Callable[[str], Client], partner: Callable[[str], User]
) -> None:
    own = who.split()[0]
    mine = Participant.objects.select_related("series").get(series=partnership, person=partner(who))
    found = overview.owed_now(mine)
    assert found is not None and found.items
    assert {one.item.agency for one in found.items} == {Agency(own)}
    assert all(one.item.kind != "gap" for one in found.items)
    told = overview.trend_of(partnership, agency=mine.agency)
    assert told is not None and {one.agency for one in told.series} == {Agency(own)}
    built = last_built(found.inspection)
    assert built is not None
    known = {str(row["child_id"]) for row in opened(built.casebook).rows("select child_id from children")}
    others = [each.title for each in _titles(opened(built.casebook), Agency(own))]
    for page in ("", "owed/", "rounds/3/"):
        text = as_partner(who).get(f"/series/{partnership.pk}/{page}").content.decode()
        assert not [child for child in known if child in text]
        if page == "owed/":
            assert not [title for title in others if title in text]


def _titles(book: Casebook, own: Agency) -> list[Item]:
    """What others owe, and this agency does not."""
    items = owed(book, within=overview.WITHIN).items
    mine = {one.title for one in items if one.agency is own}
    return [one for one in items if one.title not in mine]


def test_the_coordinator_sees_what_all_owe(
    partnership: Series, as_partner: Callable[[str], Client], partner: Callable[[str], User]
) -> None:
    mine = Participant.objects.select_related("series").get(series=partnership, person=partner("coordinator"))
    found = overview.owed_now(mine)
    assert found is not None and len({one.item.agency for one in found.items}) > 1
    text = as_partner("coordinator").get(f"/series/{partnership.pk}/owed/").content.decode()
    assert text.count("/children/") == len(found.items)
    unread = [one.item.checked for one in found.items if one.item.checked]
    assert unread and text.count("The duty is ") == len(unread) and f"The duty is {unread[0]}" in text
    assert Entry.objects.filter(action=Action.OWED_READ).exists()


def test_the_page_of_a_series_tells_trends_late_senders_and_actions(
    third: Round, as_partner: Callable[[str], Client], partner: Callable[[str], User]
) -> None:
    actions.move_round(one=third, to=third.stage.__class__.RETURNS_IN, by=partner("coordinator"))
    third.inspection.returns.filter(agency="police").delete()  # type: ignore[union-attr]
    text = as_partner("coordinator").get(f"/series/{third.series_id}/").content.decode()
    assert "<svg" in text and "Trends of Northshire" in text
    assert "Who is late" in text and "The desk sends notifications" in text
    assert re.findall(r"Round (\d)</a></th>", text) == ["3", "2", "1"]
    assert "action</text>" in text  # the mark of what was done


@pytest.mark.parametrize("who", [*PARTNERS])
def test_an_inspection_sees_what_was_opened_to_it(
    who: str, partnership: Series, as_partner: Callable[[str], Client]
) -> None:
    grant = Grant.objects.select_related("inspection").get()
    page = f"/inspections/{grant.inspection_id}/trends/{grant.pk}/"
    status = 200 if who == "lead" else 403 if who.endswith("contact") else 404
    assert as_partner(who).get(page).status_code == status


def test_opened_trends_are_suppressed_logged_and_end_when_it_is_taken_back(
    partnership: Series, as_partner: Callable[[str], Client], partner: Callable[[str], User]
) -> None:
    grant = Grant.objects.select_related("series").get()
    page = f"/inspections/{grant.inspection_id}/trends/{grant.pk}/"
    lead = as_partner("lead")
    text = lead.get(page).content.decode()
    assert "published: small counts joined" in text and "Restricted" not in text
    row = Entry.objects.get(action=Action.FIGURES_READ)
    assert (row.target, row.inspection) == (f"series:{partnership.pk}", grant.inspection_id)
    picture = lead.get(f"/inspections/{grant.inspection_id}/picture/").content.decode()
    assert f"Over time, by the figures of {partnership.title}" in picture
    actions.withdraw_grant(grant=grant, by=partner("coordinator"))
    assert lead.get(page).status_code == 404
    assert "Over time" not in lead.get(f"/inspections/{grant.inspection_id}/picture/").content.decode()


def test_a_signal_becomes_evidence(slower: Round, as_partner: Callable[[str], Client]) -> None:
    grant = Grant.objects.get()
    lead = as_partner("lead")
    picture = lead.get(f"/inspections/{grant.inspection_id}/picture/").content.decode()
    found = re.search(rf'href="(/inspections/\d+/trends/{grant.pk}/evidence/[^"]*)"', picture)
    assert found is not None
    form = lead.get(found[1].replace("&amp;", "&"))
    given = form.context["form"].initial
    framework = frameworks()[grant.inspection.framework]
    assert [one for one, _ in form.context["form"].fields["criteria"].choices] == [
        one.criterion for one in framework.cells() if one.agency == "police"
    ]
    assert given["bearing"] == "against" and "Recorded already" not in form.content.decode()
    before = Inspection.objects.get(pk=grant.inspection_id).evidence.count()
    answer = lead.post(found[1], {"seen": given["seen"], "bearing": given["bearing"], "criteria": ["p1"]})
    assert answer.status_code == 302
    made = Inspection.objects.get(pk=grant.inspection_id).evidence.order_by("number").last()
    assert made is not None and made.number == before + 1
    assert made.seen == given["seen"] and slower.series.title in made.source
    assert made.agency == "police" and made.seen.startswith("Children at risk are notified: Lower since")
    again = lead.get(found[1].replace("&amp;", "&")).content.decode()
    assert "Recorded already" in again and made.code in again


def test_a_signal_of_whom_the_inspection_asks_nothing_becomes_no_evidence(
    slower: Round, as_partner: Callable[[str], Client]
) -> None:
    grant = Grant.objects.get()
    picture = f"/inspections/{grant.inspection_id}/picture/"
    text = as_partner("lead").get(picture).content.decode()
    at = re.search(rf'href="(/inspections/\d+/trends/{grant.pk}/evidence/[^"]*)"', text)
    assert at is not None
    asks_council_alone = "ilacs"
    Inspection.objects.filter(pk=grant.inspection_id).update(framework=asks_council_alone)
    text = as_partner("lead").get(picture).content.decode()
    assert "Over time, by the figures of" in text and f"/trends/{grant.pk}/evidence/" not in text
    assert as_partner("lead").get(at[1].replace("&amp;", "&")).status_code == 404


def test_the_only_question_that_fits_is_chosen() -> None:
    whole = frameworks()["whole-system"]
    first, *others = whole.area
    alone = whole.model_copy(update={"area": (first.model_copy(update={"criterion": first.criterion[:1]}),)})
    agency = alone.looks_at[0]
    [asked] = alone.criteria
    form = SignalForm(framework=alone, agency=agency, initial={"seen": "It."})
    assert form["criteria"].initial == [asked]
    assert others and SignalForm(framework=whole, agency=agency)["criteria"].initial is None


def test_a_signal_tells_the_declared_change_that_its_limits_rest_on(slower: Round) -> None:
    told = overview.trend_of(slower.series, published=True)
    assert told is not None
    texts = {one.agency: seen(one, told) for one in told.series if one.measure == "share"}
    assert "Declared change of 1 April 2025" in texts[Agency.COUNCIL]
    assert "Declared change" not in texts[Agency.POLICE]


def test_an_inspection_under_a_round_says_where_it_is_moved(
    third: Round, as_partner: Callable[[str], Client]
) -> None:
    text = as_partner("coordinator").get(f"/inspections/{third.inspection_id}/").content.decode()
    assert f"/series/{third.series_id}/rounds/3/" in text


def test_whoever_takes_no_part_sees_no_series_on_the_first_page(
    partnership: Series, as_partner: Callable[[str], Client]
) -> None:
    assert partnership.title in as_partner("auditor").get("/").content.decode()
    assert "Your partnership’s rounds" not in as_partner("stranger").get("/").content.decode()


def test_setting_up_a_series_is_for_whoever_runs_the_workspace(
    partnership: Series, as_partner: Callable[[str], Client]
) -> None:
    assert as_partner("coordinator").get("/series/new/").status_code == 403
    given = {"title": "Westshire", "area": "Westshire", "nation": "england", "theme": "cse", "every": "3"}
    answer = as_partner("lead").post("/series/new/", given)
    assert answer.status_code == 302
    made = Series.objects.exclude(pk=partnership.pk).get()
    assert (made.area, made.every, made.framework) == ("Westshire", 3, "self-audit")
