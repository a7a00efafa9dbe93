"""Pages of the letter: who is let in when, and what a person does there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.letters import actions
from conspectus.workspace.letters.models import Comment, Edition, StatementOfAction
from tests.workspace.conftest import PEOPLE
from tests.workspace.letters.making import PASSPHRASE, POLICE, last
from tests.workspace.two_browsers import SEEN, seen, send

pytestmark = pytest.mark.django_db
EVERYBODY = ("nobody", *PEOPLE)
JUDGING = ("lead", "inspector", "moderator")
CONTACTS = ("police contact", "council contact")

# While it lies before the agencies: who gets a page; other parts get 403, strangers 404, nobody signs in first.
LAID = {
    "letter": JUDGING,
    "letter_facts": ("lead",),
    "add_statement": ("lead",),
    "statement": JUDGING,
    "edition": (*JUDGING, *CONTACTS),
    "edition_file": (*JUDGING, *CONTACTS),
    "accuracy": (*JUDGING, *CONTACTS),
    "comment": CONTACTS,
    "answer_comment": ("lead",),
    "signing": JUDGING,
    "publication": ("lead",),
}
# What only changes something, and who may in that stage.
CHANGES = {
    "make_letter": ("lead",),
    "restore_statement": ("lead",),
    "make_key": ("inspector",),  # each for their own inspectorate: here that of the police
    "sign": ("inspector",),
    "withdraw_publication": (),
}
SIGNED = {"publication": ("lead",), "correct_day": ("lead",)}
# Once it is published.
AFTER = {"statement_of_action": (*JUDGING, *CONTACTS), "plan": CONTACTS}
AFTER_CHANGES = {
    "principal": ("lead",),
    "send_statement": ("council contact",),  # the principal authority's
    "take_back": ("police contact", "council contact"),
}
FOLLOW_UP = {"found": JUDGING}
PUBLIC = {"public_letters", "letters_css", "public_letter", "public_file"}


def address(name: str, inspection: Inspection) -> str:
    one = f"/inspections/{inspection.pk}/letter/"
    after, comment = f"/inspections/{inspection.pk}/statement-of-action/", Comment.objects.first()
    action = f"{after}actions/{_action(inspection)}/"
    return {
        "letter": one, "letter_facts": f"{one}facts/", "add_statement": f"{one}add/", "make_letter": f"{one}make/",
        "statement": f"{one}statements/{POLICE}/", "restore_statement": f"{one}statements/{POLICE}/restore/",
        "edition": f"{one}editions/1/", "edition_file": f"{one}editions/1/letter.json",
        "accuracy": f"{one}accuracy/", "comment": f"{one}accuracy/{POLICE}/",
        "answer_comment": f"{one}comments/{comment.pk if comment else 0}/", "signing": f"{one}signatures/",
        "make_key": f"{one}signatures/hmicfrs/key/", "sign": f"{one}signatures/hmicfrs/sign/",
        "correct_day": f"{one}publication/day/",
        "publication": f"{one}publication/", "withdraw_publication": f"{one}publication/withdraw/",
        "statement_of_action": after, "plan": f"{after}plan/", "send_statement": f"{after}send/",
        "principal": f"{after}principal/", "take_back": f"{action}take-back/", "found": f"{action}found/",
    }[name]  # fmt: skip


def _action(inspection: Inspection) -> int:
    statement = StatementOfAction.objects.filter(inspection=inspection).first()
    first = statement.actions.first() if statement else None
    return first.pk if first else 0


def expected(who: str, may: tuple[str, ...], *, given: int = 200) -> int:
    if who == "nobody":
        return 302
    return 404 if who == "stranger" else given if who in may else 403


@pytest.mark.parametrize("who", EVERYBODY)
def test_pages_while_it_lies_before_the_agencies(
    who: str, commented: Inspection, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in(who)
    found = {name: client.get(address(name, commented)).status_code for name in LAID}
    assert found == {name: expected(who, may) for name, may in LAID.items()}


@pytest.mark.parametrize("who", EVERYBODY)
def test_pages_of_a_signed_letter(who: str, signed: Inspection, signed_in: Callable[[str], Client]) -> None:
    client = signed_in(who)
    found = {name: client.get(address(name, signed)).status_code for name in SIGNED}
    assert found == {name: expected(who, may) for name, may in SIGNED.items()}


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_changes_what_of_a_letter(
    who: str, commented: Inspection, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in(who)
    found = {name: client.post(address(name, commented)).status_code for name in CHANGES}
    found = {
        name: 302 if status == 409 else status for name, status in found.items()
    }  # let in, and shown both
    wanted = {name: expected(who, may, given=302) for name, may in CHANGES.items()}
    for name in ("make_key", "sign"):  # another inspectorate's is not theirs
        wanted[name] = 403 if who in ("lead", "moderator") else wanted[name]
    assert found == wanted


@pytest.mark.parametrize("who", EVERYBODY)
def test_pages_after_publication(
    who: str, acting: Inspection, signed_in: Callable[[str], Client], lead: User
) -> None:
    client = signed_in(who)
    found = {name: client.get(address(name, acting)).status_code for name in AFTER}
    wanted = {name: expected(who, may) for name, may in AFTER.items()}
    assert found == wanted
    page = address("statement_of_action", acting)
    answers = {
        name: send(client, page, {"principal": "council"}, address(name, acting)).status_code
        for name in AFTER_CHANGES
    }
    wanted = {name: expected(who, may, given=302) for name, may in AFTER_CHANGES.items()}
    if who == "council contact":
        wanted["take_back"] = 403  # it was sent just before, and stays
    assert answers == wanted


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_follows_up(who: str, acting: Inspection, lead: User, signed_in: Callable[[str], Client]) -> None:
    Inspection.objects.update(stage=Stage.FOLLOW_UP)
    assert signed_in(who).get(address("found", acting)).status_code == expected(who, FOLLOW_UP["found"])


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_public_reads_a_published_letter_and_nobody_an_unpublished_one(
    who: str, signed: Inspection, lead: User, signed_in: Callable[[str], Client]
) -> None:
    client, pages = signed_in(who), (f"/letters/{signed.pk}/", f"/letters/{signed.pk}/letter.json")
    assert [client.get(page).status_code for page in pages] == [404, 404]
    actions.set_publication(inspection=signed, at=timezone.now(), by=lead)
    assert [client.get(page).status_code for page in (*pages, "/letters/", "/letters/style.css")] == [200] * 4


def test_what_changes_something_is_not_asked_by_get(
    commented: Inspection, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("lead")
    names = (*CHANGES, *AFTER_CHANGES)
    assert {name: client.get(address(name, commented)).status_code for name in names} == dict.fromkeys(
        names, 405
    )


@pytest.mark.database
def test_every_opening_of_an_unpublished_letter_is_logged(
    commented: Inspection, signed_in: Callable[[str], Client], person: Callable[[str], User]
) -> None:
    from conspectus.workspace.audit.models import Entry

    client = signed_in("police contact")
    for name in ("edition", "edition_file", "accuracy"):
        client.get(address(name, commented))
    read = Entry.objects.filter(action="letter_read", actor=person("police contact").pk)
    assert read.count() == 3


def test_a_contact_sees_its_own_comments_alone_and_the_restricted_copy_is_the_leads(
    commented: Inspection, signed_in: Callable[[str], Client]
) -> None:
    page = address("accuracy", commented)
    assert b"It was told." in signed_in("police contact").get(page).content
    assert b"It was told." not in signed_in("council contact").get(page).content
    bundle = f"/inspections/{commented.pk}/letter/editions/1/letter-restricted.json"
    found = {who: signed_in(who).get(bundle).status_code for who in ("lead", "inspector", "police contact")}
    assert found == {"lead": 200, "inspector": 403, "police contact": 403}


def test_a_contact_gets_the_newest_edition_alone(
    laid: Inspection, lead: User, signed_in: Callable[[str], Client]
) -> None:
    actions.word(inspection=laid, statement=POLICE, text="Police told others too late.", by=lead)
    actions.make_edition(inspection=laid, by=lead)
    page = f"/inspections/{laid.pk}/letter/editions"
    assert signed_in("police contact").get(f"{page}/1/").status_code == 404
    assert signed_in("police contact").get(f"{page}/2/").status_code == 200
    assert signed_in("inspector").get(f"{page}/1/").status_code == 200


def test_a_statement_is_worded_and_restored_by_forms(
    drafting: Inspection, signed_in: Callable[[str], Client]
) -> None:
    client, page = signed_in("lead"), address("statement", drafting)
    send(client, page, {"text": "Police told others too late.", "section": "improve"})
    change = drafting.letter_changes.get()
    assert (change.text, change.section) == ("Police told others too late.", "improve")
    assert b"Worded by people" in client.get(address("letter", drafting)).content
    refused = send(client, page, {"text": "Two children waited.", "section": "improve"})
    assert b"too small to publish" in refused.content
    send(client, page, {}, f"{page}restore/")
    assert not drafting.letter_changes.exists()


def test_an_inspector_words_nothing(drafting: Inspection, signed_in: Callable[[str], Client]) -> None:
    assert signed_in("inspector").post(address("statement", drafting), {"text": "x"}).status_code == 403


def test_a_letter_is_signed_on_its_page(laid: Inspection, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("inspector")
    made = client.post(address("make_key", laid), {"passphrase": PASSPHRASE}, follow=True)
    assert b"Its fingerprint is" in made.content
    wrong = send(
        client,
        address("signing", laid),
        {"passphrase": "another one entirely"},
        address("sign", laid),
        follow=True,
    )
    assert b"does not open the key" in wrong.content
    send(client, address("signing", laid), {"passphrase": PASSPHRASE}, address("sign", laid))
    assert [one.inspectorate for one in last(laid).signatures.all()] == ["hmicfrs"]


def test_of_two_who_make_a_key_for_one_inspectorate_the_second_is_told_and_replaces_nothing(
    laid: Inspection, signed_in: Callable[[str], Client]
) -> None:
    one, other = signed_in("inspector"), signed_in("inspector")
    page, to = address("signing", laid), address("make_key", laid)
    shown = [seen(browser.get(page).content.decode(), to) for browser in (one, other)]
    one.post(to, {"passphrase": PASSPHRASE, SEEN: shown[0]})
    refused = other.post(to, {"passphrase": "quite another one again", SEEN: shown[1]}, follow=True)
    assert b"another key was made meanwhile" in refused.content
    send(one, page, {"passphrase": PASSPHRASE}, address("sign", laid))
    assert [one.inspectorate for one in last(laid).signatures.all()] == ["hmicfrs"]


def test_a_time_of_publication_is_set_and_taken_back(
    signed: Inspection, signed_in: Callable[[str], Client]
) -> None:
    client, page = signed_in("lead"), address("publication", signed)
    client.post(page, {"time": "23:59"})
    assert Edition.objects.get().publish_at is not None
    client.post(address("withdraw_publication", signed))
    assert Edition.objects.get().publish_at is None
    client.post(page, {"time": "00:00"})
    assert Edition.objects.get().published_at is not None


def test_the_day_is_corrected_on_its_own_page_and_the_letter_stays_signed(
    signed: Inspection, signed_in: Callable[[str], Client]
) -> None:
    client, day = signed_in("lead"), timezone.localdate() + timedelta(days=2)
    assert address("correct_day", signed) in client.get(address("publication", signed)).content.decode()
    page = address("correct_day", signed)
    early = send(client, page, {"published": "2000-01-01"})
    assert "before fieldwork ends" in early.content.decode()
    assert send(client, page, {"published": day.isoformat()}).status_code == 302
    shown = client.get(address("publication", signed)).content.decode()
    assert f"bears the day {day.day} {day:%B %Y}" in shown
    assert "Out of date" not in client.get(address("signing", signed)).content.decode()


@pytest.mark.database
def test_no_page_of_the_letter_makes_more_than_a_dozen_queries(
    commented: Inspection, person: Callable[[str], User], signed_in: Callable[[str], Client]
) -> None:
    for place in range(30):
        actions.comment(
            edition=last(commented), agency=Agency.POLICE, statement=POLICE, says=f"Number {place}.",
            by=person("police contact"),
        )  # fmt: skip
    client, found = signed_in("lead"), {}
    for name in (name for name in LAID if name != "comment"):
        page = address(name, commented)
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        found[name] = sum(
            not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for query in queries
        )
    assert {name: count for name, count in found.items() if count > 12} == {}
