"""Files at rest: what is kept with a key is no plain text, comes back as it was, and shows any change."""

import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from conspectus.errors import ConspectusError
from conspectus.terms import Agency, Scope
from conspectus.workspace.config import place
from conspectus.workspace.evidence.actions import add_document
from conspectus.workspace.inspections import actions, jobs, sealed
from conspectus.workspace.inspections.actions.returns import manifest
from conspectus.workspace.inspections.models import Build, Inspection, SentReturn

WORDS = b"Ann Example lives here.\n"


@pytest.fixture
def keyed(settings: Settings, tmp_path: Path) -> bytes:
    settings.DATA = tmp_path / "data"  # of this test alone: its rows are gone afterwards, its files would stay
    settings.DATA_KEY = secrets.token_bytes(32)
    return bytes(settings.DATA_KEY)


def kept(folder: Path, content: bytes) -> Path:
    path = folder / "kept"
    path.write_bytes(content)
    sealed.seal(path)
    return path


def plain(path: Path) -> bytes:
    return b"".join(sealed.pieces(path))


@pytest.mark.parametrize("size", [0, 1, sealed.PIECE - 1, sealed.PIECE, sealed.PIECE + 1, 3 * sealed.PIECE])
def test_it_comes_back_as_it_was(size: int, keyed: bytes, tmp_path: Path) -> None:
    content = secrets.token_bytes(size)
    assert plain(kept(tmp_path, content)) == content


def test_nothing_of_it_can_be_read_and_two_are_never_alike(keyed: bytes, tmp_path: Path) -> None:
    path = kept(tmp_path, WORDS * 100)
    first = path.read_bytes()
    assert b"Example" not in first
    assert kept(tmp_path, WORDS * 100).read_bytes()[60:200] != first[60:200]


@pytest.mark.parametrize("at", [0, 20, 60, -1])
def test_a_changed_byte_shows(at: int, keyed: bytes, tmp_path: Path) -> None:
    path = kept(tmp_path, WORDS * 10)
    changed = bytearray(path.read_bytes())
    changed[at] ^= 1
    path.write_bytes(changed)
    if at == 0:  # no longer marked as sealed: given back as the bytes that it is, never as its text
        assert WORDS not in plain(path)
        return
    with pytest.raises(ConspectusError, match="changed, cut off"):
        plain(path)


def test_one_that_was_cut_off_or_put_in_another_order_shows(keyed: bytes, tmp_path: Path) -> None:
    path = kept(tmp_path, secrets.token_bytes(3 * sealed.PIECE))
    whole, head, one = path.read_bytes(), len(sealed.MAGIC) + sealed.SALT, sealed.PIECE + sealed.TAG
    first, second, rest = (
        whole[head : head + one],
        whole[head + one : head + 2 * one],
        whole[head + 2 * one :],
    )
    for wrong in (first + second, first + rest, second + first + rest):
        path.write_bytes(whole[:head] + wrong)
        with pytest.raises(ConspectusError, match="changed, cut off"):
            plain(path)


def test_another_key_or_none_does_not_open_it(keyed: bytes, tmp_path: Path, settings: Settings) -> None:
    path = kept(tmp_path, WORDS)
    for key, says in ((secrets.token_bytes(32), "another key"), (None, "no key is set")):
        settings.DATA_KEY = key
        with pytest.raises(ConspectusError, match=says):
            plain(path)


def test_what_was_kept_before_there_was_a_key_is_still_read(tmp_path: Path, settings: Settings) -> None:
    path = kept(tmp_path, WORDS)
    assert path.read_bytes() == WORDS
    settings.DATA_KEY = secrets.token_bytes(32)
    assert plain(path) == WORDS


@pytest.mark.django_db
def test_a_return_is_kept_sealed_checked_and_built_from(
    keyed: bytes, inspection: Inspection, csv_return: tuple[str, str]
) -> None:
    says = manifest(
        sender="sealed-police", agency=Agency.POLICE, schema="events-1", first=date(2025, 4, 1),
        last=date(2026, 3, 31), extracted=datetime(2026, 4, 1, tzinfo=UTC), scope=Scope.PLACE_OF_EVENT,
        covers=["missing_episode"],
    )  # fmt: skip
    names = ("people.csv", "events.csv")
    files = [SimpleUploadedFile(name, text.encode()) for name, text in zip(names, csv_return, strict=True)]
    sent = actions.send_return(
        inspection=inspection, agency=Agency.POLICE, sender="sealed-police", files=files, says=says,
        by=inspection.made_by,
    )  # fmt: skip
    at_rest = [path.read_bytes() for path in (sent.folder / sent.sender).iterdir()]
    assert len(at_rest) == 3
    assert all(content.startswith(sealed.MAGIC) and b"Example" not in content for content in at_rest)
    jobs.check_return.call(sent.pk)
    sent.refresh_from_db()
    assert (sent.state, sent.trouble) == (SentReturn.State.USABLE, "")
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


def test_the_key_comes_from_the_environment_or_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert place.data_key() is None
    monkeypatch.setenv("CONSPECTUS_DATA_KEY", "AAAA" * 10 + "AAA=")
    assert place.data_key() == bytes(32)
    monkeypatch.setenv("CONSPECTUS_DATA_KEY", "too short")
    with pytest.raises(ConspectusError, match="no 32 bytes"):
        place.data_key()
    file = tmp_path / "key"
    monkeypatch.setenv("CONSPECTUS_DATA_KEY_FILE", str(file))
    with pytest.raises(ConspectusError, match="cannot be read"):
        place.data_key()
    file.write_text("_w" * 21 + "8=\n", encoding="ascii")
    assert place.data_key() is not None
