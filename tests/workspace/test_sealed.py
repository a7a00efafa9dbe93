"""Files at rest: what is kept with a key is no plain text, comes back as it was, and shows any change."""

import io
import os
import secrets
import signal
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from conspectus.errors import ConspectusError, SealedError
from conspectus.terms import Agency, Scope
from conspectus.workspace.config import keys
from conspectus.workspace.evidence.actions import add_document
from conspectus.workspace.inspections import actions, jobs, plain, sealed
from conspectus.workspace.inspections.actions.returns import Answers, manifest
from conspectus.workspace.inspections.models import Build, Inspection, SentReturn

WORDS = b"Ann Example lives here.\n"
HEAD = len(sealed.MAGIC) + sealed.KEY_ID + sealed.SALT  # bytes before the first piece


@pytest.fixture
def keyed(settings: Settings, tmp_path: Path) -> bytes:
    """A folder and a key of this test alone: its rows are gone afterwards, its files would stay."""
    settings.DATA, settings.PLAIN = tmp_path / "data", tmp_path / "plain"
    settings.DATA.mkdir()
    settings.PLAIN.mkdir()
    return one_more_key(settings)


def one_more_key(settings: Settings) -> bytes:
    """A new one that encrypts, before those that are there."""
    key = secrets.token_bytes(32)
    settings.DATA_KEYS = {keys.key_id(key): key, **settings.DATA_KEYS}
    return key


def kept(folder: Path, content: bytes, name: str = "kept") -> Path:
    (folder / "sent").write_bytes(content)
    sealed.seal(folder / "sent", folder / "data" / name)
    return folder / "data" / name


def opened(path: Path) -> bytes:
    return b"".join(sealed.pieces(path))


@pytest.mark.parametrize("size", [0, 1, sealed.PIECE - 1, sealed.PIECE, sealed.PIECE + 1, 3 * sealed.PIECE])
def test_it_comes_back_as_it_was(size: int, keyed: bytes, tmp_path: Path) -> None:
    content = secrets.token_bytes(size)
    path = kept(tmp_path, content)
    assert opened(path) == content
    assert path.stat().st_mode & 0o077 == 0


def test_nothing_of_it_can_be_read_and_two_are_never_alike(keyed: bytes, tmp_path: Path) -> None:
    one, two = (kept(tmp_path, WORDS * 100, name).read_bytes() for name in "ab")
    assert b"Example" not in one and keyed not in one
    assert one[HEAD:] != two[HEAD:]


@pytest.mark.parametrize("at", [0, 24, HEAD - 1, HEAD, -1])
def test_a_changed_byte_shows(at: int, keyed: bytes, tmp_path: Path) -> None:
    path = kept(tmp_path, WORDS * 10)
    changed = bytearray(path.read_bytes())
    changed[at] ^= 1
    path.write_bytes(changed)
    if at == 0:  # no longer marked as sealed: given back as the bytes that it is, never as its text
        assert WORDS not in opened(path)
        return
    with pytest.raises(SealedError, match="changed, cut off"):
        opened(path)


def test_one_that_was_cut_off_or_put_in_another_order_shows(keyed: bytes, tmp_path: Path) -> None:
    path = kept(tmp_path, secrets.token_bytes(3 * sealed.PIECE))
    whole, one = path.read_bytes(), sealed.PIECE + sealed.TAG
    first, second, rest = (
        whole[HEAD : HEAD + one],
        whole[HEAD + one : HEAD + 2 * one],
        whole[HEAD + 2 * one :],
    )
    for wrong in (first + second, first + rest, second + first + rest, b""):
        path.write_bytes(whole[:HEAD] + wrong)
        with pytest.raises(SealedError, match="changed, cut off"):
            opened(path)


def test_one_put_in_the_place_of_another_shows(keyed: bytes, tmp_path: Path, settings: Settings) -> None:
    kept(tmp_path, WORDS, "one").replace(tmp_path / "data" / "two")
    with pytest.raises(SealedError, match="another's place"):
        opened(tmp_path / "data" / "two")
    (tmp_path / "data" / "two").replace(tmp_path / "data" / "one")
    settings.DATA = (tmp_path / "data").rename(tmp_path / "moved")  # with its folder it may move
    assert opened(tmp_path / "moved" / "one") == WORDS


def test_without_its_key_it_stays_closed_and_says_which_key_it_wants(
    keyed: bytes, tmp_path: Path, settings: Settings
) -> None:
    path = kept(tmp_path, WORDS)
    other = secrets.token_bytes(32)
    settings.DATA_KEYS = {keys.key_id(other): other}
    with pytest.raises(SealedError, match=f"the key {keys.key_id(keyed)}, which is not set"):
        opened(path)


