"""Moderation as a stage: what a moderator looks at first, questions and answers; and departures beside a result."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conspectus.definitions import CellKey, frameworks
from conspectus.errors import ConspectusError
from conspectus.plain import words
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.inspections import actions as stages
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.judgments import actions
from conspectus.workspace.judgments.judged import judged
from conspectus.workspace.judgments.models import Moderation
from conspectus.workspace.judgments.moderating import steps, watched
from conspectus.workspace.ratings import actions as rating_actions
from conspectus.workspace.ratings.models import Rating
from tests.workspace.two_browsers import send

pytestmark = pytest.mark.django_db
POLICE = CellKey("p1", Agency.POLICE)


@pytest.fixture
def moderator(inspection: Inspection) -> Member:
    return inspection.members.select_related("inspection", "person").get(role="moderator")


@pytest.mark.database
def test_cells_come_with_their_reasons_the_widest_spread_first(
    inspection: Inspection, moderator: Member
) -> None:
    framework = frameworks()[inspection.framework]
    found = watched(moderator, framework, judged(inspection))
    spreads = [
        steps(framework, one.key, {rating.level for rating in inspection.ratings.filter(
            criterion=one.key.criterion, agency=one.key.agency, stage="independent")})
        for one in found
        if any(reason.kind == "raters differ" for reason in one.reasons)
    ]  # fmt: skip
    assert spreads and spreads == sorted(spreads, reverse=True)
    kinds = {reason.kind for one in found for reason in one.reasons}
    assert {"raters differ", "dissent", "a rule bites"} <= kinds
    result = judged(inspection)
    binding = [step for step in result.steps("overall") if step.kind == "cap"]
    bites = {one.cell for step in binding for one in step.counted}
    assert bites == {
        str(one.key) for one in found if any(reason.kind == "a rule bites" for reason in one.reasons)
    }


def test_a_cell_without_a_rating_is_a_gap(inspection: Inspection, moderator: Member) -> None:
    Rating.objects.filter(criterion="p1", agency="police").delete()
    found = watched(moderator, frameworks()[inspection.framework], judged(inspection))
    [one] = [one for one in found if one.key == POLICE]
    assert "gap" in {reason.kind for reason in one.reasons}


@pytest.mark.database
def test_a_question_goes_to_the_raters_and_holds_the_stage_until_it_is_settled(
    inspection: Inspection, signed_in: Callable[[str], Client], person: Callable[[str], User]
) -> None:
    one = f"/inspections/{inspection.pk}/"
    cell = f"{one}ratings/p1/police/"
    moderator, rater = signed_in("moderator"), signed_in("inspector")
    moderator.post(f"{one}moderation/p1/police/ask/", {"question": "Is it one desk, or every desk?"})
    assert "Is it one desk, or every desk?" in rater.get(cell).content.decode()
    assert "Answer the moderator" in rater.get(cell).content.decode()
    assert (
        'disabled aria-disabled="true">Answer the moderator' in signed_in("lead").get(cell).content.decode()
    )
    first = moderator.get(f"{one}moderation/").context["cells"][0]
    assert first.key == POLICE and first.last.open
    with pytest.raises(ConspectusError, match="p1/police are not settled"):
        stages.move(inspection=inspection, to=Stage.DRAFTING, by=person("lead"))
    with pytest.raises(ConspectusError, match="with its raters already"):
        actions.ask(inspection=inspection, cell=POLICE, question="Again?", by=person("moderator"))
    send(
        rater,
        f"{one}ratings/p1/police/",
        {"answer": "Every desk: three of three."},
        f"{one}moderation/p1/police/answer/",
    )
    with pytest.raises(ConspectusError, match="not settled"):
        stages.move(inspection=inspection, to=Stage.DRAFTING, by=person("lead"))
    send(
        moderator,
        f"{one}ratings/p1/police/",
        {"note": "Three of three is enough."},
        f"{one}moderation/p1/police/accept/",
    )
    kept = Moderation.objects.get()
    assert kept.answered_by and kept.answered_by.email == "police-inspector@example.org"
    assert kept.settled_by and kept.settled_by.email == "moderator@example.org" and kept.settled_at
    stages.move(inspection=inspection, to=Stage.DRAFTING, by=person("lead"))
    written = Entry.objects.filter(target="cell:p1/police").order_by("-number")[:3]
    assert [entry.action for entry in written] == ["cell_accepted", "cell_answered", "cell_asked"]


def test_raters_may_change_their_rating_while_it_is_moderated_and_not_afterwards(
    inspection: Inspection, person: Callable[[str], User]
) -> None:
    def again() -> Rating:
        member = inspection.members.select_related("inspection").get(person=person("inspector"))
        return rating_actions.consolidate(
            member=member, cell=POLICE, level="good", rationale="Asked again.", evidence=[], by=member.person
        )

    assert again().level == "good"
    stages.move(inspection=inspection, to=Stage.DRAFTING, by=person("lead"))
    with pytest.raises(ConspectusError, match="during fieldwork and moderation"):
        again()
    with pytest.raises(ConspectusError, match="not the stage of moderation"):
        actions.accept(inspection=inspection, cell=POLICE, note="Late.", by=person("moderator"))


@pytest.mark.database
def test_the_database_itself_holds_one_open_question_a_cell(
    inspection: Inspection, moderator: Member
) -> None:
    actions.ask(inspection=inspection, cell=POLICE, question="Why?", by=moderator.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Moderation.objects.create(
            inspection=inspection,
            criterion="p1",
            agency="police",
            decision="asked",
            note="Why?",
            by=moderator.person,
        )


@pytest.mark.database
def test_a_departure_stands_beside_the_result_and_its_history_stays(
    inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    lead, one = signed_in("lead"), f"/inspections/{inspection.pk}/judgment/"
    proposed = judged(inspection).overall.level
    answers = {
        "target": "overall",
        "level": "inadequate",
        "rationale": "Too many children.",
        "evidence": "E01, e02",
    }
    assert lead.post(f"{one}depart/", answers | {"evidence": "E999"}).status_code == 200
    assert lead.post(f"{one}depart/", answers).status_code == 302
    result = judged(inspection)
    assert result.overall.level == proposed
    [departure] = result.departures
    assert (departure.level, departure.evidence_ids) == ("inadequate", ("E01", "E02"))
    page = signed_in("inspector").get(one).content.decode()
    assert "Too many children." in page
    level = words(proposed or "").capitalize()
    assert f">{level}</h2>" in page
    assert f"{level}. " not in page  # said once, not in the sentence below it again
    piece = inspection.evidence.get(number=1)
    assert (
        "Departure: overall"
        in lead.get(f"/inspections/{inspection.pk}/evidence/{piece.pk}/").content.decode()
    )
    send(lead, one, {}, f"{one}departures/{inspection.departures.get().pk}/withdraw/")
    assert judged(inspection).departures == ()
    text = lead.get(f"{one}departures/").content.decode()
    assert "taken back" in text and "E01, E02" in text


@pytest.mark.database
@pytest.mark.parametrize("action", ["ask", "accept"])
def test_no_decision_without_its_row_of_the_log(
    action: str, inspection: Inspection, moderator: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("conspectus.workspace.judgments.actions.moderation.record", fails)
    says = {"question": "Why?"} if action == "ask" else {"note": "It stands."}
    with pytest.raises(OSError, match="full"):
        getattr(actions, action)(inspection=inspection, cell=POLICE, by=moderator.person, **says)
    assert not Moderation.objects.exists()


def test_dissent_is_put_on_record_on_the_page_of_a_cell(
    inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    rater, cell = signed_in("inspector"), f"/inspections/{inspection.pk}/ratings/p1/police/"
    assert "I do not share this rating" in rater.get(cell).content.decode()
    rater.post(f"{cell}dissent/", {"level": "good", "rationale": "Two desks ask the council."})
    assert "Two desks ask the council." in rater.get(cell).content.decode()


@pytest.mark.parametrize(
    "page", ["moderation/", "judgment/", "judgment/depart/", "judgment/departures/", "", "ratings/p1/police/"]
)
def test_no_page_asks_more_than_twelve_times(
    page: str, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("moderator" if page in ("moderation/", "ratings/p1/police/") else "lead")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/inspections/{inspection.pk}/{page}")
    assert len(asked) <= 12, [one["sql"][:90] for one in asked]
