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


def write(engine: Engine, path: Path, *, memory: str | None = None, beside: Sequence[str] = ()) -> str:
    """Write every table of the contract from `engine` to `path`; the casebook's content hash.

    `memory` limits what the casebook's own database takes; that of `engine` is given back first and after each table.
    Tables `beside` those of the contract are copied as they are.
    """
    engine.release_memory()
    with in_place(path) as new, DuckDBEngine(new, memory=memory) as book:
        content = [_write_table(engine, book, table) for table in schema().values()]
        overall = put_content(book, content)
        put_copies(book)
        for name in beside:
            book.put(name, engine.frame(f'select * from "{name}"'))
    return overall


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


def _write_table(engine: Engine, book: DuckDBEngine, table: Table) -> tuple[str, int, str]:
    """Copy one table, cast and sorted by its key, piece by piece; its name, number of rows and hash."""
    columns = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
    book.run(f'create table "{table.name}" ({columns})')
    for batch in engine.batches(_select(engine, table)):
        book.append(table.name, batch)
    engine.release_memory()
    _refuse_doubles(book, table)
    [(rows,)] = book.rows(f'select count(*) from "{table.name}"')
    return table.name, rows, content_hash(book, table)


def _refuse_doubles(book: DuckDBEngine, table: Table) -> None:
    key = _order(table)
    if book.rows(f'select 1 from "{table.name}" group by {key} having count(*) > 1 limit 1'):
        raise CasebookError(f"two rows of {table.name} share one key ({', '.join(table.key)})", "the build")


def _select(engine: Engine, table: Table) -> str:
    there = (
        {name for name, *_ in engine.rows(f'describe "{table.name}"')}
        if table.name in engine.tables()
        else set()
    )
    if missing := [column.name for column in table.columns if column.name not in there]:
        raise CasebookError(f"{table.name} lacks {', '.join(missing)}", "the build")
    columns = ", ".join(
        f'cast("{column.name}" as {column.type}) as "{column.name}"' for column in table.columns
    )
    return f'select {columns} from "{table.name}" order by {_order(table)}'


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
    lines = batch.column(0).cast(pa.large_string())
    _, offsets, text = lines.buffers()
    ends = memoryview(offsets).cast("q")[lines.offset : lines.offset + len(lines) + 1]
    return memoryview(text)[ends[0] : ends[-1]]
