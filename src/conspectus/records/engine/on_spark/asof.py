"""An ASOF join as a window: Spark has none.

The rows of both sides are put on one line, in order of their moments, and each row of the left side looks back
along it for the nearest of the right. The frame is a RANGE: rows of one instant are peers, and all of them are
seen or none, whatever order they came in. Among several rows of the right side at one instant the one whose
columns are smallest is taken (greatest, where the join looks for the last at or before).
"""

from dataclasses import dataclass

from sqlglot import exp

# How the right side's moment stands to the left's: whether it comes after, and whether the same instant counts.
DIRECTIONS: dict[type[exp.Expr], tuple[bool, bool]] = {
    exp.GTE: (True, True), exp.GT: (True, False), exp.LTE: (False, True), exp.LT: (False, False),
}  # fmt: skip
MIRRORED: dict[type[exp.Expr], type[exp.Expr]] = {
    exp.GTE: exp.LTE, exp.GT: exp.LT, exp.LTE: exp.GTE, exp.LT: exp.GT,
}  # fmt: skip


def without_asof(tree: exp.Expr) -> exp.Expr:
    """The tree with every ASOF join said as a join with a window."""
    for select in reversed(
        list(tree.find_all(exp.Select))
    ):  # the innermost first, as the left side is copied
        for join in select.args.get("joins") or []:
            if (join.args.get("method") or "").upper() == "ASOF":
                _rewrite(select, join)
    return tree


@dataclass(frozen=True)
class _Asof:
    """One ASOF join: equal keys (left, right), and the moments with how they stand to one another."""

    right: str
    left: str
    keys: list[tuple[exp.Expr, exp.Expr]]
    asked: exp.Expr
    moment: exp.Expr
    after: bool
    same_counts: bool

    @classmethod
    def of(cls, join: exp.Join) -> "_Asof":
        right = join.alias_or_name
        keys: list[tuple[exp.Expr, exp.Expr]] = []
        moments: list[tuple[exp.Expr, exp.Expr, type[exp.Expr]]] = []
        for condition in _conditions(join.args["on"]):
            one, other = condition.this, condition.expression
            mine, theirs = (one, other) if _of(one, right) else (other, one)
            if isinstance(condition, exp.EQ):
                keys.append((theirs, mine))
            else:
                kind = type(condition) if mine is one else MIRRORED[type(condition)]
                moments.append((theirs, mine, kind))
        [(asked, moment, kind)] = moments
        [left] = {column.table for key in (*(key for key, _ in keys), asked) for column in _columns(key)}
        return cls(right, left, keys, asked, moment, *DIRECTIONS[kind])


def _conditions(on: exp.Expr) -> list[exp.Expr]:
    on = on.unnest()
    return [part.unnest() for part in on.flatten()] if isinstance(on, exp.And) else [on]


def _columns(node: exp.Expr) -> list[exp.Column]:
    return list(node.find_all(exp.Column))


def _of(node: exp.Expr, alias: str) -> bool:
    return any(column.table == alias for column in _columns(node))


def _rewrite(select: exp.Select, join: exp.Join) -> None:
    asof = _Asof.of(join)
    found = _found(asof, left=_source(select, asof.left), right=join.this, carried=_carried(select, join))
    join.set("method", None)
    join.set("this", found.subquery(asof.right))
    same = [exp.column(f"_key_{place}", table=asof.right).eq(key) for place, (key, _) in enumerate(asof.keys)]
    join.set("on", exp.and_(*same, exp.column("_asked", table=asof.right).eq(asof.asked)))


def _source(select: exp.Select, alias: str) -> exp.Expr:
    """What a select reads under an alias."""
    sources: list[exp.Expr] = [
        select.args["from_"].this,
        *(join.this for join in select.args.get("joins") or []),
    ]
    return next(each for each in sources if each.alias_or_name == alias)


