"""An agency sends its return in the browser: what is taken, what is refused and why, and what sending again shows."""

import io
import zipfile
from collections.abc import Callable, Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseRedirect
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from conspectus.terms import Agency
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.inspections.casebooks import newest_returns
from conspectus.workspace.inspections.models import Inspection, SentReturn
from conspectus.workspace.inspections.senders import must_be_its_own

pytestmark = pytest.mark.django_db
Send = Callable[..., str]


@pytest.fixture
def send(
    inspection: Inspection,
    signed_in: Callable[[str], Client],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> Send:
    """Send files as the police's contact, answering the form's questions as given."""

    def sent(files: dict[str, bytes], **answers: str) -> str:
        client = signed_in("police contact")
        given = {
            "sent": [SimpleUploadedFile(name, content) for name, content in files.items()],
            "sender": "new-police", "first": "1 4 2025", "last": "31/3/2026", "extracted": "14 April 2026",
            "schema": "events-1", "scope": "place_of_event", "covers": ["missing_episode"], **answers,
        }  # fmt: skip
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(f"/inspections/{inspection.pk}/returns/send/police/", given)
        # Checked by now: the worker of tests works at once, when what asked for it stands.
        page = client.get(answer.url) if isinstance(answer, HttpResponseRedirect) else answer
        return page.content.decode()

    return sent


@pytest.fixture
def files(csv_return: tuple[str, str]) -> dict[str, bytes]:
    people, events = csv_return
    return {"people.csv": people.encode(), "events.csv": events.encode()}


@pytest.fixture(autouse=True)
def nothing_left(inspection: Inspection) -> Iterator[None]:
    """Whatever a test sends lies in folders of versions that the database forgets with it."""
    yield
    made_here = ("new-pol*", "quite-another*", "a-third-force*", "one-more*")
    for folder in [one for name in made_here for one in (inspection.folder / "returns").glob(name)]:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        folder.rmdir()


def test_a_return_is_checked_and_its_receipt_shown(send: Send, files: dict[str, bytes]) -> None:
    text = send(files)
    sent = SentReturn.objects.get(sender="new-police")
    assert (sent.state, sent.version, sent.trouble) == (SentReturn.State.USABLE, 1, "")
    assert sent.report and sent.report["counts"]["events"] == 1
    assert "Nothing to mend" in text or "0 errors" in text
    entry = Entry.objects.filter(action="return_uploaded").latest("number")
    assert entry.target == f"return:{sent.pk}"


def test_sending_again_says_what_was_mended(send: Send, files: dict[str, bytes]) -> None:
    faulty = files | {"events.csv": files["events.csv"].replace(b"2025-06-02", b"2025-05-02")}
    assert "It ends before it starts" in send(faulty)
    assert "1 issue mended, 0 still there, 0 new" in send(files)
    assert list(SentReturn.objects.filter(sender="new-police").values_list("version", flat=True)) == [2, 1]


@pytest.mark.database
def test_sending_again_says_which_rows_differ_from_the_last_usable_return(
    send: Send, files: dict[str, bytes]
) -> None:
    assert "Rows that differ" not in send(files)
    send(files | {"return.toml": b'sender = "new-police"'})
    assert SentReturn.objects.get(sender="new-police", version=2).state == SentReturn.State.UNUSABLE
    people = files["people.csv"].splitlines()
    again = files | {
        "people.csv": b"\n".join([*people, people[-1].replace(people[-1].split(b",")[0], b"P-NEW")]),
        "events.csv": files["events.csv"].replace(b"2025-06-02", b"2025-06-03"),
    }
    text = send(again)
    assert "Rows that differ from version 1" in text
    sent = SentReturn.objects.get(sender="new-police", version=3)
    assert sent.changes == {
        "version": 1,
        "rows": [
            {"table": "people", "sender": "new-police", "added": 1, "gone": 0, "changed": 0},
            {"table": "events", "sender": "new-police", "added": 0, "gone": 0, "changed": 1},
        ],
    }


def test_a_row_that_only_moved_is_no_change(send: Send, files: dict[str, bytes]) -> None:
    send(files)
    header, *lines = files["people.csv"].splitlines()
    send(files | {"people.csv": b"\n".join([header, *lines[::-1]])})
    sent = SentReturn.objects.get(sender="new-police", version=2)
    assert sent.changes == {"version": 1, "rows": []}


def test_what_was_lost_of_the_return_before_does_not_stop_the_next(
    send: Send, files: dict[str, bytes]
) -> None:
    send(files)
    first = SentReturn.objects.get(sender="new-police")
    for path in (first.folder / "new-police").iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    send(files)
    sent = SentReturn.objects.get(sender="new-police", version=2)
    assert (sent.state, sent.changes) == (SentReturn.State.USABLE, None)


def test_a_return_toml_among_the_files_answers_for_itself(send: Send, files: dict[str, bytes]) -> None:
    says = (
        b'sender = "new-police"\nagency = "police"\nschema = "events-1"\ncovers = ["missing_episode"]\n'
        b"period = { from = 2025-04-01, to = 2026-03-31 }\nextracted = 2026-04-14T09:30:00Z\n"
        b'scope = "residence"\n'
    )
    send(files | {"return.toml": says}, first="", last="", extracted="")
    sent = SentReturn.objects.get(sender="new-police")
    assert sent.report and sent.report["senders"][0]["scope"] == "residence"


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (80 * 2**20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("events.html", b"<html></html>", "no file that a return can hold"),
        ("events.svg", b"<svg/>", "no file that a return can hold"),
        ("events.exe", b"MZ\x90", "no file that a return can hold"),
        ("events.csv", b"event_id\n<script>alert(1)</script>\n", "not the plain text that its name says"),
        ("events.csv", b"  <!DOCTYPE html><html></html>", "not the plain text that its name says"),
        ("events.csv", b"PK\x03\x04zip", "not the plain text that its name says"),
        ("events.csv", b"%PDF-1.7", "not the plain text that its name says"),
        ("events.xlsx", b"event_id,person_id\n", "not what its name says"),
        ("events.parquet", b"event_id,person_id\n", "not what its name says"),
        ("events.xlsx", bomb(), "unpack to far more than an office file holds"),
        ("events;.csv", b"event_id\n", "characters we do not take"),
    ],
    ids=[
        "HTML", "SVG", "program", "script in CSV", "page named CSV", "archive named CSV", "PDF named CSV",
        "CSV named xlsx", "CSV named Parquet", "zip bomb", "odd name",
    ],
)  # fmt: skip
def test_what_is_no_return_is_refused_with_its_reason_and_leaves_nothing(
    name: str, content: bytes, says: str, send: Send, inspection: Inspection
) -> None:
    assert says in send({name: content})
    assert not SentReturn.objects.filter(sender="new-police").exists()
    assert not list((inspection.folder / "returns").glob("new-police-*"))


