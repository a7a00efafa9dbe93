"""The letter by the API: the same people see the same, and what is read is what was made."""

from collections.abc import Callable

import pytest
from django.test import Client

from conspectus.letter import Letter
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.letters import actions
from conspectus.workspace.letters.editions import read
from tests.workspace.conftest import PEOPLE
from tests.workspace.letters.making import PASSPHRASE, POLICE, last

pytestmark = pytest.mark.django_db
ByToken = Callable[[str], Client]
READING = ("lead", "inspector", "moderator", "police contact", "council contact")
ADDRESSES = ("letter", "letter/editions", "letter/comments", "statement-of-action")


def at(inspection: Inspection, rest: str) -> str:
    return f"/api/v1/inspections/{inspection.pk}/{rest}"


@pytest.mark.parametrize("who", ("nobody", *PEOPLE))
def test_who_reads_it_while_it_lies_before_the_agencies(
    who: str, commented: Inspection, by_token: ByToken
) -> None:
    client, given = by_token(who), 401 if who in ("nobody", "stranger") else 200 if who in READING else 403
    found = {rest: client.get(at(commented, rest)).status_code for rest in ADDRESSES}
    assert found == dict.fromkeys(ADDRESSES, given) | {"statement-of-action": 401 if given == 401 else 403}


@pytest.mark.parametrize("who", ("nobody", *PEOPLE))
def test_who_reads_what_the_area_does_about_it(who: str, acting: Inspection, by_token: ByToken) -> None:
    given = 401 if who in ("nobody", "stranger") else 200 if who in READING else 403
    assert by_token(who).get(at(acting, "statement-of-action")).status_code == given


def test_the_letter_is_the_edition_as_it_was_made_and_its_opening_is_logged(
    laid: Inspection, by_token: ByToken, person: Callable[[str], User]
) -> None:
    given = by_token("police contact").get(at(laid, "letter")).json()
    assert Letter.model_validate(given) == read(last(laid))
    newest = Entry.objects.order_by("-number")[0]
    assert (newest.action, newest.target) == (Action.LETTER_READ, "edition:1")
    assert newest.actor == person("police contact").pk


def test_contacts_see_the_newest_edition_and_their_own_comments_alone(
    commented: Inspection, by_token: ByToken, lead: User, person: Callable[[str], User]
) -> None:
    actions.comment(
        edition=last(commented), agency=Agency.COUNCIL, statement=POLICE, says="We knew.",
        by=person("council contact"),
    )  # fmt: skip
    actions.make_edition(inspection=commented, by=lead)

    def numbers(who: str) -> list[int]:
        return [one["number"] for one in by_token(who).get(at(commented, "letter/editions")).json()]

    def agencies(who: str) -> list[str]:
        return [one["agency"] for one in by_token(who).get(at(commented, "letter/comments")).json()]

    assert (numbers("lead"), numbers("police contact")) == ([2, 1], [2])
    assert (agencies("moderator"), agencies("police contact")) == (["police", "council"], ["police"])


def test_signatures_are_told_with_their_edition(
    laid: Inspection, by_token: ByToken, person: Callable[[str], User]
) -> None:
    assert by_token("lead").get(at(laid, "letter/editions")).json()[0]["signatures"] == []
    by = person("inspector")
    actions.make_key(inspection=laid, inspectorate="hmicfrs", passphrase=PASSPHRASE, by=by)
    actions.sign(edition=last(laid), inspectorate="hmicfrs", passphrase=PASSPHRASE, by=by)
    [edition] = by_token("lead").get(at(laid, "letter/editions")).json()
    assert [one["inspectorate"] for one in edition["signatures"]] == ["hmicfrs"]
    assert edition["sha256"] == last(laid).sha256


def test_planned_actions_answer_a_statement(acting: Inspection, by_token: ByToken) -> None:
    given = by_token("council contact").get(at(acting, "statement-of-action")).json()
    assert given["principal"] == acting.statement_of_action.principal
    assert [(one["answers"], one["agency"], one["found"]) for one in given["actions"]] == [
        (POLICE, "police", "")
    ]
