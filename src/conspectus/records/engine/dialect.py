"""What an engine speaks: how a statement of ours, which is in DuckDB's SQL, is said in its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlglot import exp

OURS = "duckdb"


@dataclass(frozen=True)
class Dialect:
    """One engine's SQL: its name, and the rewriting of a statement's tree that SQLGlot alone would not get right.

    `sqlglot` and `splink` are the names by which these libraries know it. Without a `rewrite` it is our own SQL,
    and nothing is done to a statement. `parted` takes a rewritten statement apart where the engine would be slow
    to plan it whole.
    """

    name: str
    sqlglot: str
    splink: str
    rewrite: "Callable[[exp.Expr], exp.Expr] | None" = None
    parted: "Callable[[exp.Expr], Iterable[exp.Expr]] | None" = None
    distributed: bool = False  # it shares work out between machines, and is slow to begin

    def translate(self, sql: str) -> str:
        """One statement or expression of ours as the engine says it."""
        if self.rewrite is None:
            return sql
        import sqlglot  # late: a casebook is read without it

        return self.rewrite(sqlglot.parse_one(sql, read=OURS)).sql(self.sqlglot)

    def lay_out(self, sql: str) -> str:
        """Statements of ours as the engine says them, laid out to be read."""
        import sqlglot

        trees = [tree for tree in sqlglot.parse(sql, read=OURS) if tree is not None]
        said = trees if self.rewrite is None else [self.rewrite(tree) for tree in trees]
        if self.parted is not None:
            said = [part for tree in said for part in self.parted(tree)]
        return ";\n\n".join(tree.sql(dialect=self.sqlglot, pretty=True) for tree in said)
