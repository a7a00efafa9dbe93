"""One search over all that a person may see: by the rules of the pages, and silent about the rest."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conspectus.library.search import Piece
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.casebooks import last_built, opened
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.reading import actions
from conspectus.workspace.reading.models import EntryComment
from conspectus.workspace.search.results import holds, marked, words_of
from tests.workspace.conftest import a_child
from tests.workspace.test_reading import an_entry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SignedIn = Callable[[str], Client]
People = Callable[[str], User]
INSPECTING = ("lead", "inspector", "moderator", "analyst")
OTHERS = ("police contact", "council contact", "observer")
NOTHING = "Nothing that you may see has this in it."
RARE = "quillwort"  # a word that no text of the demonstration has


def looked(client: Client, inspection: Inspection, text: str) -> str:
    """The page of results."""
    answer = client.post(f"/inspections/{inspection.pk}/search/", {"sought": text}, follow=True)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def a_number(inspection: Inspection) -> tuple[str, str]:
    """A number under which an agency keeps a child, by a record that everybody who inspects may know; the child."""
    build = last_built(inspection)
    assert build is not None
    sql = """select l.person_id, l.child_id from links l
        join people p on p.sender = l.sender and p.person_id = l.person_id
        join children c on c.child_id = l.child_id
        where c.is_child and not p.restricted and regexp_matches(l.person_id, '[0-9]') order by 1 limit 1"""
    [row] = opened(build.casebook).rows(sql)
    return str(row["person_id"]), str(row["child_id"])


@pytest.mark.parametrize("who", [*INSPECTING, *OTHERS])
def test_what_the_team_wrote_is_found_by_the_team_alone(
    who: str, inspection: Inspection, person: People, signed_in: SignedIn
) -> None:
    child, ref = an_entry(inspection)
    remark = actions.Remark(ref, f"About the {RARE}.", ["late"])
    made = actions.comment(inspection=inspection, child=child, remark=remark, by=person("inspector"))
    piece, note = inspection.evidence.all()[0], inspection.notes.all()[0]
    inspection.evidence.filter(pk=piece.pk).update(seen=f"Nobody saw the {RARE}.")
    inspection.notes.filter(pk=note.pk).update(text=f"They spoke of a {RARE}.")
    page, one = looked(signed_in(who), inspection, RARE.upper()), f"/inspections/{inspection.pk}/"
    places = [
        f"{one}evidence/{piece.pk}/", f"{one}notes/{note.pk}/", f"{one}reading/{child}/comment/", f"#comment-{made.pk}",
    ]  # fmt: skip
    assert [place in page for place in places] == [who in INSPECTING] * 4
    assert (NOTHING in page) == (who in OTHERS)


@pytest.mark.parametrize("who", [*INSPECTING, *OTHERS])
def test_children_are_found_by_id_and_by_number_by_those_who_inspect(
    who: str, inspection: Inspection, signed_in: SignedIn
) -> None:
    number, child = a_number(inspection)
    by_id, by_number = (looked(signed_in(who), inspection, text) for text in (child.lower(), number.lower()))
    place = f'href="/inspections/{inspection.pk}/children/{child}/"'
    assert (place in by_id, place in by_number) == ((who in INSPECTING),) * 2
    sought = Entry.objects.filter(action=Action.NUMBER_SOUGHT)
    assert [row.target for row in sought] == ([f"child:{child}"] if who in INSPECTING else [])


def test_what_is_typed_stands_in_no_address_and_no_log(inspection: Inspection, signed_in: SignedIn) -> None:
    number, _ = a_number(inspection)
    lead = signed_in("lead")
    for text in (number, "lead", RARE, "X99-77"):
        answer = lead.post(f"/inspections/{inspection.pk}/search/", {"sought": text})
        assert answer.status_code == 302 and len(answer["Location"].partition("?at=")[2]) == 8
        assert text in lead.get(answer["Location"]).content.decode()  # and one can go back to it
    for row in Entry.objects.all():
        written = json.dumps([row.target, row.details])
        assert number not in written and RARE not in written and "X99-77" not in written


@pytest.mark.parametrize("named", [[], ["lead"]])
def test_a_comment_on_a_restricted_entry_is_found_by_nobody(
    named: list[str], inspection: Inspection, person: People, signed_in: SignedIn
) -> None:
    Inspection.objects.update(restricted_to=named)
    child, ref = an_entry(inspection, restricted=True)
    EntryComment.objects.create(
        inspection=inspection, child=child, entry=ref, text=f"A {RARE}.", by=person("lead")
    )
    gone = {"child": child, "entry": "police/none.csv/none/1", "text": f"A {RARE}."}
    EntryComment.objects.create(inspection=inspection, by=person("lead"), **gone)
    assert NOTHING in looked(signed_in("lead"), inspection, RARE)


def test_a_number_of_a_restricted_record_leads_the_named_roles_alone_to_its_child(
    inspection: Inspection, signed_in: SignedIn
) -> None:
    build = last_built(inspection)
    assert build is not None
    sql = """select l.person_id, l.child_id from links l
        join people p on p.sender = l.sender and p.person_id = l.person_id
        join children c on c.child_id = l.child_id
        where c.is_child and p.restricted and regexp_matches(l.person_id, '[0-9]')
          and l.person_id not in (select person_id from people where not restricted) order by 1 limit 1"""
    [row] = opened(build.casebook).rows(sql)
    Inspection.objects.update(restricted_to=["lead"])
    place = f'href="/inspections/{inspection.pk}/children/{row["child_id"]}/"'
    assert place not in looked(signed_in("moderator"), inspection, row["person_id"])
    assert place in looked(signed_in("lead"), inspection, row["person_id"])
    assert Entry.objects.get(action=Action.RESTRICTED_SHOWN).target == f"child:{row['child_id']}"


def test_who_did_what_is_found_as_far_as_its_page_tells(inspection: Inspection, signed_in: SignedIn) -> None:
    added = "evidence added"
    found = {
        who: "Who did what" in looked(signed_in(who), inspection, added) for who in (*INSPECTING, *OTHERS)
    }
    assert found == {who: who in INSPECTING for who in (*INSPECTING, *OTHERS)}
    alone = looked(signed_in("analyst"), inspection, "person added")  # a lead's dealings with people
    assert "Person added" not in alone
    assert "Person added" in looked(signed_in("moderator"), inspection, "person added")


@pytest.mark.parametrize("named", [[], ["moderator"]])
def test_what_was_opened_of_something_restricted_is_not_told_by_the_log(
    named: list[str], inspection: Inspection, person: People, signed_in: SignedIn
) -> None:
    child = a_child(inspection)
    for action in (Action.NAMES_SHOWN, Action.RESTRICTED_SHOWN):
        record(action, by=person("lead"), inspection=inspection.pk, target=f"child:{child}")
    Inspection.objects.update(restricted_to=named)
    page = looked(signed_in("moderator"), inspection, child)
    assert [word in page for word in ("Names shown", "Restricted shown")] == [bool(named)] * 2


@pytest.mark.parametrize("who", [*INSPECTING, *OTHERS])
def test_people_are_found_by_the_lead(who: str, inspection: Inspection, signed_in: SignedIn) -> None:
    page = looked(signed_in(who), inspection, "police-inspector@example")
    assert ("Who takes part" in page) == (who == "lead")


def test_published_practice_is_found_where_there_is_a_library(
    inspection: Inspection, signed_in: SignedIn, library: Path
) -> None:
    page = looked(signed_in("observer"), inspection, "police")
    assert "Published practice" in page and "/practice/reports/" in page


@pytest.mark.parametrize("text", ["lead", "evidence added", "a", "%", "_", "(", "é", "12", "C-"])
def test_a_search_makes_at_most_a_dozen_queries(
    text: str, inspection: Inspection, person: People, signed_in: SignedIn, library: Path
) -> None:
    Inspection.objects.update(restricted_to=["lead"])
    lead = signed_in("lead")
    place = lead.post(f"/inspections/{inspection.pk}/search/", {"sought": text})["Location"]
    lead.get(place)
    with CaptureQueriesContext(connection) as queries:
        assert lead.get(place).status_code == 200
    passed = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    assert sum(not query["sql"].startswith(passed) for query in queries) <= 12


def test_the_box_stands_on_pages_of_an_inspection(inspection: Inspection, signed_in: SignedIn) -> None:
    lead, box = signed_in("lead"), f'action="/inspections/{inspection.pk}/search/"'
    assert [lead.get(page).content.decode().count(box) for page in (
        "/", f"/inspections/{inspection.pk}/", f"/inspections/{inspection.pk}/people/",
        f"/inspections/{inspection.pk}/search/",
    )] == [0, 1, 1, 1]  # fmt: skip


def test_a_stranger_and_the_key_of_another_find_nothing(inspection: Inspection, signed_in: SignedIn) -> None:
    place = signed_in("lead").post(f"/inspections/{inspection.pk}/search/", {"sought": "police"})["Location"]
    assert signed_in("stranger").get(place).status_code == 404
    assert signed_in("stranger").post(place, {"sought": "police"}).status_code == 404
    other = signed_in("inspector").get(place).content.decode()
    assert "<section" not in other and NOTHING not in " ".join(other.split())


def test_words_are_marked_within_what_surrounds_them() -> None:
    words = words_of("Desk  front")
    assert words == ["desk", "front"] and holds("The FRONT desk", words) and not holds("A desk", words)
    long = "x " * 100 + "The front desk & the <b>" + " y" * 100
    pieces = marked(long, words)
    assert [piece for piece in pieces if piece.found] == [Piece("front", True), Piece("desk", True)]
    assert pieces[0].text.startswith("…") and pieces[-1].text.endswith("…")
    assert "".join(piece.text for piece in marked("A short one", ["none"])) == "A short one"
