"""Destruction on schedule: what goes, what stays, when, on whose word, and that one cut off is finished later."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from conspectus.errors import ConspectusError
from conspectus.terms import Agency, Bearing
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.verify import verify
from conspectus.workspace.audit.words import Action
from conspectus.workspace.evidence.actions import correct_evidence, save_note
from conspectus.workspace.evidence.models import Document, Draft, Evidence, Note
from conspectus.workspace.inspections import actions as inspection_actions
from conspectus.workspace.inspections.models import Build, Inspection, SentReturn
from conspectus.workspace.judgments.judged import judged
from conspectus.workspace.ratings.models import AgencyAnswer, Rating, RatingDraft
from conspectus.workspace.reading import actions as reading
from conspectus.workspace.reading.models import Assignment, EntryComment, ReadMark
from conspectus.workspace.retention import actions, destroying, jobs
from conspectus.workspace.retention.models import Destruction
from tests.workspace.clock import TODAY
from tests.workspace.conftest import a_child
from tests.workspace.two_browsers import send

pytestmark = [pytest.mark.django_db, pytest.mark.database]
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def held(inspection: Inspection, settings: Settings, tmp_path: Path) -> Inspection:
    """The inspection over a copy of its files, with something of every kind."""
    shutil.copytree(inspection.folder, tmp_path / "inspections" / str(inspection.pk))
    settings.DATA = tmp_path
    lead = inspection.made_by
    inspection_actions.raise_concern(
        inspection=inspection, child=a_child(inspection), agency=Agency.POLICE, says="Look at once.", by=lead
    )
    piece = inspection.evidence.all()[0]
    correct_evidence(
        evidence=piece, criteria=piece.criteria, bearing=Bearing(piece.bearing), seen="Put otherwise.", why="Clearer.",
        by=lead,
    )  # fmt: skip
    Evidence.objects.filter(pk=piece.pk).update(
        found={"row": {"child_id": "C-1"}, "row_sha256": "ab" * 32},
        comment="Nobody asked her.",
        comment_by=lead,
        comment_number=1,
    )
    note = inspection.notes.all()[0]
    save_note(note=note, title=note.title, text="More.", based_on=note.version, by=lead)
    Draft.objects.create(note=note, by=lead, title="Mine", text="Another text.")
    RatingDraft.objects.create(
        inspection=inspection,
        criterion="p1",
        agency="council",
        stage="independent",
        by=lead,
        rationale="Begun.",
    )
    child = a_child(inspection)
    reading.mark_read(inspection=inspection, child=child, by=lead)
    reading.assign(inspection=inspection, children=[child], to=lead, by=lead)
    said = reading.Remark(entry="e-1", text="Nobody asked her.", tags=["heard"])
    reading.comment(inspection=inspection, child=child, remark=said, by=lead)
    return inspection


def due_on(inspection: Inspection, day: date) -> Destruction:
    inspection.keep_until = day
    inspection.save(update_fields=["keep_until"])
    return actions.confirm(inspection=inspection, by=inspection.made_by)


def test_everything_of_people_goes_and_the_judgment_stays(held: Inspection) -> None:
    before, ratings = judged(held), Rating.objects.count()
    rows = Entry.objects.count()
    due_on(held, YESTERDAY)
    assert jobs.destroy_due.call() == 1
    assert not held.folder.exists()
    for gone in (SentReturn, Build, Document, Note, Draft, AgencyAnswer, ReadMark, Assignment, EntryComment):
        assert gone._default_manager.count() == 0, gone
    for history in (Note.history, Draft.history, Evidence.history):
        assert history.count() == 0
    assert not held.concerns.exists()
    assert not held.evidence.filter(found__isnull=False).exists()
    assert not held.evidence.exclude(comment="", comment_by=None, comment_number=None).exists()
    assert Rating.objects.count() == ratings
    assert judged(Inspection.objects.get()) == before
    assert verify().faults == ()
    assert Entry.objects.count() > rows


def test_the_certificate_says_what_there_was(held: Inspection) -> None:
    sent = {one["sha256"] for each in held.returns.all() for one in each.files if "sha256" in one}
    documents = set(Document.objects.values_list("sha256", flat=True))
    counts = {"returns": held.returns.count(), "casebooks": held.builds.count(), "notes": held.notes.count()}
    done = actions.destroy(due_on(held, YESTERDAY).pk)
    assert done is not None and done.certificate is not None
    told = {one["kind"]: one for one in done.certificate["destroyed"]}
    assert {kind: told[kind]["count"] for kind in counts} == counts
    assert set(told["returns"]["sha256"]) == sent
    assert set(told["documents"]["sha256"]) == documents
    assert all(one["count"] > 0 for one in told.values())
    assert set(told) == set(destroying.KINDS)
    row = Entry.objects.get(action=Action.DATA_DESTROYED)
    assert row.details["counts"] == {kind: one["count"] for kind, one in told.items()}


def test_nothing_goes_before_its_day_or_without_a_word(held: Inspection) -> None:
    waiting = due_on(held, timezone.localdate())
    assert actions.destroy(waiting.pk) is None
    held.keep_until = YESTERDAY  # changed since: the confirmation was for another day
    held.save(update_fields=["keep_until"])
    assert jobs.destroy_due.call() == 0
    confirmed = actions.confirm(inspection=held, by=held.made_by)
    actions.withdraw(inspection=held, by=held.made_by)
    assert actions.destroy(confirmed.pk) is None
    assert held.folder.exists() and SentReturn.objects.exists()


def test_one_that_was_cut_off_is_finished(held: Inspection, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = due_on(held, YESTERDAY)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut, pytest.raises(KeyboardInterrupt):
        cut.setattr(destroying, "rows", killed)
        actions.destroy(waiting.pk)
    assert not held.folder.exists() and SentReturn.objects.exists()
    assert jobs.destroy_due.call() == 1
    assert not SentReturn.objects.exists()


def test_a_running_build_is_waited_for(held: Inspection) -> None:
    waiting = due_on(held, YESTERDAY)
    running = Build.objects.create(inspection=held, by=held.made_by, state=Build.State.RUNNING)
    assert actions.destroy(waiting.pk) is None
    running.delete()
    assert actions.destroy(waiting.pk) is not None


def test_the_command_tells_what_is_due_and_what_nobody_confirmed(held: Inspection) -> None:
    held.keep_until = YESTERDAY
    held.save(update_fields=["keep_until"])
    told, warned = StringIO(), StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("destroy_due", stdout=told, stderr=warned)
    assert (left.value.code, told.getvalue()) == (1, "")
    assert "nobody has confirmed it" in warned.getvalue()
    actions.confirm(inspection=held, by=held.made_by)
    call_command("destroy_due", "--dry-run", stdout=told)
    assert told.getvalue().endswith(", due\n") and held.folder.exists()
    call_command("destroy_due", stdout=told)
    assert told.getvalue().endswith(", destroyed\n") and not held.folder.exists()


def test_the_server_puts_it_in_line(held: Inspection) -> None:
    jobs.look()
    assert held.folder.exists()
    due_on(held, YESTERDAY)
    jobs.look()
    assert not held.folder.exists()


def test_a_lead_confirms_and_afterwards_reads_the_certificate(
    held: Inspection, signed_in: Callable[[str], Client], person: Callable[[str], User]
) -> None:
    lead, place = signed_in("lead"), f"/inspections/{held.pk}/destruction/"
    assert lead.post(place).status_code == 200
    assert not Destruction.objects.exists()
    assert send(lead, place, {"read": "on"}).status_code == 302
    assert Destruction.objects.get().confirmed_by == person("lead")
    assert "Take the confirmation back" in lead.get(place).content.decode()
    actions.withdraw(inspection=held, by=person("lead"))
    held.stage = "closed"
    held.save(update_fields=["stage"])
    actions.destroy(due_on(held, YESTERDAY).pk)
    assert "Certificate of destruction" in lead.get(place).content.decode()
    held.refresh_from_db()
    assert held.stage == "destroyed"
    for page in ("", "evidence/", "ratings/", "judgment/", "log/", "returns/", "children/", "picture/"):
        answer = lead.get(f"/inspections/{held.pk}/{page}").status_code
        assert answer == (404 if page in ("children/", "picture/") else 200), page


def test_the_last_stage_waits_for_it_and_no_return_is_taken_after(held: Inspection) -> None:
    held.stage = "closed"
    held.save(update_fields=["stage"])
    with pytest.raises(ConspectusError, match="not destroyed yet"):
        inspection_actions.move(inspection=held, to=held.now.DESTROYED, by=held.made_by)
    actions.destroy(due_on(held, YESTERDAY).pk)
    held.refresh_from_db()
    with pytest.raises(ConspectusError, match="letter is signed"):
        inspection_actions.send_return(
            inspection=held,
            agency=Agency.POLICE,
            delivery=inspection_actions.Delivery(sender="police", files=[], says=None),
            by=held.made_by,
        )
