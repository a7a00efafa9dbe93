"""How records stand in a tree (XML or JSON), and how its rows are gathered: element by element, each once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import polars as pl

CHUNK = 2_000  # rows that are gathered before they are packed: loose texts take ten times the room
BETWEEN = "; "  # where a thing stands several times in one place: MOB; HEAR
FIRST = 0  # the row of headings, before every line and every number


@dataclass(frozen=True)
class Column:
    """One column of a table: its heading, and the paths below the record at which it may stand."""

    heading: str
    paths: tuple[str, ...]
    own: bool = True  # it is of this table; others say whose row it is


@dataclass(frozen=True)
class Table:
    """One table: each element (object) at `at` below the record is a row."""

    id: str
    at: str
    columns: tuple[Column, ...]
    always: bool = True  # every such element is a row, whether or not any column of its own is filled
    even_empty: bool = True  # it is there though it has no row


@dataclass(frozen=True)
class Shape:
    """One kind of document: the names of its outermost element, that of a record, and its tables."""

    id: str
    kind: str  # xml or json
    root: tuple[str, ...]
    each: str
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Limits:
    """What a document may hold before it is refused."""

    xml_bytes: int
    xml_depth: int
    zip_bytes: int
    zip_files: int


@dataclass
class Node:
    """A place in the tree: what is below it, the key of its text, and the tables of which it is a row."""

    path: str
    below: dict[str, "Node"] = field(default_factory=dict)
    key: str | None = None
    rows: list["Rows"] = field(default_factory=list)
    met: dict[str, "Node | None"] = field(default_factory=dict)  # by names as they are written


@dataclass
class Rows:
    """The rows of one table as they are met: loose ones, and those that are packed."""

    table: Table
    plain: tuple[str, ...]  # the key of each column, the first where it has several
    several: tuple[tuple[int, tuple[str, ...]], ...]  # the columns that have several, by their place
    loose: list[list[str | None]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    packed: list[pl.DataFrame] = field(default_factory=list)
    count: int = 0

    def add(self, values: dict[str, str], line: int | None) -> None:
        """One row, at a line or with its number among its like."""
        row = list(map(values.get, self.plain))
        for place, keys in self.several:
            row[place] = next((values[key] for key in keys if key in values), None)
        if not self.table.always and not any(
            cell for cell, column in zip(row, self.table.columns, strict=True) if column.own
        ):
            return
        self.count += 1
        self.loose.append(row)
        self.places.append(self.count if line is None else line)
        if len(self.loose) == CHUNK:
            self.pack()

    def pack(self) -> None:
        """Loose rows as a table of text."""
        columns: Iterable[Sequence[str | None]] = (
            zip(*self.loose, strict=True) if self.loose else [() for _ in self.plain]
        )
        cells = {f"c{place}": pl.Series(cells, dtype=pl.String) for place, cells in enumerate(columns)}
        self.packed.append(pl.DataFrame({**cells, "row": pl.Series(self.places, dtype=pl.Int64)}))
        self.loose, self.places = [], []

    def cells(self) -> tuple[pl.DataFrame, bool]:
        """Every row below one of headings, and whether `row` is a line: counted where several share one."""
        self.pack()
        rows = pl.concat(self.packed)
        lines = rows["row"].n_unique() == rows.height
        if not lines:
            rows = rows.with_columns(row=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
        heads = {f"c{place}": [column.heading] for place, column in enumerate(self.table.columns)}
        head = pl.DataFrame({**heads, "row": [FIRST]}, schema=rows.schema)
        return pl.concat([head, rows]), lines


def grown(shape: Shape) -> tuple[Node, list[Rows]]:
    """The tree of places that a shape knows, and its tables without rows; names are compared in small letters."""
    root, tables = Node(""), []
    for table in shape.tables:
        places = [tuple(_place(root, path).path for path in column.paths) for column in table.columns]
        several = tuple((place, keys) for place, keys in enumerate(places) if len(keys) > 1)
        for column in table.columns:
            for path in column.paths:
                place = _place(root, path)
                place.key = place.path
        rows = Rows(table, tuple(keys[0] for keys in places), several)
        _place(root, table.at).rows.append(rows)
        tables.append(rows)
    return root, tables


def _place(root: Node, path: str) -> Node:
    node = root
    for name in path.lower().split("/") if path else ():
        node = node.below.setdefault(name, Node(f"{node.path}/{name}".lstrip("/")))
    return node


@dataclass
class Unknown:
    """Elements that no table knows: each path with the first line and how often it stands there."""

    found: dict[tuple[int, str], tuple[str, int | None, int]] = field(default_factory=dict)

    def add(self, within: int, name: str, path: Callable[[], str], line: int | None) -> None:
        """One more of a name within a place, whose path is worked out the first time."""
        known = self.found.get((within, name))
        self.found[within, name] = (known[0], known[1], known[2] + 1) if known else (path(), line, 1)
