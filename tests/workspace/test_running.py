"""Whoever runs the workspace sees on one page how it runs, and nobody else does."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.mail.backends.smtp import EmailBackend
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from conspectus.workspace.accounts.models import User
from conspectus.workspace.accounts.post import post
from conspectus.workspace.inspections import running


@pytest.fixture(autouse=True)
def nothing_sent(bare: None) -> None:
    cache.clear()


def page(*, staff: bool = True) -> tuple[int, str]:
    person = User.objects.create_user("runs@example.org", "Rune", "four quiet green words", is_staff=staff)
    browser = Client()
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = browser.get("/running/")
    return answer.status_code, " ".join(answer.content.decode().split())


def told(title: str) -> running.Part:
    return next(one for one in running.parts() if one.title == title)


def job(**what: object) -> "DBTaskResult[..., None]":
    return DBTaskResult.objects.create(
        task_path="conspectus.workspace.inspections.jobs.check_return", args_kwargs={"args": [1], "kwargs": {}},
        backend_name="default", run_after=timezone.now(), exception_class_path="", traceback="", **what,
    )  # fmt: skip


def test_whoever_runs_it_sees_it_and_nobody_else() -> None:
    code, said = page()
    assert code == 200 and "The database answers" in said and "GB free of" in said
    assert "0 jobs at work, 0 jobs waiting." in said and "None in seven days." in said and "To do" not in said
    User.objects.all().delete()
    assert page(staff=False)[0] == 403
    assert Client().get("/running/").status_code == 302


def test_a_folder_that_is_gone_and_a_disk_that_is_nearly_full_are_to_do(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not told("Health").act and not told("Disk").act
    monkeypatch.setattr(running, "SCARCE", 1.1)  # every disk has less than that
    assert told("Disk").act and "Make room before it is full" in told("Disk").says
    settings.DATA = settings.DATA / "gone"
    assert told("Health").act and "Nothing can be written" in told("Health").says


def test_jobs_that_wait_for_no_worker_are_to_do(clock: time_machine.Traveller) -> None:
    job()
    assert not told("Jobs").act
    clock.shift(timedelta(minutes=11))
    assert told("Jobs").act and "waits for 11 minutes" in told("Jobs").says
    job(status="RUNNING")
    assert not told("Jobs").act


def test_jobs_that_failed_are_told_for_seven_days(clock: time_machine.Traveller) -> None:
    job(status="FAILED", finished_at=timezone.now())
    assert told("Jobs that failed").act and "1 job in seven days" in told("Jobs that failed").says
    clock.shift(timedelta(days=8))
    assert not told("Jobs that failed").act


def test_what_became_of_the_last_letter_is_told(settings: Settings) -> None:
    assert "No mail server is set" in told("Mail").says
    settings.MAILED, settings.EMAIL_HOST = True, "mail.example.org"
    assert "nothing was sent lately" in told("Mail").says
    post(["a@example.org"], subject="S", text="T")
    assert "went out" in told("Mail").says and not told("Mail").act
    settings.EMAIL_BACKEND = f"{EmailBackend.__module__}.{EmailBackend.__name__}"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody is there
    post(["a@example.org"], subject="S", text="T")
    assert told("Mail").act and "ConnectionRefusedError" in told("Mail").says
    assert "a@example.org" not in told("Mail").says
