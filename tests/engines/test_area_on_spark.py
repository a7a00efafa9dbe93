"""A small made-up area, built on both engines, gives one casebook."""

import sys
from pathlib import Path

import polars as pl
import pytest

from conspectus.errors import ConspectusError
from conspectus.records.casebook import open_casebook, schema
from conspectus.records.engine import SparkEngine
from conspectus.records.pipeline import Machine, build
from conspectus.terms import EngineKind
from tests.commands import conspectus

# Likelihoods are sums of logarithms, and the last bit of a logarithm is its library's.
TOLERANCE = 1e-9


def test_both_engines_give_the_same_tables(_spark: None, tmp_path: Path) -> None:
    made = tmp_path / "area"
    conspectus("example", made, "--children", "60", "--seed", "5")
    books = {}
    for kind in EngineKind:
        build(made / "returns", tmp_path / f"{kind}.duckdb", machine=Machine(kind))
        with open_casebook(tmp_path / f"{kind}.duckdb") as book:
            books[kind] = {name: book.frame(f'select * from "{name}"') for name in schema()}
    ours, theirs = books[EngineKind.DUCKDB], books[EngineKind.SPARK]
    assert ours["obligations"].height > 0 and ours["links"].height > ours["children"].height
    different = [name for name in ours if not same(ours[name], theirs[name])]
    assert different == []


def same(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    """Row by row; numbers with a fraction to a tolerance."""
    fractions = [name for name, kind in one.schema.items() if kind == pl.Float64]
    if one.schema != other.schema or not one.drop(fractions).equals(other.drop(fractions)):
        return False
    return all(
        one[name].is_null().equals(other[name].is_null())
        and bool(((one[name] - other[name]).abs() <= TOLERANCE).all())
        for name in fractions
    )


def test_without_pyspark_we_are_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(ConspectusError, match="PySpark is not installed") as told:
        SparkEngine()
    assert "pip install 'conspectus[spark]'" in told.value.todo and "Java 17" in told.value.todo
