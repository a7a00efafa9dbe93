"""Restricted rows are shown to the roles that the inspection names, when they ask, and each time it is on record."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Protocol
from urllib.parse import unquote

import pytest
from django.test import Client

from conspectus.records import beforehand
from conspectus.records.casebook import ChildChronology
from conspectus.terms import Agency, Scope
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.verify import verify
from conspectus.workspace.audit.words import Action
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections import plain, sealed
from conspectus.workspace.inspections.actions.returns import Answers, manifest
from conspectus.workspace.inspections.casebooks import last_built, opened
from conspectus.workspace.inspections.models import Inspection, SentReturn
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.inspections.shown import A_RESTRICTED_ROW
from conspectus.workspace.linking.models import LinkQuestion
from tests.workspace.conftest import a_child
from tests.workspace.test_who_sees_what import (
    API,
    EVERYBODY,
    GET,
    INSPECTING,
    RESTRICTED,
    STAGES,
    address,
    api_address,
    api_expected,
    expected,
)

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


CELLS = (
    b"event_id,person_id,event,started,ended,source_ref,restricted\n"
    b"E1,P1,missing_episode,2025-06-09,2025-06-01,LOG 1,yes\n"  # it ends before it starts
    b"E2,P1,missing_episode,secret,,LOG 2,yes\n"
    b"E3,P1,missing_episode,plain,,LOG 3,no\n"
    b"E4,P1,whispered,2025-06-09,,LOG 4,yes\n"
)
HIDDEN, TOLD = ("2025-06-01", "secret", "whispered"), "plain"


@pytest.fixture
def sent_return(inspection: Inspection) -> SentReturn:
    """A return of the police's with issues of restricted rows and of one that is none."""
    with plain.room() as room:
        folder = room / "a-force"
        folder.mkdir()
        (folder / "people.csv").write_bytes(
            b"person_id,forename,surname,date_of_birth\nP1,Ann,Example,2010-05-12\n"
        )
        (folder / "events.csv").write_bytes(CELLS)
        says = manifest(
            answers=Answers(
                sender="a-force",
                agency=Agency.POLICE,
                schema="events-1",
                first=date(2025, 4, 1),
                last=date(2026, 3, 31),
                extracted=datetime(2026, 4, 14, 9, 30),
                scope=Scope.RESIDENCE,
                covers=["missing_episode"],
            )
        )
        (folder / "return.toml").write_text(says)
        report = beforehand.check(room).model_dump(mode="json", by_alias=True)
    assert all(one in str(report) for one in (*HIDDEN, TOLD))
    return SentReturn.objects.create(
        inspection=inspection, agency="police", sender="a-force", version=1, state="usable", by=inspection.made_by,
        report=report,
    )  # fmt: skip


def told_of_cells(text: str) -> tuple[bool, bool]:
    """Whether a page tells of what stands in restricted rows, all or none of it; and of the others."""
    found = {one in text for one in HIDDEN}
    assert len(found) == 1, text
    return found.pop(), TOLD in text


@pytest.mark.database
@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("named", [(), ("lead",), ("inspector", "analyst")])
def test_cells_of_restricted_rows_in_issues_are_for_named_roles_and_the_agency(
    who: str, named: tuple[str, ...], sent_return: SentReturn, signed_in: SignedIn
) -> None:
    only_for(sent_return.inspection, *named)
    client, page = signed_in(who), f"/inspections/{sent_return.inspection_id}/returns/{sent_return.pk}/"
    own, may = who == "police contact", who in named or who == "police contact"
    reads = own or who in INSPECTING
    status = 200 if reads else {"nobody": 302, "stranger": 404}.get(who, 403)
    unasked, asked = client.get(page), client.post(page, {"restricted": "1"})
    assert (unasked.status_code, asked.status_code) == (status, status if may or status != 200 else 403)
    if reads:
        assert told_of_cells(words(unasked)) == (own, True)
        assert ("Show it" in words(unasked)) == (who in named)
        assert "It ends before it starts" in words(unasked) or not own
    assert may == (told_of_cells(words(asked)) == (True, True) if reads else False)
    assert shown_times(f"return:{sent_return.pk}") == int(may)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("named", [(), ("lead",), ("inspector", "analyst")])
