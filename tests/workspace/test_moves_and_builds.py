"""Moves that people are asked about, builds that are taken back or left by a dead worker, and what a signature ends."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import File
from django.test import Client
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from conspectus.errors import ConspectusError
from conspectus.records import pipeline
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections import actions, jobs
from conspectus.workspace.inspections.models import Build, Inspection, SentReturn
from conspectus.workspace.inspections.stages import MOVES, Stage, reached

SignedIn = Callable[[str], Client]
Person = Callable[[str], User]


def pressed(client: Client, inspection: Inspection, to: Stage, **more: str) -> str:
    """What the page says after the button was pressed."""
    response = client.post(f"/inspections/{inspection.pk}/move/", {"to": to.value, **more}, follow=True)
    inspection.refresh_from_db()
    return response.content.decode()


def test_moderation_with_questions_that_nobody_rated_is_asked_about(
    inspection: Inspection, signed_in: SignedIn
) -> None:
    inspection.stage = Stage.FIELDWORK
    inspection.save()
    inspection.ratings.all().delete()
    lead = signed_in("lead")
    page = pressed(lead, inspection, Stage.MODERATION)
    assert "questions are not rated by anybody" in page and "Move it all the same" in page
    assert inspection.stage == "fieldwork"
    pressed(lead, inspection, Stage.MODERATION, sure="yes")
    assert inspection.stage == "moderation"


@pytest.mark.parametrize(("was", "to"), [("set_up", Stage.NOTIFIED), ("notified", Stage.RETURNS_IN)])
def test_going_on_without_a_record_of_handling_is_asked_about(
    inspection: Inspection, signed_in: SignedIn, was: str, to: Stage
) -> None:
    inspection.stage, inspection.lawful_basis = was, ""
    inspection.save()
    assert "how the data are handled" in pressed(signed_in("lead"), inspection, to)
    assert inspection.stage == was


def test_nothing_is_asked_where_nothing_was_left(inspection: Inspection, signed_in: SignedIn) -> None:
    inspection.stage = Stage.NOTIFIED
    inspection.save()
    pressed(signed_in("lead"), inspection, Stage.RETURNS_IN)
    assert inspection.now is Stage.RETURNS_IN


@pytest.mark.parametrize("stage", list(Stage))
def test_no_button_leads_where_only_a_page_of_its_own_leads(
    inspection: Inspection, signed_in: SignedIn, stage: Stage
) -> None:
    inspection.stage = stage
    inspection.save()
    page = signed_in("lead").get(f"/inspections/{inspection.pk}/").content.decode()
    assert "Move to: published" not in page
    assert page.count("Move to: ") == len([to for to in MOVES[stage] if to is not Stage.PUBLISHED])


@pytest.mark.parametrize("stage", [one for one in Stage if reached(one, Stage.SIGNED)])
def test_from_signed_on_no_return_and_no_build_is_taken(
    inspection: Inspection, person: Person, stage: Stage
) -> None:
    inspection.stage = stage
    inspection.save()
    lead = person("lead")
    with pytest.raises(ConspectusError, match="letter is signed") as refused:
        actions.ask_for_build(inspection=inspection, by=lead)
    assert "back to drafting" in refused.value.todo
    with pytest.raises(ConspectusError, match="letter is signed"):
        actions.send_return(
            inspection=inspection,
            agency=Agency.POLICE,
            delivery=actions.Delivery(sender="late", says="", files=[File(BytesIO(b"x"), name="events.csv")]),
            by=lead,
        )
    assert not SentReturn.objects.filter(sender="late").exists()


def test_back_at_drafting_they_are_taken_again(inspection: Inspection, person: Person) -> None:
    inspection.stage = Stage.SIGNED
    inspection.save()
    actions.move(inspection=inspection, to=Stage.DRAFTING, by=person("lead"))
    assert actions.ask_for_build(inspection=inspection, by=person("lead")).state == Build.State.WAITING


@pytest.fixture
def going(inspection: Inspection, person: Person) -> Build:
    """A build in line."""
    return actions.ask_for_build(inspection=inspection, by=person("lead"))


def test_a_build_in_line_can_be_taken_back(going: Build, signed_in: SignedIn) -> None:
    analyst, at = signed_in("analyst"), f"/inspections/{going.inspection_id}/casebook/"
    assert "Cancel the build" in analyst.get(at).content.decode()
    page = analyst.post(f"{at}build/{going.pk}/cancel/", follow=True).content.decode()
    assert "Cancelled by Ana Analyst." in page and "Being built" not in page
    jobs.build_casebook.call(going.pk)
    going.refresh_from_db()
    assert going.state == Build.State.FAILED and not going.casebook.exists()
    again = analyst.post(f"{at}build/{going.pk}/cancel/", follow=True).content.decode()
    assert "ended already" in again


@pytest.mark.parametrize("step", ["check", "duties", "casebook"])
def test_a_build_that_goes_on_ends_where_it_is_taken_back(
    going: Build, person: Person, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = jobs._Noted.__call__

    def note(self: jobs._Noted, now: str, done: float, /) -> None:
        if now == step and not cancelled:
            cancelled.append(now)
            actions.cancel_build(build=going, by=person("lead"))
        noted(self, now, done)

    cancelled: list[str] = []
    monkeypatch.setattr(jobs._Noted, "__call__", note)
    before = list(going.inspection.builds.filter(state=Build.State.DONE).values_list("pk", flat=True))
    jobs.build_casebook.call(going.pk)
    going.refresh_from_db()
    assert (going.state, going.trouble) == (Build.State.FAILED, "Cancelled by Lena Lead.")
    assert not going.casebook.exists() and not list(going.casebook.parent.glob(".*"))
    assert list(going.inspection.builds.filter(state=Build.State.DONE).values_list("pk", flat=True)) == before


def test_a_build_taken_back_at_the_last_moment_leaves_no_casebook(
    going: Build, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = pipeline.build

    def build(returns: Path, out: Path, **how: object) -> pipeline.Receipt:
        receipt = built(returns, out, **how)  # type: ignore[arg-type]
        actions.cancel_build(build=going, by=person("lead"))
        return receipt

    monkeypatch.setattr(pipeline, "build", build)
    jobs.build_casebook.call(going.pk)
    going.refresh_from_db()
    assert going.state == Build.State.FAILED and not going.casebook.exists()


def test_only_who_runs_the_records_takes_a_build_back(going: Build, signed_in: SignedIn) -> None:
    at = f"/inspections/{going.inspection_id}/casebook/build/{going.pk}/cancel/"
    codes = {who: signed_in(who).post(at).status_code for who in ("inspector", "police contact", "stranger")}
    assert codes == {"inspector": 403, "police contact": 403, "stranger": 404}


def test_where_no_worker_runs_nothing_goes_on(inspection: Inspection, going: Build) -> None:
    """What the server finds before it starts a worker, at once and not after minutes."""
    Build.objects.filter(pk=going.pk).update(state=Build.State.RUNNING, beat=timezone.now())
    sent = SentReturn.objects.create(
        inspection=inspection, agency=Agency.POLICE, sender="killed", version=1, by=inspection.made_by
    )
    DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING, started_at=timezone.now(), run_after=timezone.now(), backend_name="default",
        task_path=jobs.check_return.module_path, args_kwargs={"args": [sent.pk], "kwargs": {}},
    )  # fmt: skip
    assert jobs.reap() == 0
    assert jobs.reap(silent_for=timedelta(0)) == 2
    going.refresh_from_db()
    assert going.state == Build.State.FAILED and "Build again" in going.trouble