def _carried(select: exp.Select, join: exp.Join) -> list[str]:
    """The columns of the right side that the select reads, in the order in which it names them."""
    names: dict[str, None] = {}
    for node in _own(select):
        if isinstance(node, exp.Star) and not isinstance(node.parent, exp.Column | exp.Count):
            raise ValueError("`*` over an ASOF join has no translation: name the columns, or use `left.*`")
        if isinstance(node, exp.Column) and node.table == join.alias_or_name and not _within(node, join):
            if isinstance(node.this, exp.Star):
                raise ValueError(f"`{node.table}.*` of an ASOF join has no translation: name the columns")
            names[node.name] = None
    return list(names)


def _own(select: exp.Select) -> list[exp.Expr]:
    """The nodes of a select, without those of the queries that it reads from."""
    return list(select.walk(bfs=False, prune=lambda node: node is not select and _is_source(node)))


def _is_source(node: exp.Expr) -> bool:
    return isinstance(node, exp.With) or (
        isinstance(node, exp.Subquery) and isinstance(node.parent, exp.From | exp.Join)
    )


def _within(node: exp.Expr, ancestor: exp.Expr) -> bool:
    while node.parent is not None:
        node = node.parent
        if node is ancestor:
            return True
    return False


def _found(asof: _Asof, *, left: exp.Expr, right: exp.Expr, carried: list[str]) -> exp.Select:
    """For each moment that the left side asks of: its keys, the moment, and the row of the right side found."""
    keys = [f"_key_{place}" for place in range(len(asof.keys))]
    row = exp.func(
        "struct",
        exp.alias_(asof.moment.copy(), "_moment"),
        *(exp.alias_(exp.column(name, table=asof.right), name) for name in carried),
        dialect="spark",
    )
    asks = _line([key for key, _ in asof.keys], asof.asked, exp.null(), keys, side="_asks")
    rows = _line([key for _, key in asof.keys], asof.moment, row, keys, side="_has")
    asks = asks.distinct().from_(left.copy()).where(*_known([*(key for key, _ in asof.keys), asof.asked]))
    rows = rows.from_(right.copy()).where(*_known([*(key for _, key in asof.keys), asof.moment]))
    line = exp.union(rows, asks, distinct=False)
    looked = exp.select(*keys, "_asked", "_asks", exp.alias_(_look(asof, keys), "_hit"))
    picked = [exp.alias_(f"_hit.{name}", name) for name in carried]
    return (
        exp.select(*keys, "_asked", *picked)
        .from_(looked.from_(line.subquery("_line")).subquery("_looked"))
        .where("_asks", "_hit is not null")
    )


def _line(
    keys: list[exp.Expr], moment: exp.Expr, row: exp.Expr, names: list[str], *, side: str
) -> exp.Select:
    """One side's rows as places on the line."""
    values = [exp.alias_(key.copy(), name) for key, name in zip(keys, names, strict=True)]
    asks = exp.alias_(exp.true() if side == "_asks" else exp.false(), "_asks")
    return exp.select(*values, exp.alias_(moment.copy(), "_asked"), asks, exp.alias_(row.copy(), "_row"))


def _known(values: list[exp.Expr]) -> list[exp.Expr]:
    """Null equals nothing and stands nowhere on the line."""
    return [value.copy().is_(exp.null()).not_() for value in values]


def _look(asof: _Asof, keys: list[str]) -> exp.Window:
    """The nearest row of the right side along the line so far.

    False sorts before true: at one instant those who ask come after the rows they may see, else before them.
    """
    nearest = exp.Min if asof.after else exp.Max
    order = exp.Order(
        expressions=[
            exp.Ordered(this=exp.column("_asked"), desc=asof.after),
            exp.Ordered(this=exp.column("_asks"), desc=not asof.same_counts),
        ]
    )
    frame = exp.WindowSpec(
        kind="RANGE", start="UNBOUNDED", start_side="PRECEDING", end="CURRENT ROW", end_side=None
    )
    return exp.Window(
        this=nearest(this=exp.column("_row")),
        partition_by=[exp.column(key) for key in keys],
        order=order,
        spec=frame,
    )
