"""The casebook of returns that are sent again as they were: the earlier one, with what says so."""

import shutil
from pathlib import Path

from conspectus.records.casebook import schema
from conspectus.records.casebook.write import content_hash, in_place, put_content, to_write
from conspectus.records.engine import DuckDBEngine, literal

# Everybody keeps the id of before; what else the table may tell (new, split, merged, gone) cannot have happened.
HISTORY = """
insert into id_history by name
select child_id, child_id as previous_id, 'kept' as kind, cast(count(*) as integer) as shared
from links group by child_id order by child_id
"""


def copy_whole(before: Path, out: Path) -> str:
    """Make the casebook that a whole build would make again of what `before` was made of; its content hash."""
    with in_place(out) as beside:
        shutil.copyfile(before, beside)
        with to_write(beside) as book:
            [(earlier,)] = book.rows("select sha256 from content where table_name = 'casebook'")
            book.run(f"update build set previous_sha256 = {literal(earlier)}")
            book.run("delete from id_history")
            book.run(HISTORY)
            return _count_again(book, ("build", "id_history"))


def _count_again(book: DuckDBEngine, changed: tuple[str, ...]) -> str:
    """Hash these tables anew, and with them the whole."""
    held = {name: (rows, sha256) for name, rows, sha256 in book.rows("select * from content")}
    for name in changed:
        [(rows,)] = book.rows(f'select count(*) from "{name}"')
        held[name] = (rows, content_hash(book, schema()[name]))
    return put_content(book, [(name, *held[name]) for name in schema()])
