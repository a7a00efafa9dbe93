"""Each construct of our SQL that Spark has not, or has with another meaning, gives the same rows on both engines."""

import polars as pl
import pytest

from conspectus.records.engine import DuckDBEngine, Engine, SparkEngine, translate

LEFT = pl.DataFrame(
    {
        "k": ["a", "a", "a", "b", None, "c"],
        "pos": [5, 5, 9, 5, 5, None],
        "name": ["p", "q", "r", "s", "t", "u"],
    }
)
RIGHT = pl.DataFrame({
    "k": ["a", "a", "a", "a", "b", None], "pos": [5, 7, 7, 3, 4, 5],
    "ref": ["r1", "r2", "r3", "r4", "r5", "r6"], "n": [1, None, 2, 4, None, 6],
})  # fmt: skip
ONCE = "(select k, pos, min(ref) as ref from r group by k, pos)"

QUERIES = {
    "asof, first at or after": f"select l.name, x.ref from l asof left join {ONCE} x on x.k = l.k and x.pos >= l.pos",
    "asof, first after": f"select l.name, x.ref from l asof left join {ONCE} x on x.k = l.k and x.pos > l.pos",
    "asof, last at or before": f"select l.name, x.ref from l asof left join {ONCE} x on x.k = l.k and l.pos >= x.pos",
    "asof, last before": f"select l.name, x.ref from l asof left join {ONCE} x on l.pos > x.pos and x.k = l.k",
    "asof, both ends": f"select l.*, x.ref, y.ref as before from l asof join {ONCE} x on x.k = l.k and x.pos >= l.pos "
    f"asof left join {ONCE} y on y.k = l.k and y.pos <= l.pos",
    "asof over asof": f"select o.name, o.first, y.ref from (select l.*, x.ref as first from l asof left join {ONCE} x"
    f" on x.k = l.k and x.pos >= l.pos) o asof left join {ONCE} y on y.k = o.k and y.pos > o.pos",
    "arg_min passes over nulls": "select k, arg_min(n, pos) as n, arg_max(n, pos) as m from r group by k",
    "a row's null is greatest": "select k, arg_min(ref, (n, ref)) as a, arg_max(ref, (n, ref)) as z from r group by k",
    "a row among rows": "select ref from r where (k, n) in (select (k, n) from r where pos > 3)",
    "a row not among rows": "select ref from r where (k, n) not in (select (k, n) from r where pos > 3)",
    "an ordered list keeps its nulls": "select k, array_agg(n order by pos, ref) as l from r group by k",
    "a list of what differs": "select k, list_sort(array_agg(distinct pos)) as l from r group by k",
    "a list over a window": "select ref, list_sort(list_distinct(array_agg(n) over (partition by k))) as l from r",
    "rows counted once": "select count(distinct (k, pos)) as n from r",
    "instants": "select epoch_us(make_timestamp(pos * 1000001)) as us from r",
    "years count boundaries": "select date_diff('year', date '2025-12-31', date '2026-01-01') as y,"
    " date_diff('month', date '2026-01-31', date '2026-03-01') as m,"
    " date_diff('day', date '2026-03-28', date '2026-03-30') as d",
    "months clip": "select cast(date '2026-01-31' + interval 1 month as date) as f,"
    " cast(date '2026-03-31' - interval 1 month as date) as b",
    "division is of doubles": "select pos / 30.436875 as x, pos / 2 as y, pos // 2 as z, -pos // 2 as w from r",
    "nulls stand last": "select ref, row_number() over (order by n, ref) as up,"
    " row_number() over (order by n desc, ref) as down from r",
    "a range of days": "select ref, unnest(range(pos, pos + 2)) as day from r",
    "an empty range": "select ref, unnest(range(pos, pos)) as day from r",
    "all but some columns": "select * exclude (n) from r",
    "another value of a column": "select ref, n from (select r.* replace (pos + 1 as n) from r)",
    "only the first of each": "select k, ref from r qualify row_number() over (partition by k order by pos, ref) = 1",
    "text with null": "select ref || ':' || n as a, ref || coalesce(':' || n, '') as b from r",
    "a word's part": "select split_part('a/b', '/', 1) as a, least(n, 3) as l, greatest(n, 3) as g from r",
    "names within names": "with a as (select k, pos from r), b as (with a as (select k from a where pos > 4)"
    " select x.k from a x join a y on y.k = x.k) select b.k, a.pos from b join a on a.k = b.k",
    "counted where": "select k, count(*) filter (n > 1) as c, bool_or(n > 3) as b, any_value(n) as v"
    " from (select * from r where n is not null) group by all",
    "without the others": "select l.name from l anti join r on r.k = l.k and r.pos = l.pos",
}


def put(engine: Engine) -> None:
    engine.put("l", LEFT)
    engine.put("r", RIGHT)


def rows(engine: Engine, sql: str) -> list[str]:
    return sorted(repr(row) for row in engine.rows(sql))


def test_every_construct_gives_the_same_rows(spark: SparkEngine, duckdb: DuckDBEngine) -> None:
    put(spark)
    put(duckdb)
    wrong = {name: (rows(duckdb, sql), rows(spark, sql)) for name, sql in QUERIES.items()}
    assert {name: both for name, both in wrong.items() if both[0] != both[1]} == {}


def test_among_rows_of_one_instant_the_smallest_is_found(spark: SparkEngine) -> None:
    put(spark)
    sql = "select l.name, r.ref from l asof left join r on r.k = l.k and r.pos > l.pos where l.name = 'p'"
    assert spark.rows(sql) == [("p", "r2")]


def test_tables_are_made_filled_and_dropped(spark: SparkEngine, duckdb: DuckDBEngine) -> None:
    for engine in (spark, duckdb):
        put(engine)
        engine.run("create or replace table t (ref varchar, n integer, moment timestamp, words varchar[])")
        engine.run("insert into t by name select make_timestamp(pos) as moment, ref from r where pos > 4")
        engine.run("insert into t select ref, n, null, [ref, k] from r where n = 4")
        engine.run("create or replace view v as select ref, n from t")
        engine.run("create or replace table l as select name from l where k = 'a'; drop table r")
    assert spark.tables() == duckdb.tables() == ["l", "t", "v"]
    assert spark.columns("t") == duckdb.columns("t") == ["ref", "n", "moment", "words"]
    for table in ("l", "t", "v"):
        assert rows(spark, f"select * from {table}") == rows(duckdb, f"select * from {table}")


@pytest.mark.parametrize(
    "sql",
    [
        "select date_diff('hour', a, b) from t",
        "select array_agg(a order by b desc) from t",
        "select * from a asof join b on b.k = a.k and b.t >= a.t",
    ],
)
def test_what_cannot_be_said_exactly_is_not_said(sql: str) -> None:
    with pytest.raises(ValueError, match="has no"):
        translate(sql, dialect="spark")