def test_of_several_files_the_empty_one_is_named(send: Send, files: dict[str, bytes]) -> None:
    assert "events.csv: The submitted file is empty." in send(files | {"events.csv": b""})


def test_a_path_in_a_name_goes_nowhere(send: Send, files: dict[str, bytes], inspection: Inspection) -> None:
    send({"../../people.csv": files["people.csv"], "events.csv": files["events.csv"]})
    sent = SentReturn.objects.get(sender="new-police")
    assert sorted(path.name for path in (sent.folder / "new-police").iterdir()) == [
        "events.csv", "people.csv", "return.toml",
    ]  # fmt: skip


@pytest.mark.database
def test_nothing_is_taken_before_it_is_on_record_how_data_are_handled(
    send: Send, files: dict[str, bytes], inspection: Inspection
) -> None:
    Inspection.objects.update(lawful_basis="")
    assert "on record how its data are handled" in send(files)
    assert not SentReturn.objects.filter(sender="new-police").exists()


def test_whoever_sent_before_is_picked_not_typed(
    send: Send, files: dict[str, bytes], inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    before = inspection.returns.get(agency="police").sender
    page = f"/inspections/{inspection.pk}/returns/send/police/"
    shown = signed_in("police contact").get(page).content.decode()
    assert f'name="known" value="{before}"' in shown and "Another organisation of this agency" in shown
    send(files)
    assert 'name="known" value="new-police"' in signed_in("police contact").get(page).content.decode()
    send(files, known="new-police", sender="")
    assert SentReturn.objects.filter(sender="new-police").count() == 2
    assert "Choose who sends it" in send(files, sender="")


@pytest.mark.database
def test_a_name_with_a_slip_in_it_stops_with_a_question(send: Send, files: dict[str, bytes]) -> None:
    send(files)
    other = {"events.csv": files["events.csv"] + b"E2,P1,missing_episode,2025-07-01,,LOG 2\n"}
    text = send(files | other, sender="new-polcie")
    assert "new-police sent for this agency before: is new-polcie another organisation?" in text
    assert 'type="checkbox" name="sure"' in text
    assert not SentReturn.objects.filter(sender="new-polcie").exists()
    send(files | other | {"people.csv": files["people.csv"] + b"P2,Bo,Two,2011-01-02\n"},
         sender="new-polcie", sure="on")  # fmt: skip
    assert SentReturn.objects.filter(sender="new-polcie").exists()


def test_a_file_that_another_sender_sent_stops_with_a_question(
    send: Send, files: dict[str, bytes], inspection: Inspection
) -> None:
    send(files)
    assert "new-police sent the very same file, in version 1" in send(files, sender="quite-another")
    assert not SentReturn.objects.filter(sender="quite-another").exists()
    assert not list((inspection.folder / "returns").glob("quite-another-*"))


def test_it_stops_with_a_question_too_where_a_sender_of_before_sends_it(
    send: Send, files: dict[str, bytes]
) -> None:
    """Whoever chooses the wrong one of two organisations counts the one twice and loses the other."""
    other = {"people.csv": b"person_id,forename,surname,date_of_birth\nQ9,Di,Nine,2012-03-04\n",
             "events.csv": b"event_id,person_id,event,date\nF1,Q9,missing_episode,2025-07-01\n"}  # fmt: skip
    send(files)
    send(other, sender="quite-another", sure="on")
    assert "new-police sent the very same file, in version 1" in send(files, known="quite-another", sender="")
    assert SentReturn.objects.filter(sender="quite-another").count() == 1


def of_another(files: dict[str, bytes], number: int = 2) -> dict[str, bytes]:
    """Files that differ, whose one event has the number of the first sender's."""
    return {
        "people.csv": files["people.csv"] + b"P%d,Bo,Two,2011-01-02\n" % number,
        "events.csv": files["events.csv"].replace(b"LOG 1", b"LOG %d" % number),
    }


def test_no_return_takes_the_place_of_another_agencys(
    send: Send, files: dict[str, bytes], inspection: Inspection
) -> None:
    before = newest_returns(inspection)
    for name in {one.sender for one in before} - {one.sender for one in before if one.agency == "police"}:
        for written in (name, name.upper()):
            assert "another agency’s organisation sends under this name" in send(files, sender=written)
    assert newest_returns(inspection) == before
    inspection.returns.exclude(agency="police").update(
        taken_out_at=inspection.made_at, taken_out_by=inspection.made_by, taken_out_why="Of the wrong agency."
    )
    given = next(one.sender for one in before if one.agency == "council")
    must_be_its_own(inspection, Agency.POLICE, given)  # what was taken out stands in nobody's way


@pytest.mark.parametrize(
    ("says", "told"),
    [
        (b'agency = "council"', "it says agency = &quot;council&quot;, and it is sent as police"),
        (b'sender = "new-polcie"', "it says sender = &quot;new-polcie&quot;, and it is sent as new-police"),
    ],
    ids=["another agency", "another sender"],
)
def test_a_return_toml_that_speaks_for_somebody_else_is_refused(
    says: bytes, told: str, send: Send, files: dict[str, bytes], inspection: Inspection
) -> None:
    assert told in send(files | {"return.toml": says})
    assert not inspection.returns.filter(sender="new-police").exists()
    assert not list((inspection.folder / "returns").glob("new-police-*"))


@pytest.mark.database
def test_events_numbered_as_another_senders_stop_with_a_question(
    send: Send, files: dict[str, bytes], signed_in: Callable[[str], Client], inspection: Inspection
) -> None:
    send(files)
    text = send(of_another(files), sender="quite-another")
    assert "1 of its 1 events have the numbers of events that new-police sent" in text
    assert "Until somebody has answered, no casebook is built from it." in text
    sent = SentReturn.objects.get(sender="quite-another")
    assert (sent.state, sent in newest_returns(inspection)) == (SentReturn.State.DOUBTED, False)
    to = f"/inspections/{inspection.pk}/returns/{sent.pk}/another/"
    assert signed_in("council contact").post(to).status_code == 403
    assert signed_in("inspector").post(to).status_code == 403
    assert signed_in("stranger").post(to).status_code == 404
    signed_in("police contact").post(to)
    sent.refresh_from_db()
    assert (sent.state, sent.trouble, sent in newest_returns(inspection)) == ("usable", "", True)
    assert Entry.objects.filter(action="return_counted_in", target=f"return:{sent.pk}").count() == 1
    assert "nothing is asked of this return" in signed_in("lead").post(to, follow=True).content.decode()
    assert "Waits for an answer" not in send(of_another(files), sender="quite-another")  # answered once
    assert SentReturn.objects.filter(sender="quite-another", state="usable").count() == 2


def test_other_numbers_another_agency_or_a_return_taken_out_ask_nothing(
    send: Send, files: dict[str, bytes], signed_in: Callable[[str], Client], inspection: Inspection
) -> None:
    send(files)
    other = of_another(files)
    send(other | {"events.csv": other["events.csv"].replace(b"E1,", b"F1,")}, sender="quite-another")
    assert SentReturn.objects.get(sender="quite-another").state == "usable"
    SentReturn.objects.filter(sender__in=["new-police", "quite-another"]).update(agency="health")
    send(of_another(files, 3), sender="a-third-force")
    assert SentReturn.objects.get(sender="a-third-force").state == "usable"
    SentReturn.objects.filter(sender="new-police").update(agency="police")
    first = SentReturn.objects.get(sender="a-third-force")
    signed_in("lead").post(f"/inspections/{inspection.pk}/returns/{first.pk}/take-out/", {"why": "An error."})
    first = SentReturn.objects.get(sender="new-police")
    signed_in("lead").post(f"/inspections/{inspection.pk}/returns/{first.pk}/take-out/", {"why": "An error."})
    send(of_another(files, 4), sender="one-more")
    assert SentReturn.objects.get(sender="one-more").state == "usable"


@pytest.mark.database
def test_a_return_is_taken_out_for_a_reason_and_counts_no_more(
    send: Send, files: dict[str, bytes], inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    send(files)
    sent = SentReturn.objects.get(sender="new-police")
    page = f"/inspections/{inspection.pk}/returns/{sent.pk}/"
    SentReturn.objects.filter(pk=sent.pk).update(trouble="Is it the same organisation?")
    assert "Take it out" in signed_in("lead").get(page).content.decode()
    assert 'aria-disabled="true">Take it out' in signed_in("police contact").get(page).content.decode()
    signed_in("lead").post(f"{page}take-out/", {"why": " "})
    assert sent in newest_returns(inspection)
    signed_in("lead").post(f"{page}take-out/", {"why": "Sent under a name with a slip in it."})
    assert sent not in newest_returns(inspection)
    told = signed_in("lead").get(page).content.decode()
    assert "Sent under a name with a slip in it." in told and "the same organisation?" not in told
    entry = Entry.objects.filter(action="return_taken_out").latest("number")
    assert entry.target == f"return:{sent.pk}"
    signed_in("lead").post(f"{page}take-out/", {"why": "Again."})
    sent.refresh_from_db()
    assert sent.taken_out_why == "Sent under a name with a slip in it."
    send(files, sender="new-polcie")  # nothing counts any more that it could double
    assert SentReturn.objects.filter(sender="new-polcie").exists()
