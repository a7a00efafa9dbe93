"""A sender says in the browser what the columns of its own tables mean, once; the next export is read by it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseRedirect
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from conspectus.workspace.audit.models import Entry
from conspectus.workspace.inspections import plain
from conspectus.workspace.inspections.models import Inspection, SentReturn

pytestmark = pytest.mark.django_db
POLICE = Path(__file__).parents[1] / "records" / "mapping" / "exports" / "police"
LOG = (
    "Log No,Surname,Forename,DOB,When,What,Found,Odd Note\n"
    "L1,Green,Ann,13/02/2012,14/05/2025 21:00,MISPER,15/05/2025,blue\n"
    "L2,Brown,Bo,01/03/2013,15/05/2025 10:00,LOST DOG,,red\n"
    "L3,Brown,Bo,01/03/2013,20/05/2025 10:00,CAME TO NOTICE XQ,,green\n"
)
Post = Callable[..., SentReturn]


@pytest.fixture
def send(
    inspection: Inspection,
    signed_in: Callable[[str], Client],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> Post:
    """Send files as the police's contact; what was sent, checked."""

    def sent(files: dict[str, bytes]) -> SentReturn:
        given = {
            "sent": [SimpleUploadedFile(name, content) for name, content in files.items()],
            "sender": "new-police", "first": "1 4 2025", "last": "31/3/2026", "extracted": "14 April 2026",
            "schema": "events-1", "scope": "place_of_event", "covers": ["missing_episode"],
        }  # fmt: skip
        with django_capture_on_commit_callbacks(execute=True):
            answer = signed_in("police contact").post(
                f"/inspections/{inspection.pk}/returns/send/police/", given
            )
        assert isinstance(answer, HttpResponseRedirect), answer.content.decode()
        return SentReturn.objects.filter(sender="new-police").latest("version")

    return sent