def test_a_program_is_told_of_such_cells_by_the_same_rule(
    who: str, named: tuple[str, ...], sent_return: SentReturn, by_token: SignedIn
) -> None:
    only_for(sent_return.inspection, *named)
    place = f"/api/v1/inspections/{sent_return.inspection_id}/returns/{sent_return.pk}"
    own, may = who == "police contact", who in named or who == "police contact"
    unasked, asked = by_token(who).get(place), by_token(who).get(f"{place}?restricted=true")
    if own or who in INSPECTING:
        assert told_of_cells(words(unasked)) == (own, True)
        assert asked.status_code == (200 if may else 403)
    else:
        assert {unasked.status_code, asked.status_code} <= {401, 403}
    assert not may or told_of_cells(words(asked)) == (True, True)
    assert shown_times(f"return:{sent_return.pk}") == int(may)


def _places(
    inspection: Inspection, hidden: ChildChronology, sent: SentReturn, made: Evidence
) -> dict[str, str]:
    """Where each page of the table stands, with rows of which something is restricted."""
    [entry, *_] = [one for one in hidden.entries if one.restricted]
    one, question = f"/inspections/{inspection.pk}/", inspection.link_questions.filter(place__isnull=False)[0]
    LinkQuestion.objects.filter(pk=question.pk).update(restricted=True)
    child, returned = hidden.child.child_id, f"returns/{sent.pk}"
    own = {
        "child": f"{one}children/{child}/", "return": f"{one}{returned}/", "link": f"{one}links/{question.pk}/",
        "links": f"{one}links/?show=every", "piece": f"{one}evidence/{made.pk}/",
        "new_evidence": f"{one}evidence/new/?source=events:{entry.event_ref}",
        "comment_entry": f"{one}reading/{child}/comment/?entry={entry.event_ref}",
        "api:child": f"/api/v1{one}children/{child}?restricted=true",
        "api:one_return": f"/api/v1{one}{returned}?restricted=true", "api:links": f"/api/v1{one}links?limit=500",
        "api:piece": f"/api/v1{one}evidence/{made.pk}",
    }  # fmt: skip
    known = {name: address(name, inspection) for name in GET} | {
        name: api_address(name, inspection) for name in API
    }
    return {name: place.replace(a_child(inspection), child) for name, place in known.items()} | own


@pytest.fixture
def cited(inspection: Inspection, hidden: ChildChronology, signed_in: SignedIn) -> Evidence:
    """A piece of evidence that cites a restricted entry."""
    [entry, *_] = [one for one in hidden.entries if one.restricted]
    source = f"events:{entry.event_ref}"
    given = {"seen": "One.", "agency": entry.agency, "bearing": "for", "criteria": ["p1"], "kind": "event"}
    signed_in("lead").post(f"/inspections/{inspection.pk}/evidence/new/", {**given, "source": source})
    return Evidence.objects.latest("pk")


@pytest.fixture
def own_tables(inspection: Inspection) -> Iterator[SentReturn]:
    """A return with a table that nobody knows, of which nobody has said yet which rows are restricted."""
    sent = SentReturn.objects.create(
        inspection=inspection,
        agency="police",
        sender="b-force",
        version=1,
        state="usable",
        by=inspection.made_by,
    )
    says = 'sender = "b-force"\nagency = "police"\nschema = "events-1"\n'
    kept = sent.folder / sent.sender
    kept.mkdir(parents=True)
    with plain.room() as room:
        (room / "return.toml").write_text(f"{says}period = {{ from = 2025-04-01, to = 2026-03-31 }}\n")
        (room / "log.csv").write_text("Surname,DOB,When,What\nWhispers,13/02/2012,14/05/2025,MISPER\n")
        for path in room.iterdir():
            sealed.seal(path, kept / path.name)
    yield sent
    shutil.rmtree(sent.folder)


