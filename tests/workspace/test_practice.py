"""The library's pages: what each shows, what may be narrowed, and what is kept of it in an inspection."""

import re
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path
from threading import Event

import pytest
from django.test import Client
from pytest_django import Settings

from conspectus.definitions import CellKey
from conspectus.errors import ConspectusError
from conspectus.library.search import can_compare, meaning
from conspectus.library.store import write
from conspectus.terms import Agency, Bearing, Nation
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.config import answering
from conspectus.workspace.evidence.actions import Observation, add_evidence
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections import casebooks
from conspectus.workspace.inspections.actions import Subject, set_up
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.judgments.judged import judged
from conspectus.workspace.practice import ready
from conspectus.workspace.practice.actions import Passage, save_practice
from conspectus.workspace.practice.ready import get_ready
from conspectus.workspace.practice.views import reports
from conspectus.workspace.ratings.actions import consolidate
from conspectus.workspace.retention.destroying import cited_rows
from tests.library.library_making import council_only, joint, unreadable
from tests.workspace.two_browsers import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(library: Path, signed_in: Callable[[str], Client]) -> Client:
    """Somebody who takes part in nothing."""
    return signed_in("stranger")


def said(client: Client, page: str) -> str:
    """What a page says, without its markup."""
    answer = client.get(page)
    assert answer.status_code == 200
    main = answer.content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def hits(client: Client, asked: str) -> list[str]:
    """The first two words of each sentence found."""
    found = client.get(f"/practice/?{asked}").context["found"].hits
    return [" ".join(hit.sentence.text.split()[:2]) for hit in found]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("query=visited", {"Social workers"}),
        ("query=police&polarity=strength", {"Police officers"}),
        ("agency=police", {"Police officers", "The police", "Strategy meetings"}),
        ("kind=ilacs_standard&polarity=weakness", {"Too many", "Strategy meetings"}),
        ("kind=jtai&polarity=weakness", {"The police", "Social workers"}),
        ("theme=serious+youth+violence&polarity=neutral", {"This letter"}),
        ("area=E06999999&agency=health", {"Health visitors"}),
        ("topic=missing", {"Police officers"}),
        ("topic=domestic_abuse&agency=police", {"The police"}),
        ("since=2024&polarity=weakness", {"The police", "Social workers"}),
        ("query=nowhere", set()),
    ],
)
def test_words_and_filters(reader: Client, asked: str, found: set[str]) -> None:
    assert set(hits(reader, asked)) == found


def test_a_hit_shows_what_was_looked_for_whose_it_is_and_where_it_stands(reader: Client) -> None:
    page = reader.get("/practice/?query=schools+missing").content.decode()
    assert "<mark>missing</mark>" in page and "<mark>schools</mark>" in page
    [hit] = re.findall(r'<li class="c-hit">.*?</li>', page, re.DOTALL)
    words = " ".join(re.sub(r"<[^>]+>", " ", hit).split())
    assert "strength Police, Schools" in words
    assert "Northshire, Joint targeted area inspection, 14 March 2024 , page 2" in words


def test_each_chosen_filter_can_be_taken_away(reader: Client) -> None:
    asked = "query=police&agency=police&polarity=weakness"
    tags = re.findall(
        r'moj-filter__tag" href="\?([^"]*)"', reader.get(f"/practice/?{asked}").content.decode()
    )
    assert [unescape(tag) for tag in tags] == ["query=police&polarity=weakness", "query=police&agency=police"]


def test_what_cannot_be_looked_for_is_said(reader: Client) -> None:
    assert "No word to look for" in said(reader, "/practice/?query=-police")
    assert "is not one of the available choices" in said(reader, "/practice/?kind=nothing")


def test_before_anything_is_asked_it_says_what_there_is(reader: Client) -> None:
    assert "3 published inspection reports, 2022 to 2024" in said(reader, "/practice/")