@pytest.fixture
def settle(
    signed_in: Callable[[str], Client], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> Callable[..., SentReturn]:
    """Choose of lists, by their labels, as the police's contact; the version that comes of it."""

    def settled(sent: SentReturn, **chosen: str) -> SentReturn:
        client, page = signed_in("police contact"), columns(sent)
        given = as_it_stands(client.get(page).content.decode()) | {"settle": "1"} | chosen
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(page, given)
        assert isinstance(answer, HttpResponseRedirect), answer.content.decode()
        return SentReturn.objects.filter(sender=sent.sender).latest("version")

    return settled


@pytest.fixture(autouse=True)
def nothing_left(inspection: Inspection) -> Iterator[None]:
    """Whatever a test sends lies in folders of versions that the database forgets with it."""
    yield
    for folder in (inspection.folder / "returns").glob("new-pol*"):
        for path in sorted(folder.rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        folder.rmdir()


def columns(sent: SentReturn) -> str:
    return f"/inspections/{sent.inspection_id}/returns/{sent.pk}/columns/"


def as_it_stands(page: str) -> dict[str, str]:
    """Each list of a page with what is chosen in it."""
    lists = re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL)
    return {name: (re.findall(r'value="([^"]*)" selected', held) or [""])[0] for name, held in lists}


def says(sent: SentReturn) -> str:
    """Its return.toml."""
    with plain.room() as room:
        plain.unsealed(sent.folder / sent.sender, room / "sent")
        return (room / "sent" / "return.toml").read_text(encoding="utf-8")


def found(sent: SentReturn) -> set[str]:
    assert sent.report is not None
    return {one["rule"] for one in sent.report["issues"]}


def counts(sent: SentReturn) -> tuple[int, int]:
    assert sent.report is not None
    return sent.report["counts"]["rows_used"], sent.report["counts"]["events"]


def test_a_table_that_nobody_knows_is_settled_and_then_read(
    send: Post, settle: Post, signed_in: Callable[[str], Client]
) -> None:
    sent = send({"log.csv": LOG.encode()})
    assert counts(sent)[1] == 0
    client = signed_in("police contact")
    assert (
        columns(sent) in client.get(f"/inspections/{sent.inspection_id}/returns/{sent.pk}/").content.decode()
    )
    page = client.get(columns(sent)).content.decode()
    assert "days, the day first" in page and "<q>13/02/2012</q>" in page and "LOST DOG" in page
    stands = as_it_stands(page)
    assert stands["column-0-3"] == "date_of_birth" and stands["column-0-7"] == "nothing"
    settled = settle(
        sent, **{"word-0-1": "none"}
    )  # the words stand by count and letters: notice, dog, MISPER
    assert settled.version == 2 and settled.state == SentReturn.State.USABLE
    assert 'none = ["LOST DOG"]' in says(settled) and "period" in says(settled)
    assert counts(settled)[1] == 1 and "MISPER" in says(settled)
    assert 'covers = ["missing_episode"]' in says(settled)


def test_the_next_export_is_read_with_no_question_and_a_changed_one_says_what_changed(
    send: Post, settle: Post, signed_in: Callable[[str], Client]
) -> None:
    settle(send({"log.csv": LOG.encode()}), **{"word-0-1": "none"})
    again = send({"log-july.csv": LOG.encode().replace(b"14/05/2025", b"16/05/2025")})
    assert again.version == 3 and counts(again)[1] == 1
    assert not found(again) & {"file-not-read", "extract-column-new", "extract-column-gone"}
    changed = send({"log.csv": LOG.replace("Odd Note", "Beat").replace("LOST DOG", "MISPER FOUND").encode()})
    assert {"extract-column-new", "extract-column-gone"} <= found(changed)
    page = signed_in("police contact").get(columns(changed)).content.decode()
    assert "new columns: Beat" in page and "columns gone: Odd Note" in page and "MISPER FOUND" in page
    settled = settle(changed, **{"column-0-7": "postcode"})
    assert 'postcode = "Beat"' in says(settled) and "extract-column-new" not in found(settled)
    assert "LOST DOG" in says(settled), "what these files do not hold is kept"


def test_a_page_that_is_opened_again_is_not_worked_out_from_the_files_again(
    send: Post, settle: Post, signed_in: Callable[[str], Client]
) -> None:
    sent = send({"log.csv": LOG.replace("blue", "violet").encode()})
    first = as_it_stands(signed_in("police contact").get(columns(sent)).content.decode())
    settled = settle(sent, **{"word-0-1": "none"})
    (sent.folder / sent.sender / "log.csv").unlink()
    again = signed_in("police contact").get(columns(sent)).content.decode()
    assert as_it_stands(again) == first and "<q>violet</q>" in again and "3 rows" in again
    newer = signed_in("police contact").get(columns(settled)).content.decode()
    assert "Settled before" in newer  # the same files by another return.toml


def test_what_came_of_it_is_asked_for_each_value_and_kept(send: Post, settle: Post) -> None:
    text = LOG.replace("What,Found,Odd Note", "What,Found,Outcome").replace("MISPER,", "RETURN INTERVIEW,")
    text = text.replace("blue", "Completed").replace("red", "RHI done").replace("green", "Left a card")
    sent = send({"log.csv": text.replace("LOST DOG", "RETURN INTERVIEW").encode()})
    settled = settle(sent, **{"outcome-0-1": "offered"})
    assert 'offered = ["Left a card"]' in says(settled) and 'outcome = "Outcome"' in says(settled)
    assert 'completed = ["RHI done"]' in says(settled)


def test_what_a_person_says_goes_before_what_was_proposed(send: Post, settle: Post) -> None:
    text = LOG.replace("Surname,Forename", "N1,N2").replace(",When,", ",Seen,")
    settled = settle(
        send({"log.csv": text.encode()}),
        **{"column-0-1": "surname", "column-0-2": "forename", "column-0-4": "moment", "day-0-6": "words"},
    )
    assert 'surname = "N1"' in says(settled) and 'forename = "N2"' in says(settled)


def test_two_tables_of_one_system_are_settled_together(
    send: Post, settle: Post, signed_in: Callable[[str], Client]
) -> None:
    sent = send({path.name: path.read_bytes() for path in sorted(POLICE.glob("*.csv"))})
    settled = settle(sent)
    used, events = counts(settled)
    assert settled.state == SentReturn.State.USABLE and used > 100 and events > 20
    page = signed_in("police contact").get(columns(settled)).content.decode()
    assert "Settled before" in page and "What changed" not in page


def test_only_the_newest_is_settled(send: Post, signed_in: Callable[[str], Client]) -> None:
    first = send({"log.csv": LOG.encode()})
    send({"log.csv": LOG.encode()})
    client = signed_in("police contact")
    stands = as_it_stands(client.get(columns(first)).content.decode())
    answer = client.post(columns(first), stands | {"settle": "1"})
    assert "Settle the newest one" in answer.content.decode()
    assert SentReturn.objects.filter(sender="new-police").count() == 2


def test_a_choice_that_there_is_not_is_refused(send: Post, signed_in: Callable[[str], Client]) -> None:
    sent = send({"log.csv": LOG.encode()})
    client = signed_in("police contact")
    stands = as_it_stands(client.get(columns(sent)).content.decode())
    answer = client.post(columns(sent), stands | {"settle": "1", "column-0-1": "rm -rf"})
    assert "There is a problem" in answer.content.decode()
    assert SentReturn.objects.filter(sender="new-police").count() == 1


@pytest.mark.database
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("police contact", 200), ("council contact", 403), ("lead", 200), ("analyst", 200), ("inspector", 403),
        ("moderator", 403), ("observer", 403), ("stranger", 404),
    ],
)  # fmt: skip
def test_who_says_what_columns_mean(
    who: str, status: int, send: Post, signed_in: Callable[[str], Client]
) -> None:
    sent = send({"log.csv": LOG.encode()})
    assert signed_in(who).get(columns(sent)).status_code == status


def test_values_are_the_senders_own_and_shown_to_named_roles_alone(
    send: Post, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    sent = send({"log.csv": LOG.encode()})
    Inspection.objects.update(restricted_to=["lead"])
    lead, analyst = signed_in("lead"), signed_in("analyst")
    assert "13/02/2012" not in lead.get(columns(sent)).content.decode()
    logged = Entry.objects.filter(action="restricted_shown").count()
    assert "13/02/2012" in lead.post(columns(sent), {"restricted": "1"}).content.decode()
    assert Entry.objects.filter(action="restricted_shown").count() == logged + 1
    assert analyst.post(columns(sent), {"restricted": "1"}).status_code == 403


def test_of_a_return_that_was_read_nothing_is_asked(
    inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    sent = inspection.returns.get(agency="police")
    client = signed_in("police contact")
    assert client.get(columns(sent)).status_code == 404
    assert (
        "Say what your columns mean"
        not in client.get(f"/inspections/{inspection.pk}/returns/{sent.pk}/").content.decode()
    )
