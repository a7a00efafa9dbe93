"""Written whole or not at all, opened read-only, and told from what is no casebook."""

from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest
from tests.records.casebook import small_casebook

from conspectus.definitions import duties
from conspectus.errors import CasebookError
from conspectus.records.casebook import VERSION, Casebook, empty, open_casebook, schema, write
from conspectus.records.duties import compiled, written
from conspectus.records.engine import DuckDBEngine, Engine, laid_out


def put_nothing(engine: Engine, *, version: int = VERSION) -> None:
    """Every table, without rows save the one that says what made it."""
    for name in schema():
        engine.put(name, empty(name))
    row = {"version": "0", "casebook_version": version, "as_of": datetime(2026, 4, 1), "nation": "england"}
    engine.put("build", pl.concat([empty("build"), pl.DataFrame(row)], how="diagonal_relaxed"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A casebook without children."""
    path = tmp_path / "book.duckdb"
    with DuckDBEngine() as engine:
        put_nothing(engine)
        write(engine, path)
    return path


def test_the_same_rows_give_the_same_hash_in_whatever_order(tmp_path: Path, path: Path) -> None:
    rows = pl.DataFrame({"stratum": ["b", "a"], "children": [1, 2], "chosen": [0, 1]})
    hashes = set()
    for turn, frame in enumerate((rows, rows.reverse(), rows.select("chosen", "stratum", "children"))):
        with DuckDBEngine() as engine:
            put_nothing(engine)
            engine.put("frame", frame)
            hashes.add(write(engine, tmp_path / f"{turn}.duckdb"))
    with open_casebook(path) as book, open_casebook(tmp_path / "0.duckdb") as other:
        assert hashes == {other.content_hash}
        assert book.content_hash != other.content_hash
        assert other.frame("select stratum from frame")["stratum"].to_list() == ["a", "b"]


@pytest.mark.parametrize("column", ["chosen", "stratum"])
def test_a_table_that_lacks_a_column_leaves_the_old_casebook(path: Path, column: str) -> None:
    before = path.read_bytes()
    with DuckDBEngine() as engine:
        put_nothing(engine)
        engine.put("frame", empty("frame").drop(column))
        with pytest.raises(CasebookError, match=f"frame lacks {column}"):
            write(engine, path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_two_rows_with_one_key_are_refused(path: Path) -> None:
    with DuckDBEngine() as engine:
        put_nothing(engine)
        engine.put("frame", pl.DataFrame({"stratum": ["a", "a"], "children": [1, 2], "chosen": [0, 1]}))
        with pytest.raises(CasebookError, match="two rows of frame share one key"):
            write(engine, path)


def test_what_was_open_before_a_new_build_still_reads_its_own(path: Path) -> None:
    with open_casebook(path) as book, DuckDBEngine() as engine:
        put_nothing(engine)
        engine.put("frame", pl.DataFrame({"stratum": ["a"], "children": [1], "chosen": [0]}))
        write(engine, path)
        assert book.rows("select * from frame") == []


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('tables.toml')",
        "copy frame to 'out.csv'",
        "attach 'other.duckdb' as other",
        "set enable_external_access = true",
        "delete from build",
    ],
)
def test_nothing_gets_out_of_it_and_nothing_changes_it(book: Casebook, sql: str) -> None:
    with pytest.raises((duckdb.PermissionException, duckdb.InvalidInputException)):
        book.frame(sql)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda path: path.unlink(), "there is no such casebook"),
        (lambda path: path.write_text("no database" * 999), "damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[:9000]), "damaged"),
    ],
)
def test_a_missing_or_damaged_file_says_what_to_do(path: Path, damage: object, says: str) -> None:
    assert callable(damage)
    damage(path)
    with pytest.raises(CasebookError, match=f"(?s){says}.*→"):
        open_casebook(path)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("drop table frame", "not a whole one"),
        ("delete from build", "not a whole one"),
        ("drop table build", "not a whole one"),
        ("alter table build drop column casebook_version", "no casebook"),
        ("update build set casebook_version = 99", "of version 99; this program reads"),
    ],
)
def test_another_database_or_version_is_told_from_a_casebook(path: Path, change: str, says: str) -> None:
    with DuckDBEngine(path) as engine:
        engine.run(change)
    with pytest.raises(CasebookError, match=f"(?s){says}.*→"):
        open_casebook(path)


@pytest.mark.parametrize(
    ("table", "column"),
    [("events", "event_ref"), ("obligations", "obligation_id"), ("silo_gaps", "gap_id")],
)
def test_every_row_can_be_cited_and_leads_to_lines(book: Casebook, table: str, column: str) -> None:
    names = book.frame(f"select {column} from {table}")[column].to_list()
    assert names
    for name in names:
        cited = book.cite(f"{table}:{name}")
        assert cited is not None
        assert (cited.table, cited.id, cited.row[column]) == (table, name, name)
        assert 1 <= len(cited.lines) == cited.lines_in_all
        assert all(line.row >= 2 and line.file_sha256 for line in cited.lines)


def test_a_figure_leads_to_the_triggers_it_counts(book: Casebook) -> None:
    cited = book.cite("duty_figures:plan-visit-10-working-days:recur:council")
    assert cited is not None
    refs = book.frame(
        "select distinct trigger_ref from obligations where duty = 'plan-visit-10-working-days'"
    )
    assert cited.lines_in_all == refs.height


def test_a_citation_tells_whether_what_it_rests_on_is_restricted(book: Casebook) -> None:
    [gap] = book.rows("select gap_id from silo_gaps")
    cited = book.cite(f"silo_gaps:{gap['gap_id']}")
    conference = book.cite("events:north-council/E19/B")
    assert cited is not None and cited.restricted
    assert conference is not None and not conference.restricted


@pytest.mark.parametrize(
    "source", ["", "events", "events:", "events:nobody", "people:north-police", "duty_figures:a"]
)
def test_a_citation_that_it_does_not_hold_gives_nothing(book: Casebook, source: str) -> None:
    assert book.cite(source) is None


def test_a_gap_completed_by_a_restricted_entry_does_not_name_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = "A health 2026-01-26 sexual_health_attendance"
    assert hidden in small_casebook.STORY
    monkeypatch.setattr(small_casebook, "STORY", small_casebook.STORY.replace(hidden, f"{hidden} restricted"))
    small_casebook.make_casebook(tmp_path / "book.duckdb")
    with open_casebook(tmp_path / "book.duckdb") as book:
        [row] = book.rows("select gap_id from silo_gaps")
        picture, story = book.picture(), book.chronology("C-A")
    ref = row["gap_id"].partition(":")[2]
    assert ref.startswith("north-health/")
    assert ref not in picture.model_dump_json() + story.model_dump_json()
    assert "sexual health" not in story.model_dump_json().lower()
    assert [gap.gap_id for gap in picture.silo_gaps] == [None]


def test_the_copies_for_one_child_hold_what_the_tables_hold(book: Casebook) -> None:
    slow = book.frame(
        """select c.child_id, c.event_ref, c.via_relation, c.joint_ref, e.started_first, e.restricted
        from chronology c join events e on e.event_ref = c.event_ref order by all"""
    )
    copy = book.frame(f"select {', '.join(slow.columns)} from child_events order by all")
    assert copy.equals(slow)
    owed = book.frame("select obligation_id, child_id, status from obligations order by all")
    assert book.frame("select obligation_id, child_id, status from child_obligations order by all").equals(
        owed
    )
    hidden = {row["child_id"] for row in book.rows("select child_id from child_people where restricted")}
    rows = book.rows(
        """select distinct child_id from links l join people p on p.sender = l.sender and p.person_id = l.person_id
        where p.restricted"""
    )
    assert hidden == {row["child_id"] for row in rows}


def test_the_copies_are_no_part_of_what_is_hashed(book: Casebook) -> None:
    hashed = {row["table_name"] for row in book.rows("select table_name from content")}
    assert hashed == {*schema(), "casebook"}


def test_one_process_opens_it_twice_however_many_processors_each_takes(path: Path) -> None:
    with (
        open_casebook(path, threads=1) as one,
        open_casebook(path) as other,
        open_casebook(path, threads=2) as third,
    ):
        assert one.content_hash == other.content_hash == third.content_hash


def test_the_query_of_every_duty_is_kept_as_written_and_laid_out_when_it_is_read(book: Casebook) -> None:
    kept = {row["id"]: row["sql"] for row in book.rows("select id, sql from definitions where kind = 'duty'")}
    assert kept == {duty.id: written(duty) for duty in duties().values()}
    one = duties()["icpc-15-working-days"]
    assert laid_out(kept[one.id]) == compiled(one)
    assert laid_out(compiled(one)) == compiled(one)  # as casebooks held it that were made before
    assert compiled(one).splitlines()[0].startswith("CREATE OR REPLACE TABLE duty_vague AS")
