"""Write a casebook: a new file beside the old one, swapped in whole.

Its content hash is taken over the sorted rows of each table, not over bytes of the file, so that the same
records give the same hash wherever and whenever the casebook is built.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pyarrow as pa

from conspectus.errors import CasebookError
from conspectus.records.casebook.copies import put_copies
from conspectus.records.casebook.schema import Table, schema
from conspectus.records.engine import DuckDBEngine, Engine

# Rows of a table that are packed as one. Who reads one child unpacks a whole group: an eighth of the usual one is read
# in half the time, and a file is larger by a third.
TOGETHER = 16_384


def write(engine: Engine, path: Path, *, memory: str | None = None, beside: Sequence[str] = ()) -> str:
    """Write every table of the contract from `engine` to `path`; the casebook's content hash.

    `memory` limits what the casebook's own database takes; that of `engine` is given back first and after each table.
    Tables `beside` those of the contract are copied as they are.
    """
    engine.release_memory()
    with in_place(path) as new:
        _copy(engine, new, memory=memory, beside=beside)
        with to_write(new, memory=memory) as book:
            overall = put_content(book, [_counted(book, table) for table in schema().values()])
            put_copies(book)
    return overall


@contextmanager
def to_write(path: Path, *, memory: str | None = None) -> Iterator[DuckDBEngine]:
    """A casebook's file, new or not, to write tables into."""
    with DuckDBEngine(memory=memory) as engine, engine.within(path, together=TOGETHER) as book:
        yield book


@contextmanager
def in_place(path: Path) -> Iterator[Path]:
    """Where to write a file that takes the place of `path` once it is whole."""
    beside = path.with_name(path.name + ".new")
    path.parent.mkdir(parents=True, exist_ok=True)
    beside.unlink(missing_ok=True)
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def put_content(book: DuckDBEngine, content: Sequence[tuple[str, int, str]]) -> str:
    """Keep each table's number of rows and hash, in the order of the contract; the hash of them all."""
    told = "\n".join(f"{name} {digest}" for name, _, digest in content)
    overall = hashlib.sha256(told.encode()).hexdigest()
    rows = [*content, ("casebook", sum(count for _, count, _ in content), overall)]
    book.put("content", pl.DataFrame(rows, schema=["table_name", "rows", "sha256"], orient="row"))
    return overall


def _copy(engine: Engine, path: Path, *, memory: str | None, beside: Sequence[str]) -> None:
    """Make a file of all tables; DuckDB writes them itself, another engine hands over its rows in pieces."""
    wanted = dict(_wanted(engine))
    if isinstance(engine, DuckDBEngine):
        copied = {name: f'select * from "{name}"' for name in beside}
        engine.give(path, wanted | copied, together=TOGETHER)
        return
    with to_write(path, memory=memory) as book:
        for table in schema().values():
            columns = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
            book.run(f'create table "{table.name}" ({columns})')
            for batch in engine.batches(wanted[table.name]):
                book.append(table.name, batch)
            engine.release_memory()
        for name in beside:
            book.put(name, engine.frame(f'select * from "{name}"'))


def _counted(book: DuckDBEngine, table: Table) -> tuple[str, int, str]:
    """A written table's name, number of rows and hash."""
    _refuse_doubles(book, table)
    [(rows,)] = book.rows(f'select count(*) from "{table.name}"')
    return table.name, rows, content_hash(book, table)


def _refuse_doubles(book: DuckDBEngine, table: Table) -> None:
    key = _order(table)
    if book.rows(f'select 1 from "{table.name}" group by {key} having count(*) > 1 limit 1'):
        raise CasebookError(f"two rows of {table.name} share one key ({', '.join(table.key)})", "the build")


def _wanted(engine: Engine) -> Iterator[tuple[str, str]]:
    """Each table of the contract with the query of its rows, cast and sorted by its key."""
    there = set(engine.tables())
    for table in schema().values():
        columns = set(engine.columns(table.name)) if table.name in there else set()
        if missing := [column.name for column in table.columns if column.name not in columns]:
            raise CasebookError(f"{table.name} lacks {', '.join(missing)}", "the build")
        cells = ", ".join(f'cast("{one.name}" as {one.type}) as "{one.name}"' for one in table.columns)
        yield table.name, f'select {cells} from "{table.name}" order by {_order(table)}'


def _order(table: Table) -> str:
    return ", ".join(f'"{name}"' for name in table.key)


def content_hash(book: DuckDBEngine, table: Table) -> str:
    """SHA-256 over the rows of a table, each as JSON on a line, in the order in which they were written: of its key."""
    digest = hashlib.sha256()
    for batch in book.batches(f'select cast(to_json(t) as varchar) || chr(10) as line from "{table.name}" t'):
        digest.update(_text(batch))
    return digest.hexdigest()


def _text(batch: pa.RecordBatch) -> memoryview:
    """All lines of a batch, end to end, as they lie in memory: no line is copied."""
    # Not cast to one kind of text: that loads half of Arrow, which takes as long as hashing a small area.
    lines = batch.column(0)
    _, offsets, text = lines.buffers()
    whole = memoryview(offsets).cast("q" if pa.types.is_large_string(lines.type) else "i")
    ends = whole[lines.offset : lines.offset + len(lines) + 1]
    return memoryview(text)[ends[0] : ends[-1]]