def test_half_a_file_never_takes_the_place_of_one(
    keyed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kept(tmp_path, WORDS)
    monkeypatch.setattr(os, "fsync", os._exit)  # as good as being killed, where every byte is written
    if (child := os.fork()) == 0:
        kept(tmp_path, b"another")
    os.waitpid(child, 0)
    assert opened(path) == WORDS
    monkeypatch.undo()
    assert opened(kept(tmp_path, b"another")) == b"another"  # and what was left is in nobody's way


def test_keys_are_changed_while_everything_stays_readable(
    keyed: bytes, tmp_path: Path, settings: Settings
) -> None:
    folder = tmp_path / "data" / "inspections" / "1" / "documents"
    folder.mkdir(parents=True)
    for name in ("before-any-key", "a", "b"):
        (folder / name).write_bytes(WORDS)
    for name in ("a", "b"):
        sealed.seal(folder / name, folder / name)
    new = one_more_key(settings)
    assert opened(folder / "a") == WORDS
    assert said("seal_files") == "3 files were encrypted with the first key.\n"
    assert said("seal_files") == "0 files were encrypted with the first key.\n"
    settings.DATA_KEYS = {keys.key_id(new): new}
    assert [opened(path) for path in sorted(folder.iterdir())] == [WORDS] * 3
    one_more_key(settings)
    del settings.DATA_KEYS[keys.key_id(new)]
    with pytest.raises(SystemExit):
        said("seal_files")


def said(command: str) -> str:
    out = io.StringIO()
    call_command(command, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_plain_text_is_gone_after_use_and_after_a_process_that_was_killed(
    keyed: bytes, settings: Settings, tmp_path: Path
) -> None:
    with plain.room() as room:
        assert room.parent == settings.PLAIN and room.stat().st_mode & 0o077 == 0
        (room / "words").write_bytes(WORDS)
        assert plain.clear() == 0
        age(room)
        assert plain.clear() == 0  # held
    assert not room.exists()
    if (child := os.fork()) == 0:
        with plain.room() as room:
            (room / "words").write_bytes(WORDS)
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    upload = settings.PLAIN / "words.upload.csv"  # as Django has it
    upload.write_bytes(WORDS)
    [left] = [path for path in settings.PLAIN.iterdir() if path.is_dir()]
    assert plain.clear() == 0  # it may be about to be held
    age(left)
    assert plain.clear() == 1 and not left.exists() and upload.exists()
    assert plain.clear(starting=True) == 1 and not upload.exists()  # nobody sends before the server is there
    upload.touch()
    age(upload)
    assert plain.clear() == 1 and not upload.exists()


def age(path: Path) -> None:
    os.utime(path, (0, 0))


@pytest.mark.database
@pytest.mark.django_db
def test_what_a_killed_worker_was_at_is_ended_and_cleared(keyed: bytes, inspection: Inspection) -> None:
    long_ago = timezone.now() - 2 * jobs.SILENT
    build = Build.objects.create(
        inspection=inspection, by=inspection.made_by, state=Build.State.RUNNING, beat=long_ago
    )
    tables = build.casebook.parent / f".{build.casebook.name}-x"
    tables.mkdir(parents=True)
    sent = SentReturn.objects.create(
        inspection=inspection, agency=Agency.POLICE, sender="killed", version=1, by=inspection.made_by
    )
    DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING, started_at=long_ago, run_after=long_ago, backend_name="default",
        task_path=jobs.check_return.module_path, args_kwargs={"args": [sent.pk], "kwargs": {}},
    )  # fmt: skip
    assert jobs.reap() == 2
    assert jobs.reap() == 0
    assert not tables.exists()
    for one in (build, sent):
        one.refresh_from_db()
        assert one.state == "failed" and one.trouble.startswith(jobs.STOPPED)


@pytest.mark.django_db
def test_a_return_is_kept_sealed_checked_and_built_from(
    keyed: bytes, inspection: Inspection, csv_return: tuple[str, str]
) -> None:
    says = manifest(
        answers=Answers(
            sender="sealed-police",
            agency=Agency.POLICE,
            schema="events-1",
            first=date(2025, 4, 1),
            last=date(2026, 3, 31),
            extracted=datetime(2026, 4, 1, tzinfo=UTC),
            scope=Scope.PLACE_OF_EVENT,
            covers=["missing_episode"],
        )
    )
    names = ("people.csv", "events.csv")
    files = [SimpleUploadedFile(name, text.encode()) for name, text in zip(names, csv_return, strict=True)]
    sent = actions.send_return(
        inspection=inspection,
        agency=Agency.POLICE,
        delivery=actions.Delivery(sender="sealed-police", files=files, says=says),
        by=inspection.made_by,
    )
    at_rest = [path.read_bytes() for path in (sent.folder / sent.sender).iterdir()]
    assert len(at_rest) == 3
    assert all(content.startswith(sealed.MAGIC) and b"Example" not in content for content in at_rest)
    jobs.check_return.call(sent.pk)
    sent.refresh_from_db()
    assert (sent.state, sent.trouble) == (SentReturn.State.USABLE, ""), sent.trouble
    assert sent.report["senders"][0]["sender"] == "sealed-police"  # type: ignore[index]
    made_from = [{"sender": sent.sender, "version": 1, "return": sent.pk}]
    build = Build.objects.create(inspection=inspection, made_from=made_from, by=inspection.made_by)
    jobs.build_casebook.call(build.pk)
    build.refresh_from_db()
    assert (build.state, build.trouble) == (Build.State.DONE, "")


@pytest.mark.django_db
def test_a_document_is_kept_sealed_and_saved_as_it_was_sent(
    keyed: bytes, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    document = add_document(
        evidence=inspection.evidence.all()[0], file=ContentFile(WORDS, "Notes.txt"), by=inspection.made_by
    )
    assert b"Example" not in document.path.read_bytes()
    answer = signed_in("lead").get(f"/inspections/{inspection.pk}/documents/{document.pk}/")
    assert b"".join(answer.streaming_content) == WORDS  # type: ignore[attr-defined]
    assert 'filename="Notes.txt"' in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Length"] == str(len(WORDS))


@pytest.mark.django_db
def test_a_return_whose_key_is_gone_is_no_fault_of_its_sender(
    keyed: bytes, inspection: Inspection, settings: Settings
) -> None:
    sent = SentReturn.objects.create(
        inspection=inspection, agency=Agency.POLICE, sender="closed", version=1, by=inspection.made_by
    )
    (sent.folder / "closed").mkdir(parents=True)
    (sent.folder / "closed" / "people.csv").write_bytes(WORDS)
    sealed.seal(sent.folder / "closed" / "people.csv", sent.folder / "closed" / "people.csv")
    settings.DATA_KEYS = {}
    jobs.check_return.call(sent.pk)
    sent.refresh_from_db()
    assert sent.state == SentReturn.State.FAILED and keys.key_id(keyed) in sent.trouble


@pytest.mark.django_db
def test_a_document_whose_key_is_gone_leads_back_to_its_evidence_and_says_so(
    keyed: bytes, inspection: Inspection, signed_in: Callable[[str], Client], settings: Settings
) -> None:
    document = add_document(
        evidence=inspection.evidence.all()[0], file=ContentFile(WORDS, "Notes.txt"), by=inspection.made_by
    )
    one_more_key(settings)
    del settings.DATA_KEYS[keys.key_id(keyed)]
    page = signed_in("lead").get(f"/inspections/{inspection.pk}/documents/{document.pk}/")
    [said] = get_messages(page.wsgi_request)
    assert f"the key {keys.key_id(keyed)}, which is not set" in str(said)
    assert page.headers["Location"] == f"/inspections/{inspection.pk}/evidence/{document.evidence_id}/"


ZEROS, ONES = "A" * 43 + "=", "_" * 42 + "8="  # in base64, the second as addresses have it


def test_a_key_is_made_on_the_first_run_and_stays(tmp_path: Path) -> None:
    [(name, key)] = keys.data_keys(tmp_path).items()
    assert len(key) == 32 and name == keys.key_id(key)
    assert keys.data_keys(tmp_path) == {name: key}
    assert (tmp_path / "data-key").stat().st_mode & 0o077 == 0


def test_a_key_that_is_given_encrypts_and_earlier_ones_still_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    [made] = keys.data_keys(tmp_path).values()
    monkeypatch.setenv("CONSPECTUS_DATA_KEY", ZEROS)
    assert list(keys.data_keys(tmp_path).values()) == [bytes(32), made]
    monkeypatch.setenv("CONSPECTUS_DATA_KEY", f"{ONES} {ZEROS}")
    (tmp_path / "data-key").unlink()
    assert list(keys.data_keys(tmp_path).values()) == [b"\xff" * 32, bytes(32)]


def test_where_the_key_in_use_is_not_set_nothing_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CONSPECTUS_DATA_KEY", ZEROS)
    keys.data_keys(tmp_path)
    assert not (tmp_path / "data-key").exists()
    for other in (ONES, ""):  # another, or forgotten: none is made in its place
        monkeypatch.setenv("CONSPECTUS_DATA_KEY", other)
        with pytest.raises(ConspectusError, match=f"with the key {keys.key_id(bytes(32))}, and that key"):
            keys.data_keys(tmp_path)
    assert not (tmp_path / "data-key").exists()
    (tmp_path / "data-key-id").unlink()  # as the error says, where it is lost
    assert len(keys.data_keys(tmp_path)) == 1


def test_a_key_that_cannot_be_one_says_how_to_make_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CONSPECTUS_DATA_KEY", "too short")
    with pytest.raises(ConspectusError, match="no 32 bytes"):
        keys.data_keys(tmp_path)
    file = tmp_path / "key"
    monkeypatch.setenv("CONSPECTUS_DATA_KEY_FILE", str(file))
    with pytest.raises(ConspectusError, match="cannot be read"):
        keys.data_keys(tmp_path)
    file.write_text("\n", encoding="ascii")
    with pytest.raises(ConspectusError, match="is empty"):
        keys.data_keys(tmp_path)
    file.write_text(f"{ONES}\n", encoding="ascii")
    assert list(keys.data_keys(tmp_path).values()) == [b"\xff" * 32]
