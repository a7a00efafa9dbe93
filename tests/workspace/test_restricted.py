"""Restricted rows are shown to the roles that the inspection names, when they ask, and each time it is on record."""

from collections.abc import Callable
from typing import Protocol
from urllib.parse import unquote

import pytest
from django.test import Client

from conspectus.records.casebook import ChildChronology
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.words import Action
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.reading import last_built, opened
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.linking.models import LinkQuestion
from tests.workspace.test_who_sees_what import EVERYBODY, INSPECTING, api_expected, expected

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]


class Answer(Protocol):
    """What a browser was given."""

    @property
    def content(self) -> bytes: ...


ROLE_OF = {
    "lead": Role.LEAD,
    "inspector": Role.INSPECTOR,
    "moderator": Role.MODERATOR,
    "analyst": Role.ANALYST,
}


@pytest.fixture
def hidden(inspection: Inspection) -> ChildChronology:
    """The chronology of a child of whom one entry at least is restricted, with all that may be told."""
    build = last_built(inspection)
    assert build is not None
    book = opened(build.casebook)
    [row] = book.rows("select min(child_id) as child_id from child_events where restricted")
    return book.chronology(row["child_id"], restricted=True)


def of(inspection: Inspection, story: ChildChronology) -> str:
    return f"/inspections/{inspection.pk}/children/{story.child.child_id}/"


def only_for(inspection: Inspection, *roles: str) -> None:
    inspection.restricted_to = [ROLE_OF[name] for name in roles]
    inspection.save(update_fields=["restricted_to"])


def refs(story: ChildChronology) -> set[str]:
    """By what restricted entries can be told: their citations."""
    found = {str(one.event_ref) for one in story.entries if one.restricted}
    assert found
    return found


def words(answer: Answer) -> str:
    """What a page says, with the citations that its links hold."""
    return unquote(answer.content.decode())


def shown_times(target: str) -> int:
    return Entry.objects.filter(action=Action.RESTRICTED_SHOWN, target=target).count()


@pytest.mark.database
@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("named", [(), ("lead",), ("inspector", "analyst"), INSPECTING])
def test_the_chronology_shows_them_to_named_roles_who_ask(
    who: str, named: tuple[str, ...], inspection: Inspection, hidden: ChildChronology, signed_in: SignedIn
) -> None:
    only_for(inspection, *named)
    client, page = signed_in(who), of(inspection, hidden)
    unasked, asked = client.get(page), client.post(page, {"restricted": "1"})
    assert unasked.status_code == expected("child", who)
    assert asked.status_code == (403 if who in INSPECTING and who not in named else expected("child", who))
    assert not any(ref in words(unasked) for ref in refs(hidden))
    assert all(ref in words(asked) for ref in refs(hidden)) == (who in named)
    offered = "Show restricted entries" in words(unasked)
    assert offered == (who in named)
    assert shown_times(f"child:{hidden.child.child_id}") == (1 if who in named else 0)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("named", [(), ("lead",), ("moderator",)])
def test_a_program_is_told_them_by_the_same_rule(
    who: str, named: tuple[str, ...], inspection: Inspection, hidden: ChildChronology, by_token: SignedIn
) -> None:
    only_for(inspection, *named)
    place = f"/api/v1{of(inspection, hidden)[:-1]}"
    client = by_token(who)
    unasked, asked = client.get(place), client.get(f"{place}?restricted=true")
    assert unasked.status_code == api_expected("api:child", who)
    assert asked.status_code == (
        403 if who in INSPECTING and who not in named else api_expected("api:child", who)
    )
    assert not any(ref in words(unasked) for ref in refs(hidden))
    if who in named:
        told = ChildChronology.model_validate(asked.json())
        assert {one.event_ref for one in told.entries if one.restricted} == refs(hidden)
    assert shown_times(f"child:{hidden.child.child_id}") == (1 if who in named else 0)