@pytest.mark.database
@pytest.mark.parametrize("stage", sorted(STAGES.values()))
def test_the_pages_that_show_restricted_rows_are_those_of_the_table_and_no_other(
    stage: str, inspection: Inspection, hidden: ChildChronology, sent_return: SentReturn, cited: Evidence,
    own_tables: SentReturn, signed_in: SignedIn, by_token: SignedIn,
) -> None:  # fmt: skip
    """Walked as the lead, who sees every page: named, and not named; before, in and after."""
    places = _places(inspection, hidden, sent_return, cited)
    places["columns"] = f"/inspections/{inspection.pk}/returns/{own_tables.pk}/columns/"
    assert set(places) >= RESTRICTED
    Inspection.objects.update(stage=stage)
    lead = {False: signed_in("lead"), True: by_token("lead")}
    shown: dict[bool, set[str]] = {}
    for named in (False, True):
        only_for(inspection, *(["lead"] if named else []))
        shown[named] = set()
        for name, place in places.items():
            client, before = lead[name.startswith("api:")], _reveals()
            asks = name in ("child", "return", "columns")
            answer = client.post(place, {"restricted": "1"}) if asks else client.get(place)
            told = words(answer) if not getattr(answer, "streaming", False) else ""
            if _reveals() > before:
                shown[named].add(name)
            elif not (named and name in LOG):  # nothing is told of a row that nobody logged
                assert not any(ref in told for ref in refs(hidden) if ref not in place), name
                assert "whispered" not in told, name  # a cell that no other row holds
    assert shown == {False: set(), True: RESTRICTED}


LOG = {
    "log",
    "export",
    "api:log",
    "activity",
}  # by its number, which row was shown to whom
LOGS = ("log/?reading=1", "log/export/", "log?limit=500&reading=true")


def _logs(inspection: Inspection, who: str, signed_in: SignedIn, by_token: SignedIn) -> list[str]:
    """The log as its page, its export and a program tell it."""
    one = f"/inspections/{inspection.pk}/"
    given = [signed_in(who).get(f"{one}{place}") for place in LOGS[:2]]
    return [words(answer) for answer in (*given, by_token(who).get(f"/api/v1{one}{LOGS[2]}"))]


def test_the_log_names_a_restricted_row_to_named_roles_alone(
    inspection: Inspection, hidden: ChildChronology, sent_return: SentReturn, cited: Evidence, signed_in: SignedIn,
    by_token: SignedIn,
) -> None:  # fmt: skip
    """Nor is it told by what was opened on the way to one; the chain stays whole, and so do others' readings."""
    child, lead = f"child:{hidden.child.child_id}", signed_in("lead")
    # One that nobody has decided: a decision names it to whoever may read who decided what.
    [question] = inspection.link_questions.filter(place__isnull=False).order_by("-pk")[:1]
    LinkQuestion.objects.filter(pk=question.pk).update(restricted=True)
    ref = next(iter(refs(hidden)))
    places = (
        f"links/{question.pk}/", f"evidence/{cited.pk}/", "links/?show=every", f"evidence/new/?source=events:{ref}",
    )  # fmt: skip
    for place in places:
        lead.get(f"/inspections/{inspection.pk}/{place}")
    lead.get(of(inspection, hidden))
    lead.post(of(inspection, hidden), {"restricted": "1", "names": "1"})
    lead.post(f"/inspections/{inspection.pk}/returns/{sent_return.pk}/", {"restricted": "1"})
    told = {
        *refs(hidden),
        child,
        f"return:{sent_return.pk}",
        question.target,
        '"questions"',
        "'questions'",
    }
    for text in _logs(inspection, "moderator", signed_in, by_token):
        assert A_RESTRICTED_ROW in text and [one for one in told if one in text] == []
    for text in _logs(inspection, "lead", signed_in, by_token)[1:]:  # the page shows the newest alone
        assert A_RESTRICTED_ROW not in text
        assert all(one in text for one in (child, question.target, f"return:{sent_return.pk}"))
        assert any(one in text for one in refs(hidden))
    signed_in("moderator").get(of(inspection, hidden))
    assert all(child in text for text in _logs(inspection, "moderator", signed_in, by_token))
    assert verify().faults == ()


def _reveals() -> int:
    return Entry.objects.filter(action=Action.RESTRICTED_SHOWN).count()
