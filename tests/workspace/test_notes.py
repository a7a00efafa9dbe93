"""Two people in one note lose nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from conspectus.workspace.accounts.models import User
from conspectus.workspace.evidence.actions import save_note
from conspectus.workspace.evidence.merging import side_by_side, together
from conspectus.workspace.evidence.models import Draft, Evidence, Note
from conspectus.workspace.inspections.models import Inspection

LINES = st.lists(st.text("abc ?-+", max_size=4), max_size=8).map("\n".join)


@given(LINES, LINES)
def test_what_is_made_of_both_has_every_line_of_both(theirs: str, mine: str) -> None:
    both = together(theirs, mine).split("\n")

    def within(lines: list[str]) -> bool:
        rest = iter(both)
        return all(line in rest for line in lines)  # in their order

    assert within(theirs.split("\n")) and within(mine.split("\n"))


@given(LINES, LINES)
def test_lines_are_marked_that_the_other_lacks(theirs: str, mine: str) -> None:
    left, right = side_by_side(theirs, mine)
    assert [line.text for line in left] == theirs.split("\n")
    assert [line.text for line in right] == mine.split("\n")
    assert [line.text for line in left if not line.only_here] == [
        line.text for line in right if not line.only_here
    ]


@pytest.fixture
def note(inspection: Inspection) -> Note:
    return inspection.notes.all()[0]


def write(client: Client, note: Note, text: str, version: int, **headers: str) -> object:
    page = f"/inspections/{note.inspection_id}/notes/{note.pk}/"
    return client.post(page, {"title": note.title, "text": text, "version": version}, headers=headers)


@pytest.mark.database
@pytest.mark.django_db
def test_whoever_saves_over_a_text_they_have_not_seen_is_shown_both(
    note: Note, signed_in: Callable[[str], Client]
) -> None:
    lead, other = signed_in("lead"), signed_in("inspector")
    page = f"/inspections/{note.inspection_id}/notes/{note.pk}/"
    write(lead, note, "same\nlead’s line", 1)
    answer = write(other, note, "same\ninspector’s line", 1)
    assert answer.url == f"{page}both/"  # type: ignore[attr-defined]
    shown = other.get(f"{page}both/").content.decode()
    assert "<mark>lead’s line</mark>" in shown and "<mark>inspector’s line</mark>" in shown
    assert "<mark>same</mark>" not in shown
    assert "Look at both texts" in other.get(f"/inspections/{note.inspection_id}/notes/").content.decode()
    assert "Look at both texts" not in lead.get(f"/inspections/{note.inspection_id}/notes/").content.decode()
    note.refresh_from_db()
    assert (note.text, note.version) == ("same\nlead’s line", 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("keep", "text"), [("theirs", "theirs"), ("mine", "mine"), ("both", "theirs\nmine, put together")]
)
def test_each_choice_stands_and_the_other_stays_in_the_history(
    keep: str, text: str, note: Note, signed_in: Callable[[str], Client]
) -> None:
    lead, other = signed_in("lead"), signed_in("inspector")
    page = f"/inspections/{note.inspection_id}/notes/{note.pk}/"
    write(lead, note, "theirs", 1)
    write(other, note, "mine", 1)
    given = {"title": note.title, "text": "theirs\nmine, put together", "version": 2, "keep": keep}
    assert other.post(f"{page}both/", given).url == page  # type: ignore[attr-defined]
    note.refresh_from_db()
    assert note.text == text
    assert not Draft.objects.exists()
    history = other.get(f"{page}history/").content.decode()
    assert ">theirs<" in history and ">mine<" in history


@pytest.mark.database
@pytest.mark.django_db
def test_a_third_change_meanwhile_is_a_conflict_again(note: Note, person: Callable[[str], User]) -> None:
    lead, other = person("lead"), person("inspector")
    save_note(note=note, title="t", text="one", based_on=1, by=lead)
    assert save_note(note=note, title="t", text="mine", based_on=1, by=other).draft
    save_note(note=note, title="t", text="two", based_on=2, by=lead)
    assert save_note(note=note, title="t", text="one and mine", based_on=2, by=other).draft
    assert Draft.objects.get().text == "one and mine"
    assert {row.text for row in Draft.history.all()} == {"mine", "one and mine"}


@pytest.mark.django_db
def test_a_script_is_told_how_it_went(note: Note, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("lead")
    saved = write(client, note, "typed", 1, accept="application/json")
    assert saved.json()["version"] == 2  # type: ignore[attr-defined]
    late = write(signed_in("inspector"), note, "typed too", 1, accept="application/json")
    assert (late.status_code, set(late.json())) == (409, {"conflict"})  # type: ignore[attr-defined]


@pytest.mark.database
@pytest.mark.django_db
def test_the_history_has_a_row_for_each_sitting(note: Note, person: Callable[[str], User]) -> None:
    lead, other = person("lead"), person("inspector")
    before = note.history.count()
    for number, (who, text) in enumerate(
        [(other, "a"), (other, "ab"), (lead, "abc"), (other, "abcd")], start=1
    ):
        save_note(note=note, title="t", text=text, based_on=number, by=who)
    assert note.history.count() == before + 3
    assert [row.text for row in note.history.all()[:3]] == ["abcd", "abc", "ab"]
    note.history.filter(text="abcd").update(history_date=timezone.now() - timedelta(minutes=11))
    save_note(note=note, title="t", text="abcde", based_on=5, by=other)
    assert [row.text for row in note.history.order_by("-version")[:2]] == ["abcde", "abcd"]


@pytest.mark.django_db
def test_a_note_becomes_evidence_and_each_leads_to_the_other(
    note: Note, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("inspector")
    one = f"/inspections/{note.inspection_id}/"
    form = client.get(f"{one}evidence/new/?note={note.pk}").context["form"]
    assert form.initial["seen"] == note.text and form.initial["kind"] == note.kind
    given = {**form.initial, "bearing": "against", "criteria": ["p1"]}
    client.post(f"{one}evidence/new/?note={note.pk}", given)
    made = Evidence.objects.latest("pk")
    assert made.note == note
    assert f"{one}evidence/{made.pk}/" in client.get(f"{one}notes/{note.pk}/").content.decode()
    assert f"{one}notes/{note.pk}/" in client.get(f"{one}evidence/{made.pk}/").content.decode()
