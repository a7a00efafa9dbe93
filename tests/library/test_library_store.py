"""The library file: what is put in comes out, and it is swapped in whole."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from conspectus.errors import LibraryError
from conspectus.library import Polarity, Report, SpokenOf
from conspectus.library.store import Added, LibraryFile, add, write
from conspectus.library.store.schema import VERSION
from tests.library.library_making import council_only, joint, report, unreadable


def test_what_many_reports_say_word_for_word_finds_nothing_and_comes_back_when_they_are_few(
    tmp_path: Path,
) -> None:
    form = ("The experiences and progress of children in care: good", (SpokenOf.COUNCIL,), Polarity.STRENGTH)
    own = ("Social workers of this place are good.", (SpokenOf.COUNCIL,), Polarity.STRENGTH)
    reports = [report(f"{n}", (form, *([own] if n == 0 else []))) for n in range(5)]
    library = tmp_path / "library.db"
    write(reports[:4], library)
    with LibraryFile(library) as file:
        assert {one.polarity for held in file.reports() for one in held.sentences} == {Polarity.STRENGTH}
    add(reports[4:], library)
    with LibraryFile(library) as file:
        found = {one.text: one.polarity for held in file.reports() for one in held.sentences}
        as_read = {one.polarity for held in file.reports(as_read=True) for one in held.sentences}
    assert found == {form[0]: Polarity.NEUTRAL, own[0]: Polarity.STRENGTH}
    assert as_read == {Polarity.STRENGTH}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    write([joint(), unreadable(), council_only()], tmp_path / "library.db")
    return tmp_path / "library.db"


def test_what_is_put_in_comes_out_with_the_oldest_first(library: Path) -> None:
    with LibraryFile(library) as file:
        assert list(file.reports()) == [unreadable(), council_only(), joint()]


def test_reports_are_listed_without_their_sentences(library: Path) -> None:
    with LibraryFile(library) as file:
        listed = [(one.report.file, one.sentences, one.evaluative) for one in file.listed()]
        assert not file.listed()[0].report.sentences
    assert listed == [
        ("2024-03-14-jtai-northshire.pdf", 6, 5),
        ("2022-05-19-ilacs-northshire.pdf", 4, 4),
        ("scan.pdf", 0, 0),
    ]


@pytest.mark.parametrize("name", ["scan.pdf", "scan", unreadable().sha256[:8], unreadable().sha256])
def test_a_report_is_found_by_its_file_or_hash(library: Path, name: str) -> None:
    with LibraryFile(library) as file:
        assert file.report(name) == unreadable()


@pytest.mark.parametrize("name", ["nowhere", unreadable().sha256[:5], "%", "sc_n"])
def test_a_report_that_is_not_there_is_said_so(library: Path, name: str) -> None:
    with LibraryFile(library) as file, pytest.raises(LibraryError, match="holds no report"):
        file.report(name)


def test_two_reports_of_one_name_are_told_apart_by_hash(tmp_path: Path) -> None:
    second = joint(sha256="0" * 64)
    write([joint(), second], tmp_path / "library.db")
    with LibraryFile(tmp_path / "library.db") as file:
        with pytest.raises(LibraryError, match="holds 2 reports"):
            file.report("2024-03-14-jtai-northshire")
        assert file.report("000000") == second


def test_adding_keeps_updates_and_adds_by_hash(library: Path) -> None:
    read_anew = joint(theme="neglect")
    other = council_only(file="other.pdf", sha256="1" * 64)
    assert add([read_anew, other, other], library) == Added(added=1, updated=1, kept=2)
    with LibraryFile(library) as file:
        assert file.report(joint().file) == read_anew
        assert file.hashes() == {one.sha256 for one in (joint(), unreadable(), council_only(), other)}


def test_the_same_library_made_twice_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    for name in ("one.db", "two.db"):
        write([joint(), unreadable(), council_only()], tmp_path / name)
    add([joint(), unreadable(), council_only()], tmp_path / "two.db")
    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "two.db").read_bytes()


def test_adding_to_nothing_makes_a_library(tmp_path: Path) -> None:
    assert add([joint()], tmp_path / "new" / "library.db") == Added(added=1, updated=0, kept=0)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["library.db"]


def test_a_reader_goes_on_with_what_it_opened(library: Path) -> None:
    with LibraryFile(library) as file:
        add([council_only(file="other.pdf", sha256="1" * 64)], library)
        assert len(file.hashes()) == 3
    with LibraryFile(library) as file:
        assert len(file.hashes()) == 4


def test_a_run_that_fails_leaves_the_old_library_and_no_litter(library: Path) -> None:
    def stops() -> Iterator[Report]:
        yield council_only(sha256="1" * 64)
        raise KeyboardInterrupt

    before = library.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        add(stops(), library)
    assert library.read_bytes() == before
    assert [path.name for path in library.parent.iterdir()] == ["library.db"]


def test_a_library_cannot_be_written_to(library: Path) -> None:
    with LibraryFile(library) as file, pytest.raises(LibraryError, match="readonly"):
        file.rows("delete from reports")


def test_what_is_no_library_is_told(tmp_path: Path, library: Path) -> None:
    with pytest.raises(LibraryError, match="there is no such library"):
        LibraryFile(tmp_path / "nowhere.db")
    (tmp_path / "text.db").write_text("not a database " * 100, encoding="utf-8")
    with pytest.raises(LibraryError, match="it is damaged, or no library"):
        LibraryFile(tmp_path / "text.db")
    sqlite3.connect(tmp_path / "other.db").execute("create table letters (id)").connection.close()
    with pytest.raises(LibraryError, match="it is no library"):
        LibraryFile(tmp_path / "other.db")


def test_a_library_of_another_version_is_told(library: Path) -> None:
    with sqlite3.connect(library) as changed:
        changed.execute(f"pragma user_version = {VERSION + 1}")
    changed.close()
    with pytest.raises(LibraryError, match=f"it is of version {VERSION + 1}; this program reads {VERSION}"):
        LibraryFile(library)


def test_a_library_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(LibraryError, match="cannot be written"):
        write([joint()], tmp_path / "file" / "library.db")
