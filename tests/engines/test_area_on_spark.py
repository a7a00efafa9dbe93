"""Three small made-up areas built as one on both engines give one casebook, and the figures of each by itself."""

import re
import shutil
import sys
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from conspectus.errors import ConspectusError
from conspectus.monitoring import Figures, figures_of
from conspectus.records.casebook import open_casebook, schema
from conspectus.records.engine import SparkEngine
from conspectus.records.pipeline import Machine, build
from conspectus.terms import EngineKind
from tests.commands import conspectus

# Likelihoods are sums of logarithms, and the last bit of a logarithm is its library's.
TOLERANCE = 1e-9
COUNTS = ("n", "met", "late", "not_yet_due", "exempt", "indeterminate", "not_evaluated", "answered")


@pytest.fixture(scope="module")
def areas(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The returns of three areas."""
    made = tmp_path_factory.mktemp("areas")
    conspectus("example", made, "--areas", "3", "--children", "30")
    found = sorted(made.glob("*/returns"))
    assert len(found) == 3
    return found


@pytest.fixture(scope="module")
def books(
    _spark: None, areas: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[EngineKind, Path]:
    """One casebook of all of them, by engine: a build takes Spark minutes, however few children there are."""
    folder = tmp_path_factory.mktemp("all")
    for returns in areas:
        _put_beside(returns, folder / "returns", area=returns.parent.name)
    made = {kind: folder / f"{kind}.duckdb" for kind in EngineKind}
    for kind, path in made.items():
        build(folder / "returns", path, machine=Machine(kind))
    return made


def _put_beside(returns: Path, folder: Path, *, area: str) -> None:
    """An area's senders under names that no other area has."""
    for sender in returns.iterdir():
        copy = shutil.copytree(sender, folder / f"{area}-{sender.name}")
        says = (copy / "return.toml").read_text(encoding="utf-8")
        named, many = re.subn(r'(?m)^sender = "', f'sender = "{area}-', says)
        assert many == 1
        (copy / "return.toml").write_text(named, encoding="utf-8")


def test_both_engines_give_the_same_tables(books: dict[EngineKind, Path]) -> None:
    read = {}
    for kind, path in books.items():
        with open_casebook(path) as book:
            read[kind] = {name: book.frame(f'select * from "{name}"') for name in schema()}
    ours, theirs = read[EngineKind.DUCKDB], read[EngineKind.SPARK]
    assert ours["obligations"].height > 0 and ours["links"].height > ours["children"].height
    different = [name for name in ours if not same(ours[name], theirs[name])]
    assert different == []


def test_one_build_of_all_areas_on_spark_gives_the_figures_of_each(
    books: dict[EngineKind, Path], areas: list[Path], tmp_path: Path
) -> None:
    each = []
    for returns in areas:
        path = tmp_path / f"{returns.parent.name}.duckdb"
        build(returns, path)
        each.append(_figures(path))
    together = _figures(books[EngineKind.SPARK])
    assert together.children == sum(one.children or 0 for one in each)
    assert min(len(_counts(one)) for one in each) > 50
    assert _counts(together) == sum(map(_counts, each), Counter())
    times = sum(map(_times, each), Counter())
    for month, told in _times(together).items():  # a file gives means, rounded to two places
        assert told == pytest.approx(times[month], abs=0.01 * _counts(together)[*month, "answered"])


def _figures(path: Path) -> Figures:
    with open_casebook(path) as book:
        return figures_of(book, duties=book.duties)


def _counts(figures: Figures) -> Counter[tuple[str, ...]]:
    """Every count of every month: of each duty, part and agency, and of the gaps of each pattern."""
    made: Counter[tuple[str, ...]] = Counter()
    points, gaps = figures.points, figures.gaps
    for row, place in enumerate(points.series):
        head = figures.series[place]
        for name in COUNTS:
            made[head.duty, head.part, head.agency, points.from_[row], name] += getattr(points, name)[row]
    for row, place in enumerate(gaps.pattern):
        for name in ("opened", "acted_on", "open"):
            made[figures.patterns[place].id, gaps.from_[row], name] += getattr(gaps, name)[row]
    return +made  # an area without a case of a month has no row of it


def _times(figures: Figures) -> Counter[tuple[str, ...]]:
    """Time to respond by month, added up over those who were answered."""
    made: Counter[tuple[str, ...]] = Counter()
    points = figures.points
    for row, place in enumerate(points.series):
        if (mean := points.time[row]) is not None and points.answered is not None:
            head = figures.series[place]
            made[head.duty, head.part, head.agency, points.from_[row]] += mean * points.answered[row]  # type: ignore[assignment]
    return made


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
