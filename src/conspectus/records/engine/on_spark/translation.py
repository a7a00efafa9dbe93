"""Our one dialect of SQL, DuckDB's, said in Spark's: rewritten as a tree, construct by construct.

SQLGlot knows most of the differences (types, functions, where nulls stand in an order, QUALIFY). Here is the
rest: what Spark has under another name or not at all, and what it has under the same name with another meaning.
A construct that cannot be said exactly raises ValueError: better none than a query that means something else.
"""

from collections.abc import Callable

from sqlglot import exp

from conspectus.records.engine.on_spark.asof import without_asof

EPOCH_PARTS = {"epoch_us": "unix_micros", "epoch_ms": "unix_millis", "epoch_s": "unix_seconds"}


def for_spark(tree: exp.Expr) -> exp.Expr:
    """The tree of a statement such that SQLGlot's Spark writes what Spark runs, with the same meaning."""
    tree = without_asof(tree.copy())
    # From the leaves up, so that each rewriting sees arguments that are Spark's already.
    for node in reversed(list(tree.bfs())):
        rewrite = REWRITINGS.get(type(node))
        if rewrite is not None:
            new = rewrite(node)
            if node is tree:
                tree = new
            elif new is not node:
                node.replace(new)
    return tree


def _function(node: exp.Anonymous) -> exp.Expr:
    name = EPOCH_PARTS.get(node.name.lower())
    return node if name is None else exp.func(name, *node.expressions, dialect="spark")


def _type(node: exp.DataType) -> exp.Expr:
    """An instant is UTC, in a session whose zone is UTC: Spark's plain timestamp."""
    return exp.DataType.build("timestamptz") if node.this == exp.DataType.Type.TIMESTAMPNTZ else node


def _tuple(node: exp.Tuple) -> exp.Expr:
    """A row of values is a struct where it stands for a value, and stays where SQL wants a list of them."""
    listing = isinstance(node.parent, exp.Values | exp.Schema | exp.In)
    return node if listing else _struct(*node.expressions)


def _struct(*values: exp.Expr) -> exp.Expr:
    return exp.func("struct", *(value.copy() for value in values), dialect="spark")


def _in(node: exp.In) -> exp.Expr:
    """`(a, b) in (select (x, y) …)`: there is a row that is the same, null being the same as null."""
    query = node.args.get("query")
    if not isinstance(node.this, exp.Tuple) or query is None:
        return node
    inner = query.unnest()
    values = _row_of(inner)
    named = [exp.alias_(value.copy(), f"_{place}") for place, value in enumerate(values)]
    inner = inner.copy()
    inner.set("expressions", named)
    same = [
        exp.NullSafeEQ(this=exp.column(f"_{place}", table="_among"), expression=value.copy())
        for place, value in enumerate(node.this.expressions)
    ]
    among = exp.select("1").from_(inner.subquery("_among")).where(exp.and_(*same))
    return exp.Exists(this=among)


def _row_of(query: exp.Expr) -> list[exp.Expr]:
    """The values of a query's one column, which is a row (a struct already, as leaves come first)."""
    assert isinstance(query, exp.Query)
    [row] = query.selects
    return [part.unalias() for part in row.unalias().expressions]


def _division(node: exp.Div) -> exp.Expr:
    """DuckDB divides as doubles; Spark would reckon with a decimal literal in decimals."""
    for side in ("this", "expression"):
        part = node.args[side]
        if isinstance(part, exp.Literal) and part.is_number and "." in part.name:
            node.set(side, exp.cast(part.copy(), "double"))
    return node


def _date_diff(node: exp.DateDiff) -> exp.Expr:
    """DuckDB counts the boundaries between two days, Spark whole units gone by."""
    unit = node.unit.name.upper() if node.unit is not None else "DAY"
    later, earlier = node.this, node.expression
    if unit == "DAY":
        return exp.DateDiff(this=_as_date(later), expression=_as_date(earlier), unit=exp.var("DAY"))
    years = exp.func("year", later.copy()) - exp.func("year", earlier.copy())
    if unit == "YEAR":
        return exp.paren(years, copy=False)
    if unit == "MONTH":
        months = exp.func("month", later.copy()) - exp.func("month", earlier.copy())
        return exp.paren(exp.paren(years) * 12 + months, copy=False)
    raise ValueError(f"date_diff in units of {unit} has no exact translation: count in microseconds instead")


def _as_date(value: exp.Expr) -> exp.Expr:
    return value.copy() if value.is_type("date") else exp.cast(value.copy(), "date")


