"""A further engine is one folder and a line: here DuckDB under another name, spoken to through its own dialect."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
import sqlglot
from sqlglot import exp

from conspectus.definitions import duties
from conspectus.records.casebook import open_casebook, schema
from conspectus.records.duties import compiled
from conspectus.records.engine import ENGINES, Dialect, DuckDBEngine, EngineEntry, open_engine
from conspectus.records.pipeline import Machine, build
from tests.shared_making import made_area


def louder(tree: exp.Expr) -> exp.Expr:
    """The same statement, with a remark by which one knows that it was rewritten."""
    tree.add_comments(["rewritten"])
    return tree


AGAIN = Dialect(name="again", sqlglot="duckdb", splink="duckdb", rewrite=louder)


class AgainEngine(DuckDBEngine):
    """DuckDB that is given no statement but in the dialect `again`."""

    dialect = AGAIN

    def run(self, sql: str, parameters: Sequence[object] = ()) -> None:
        for tree in sqlglot.parse(sql, read="duckdb"):
            assert tree is not None
            super().run(louder(tree).sql("duckdb"), parameters)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        return super().rows(AGAIN.translate(sql), parameters)

    def frame(self, sql: str, parameters: Sequence[object] = ()) -> pl.DataFrame:
        return super().frame(AGAIN.translate(sql), parameters)

    def batches(self, sql: str, *, rows: int = 250_000) -> Iterator[pa.RecordBatch]:
        return super().batches(AGAIN.translate(sql), rows=rows)

    def sibling(self) -> "AgainEngine":
        return AgainEngine()


@pytest.fixture
def again(monkeypatch: pytest.MonkeyPatch) -> str:
    entry = EngineEntry(AGAIN, lambda workspace, memory: AgainEngine(workspace, memory=memory))
    monkeypatch.setitem(ENGINES, AGAIN.name, entry)
    return AGAIN.name


def test_a_casebook_built_on_it_is_the_same(
    again: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    area = made_area(tmp_path_factory, children=60, seed=5)
    books = []
    for engine in ("duckdb", again):
        build(area / "returns", tmp_path / f"{engine}.duckdb", machine=Machine(engine))
        with open_casebook(tmp_path / f"{engine}.duckdb") as book:
            books.append({name: book.frame(f'select * from "{name}"') for name in schema()})
    ours, theirs = books
    assert ours["obligations"].height > 0
    assert [name for name in ours if not ours[name].equals(theirs[name])] == []


def test_a_duty_can_be_read_in_its_dialect(again: str) -> None:
    duty = next(iter(duties().values()))
    assert "/* rewritten */" in compiled(duty, dialect=again)
    assert "/* rewritten */" not in compiled(duty)


def test_it_is_opened_by_its_name(again: str, tmp_path: Path) -> None:
    with open_engine(again, workspace=tmp_path / "tables.duckdb") as engine:
        engine.run("create table one as select 1 as n; insert into one values (2)")
        assert engine.dialect is AGAIN
        assert engine.rows("select sum(n) from one") == [(3,)]
