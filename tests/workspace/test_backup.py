"""What a workspace holds is kept as one file and put back, also where either is cut off."""

import json
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from conspectus.errors import ConspectusError
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit import triggers
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.config import backup, serving
from tests.commands import as_process
from tests.workspace.cut_off import held

# A backup reads what is written for good, by a line of its own.
pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "kGc0yUXw1b7Zr4QpLs2Vn8Dt5Jf9Ha3Me6Ro-uWqEiTxBzCvNyKlPgS"


@pytest.fixture
def workspace(bare: None, settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """A folder with somebody in its database, and files that are no database."""
    data = tmp_path / "data"
    settings.SECRET_KEY = SECRET  # seals the log, in processes of their own too
    settings.DATA, settings.MEDIA_ROOT = data, data / "uploads"
    for name in (
        "inspections/1/casebook.duckdb",
        "inspections/1/returns/2/sent.csv",
        "letters/1/letter.json",
    ):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(f"content of {name}".encode())
    for name in ("secret-key", "data-key", "inspections/1/.casebook-building", "plain/open.csv", "mail/link"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(b"never kept")
    record(
        Action.SIGNED_IN,
        by=User.objects.create_superuser("runs@example.org", "Rune", "four quiet green words"),
    )
    yield data
    with connection.schema_editor() as editor:  # so that this test's copy can be emptied
        triggers.drop(None, editor)


@pytest.fixture
def apart(workspace: Path) -> Path:
    """The same for processes of its own, whose keys the environment gives."""
    with closing(sqlite3.connect(workspace / "workspace.sqlite3")) as copied:
        connection.connection.backup(copied)
    for name in ("secret-key", "data-key"):
        (workspace / name).unlink()
    return workspace


VARIABLES = {
    "CONSPECTUS_SECRET_KEY": SECRET,
    "CONSPECTUS_DATA_KEY": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
}


def manage(data: Path, *words: str | Path, code: int = 0) -> str:
    said = as_process("manage", "--data", data, *words, **VARIABLES)
    assert said.code == code and "Traceback" not in said.err, said
    return said.out + said.err


def test_a_backup_holds_database_and_files_and_never_a_key(workspace: Path, tmp_path: Path) -> None:
    about, count = backup.make(tmp_path / "kept.tar")
    assert count.files == 3 and about.log.startswith("1:")
    with tarfile.open(tmp_path / "kept.tar") as tar:
        assert sorted(tar.getnames()) == [
            "backup.json", "database", "inspections/1/casebook.duckdb", "inspections/1/returns/2/sent.csv",
            "letters/1/letter.json",
        ]  # fmt: skip
    assert b"never kept" not in (tmp_path / "kept.tar").read_bytes()
    assert (tmp_path / "kept.tar").stat().st_mode & 0o777 == 0o600


def test_it_comes_back_elsewhere_as_it_was(apart: Path, tmp_path: Path) -> None:
    kept, there = tmp_path / "kept.tar", tmp_path / "there"
    said = manage(apart, "backup", kept)
    head = said.rpartition("The log’s head: ")[2].strip()
    assert "3 files" in said and "CONSPECTUS_SECRET_KEY" in said
    assert f"verify_log --known {head}" in manage(there, "restore", kept)
    assert held(there) == held(apart)
    assert "0 faults" in manage(there, "verify_log", "--known", head)
    # Put back over something, it says so and changes nothing until it is told to.
    (there / "letters" / "1" / "letter.json").write_bytes(b"newer")
    assert "not empty: it holds files in inspections" in manage(there, "restore", kept, code=2)
    assert (there / "letters" / "1" / "letter.json").read_bytes() == b"newer"
    manage(there, "restore", kept, "--replace")
    assert held(there) == held(apart)


def test_nobody_stays_signed_in(apart: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(apart / "workspace.sqlite3")) as database:
        database.execute("insert into django_session values ('a-key-of-somebody', 'data', '2099-01-01')")
        database.commit()
    manage(apart, "backup", tmp_path / "kept.tar")
    assert b"a-key-of-somebody" not in (tmp_path / "kept.tar").read_bytes()


def test_what_is_no_whole_backup_changes_nothing(workspace: Path, settings: Settings, tmp_path: Path) -> None:
    backup.make(tmp_path / "kept.tar")
    (tmp_path / "half.tar").write_bytes((tmp_path / "kept.tar").read_bytes()[:20_000])
    (tmp_path / "other.tar").write_bytes(b"no backup " * 200)
    settings.DATA, settings.MEDIA_ROOT = tmp_path / "new", tmp_path / "new" / "uploads"
    settings.DATA.mkdir()
    for name, told in (
        ("half.tar", "no whole backup"),
        ("other.tar", "no whole backup"),
        ("none.tar", "no such"),
    ):
        with pytest.raises(ConspectusError, match=told):
            backup.restore(tmp_path / name, replace=True)
        assert list(settings.DATA.iterdir()) == []


def test_of_a_newer_version_or_another_kind_it_is_refused(workspace: Path, tmp_path: Path) -> None:
    backup.make(tmp_path / "kept.tar")
    for key, value, told in (
        ("database", "another", "no whole backup"),
        ("demonstration", False, "it is of no demonstration"),
        ("migrations", [["inspections", "0099_later"]], "another version of Conspectus"),
    ):
        put_in(tmp_path / "kept.tar", tmp_path / "changed.tar", {key: value})
        with pytest.raises(ConspectusError, match=told):
            backup.restore(tmp_path / "changed.tar", replace=True)
    assert (workspace / "letters" / "1" / "letter.json").exists()


def put_in(kept: Path, to: Path, what: dict[str, object]) -> None:
    """The same backup, which says otherwise of itself."""
    room = kept.with_name("unpacked")
    shutil.rmtree(room, ignore_errors=True)
    with tarfile.open(kept) as tar:
        tar.extractall(room, filter="data")
    about = json.loads((room / "backup.json").read_text()) | what
    (room / "backup.json").write_text(json.dumps(about))
    with tarfile.open(to, "w") as tar:
        for path in room.iterdir():
            tar.add(path, path.name)


def test_a_name_that_leads_out_of_the_folder_is_refused(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "evil").write_bytes(b"evil")
    with tarfile.open(tmp_path / "evil.tar", "w") as tar:
        tar.add(tmp_path / "evil", "../../escaped")
    with pytest.raises(ConspectusError, match="no whole backup"):
        backup.restore(tmp_path / "evil.tar", replace=True)
    assert not list(tmp_path.parent.rglob("escaped"))


def test_nothing_is_put_back_into_what_is_served_and_nothing_is_served_that_is_half_put_back(
    workspace: Path,
) -> None:
    with serving._served(), pytest.raises(ConspectusError, match="it is being served"), serving.alone():
        raise AssertionError("both at once")
    with serving.alone(), pytest.raises(ConspectusError, match="being put back"), serving._served():
        raise AssertionError("both at once")
    (workspace / "restore-begun").mkdir()
    with pytest.raises(ConspectusError, match="was cut off here"):
        serving.prepare()
