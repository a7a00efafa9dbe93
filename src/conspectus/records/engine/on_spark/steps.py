"""A query over queries, taken apart: each WITH query that is named more than once is a step of its own.

Spark puts a WITH query in wherever it is named, and queries over queries over queries then take minutes to plan.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from sqlglot import exp

NUMBERS = count(1)


@dataclass(frozen=True)
class Step:
    """One query in Spark's SQL, and the name under which the later ones read its rows."""

    name: str
    query: exp.Expr

    @property
    def sql(self) -> str:
        """The query as Spark is asked."""
        return self.query.sql("spark")


def to_be_read(tree: exp.Expr) -> Iterator[exp.Expr]:
    """Statements that somebody can paste into Spark: a table for each step, then the query itself.

    Tables, since Spark would work out views anew wherever they are named.
    """
    name, query = (tree.this.name, tree.expression) if isinstance(tree, exp.Create) else ("", tree)
    for step in in_steps(query, numbers=count(1)):
        yield from _as_table(step.name or name, step.query)


def _as_table(name: str, query: exp.Expr) -> Iterator[exp.Expr]:
    if not name:
        yield query
        return
    parquet = exp.Properties(expressions=[exp.FileFormatProperty(this=exp.var("parquet"))])
    yield exp.Drop(tables=[exp.to_table(name)], kind="TABLE", exists=True)
    yield exp.Create(this=exp.to_table(name), kind="TABLE", properties=parquet, expression=query)


def in_steps(tree: exp.Expr, *, numbers: Iterator[int] = NUMBERS) -> Iterator[Step]:
    """The steps of a query in their order; the last is the query itself, without a name.

    `numbers` tell steps of one name apart; a session has one row of them for all its queries.
    """
    _gather(tree, numbers)
    with_ = tree.args.get("with_")
    queries = [] if with_ is None else list(with_.expressions)
    named = Counter(table.name for table in tree.find_all(exp.Table) if not table.db)
    inline: list[exp.CTE] = []
    known: dict[str, str] = {}
    for query in queries:
        query.pop()
        _rename(query.this, known)
        if named[query.alias] > 1:
            known[query.alias] = f"step_{next(numbers)}_{query.alias}"
            yield Step(known[query.alias], _with(query.this, inline))
        else:
            inline.append(query)
    tree.set("with_", None)
    _rename(tree, known)
    yield Step("", _with(tree, inline))


def _gather(tree: exp.Expr, numbers: Iterator[int]) -> None:
    """Bring the WITH queries of inner queries out to the whole query's, each before what reads it."""
    holders = [node for node in tree.walk(bfs=False) if node.args.get("with_") and node is not tree]
    for holder in reversed(holders):  # the innermost first: its names hide those further out
        queries = [query.pop() for query in list(holder.args["with_"].expressions)]
        holder.set("with_", None)
        own: dict[str, str] = {}
        for query in queries:
            _rename(query.this, own)  # it sees those before it, and not itself
            own[query.alias] = f"{query.alias}_{next(numbers)}"
            query.args["alias"].set("this", exp.to_identifier(own[query.alias]))
        _rename(holder, own)
        _hand_out(holder, queries, tree)


def _hand_out(holder: exp.Expr, queries: list[exp.Expr], root: exp.Expr) -> None:
    """Give queries to the next WITH around their holder: before the query of it that the holder is part of."""
    node = holder
    while node is not root and not isinstance(node, exp.CTE):
        assert node.parent is not None
        node = node.parent
        if node.args.get("with_"):
            break
    with_ = node.parent if isinstance(node, exp.CTE) else node.args.get("with_") or exp.With(expressions=[])
    assert isinstance(with_, exp.With)
    place = with_.expressions.index(node) if isinstance(node, exp.CTE) else len(with_.expressions)
    together = [*with_.expressions[:place], *queries, *with_.expressions[place:]]
    with_.set("expressions", together)
    if not isinstance(node, exp.CTE):
        node.set("with_", with_)


def _rename(tree: exp.Expr, known: dict[str, str]) -> None:
    for table in tree.find_all(exp.Table):
        if not table.db and table.name in known:
            alias = table.alias or table.name
            table.set("this", exp.to_identifier(known[table.name]))
            table.set("alias", exp.TableAlias(this=exp.to_identifier(alias)))


def _with(tree: exp.Expr, inline: list[exp.CTE]) -> exp.Expr:
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
