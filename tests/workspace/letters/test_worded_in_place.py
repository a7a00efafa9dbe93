"""A letter is worded on its own page, and what is other than before is marked, by whom and when."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.letters.differences import NEW, OLD, SAME, Part, differences, versions
from tests.workspace.letters.making import POLICE
from tests.workspace.letters.test_letter_pages import address

pytestmark = pytest.mark.django_db
SignedIn = Callable[[str], Client]
NEWER = "Police told others too late."


def form_for(page: str) -> dict[str, str]:
    """What the form beneath one statement sends where nothing is typed."""
    place = f'/letter/statements/{POLICE}/"'
    [form] = [one for one in page.split("<form")[1:] if place in one.partition(">")[0]]
    hidden = dict(re.findall(r'name="(\w+)"\s+value="([^"]*)"', form))
    return {name: hidden[name] for name in ("what_was_seen", "section")}


def test_words_are_compared_in_reading_order() -> None:
    assert differences("a b c", "a d c") == [
        Part("a", SAME), Part("b", OLD), Part("d", NEW), Part("c", SAME),
    ]  # fmt: skip
    assert differences("", "a b") == [Part("a b", NEW)]
    assert differences("a  b", "a\nb") == [Part("a b", SAME)]


def test_a_statement_is_worded_on_the_page_of_the_letter(drafting: Inspection, signed_in: SignedIn) -> None:
    lead, page = signed_in("lead"), address("letter", drafting)
    sent = form_for(lead.get(page).content.decode())
    answer = lead.post(address("statement", drafting), {**sent, "text": NEWER})
    assert answer["Location"] == f"{page}#{POLICE}"
    assert drafting.letter_changes.get().text == NEWER
    shown = lead.get(page).content.decode()
    assert f'<li id="{POLICE}">' in shown and "<del>" in shown and "<ins>" in shown
    late = lead.post(
        address("statement", drafting), {**sent, "text": "Another."}
    )  # the page was older than that
    assert late.status_code == 409 and drafting.letter_changes.get().text == NEWER


def test_who_may_not_word_it_sees_what_was_changed_and_no_form(
    drafting: Inspection, signed_in: SignedIn
) -> None:
    lead = signed_in("lead")
    sent = form_for(lead.get(address("letter", drafting)).content.decode())
    lead.post(address("statement", drafting), {**sent, "text": NEWER})
    shown = signed_in("moderator").get(address("letter", drafting)).content.decode()
    assert "What people changed of the draft" in shown and "Word it here" not in shown


def test_every_wording_is_told_with_who_gave_it(drafting: Inspection, signed_in: SignedIn) -> None:
    lead, page = signed_in("lead"), address("statement", drafting)
    for text in (NEWER, "Police told others later."):
        lead.post(page, {**form_for(lead.get(address("letter", drafting)).content.decode()), "text": text})
    newest, first = versions(drafting, POLICE)
    assert newest.by == first.by == "Lena Lead" and not newest.restored
    assert [part for part in newest.parts if part.what != SAME] == [
        Part("too late.", OLD),
        Part("later.", NEW),
    ]
    restored = form_for(lead.get(address("letter", drafting)).content.decode())
    lead.post(address("restore_statement", drafting), restored)
    told = versions(drafting, POLICE)
    assert len(told) == 3 and told[0].restored
    shown = " ".join(signed_in("moderator").get(page).content.decode().split())
    assert "Restored by Lena Lead" in shown and "Worded by Lena Lead" in shown