def test_names_and_restricted_entries_are_asked_for_apart_and_stay_shown_together(
    inspection: Inspection, hidden: ChildChronology, signed_in: SignedIn
) -> None:
    client, page = signed_in("lead"), of(inspection, hidden)
    named = words(client.post(page, {"names": "1"}))
    assert not any(ref in named for ref in refs(hidden))
    assert '<input type="hidden" name="names" value="1">' in named
    both = words(client.post(page, {"names": "1", "restricted": "1"}))
    assert all(ref in both for ref in refs(hidden))
    assert "Show the name" not in both and "Show restricted" not in both
    rows = Entry.objects.filter(target=f"child:{hidden.child.child_id}").order_by("number")
    assert [row.action for row in rows] == [
        Action.NAMES_SHOWN,
        Action.NAMES_SHOWN,
        Action.RESTRICTED_SHOWN,
    ]


def test_a_child_without_any_is_offered_none(inspection: Inspection, signed_in: SignedIn) -> None:
    build = last_built(inspection)
    assert build is not None
    [row] = opened(build.casebook).rows(
        """select min(child_id) as child_id from child_people p where not restricted
        and not exists (from child_events e where e.child_id = p.child_id and e.restricted)
        and not exists (from child_obligations o where o.child_id = p.child_id and o.restricted)"""
    )
    page = signed_in("lead").get(f"/inspections/{inspection.pk}/children/{row['child_id']}/").content.decode()
    assert "Show the name" in page and "Show restricted entries" not in page


def test_evidence_that_cites_one_says_nothing_of_it_to_others_and_logs_whoever_reads_it(
    inspection: Inspection, hidden: ChildChronology, signed_in: SignedIn, by_token: SignedIn
) -> None:
    [entry, *_] = [one for one in hidden.entries if one.restricted]
    form = f"/inspections/{inspection.pk}/evidence/new/?source=events:{entry.event_ref}"
    filled_in = signed_in("lead").get(form).content.decode()
    assert "This entry is restricted" in filled_in
    seen = f"A restricted entry by {entry.agency_title}."
    assert seen in filled_in and entry.title not in filled_in.split("</textarea>")[0]
    assert shown_times(f"events:{entry.event_ref}") == 1
    given = {
        "seen": seen, "agency": entry.agency, "bearing": "for", "criteria": ["p1"], "kind": "event",
        "source": f"events:{entry.event_ref}",
    }  # fmt: skip
    signed_in("lead").post(form, given)
    made = Evidence.objects.latest("pk")
    assert made.found is not None and made.found["restricted"]
    page = f"/inspections/{inspection.pk}/evidence/{made.pk}/"
    for client, place in ((signed_in, page), (by_token, f"/api/v1{page[:-1]}")):
        before = shown_times(f"evidence:{made.pk}")
        assert str(entry.event_ref) not in client("inspector").get(place).content.decode()
        assert shown_times(f"evidence:{made.pk}") == before
        assert str(entry.event_ref) in client("lead").get(place).content.decode()
        assert shown_times(f"evidence:{made.pk}") == before + 1


def test_link_questions_on_restricted_records_are_logged_wherever_they_are_shown(
    inspection: Inspection, signed_in: SignedIn, by_token: SignedIn
) -> None:
    one = inspection.link_questions.filter(place__isnull=False).first()
    assert one is not None
    LinkQuestion.objects.filter(pk=one.pk).update(restricted=True)
    links = f"/inspections/{inspection.pk}/links/"
    for client, place, target in (
        (signed_in, f"{links}?show=every", "links"), (by_token, f"/api/v1{links[:-1]}?limit=500", "links"),
        (signed_in, f"{links}{one.pk}/", f"link:{one.pk}"),
    ):  # fmt: skip
        before = shown_times(target)
        client("inspector").get(place)
        assert shown_times(target) == before
        client("lead").get(place)
        assert shown_times(target) == before + 1
    listed = Entry.objects.filter(action=Action.RESTRICTED_SHOWN, target="links")
    assert all(row.details == {"questions": [one.pk]} for row in listed)