def test_pages_of_what_was_found(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = hits(reader, "agency=council")
    monkeypatch.setattr("conspectus.workspace.practice.views.search.A_PAGE", 2)
    pages = [hits(reader, f"agency=council&page={number}") for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert [hit for page in pages for hit in page] == whole
    assert (
        'href="?page=2&amp;agency=council" rel="next"'
        in reader.get("/practice/?agency=council").content.decode()
    )


def test_without_a_library_it_is_said_plainly(reader: Client, settings: Settings) -> None:
    settings.LIBRARY = None
    assert "No library of published reports is set up" in said(reader, "/practice/")
    assert "conspectus library add" in said(reader, "/practice/")


def test_a_library_that_cannot_be_read_is_said_without_its_place(reader: Client, library: Path) -> None:
    library.write_text("no library")
    answer = reader.get("/practice/")
    assert answer.status_code == 503
    assert b"is damaged, or no library" in answer.content and str(library).encode() not in answer.content


def test_a_newer_library_is_read_at_once(reader: Client, library: Path) -> None:
    assert hits(reader, "query=pressures") == ["Strategic leaders"]
    write([council_only()], library)
    assert hits(reader, "query=pressures") == []


@pytest.mark.skipif(not can_compare(), reason="the extra meaning is not installed")
def test_practice_is_found_by_meaning_by_whoever_is_signed_in(reader: Client, settings: Settings) -> None:
    asked = "by=meaning&polarity=strength&query=Constables+tell+teachers+when+a+pupil+has+run+away."
    assert hits(reader, asked)[0] == "Police officers"
    assert "Say in a sentence what the practice is" in said(reader, "/practice/?by=meaning")
    settings.LIBRARY_PUBLIC = True
    assert hits(Client(), asked) == []  # by its words: the public is not asked which
    assert "The same meaning" not in said(Client(), "/practice/")


def test_a_server_gets_ready_before_anybody_asks(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*_: object) -> None:
        raise AssertionError("made while somebody waits")

    get_ready()
    monkeypatch.setattr(reports, "cover", late)
    monkeypatch.setattr(reports, "_areas", late)
    monkeypatch.setattr(meaning, "_made", late)
    assert "The council inspected alone: 1 report" in said(reader, "/practice/coverage/")
    assert "Northshire" in said(reader, "/practice/areas/")
    if can_compare():
        assert hits(reader, "by=meaning&query=Constables+tell+teachers")


@pytest.mark.waits
def test_a_process_of_the_server_begins_with_that(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = Event()
    monkeypatch.setattr(ready, "get_ready", lambda: None)
    monkeypatch.setattr(casebooks, "read_ahead", begun.set)
    answering.post_worker_init(None)
    assert begun.wait(120)


@pytest.mark.waits
def test_the_server_reads_its_settings_before_there_is_django() -> None:
    read = "import conspectus.workspace.config.answering as one; one.on_starting, one.post_worker_init"
    subprocess.run([sys.executable, "-I", "-c", read], check=True, env={})


def test_without_a_library_that_can_be_read_a_server_has_nothing_to_get_ready(
    reader: Client, library: Path, settings: Settings
) -> None:
    library.write_text("no library")
    get_ready()
    settings.LIBRARY = None
    get_ready()


@pytest.mark.skipif(can_compare(), reason="the extra meaning is installed")
def test_without_the_extra_meaning_is_not_offered(reader: Client) -> None:
    assert "The same meaning" not in said(reader, "/practice/")


def test_a_report_tells_its_facts_and_its_findings_by_agency(reader: Client) -> None:
    page = f"/practice/reports/{joint().sha256}/"
    told = said(reader, page)
    for fact in (
        "Joint targeted area inspection Northshire", "Serious youth violence", "15 January 2024 to 2 February 2024",
        "14 March 2024", "Ofsted, Care Quality Commission", "3 strengths, 1 thing to improve, 0 priority actions",
        "Police 1 1 0", "Council 0 0 1", joint().sha256,
    ):  # fmt: skip
        assert fact in told, fact
    assert told.count("Police officers share what they know") == 2  # with police, and with schools
    assert "This letter follows" not in told and "This letter follows" in said(reader, f"{page}?order=report")
    assert 'id="s2"' in reader.get(f"{page}?order=report").content.decode()
    assert f"{page}?order=report#s2" in reader.get(page).content.decode()


def test_grades_and_problems_are_shown(reader: Client) -> None:
    council = council_only(kind="ilacs_standard")
    assert "Overall effectiveness Good" in said(reader, f"/practice/reports/{council.sha256}/")
    assert "it holds pictures of pages and no text" in said(
        reader, f"/practice/reports/{unreadable().sha256}/"
    )


def test_an_areas_history_is_of_every_inspectorate_and_the_newest_first(reader: Client) -> None:
    told = said(reader, "/practice/areas/E06999999/")
    assert "2 published reports" in told
    assert told.index("Joint targeted area inspection") < told.index("standard inspection")
    assert "Overall effectiveness: good" in told and "On serious youth violence" in told
    assert "5 of its 6 sentences find a strength or a weakness" in told
    assert "What was found, by agency" in told
    assert "Beside its neighbours" in told and "2+ 2−" in told
    areas = said(reader, "/practice/areas/")
    assert "Northshire 2 Northshire, Joint targeted area inspection, 14 March 2024" in areas
    assert "scan.pdf" in areas  # of no area that could be told


@pytest.mark.parametrize("page", [f"reports/{'0' * 64}/", "reports/nothing/", "areas/E06000001/"])
def test_what_the_library_does_not_hold_is_not_there(reader: Client, page: str) -> None:
    assert reader.get(f"/practice/{page}").status_code == 404


@pytest.mark.parametrize(
    ("by", "group"),
    [("", "Joint targeted area inspection"), ("year", "2024"), ("area", "Northshire"), ("inspectorate", "hmicfrs"),
     ("nothing", "Joint targeted area inspection")],
)  # fmt: skip
def test_coverage_shows_the_contrast_whatever_reports_are_put_together_by(
    reader: Client, by: str, group: str
) -> None:
    page = reader.get(f"/practice/coverage/?by={by}").content.decode()
    assert "The council inspected alone: 1 report" in page and "Agencies inspected jointly: 1 report" in page
    assert f'<th scope="row" class="prose">{group}</th>' in page
    assert 'style="' not in page  # the policy lets no such thing through
    assert f'href="/practice/reports/{joint().sha256}/"' in page
    assert "/help/explanation/coverage-of-reports/" in page and "What it can and cannot prove" in page


KEPT = {"seen": "They tell schools at once.", "agency": "police", "criteria": ["p1"]}


def keep(client: Client, inspection: Inspection, n: int = 2, **answers: object) -> Evidence:
    """Keep a sentence of the joint letter from its page, as its form asks."""
    answer = client.post(f"/inspections/{inspection.pk}/practice/{joint().sha256}/{n}/", KEPT | answers)
    assert answer.status_code == 302
    return Evidence.objects.whole().latest("pk")


def test_a_sentence_is_kept_as_what_good_looks_like(
    inspection: Inspection, library: Path, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("inspector")
    page = client.get(f"/practice/reports/{joint().sha256}/").content.decode()
    link = f"/practice/reports/{joint().sha256}/2/save/"
    assert link in page
    form = client.get(link, follow=True)
    assert form.context["form"].initial["agency"] == "police"
    assert "Police officers share" in form.context["form"].initial["seen"]
    made = keep(client, inspection)
    assert made.published == {
        "report": "Northshire, Joint targeted area inspection, 14 March 2024", "file": joint().file,
        "sha256": joint().sha256, "kind": "jtai", "area": "Northshire", "area_code": "E06999999", "year": 2024,
        "n": 2, "page": 2, "section": "Findings > strength", "agencies": ["police", "education"],
        "polarity": "strength", "text": joint().sentences[1].text,
    }  # fmt: skip
    library.unlink()  # it outlives the library
    told = client.get(f"/inspections/{inspection.pk}/evidence/{made.pk}/").content.decode()
    assert joint().sentences[1].text in told and "They tell schools at once." in told
    assert f'href="/practice/reports/{joint().sha256}/?order=report#s2"' in told
    assert "what good looks like</strong>" in told and "What the casebook said" not in told
    rows = Entry.objects.filter(target=f"evidence:{made.pk}").order_by("number")
    assert [row.action for row in rows] == ["evidence_added", "practice_saved"]
    assert rows[1].details == {"report": joint().sha256, "sentence": 2}


def test_who_takes_part_in_several_chooses_in_which(
    inspection: Inspection, library: Path, person: Callable[[str], User], signed_in: Callable[[str], Client]
) -> None:
    other = set_up(
        subject=Subject(
            title="Another", area="Southshire", nation=Nation.ENGLAND, framework="jtai", theme=""
        ),
        inspectorate="ofsted",
        by=person("lead"),
    )
    page = signed_in("lead").get(f"/practice/reports/{joint().sha256}/2/save/").content.decode()
    for one in (inspection, other):
        assert f"/inspections/{one.pk}/practice/{joint().sha256}/2/" in page


def test_no_rating_and_no_judgment_rests_on_it(
    inspection: Inspection, library: Path, signed_in: Callable[[str], Client], person: Callable[[str], User]
) -> None:
    before = judged(inspection)
    made = keep(signed_in("inspector"), inspection)
    cell = CellKey("p1", Agency.POLICE)
    assert made not in inspection.evidence.bearing_on(cell)
    page = signed_in("inspector").get(f"/inspections/{inspection.pk}/ratings/p1/police/")
    assert list(page.context["good"]) == [made]
    choices = page.context["form"].fields["evidence"].choices
    assert str(made.pk) not in {value for value, _ in choices}
    member = Member.objects.get(inspection=inspection, person=person("inspector"))
    with pytest.raises(ConspectusError, match="shows nothing of this one"):
        consolidate(
            member=member,
            cell=cell,
            level="good",
            rationale="As elsewhere.",
            evidence=[made],
            by=member.person,
        )
    assert judged(inspection).model_dump() == before.model_dump()


@pytest.mark.database
def test_it_is_not_kept_without_its_row_of_the_log(
    inspection: Inspection, library: Path, person: Callable[[str], User], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("the log cannot be written")

    monkeypatch.setattr("conspectus.workspace.practice.actions.record", fail)
    kept = inspection.evidence.count()
    with pytest.raises(OSError, match="cannot be written"):
        save_practice(
            inspection=inspection,
            passage=Passage(report=joint(), sentence=joint().sentences[1]),
            agency=Agency.POLICE,
            criteria=["p1"],
            seen="So.",
            by=person("lead"),
        )
    assert inspection.evidence.count() == kept


def test_nobody_makes_it_up_by_hand(
    inspection: Inspection, person: Callable[[str], User], signed_in: Callable[[str], Client]
) -> None:
    form = signed_in("lead").get(f"/inspections/{inspection.pk}/evidence/new/").context["form"]
    assert "published_practice" not in dict(form.fields["kind"].choices)
    with pytest.raises(ConspectusError, match="is a sentence of a published report"):
        add_evidence(
            inspection=inspection,
            observed=Observation("published_practice", Agency.POLICE, ["p1"], Bearing.FOR, "Made up."),
            by=person("lead"),
        )


def test_how_it_is_put_can_be_corrected_and_points_no_way(
    inspection: Inspection, library: Path, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("inspector")
    made = keep(client, inspection)
    page = f"/inspections/{inspection.pk}/evidence/{made.pk}/correct/"
    assert "bearing" not in client.get(page).context["form"].fields
    send(client, page, {"seen": "They tell schools within the hour.", "criteria": ["p1"], "why": "Clearer"})
    made.refresh_from_db()
    assert made.seen == "They tell schools within the hour." and made.bearing == "for"


def test_it_stays_when_the_data_of_children_are_destroyed(
    inspection: Inspection, library: Path, signed_in: Callable[[str], Client]
) -> None:
    made = keep(signed_in("inspector"), inspection)
    cited_rows(inspection)
    assert Evidence.objects.whole().get(pk=made.pk).published


def test_the_public_is_offered_nothing_to_keep(library: Path, settings: Settings) -> None:
    settings.LIBRARY_PUBLIC = True
    page = Client().get(f"/practice/reports/{joint().sha256}/").content.decode()
    assert "/save/" not in page and "What you open here is logged" not in page