def _first_or_last(node: exp.ArgMin | exp.ArgMax) -> exp.Expr:
    """DuckDB passes over rows whose value is null, Spark only those whose key is; null keys in a row come last."""
    value, key = node.this, node.expression
    if node.args.get("count"):
        raise ValueError(f"{node.key} of several rows has no translation: use row_number instead")
    if isinstance(key, exp.Struct) or _is_struct(key):
        key = _nulls_last(key.expressions)
    name = "min_by" if isinstance(node, exp.ArgMin) else "max_by"
    seen = exp.case().when(value.copy().is_(exp.null()).not_(), key.copy())
    return exp.Anonymous(this=name, expressions=[value.copy(), seen])


def _is_struct(node: exp.Expr) -> bool:
    return isinstance(node, exp.Anonymous) and node.name.lower() == "struct"


def _nulls_last(parts: list[exp.Expr]) -> exp.Expr:
    """A struct that compares as DuckDB's row does, in which null is greater than everything."""
    plain = [part.unalias() for part in parts]
    return _struct(*(piece for part in plain for piece in (part.is_(exp.null()), part)))


def _array_agg(node: exp.ArrayAgg) -> exp.Expr:
    """A list keeps its nulls and its order: Spark's would drop them, so each value travels in a struct."""
    if isinstance(node.parent, exp.Window):
        return node  # rewritten with its window
    return _unwrapped(_collected(node.this))


def _window(node: exp.Window) -> exp.Expr:
    if not isinstance(node.this, exp.ArrayAgg):
        return node
    collected = _collected(node.this.this)
    if isinstance(collected, exp.Anonymous) and collected.name == "array_sort":
        raise ValueError("an ordered array_agg over a window has no translation: order the window instead")
    window = node.copy()
    window.set("this", collected)
    return _unwrapped(window)


def _collected(value: exp.Expr) -> exp.Expr:
    """The list of structs, sorted where an order is asked for."""
    if isinstance(value, exp.Distinct):
        [inner] = value.expressions
        return exp.Anonymous(this="collect_set", expressions=[_boxed(inner)])
    if not isinstance(value, exp.Order):
        return exp.Anonymous(this="collect_list", expressions=[_boxed(value)])
    if any(ordered.args.get("desc") for ordered in value.expressions):
        raise ValueError("array_agg in falling order has no translation: order by the negative")
    keys = [ordered.this for ordered in value.expressions]
    pieces = [piece for key in keys for piece in (key.copy().is_(exp.null()), key.copy())]
    rows = exp.Anonymous(this="collect_list", expressions=[_struct(*pieces, _named(value.this))])
    return exp.Anonymous(this="array_sort", expressions=[rows])


def _boxed(value: exp.Expr) -> exp.Expr:
    return _struct(_named(value))


def _named(value: exp.Expr) -> exp.Expr:
    return exp.alias_(value.copy(), "value")


def _unwrapped(boxes: exp.Expr) -> exp.Expr:
    box = exp.to_identifier("box")
    opened = exp.Lambda(
        this=exp.Dot(this=box.copy(), expression=exp.to_identifier("value")), expressions=[box]
    )
    return exp.Anonymous(this="transform", expressions=[boxes, opened])


def _select(node: exp.Select) -> exp.Expr:
    """`* replace (e as c)` is everything but c, and then e: Spark has only EXCEPT."""
    selects: list[exp.Expr] = []
    for item in node.selects:
        star = item if isinstance(item, exp.Star) else item.this if isinstance(item, exp.Column) else None
        replaced = star.args.get("replace") if isinstance(star, exp.Star) else None
        if star is not None and replaced:
            star.set("except_", [exp.to_identifier(each.alias) for each in replaced])
            star.set("replace", None)
            selects += [item, *(each.copy() for each in replaced)]
        else:
            selects.append(item)
    node.set("expressions", selects)
    return node


def _distinct(node: exp.ArrayDistinct) -> exp.Expr:
    """DuckDB's leaves null out."""
    known = exp.Anonymous(this="array_compact", expressions=[node.this.copy()])
    return exp.Anonymous(this="array_distinct", expressions=[known])


def _overlap(node: exp.ArrayOverlaps) -> exp.Expr:
    return exp.Anonymous(this="arrays_overlap", expressions=[node.this.copy(), node.expression.copy()])


def _similarity(node: exp.JarowinklerSimilarity) -> exp.Expr:
    """Spark has no such function: the linkage registers one of this name."""
    return exp.Anonymous(this="jaro_winkler", expressions=[node.this.copy(), node.expression.copy()])


REWRITINGS: dict[type[exp.Expr], Callable[..., exp.Expr]] = {
    exp.Anonymous: _function,
    exp.ArgMax: _first_or_last,
    exp.ArgMin: _first_or_last,
    exp.ArrayAgg: _array_agg,
    exp.ArrayDistinct: _distinct,
    exp.ArrayOverlaps: _overlap,
    exp.DataType: _type,
    exp.DateDiff: _date_diff,
    exp.Div: _division,
    exp.In: _in,
    exp.JarowinklerSimilarity: _similarity,
    exp.Select: _select,
    exp.Tuple: _tuple,
    exp.Window: _window,
}
