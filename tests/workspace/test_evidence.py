"""Evidence at one click, seen from both sides, and how it was put before."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conspectus.errors import ConspectusError
from conspectus.records.engine import laid_out
from conspectus.terms import Agency, Bearing
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.evidence import actions
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections.casebooks import last_built, opened
from conspectus.workspace.inspections.models import Inspection
from tests.workspace.two_browsers import send

pytestmark = pytest.mark.django_db
USE = re.compile(r'class="use" href="([^"]+)"')
QUERIES_AT_MOST = 12


def links(client: Client, page: str) -> list[str]:
    return [unescape(link) for link in USE.findall(client.get(page).content.decode())]


def gap_child(inspection: Inspection) -> str:
    built = last_built(inspection)
    assert built is not None
    [row] = opened(built.casebook).rows("select min(child_id) as child_id from silo_gaps")
    return str(row["child_id"])


def record(client: Client, link: str, **answers: object) -> Evidence:
    """Follow a link, and send its form as it is filled in, with these answers besides."""
    page = client.get(link)
    form = page.context["form"]
    given = {name: form.initial.get(name, "") for name in form.fields if name != "document"}
    answer = client.post(link, {**given, "bearing": "against", "criteria": ["p1"], **answers})
    assert answer.status_code == 302, answer.context["form"].errors
    return Evidence.objects.latest("pk")


@pytest.mark.database
@pytest.mark.parametrize("table", ["duty_figures", "silo_gaps", "obligations", "events"])
def test_a_row_becomes_evidence_with_its_counts_and_its_query(
    table: str, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("inspector")
    one = f"/inspections/{inspection.pk}/"
    pages = links(client, f"{one}picture/") + links(client, f"{one}children/{gap_child(inspection)}/")
    link = next(link for link in pages if f"source={table}%3A" in link)
    made = record(client, link, agency="police", seen="As the form says.")
    built = last_built(inspection)
    assert built is not None and made.found is not None
    assert made.content_hash == built.content_hash
    assert made.source == parse_qs(urlsplit(link).query)["source"][0]
    assert re.fullmatch("[0-9a-f]{64}", made.found["row_sha256"])
    if table != "events":
        assert made.found["definition"]["version"] >= 1
        assert "select" in made.found["definition"]["sql"].lower()
    if table == "duty_figures":
        statuses = ("met", "late", "missed", "not_yet_due", "exempt", "indeterminate", "not_evaluated")
        assert sum(made.found["row"][name] for name in statuses) == made.found["row"]["obligations"] > 0
    shown = client.get(f"{one}evidence/{made.pk}/").content.decode()
    assert made.found["row_sha256"][:5] not in shown and "What the casebook said" in shown
    if table != "events":
        assert laid_out(made.found["definition"]["sql"]) in unescape(shown)


def test_a_duty_result_is_filled_in_with_its_denominator(
    inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("lead")
    link = next(
        link for link in links(client, f"/inspections/{inspection.pk}/picture/") if "duty_figures" in link
    )
    known = client.get(link).context["form"].initial
    assert re.search(r"of [\d,]+ that could be decided|none could be decided", str(known["seen"]))
    assert re.search(r"[\d,]+ obligations? in all", str(known["seen"]))
    assert known["kind"] == "duty_figure"


def test_an_observer_is_offered_no_evidence(
    inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    assert links(signed_in("observer"), f"/inspections/{inspection.pk}/picture/") == []
    assert links(signed_in("lead"), f"/inspections/{inspection.pk}/picture/") != []


def test_what_a_casebook_does_not_hold_is_no_evidence(
    inspection: Inspection, person: Callable[[str], User]
) -> None:
    with pytest.raises(ConspectusError, match="holds no such row"):
        actions.add_evidence(
            inspection=inspection,
            observed=actions.Observation(
                "event", Agency.POLICE, ["p1"], Bearing.FOR, "Nothing.", "events:nobody/1/1"
            ),
            by=person("lead"),
        )


@pytest.mark.database
def test_a_restricted_entry_is_evidence_for_named_roles_alone(
    inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    built = last_built(inspection)
    assert built is not None
    [row] = opened(built.casebook).rows("select min(event_ref) as ref from events where restricted")
    assert row["ref"]
    link = f"/inspections/{inspection.pk}/evidence/new/?source=events:{row['ref']}"
    made = record(signed_in("lead"), link, agency="police", seen="Restricted.")  # the lead is named
    page = f"/inspections/{inspection.pk}/evidence/{made.pk}/"
    assert row["ref"] in signed_in("lead").get(page).content.decode()
    assert row["ref"] not in signed_in("inspector").get(page).content.decode()
    assert "Filled in from the casebook" not in signed_in("inspector").get(link).content.decode()


def test_both_sides_are_one_click_away(inspection: Inspection, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("lead")
    rating = inspection.ratings.filter(stage="consolidated", evidence__isnull=False).first()
    assert rating is not None
    piece = rating.evidence.all()[0]
    one, two = (
        f"/inspections/{inspection.pk}/evidence/{piece.pk}/",
        (f"/inspections/{inspection.pk}/ratings/{rating.criterion}/{rating.agency}/"),
    )
    assert two in client.get(one).content.decode()
    assert one in client.get(two).content.decode()
    found = client.get(f"/inspections/{inspection.pk}/evidence/?criterion=p1&agency=police").context["page"]
    assert found.paginator.count > 0
    assert all("p1" in piece.criteria and piece.agency == "police" for piece in found)


@pytest.mark.database
def test_a_correction_keeps_what_was_said_before(
    inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("lead")
    piece = inspection.evidence.all()[0]
    was, page = piece.seen, f"/inspections/{inspection.pk}/evidence/{piece.pk}/"
    answers = {"seen": "Put otherwise.", "bearing": piece.bearing, "criteria": piece.criteria, "why": ""}
    assert client.post(f"{page}correct/", answers).status_code == 200  # a reason is needed
    send(client, f"{page}correct/", answers | {"why": "Counted twice"})
    shown = client.get(f"{page}history/").content.decode()
    assert "Put otherwise." in shown and "Counted twice" in shown and "Lena Lead" in shown
    assert unescape(shown).count(was.split(".")[0]) == 1
    assert Entry.objects.filter(action="evidence_corrected", target=f"evidence:{piece.pk}").exists()


@pytest.mark.database
def test_no_correction_without_its_row_of_the_log(
    inspection: Inspection, person: Callable[[str], User], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    piece = inspection.evidence.all()[0]
    monkeypatch.setattr("conspectus.workspace.evidence.actions.evidence.record", fails)
    with pytest.raises(OSError, match="full"):
        actions.correct_evidence(
            evidence=piece, criteria=["p1"], bearing=Bearing.FOR, seen="No.", why="None", by=person("lead")
        )
    piece.refresh_from_db()
    assert piece.seen != "No."


@pytest.mark.parametrize(
    "page", ["evidence/", "evidence/new/", "evidence/{piece}/", "notes/", "notes/{note}/"]
)
def test_no_page_asks_more_than_twelve_times(
    page: str, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("lead")
    address = page.format(piece=inspection.evidence.all()[0].pk, note=inspection.notes.all()[0].pk)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(f"/inspections/{inspection.pk}/{address}")
    assert len(asked) <= QUERIES_AT_MOST, [one["sql"] for one in asked]
