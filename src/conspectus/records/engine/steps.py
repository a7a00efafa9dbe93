"""A query over queries, taken apart: each WITH query that is named more than once is a step of its own."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from sqlglot import exp

NUMBERS = count(1)


@dataclass(frozen=True)
class Step:
    """One query of Spark's SQL, and the name under which the later ones read its rows."""

    name: str
    sql: str


def in_steps(tree: exp.Expression) -> Iterator[Step]:
    """The steps of a query in their order; the last is the query itself, without a name."""
    with_ = tree.args.get("with_")
    if with_ is None:
        yield Step("", tree.sql("spark"))
        return
    named = Counter(table.name for table in tree.find_all(exp.Table) if not table.db)
    inline: list[exp.CTE] = []
    known: dict[str, str] = {}
    for query in list(with_.expressions):
        query.pop()
        _rename(query.this, known)
        if named[query.alias] > 1:
            known[query.alias] = f"step_{next(NUMBERS)}_{query.alias}"
            yield Step(known[query.alias], _with(query.this, inline).sql("spark"))
        else:
            inline.append(query)
    tree.set("with_", None)
    _rename(tree, known)
    yield Step("", _with(tree, inline).sql("spark"))


def _rename(tree: exp.Expression, known: dict[str, str]) -> None:
    for table in tree.find_all(exp.Table):
        if not table.db and table.name in known:
            alias = table.alias or table.name
            table.set("this", exp.to_identifier(known[table.name]))
            table.set("alias", exp.TableAlias(this=exp.to_identifier(alias)))


def _with(tree: exp.Expression, inline: list[exp.CTE]) -> exp.Expression:
    """The query with those WITH queries before it that it needs, whether itself or through others."""
    needed = {table.name for table in tree.find_all(exp.Table)}
    wanted: list[exp.CTE] = []
    for query in reversed(inline):
        if query.alias in needed:
            wanted.insert(0, query.copy())
            needed |= {table.name for table in query.find_all(exp.Table)}
    if wanted:
        inner = tree.args.get("with_")
        own = list(inner.expressions) if inner is not None else []
        tree.set("with_", exp.With(expressions=[*wanted, *own]))
    return tree
