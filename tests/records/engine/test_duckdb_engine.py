"""DuckDB in process: what it is given piece by piece, and memory that it gives back."""

from pathlib import Path

import polars as pl
import pytest

from conspectus.records.engine import DuckDBEngine
from conspectus.records.engine.on_duckdb import engine as duckdb_engine

LEAST = 100_000_000  # bytes that it may keep
ROWS = pl.DataFrame({"n": range(7), "word": list("abcdefg")})


@pytest.mark.parametrize("at_once", [1, 3, 7, 100])
def test_a_table_is_put_whole_in_pieces_of_any_size(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duckdb_engine, "AT_ONCE", at_once)
    with DuckDBEngine() as engine:
        engine.put("rows", ROWS)
        engine.put("rows", ROWS.reverse())  # in place of what was there
        assert engine.frame("from rows order by n").equals(ROWS)
        engine.put("rows", ROWS.clear())
        assert engine.columns("rows") == ["n", "word"] and engine.rows("from rows") == []


@pytest.mark.parametrize("memory", ["1GB", None])
def test_memory_is_given_back_and_the_tables_stay(tmp_path: Path, memory: str | None) -> None:
    with DuckDBEngine(tmp_path / "tables.duckdb", memory=memory) as engine:
        engine.run(
            "create table rows as select i, repeat(cast(i as varchar), 20) as word from range(2000000) r(i)"
        )
        limit = _limit(engine)
        assert _held(engine) > LEAST
        engine.release_memory()
        assert _held(engine) <= LEAST
        assert _limit(engine) == limit
        assert engine.rows("select count(*), max(i) from rows") == [(2_000_000, 1_999_999)]


def test_nothing_is_given_back_while_it_is_read_or_where_there_is_no_disk(tmp_path: Path) -> None:
    with DuckDBEngine() as engine:
        engine.put("rows", ROWS)
        engine.release_memory()
        assert engine.frame("from rows order by n").equals(ROWS)
    with DuckDBEngine(tmp_path / "tables.duckdb", memory="1GB") as engine:
        engine.run(
            "create table rows as select i, repeat(cast(i as varchar), 20) as word from range(2000000) r(i)"
        )
        limit, reader = _limit(engine), engine.connection.cursor().execute("from rows order by hash(i)")
        first = reader.fetchmany(10)
        engine.release_memory()
        assert _limit(engine) == limit
        assert len(first) + len(reader.fetchall()) == 2_000_000


@pytest.mark.parametrize("named", ["returns", "Mary O'Neill's returns"])
def test_what_does_not_fit_spills_beside_our_own_file(tmp_path: Path, named: str) -> None:
    folder = tmp_path / named
    folder.mkdir()
    with DuckDBEngine(folder / "tables.duckdb", memory="1GB") as engine, engine.sibling() as other:
        [(spilled,)] = other.rows("select current_setting('temp_directory')")
        assert Path(spilled).parent == folder
        assert _limit(other) == _limit(engine)


def _held(engine: DuckDBEngine) -> int:
    [(held,)] = engine.rows("select sum(memory_usage_bytes) from duckdb_memory()")
    return int(held)


def _limit(engine: DuckDBEngine) -> str:
    [(limit,)] = engine.rows("select current_setting('memory_limit')")
    return str(limit)
