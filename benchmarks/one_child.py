"""One child's joint chronology out of a casebook, beside the same query on tables in no order.

The casebook is made up by SQL: ten events a child from seven senders in the words that they keep, one in ten
through a parent, one obligation in five events, one restricted row in two hundred. Fifty children are read at
random, once each: the whole chronology with what was owed, in order, as `conspectus chronology` shows it. The
peer finds the same rows by joining the casebook's own tables when these lie in no order, and stops there.
"""

import json
import random
import statistics
import tempfile
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import polars as pl

from benchmarks.row import Row, alone, put, seconds, sizes
from conspectus.definitions import SHIPPED, duties, events, patterns
from conspectus.records.casebook import VERSION, Casebook, empty, open_casebook, put_copies, schema
from conspectus.records.casebook.write import to_write
from conspectus.records.engine import DuckDBEngine, Engine

AS_OF = datetime(2026, 4, 1)
READ = 50
REACH = 0.010  # seconds

# Who sends what: a child's ten events are its council's, police's ... words in turn; the tenth is its mother's.
EVENTS = """
insert into events (event_ref, sender, agency, event_id, person_id, event, started_text, started_precision,
  started_first, started_last, started_first_day, started_last_day, source_ref, restricted, file, sheet, row)
with drawn as (
  select i, i // 10 as child, w.agency, w.event, if(i % 10 = 9, 'M', 'P') || i // 10 as person,
    date '2024-04-01' + cast(hash(i, 1) % 730 as integer) as day
  from range({events}) r(i) join words w on w.place = if(i % 10 = 9, -1, cast(hash(i, 2) % {words} as bigint))
)
select 'north-' || agency || '/E' || i || '/' || person, 'north-' || agency, agency, 'E' || i, person, event,
  strftime(day, '%d/%m/%Y'), 'day', day, day + interval 1 day - interval 1 microsecond, day, day, 'note ' || i,
  hash(i, 3) % 200 = 0, 'events.csv', '', i + 2
from drawn order by 1
"""

LINKS = """
insert into links (sender, person_id, child_id, probability, reason)
select distinct sender, person_id, 'C-' || substr(md5(person_id), 1, 10), 1, 'made up' from events order by all
"""

PEOPLE = """
insert into people (sender, agency, person_id, restricted, file, sheet, row)
select sender, substr(sender, 7), person_id, false, 'people.csv', '', row_number() over () from links order by all
"""

CHILDREN = """
insert into children (child_id, is_child, sex, records, agencies)
select child_id, any_value(person_id) like 'P%', 'female', count(*), list_distinct(list(substr(sender, 7)))
from links group by 1 order by 1
"""

CHRONOLOGY = """
insert into chronology
select child_id, event_ref, relation, via, event_ref, [agency] from (
  select l.child_id, e.event_ref, e.agency, '' as relation, '' as via
  from events e join links l on l.sender = e.sender and l.person_id = e.person_id
  union all
  select 'C-' || substr(md5('P' || substr(e.person_id, 2)), 1, 10), e.event_ref, e.agency, 'parent', l.child_id
  from events e join links l on l.sender = e.sender and l.person_id = e.person_id
  where e.person_id like 'M%'
) order by 1, 2, 3, 4
"""

OBLIGATIONS = """
insert into obligations (obligation_id, duty, kind, part, agency, child_id, trigger_ref, clock_from, due, status,
  reason, time_taken, unit, as_of)
select 'referral-decision:respond:council:' || e.event_ref, 'referral-decision', 'response', 'respond', 'council',
  l.child_id, e.event_ref, e.started_first, e.started_first + interval 2 day, 'missed', 'Made up.', null,
  'working_days', timestamp '2026-04-01'
from events e join links l on l.sender = e.sender and l.person_id = e.person_id
where e.row % 5 = 0 order by 1
"""

UNORDERED = {"events": "event_ref", "chronology": "event_ref", "obligations": "obligation_id"}


def make(path: str, events: str) -> None:
    """A casebook of so many events, and beside it the tables that the peer reads, in no order."""
    with to_write(Path(path), memory="4GB") as book:
        for name in schema():
            book.put(name, empty(name))
        book.put("words", words())
        count = book.rows("select count(*) - 1 from words")[0][0]
        for sql in (
            EVENTS.format(events=events, words=count),
            LINKS,
            PEOPLE,
            CHILDREN,
            CHRONOLOGY,
            OBLIGATIONS,
        ):
            book.run(sql)
        book.run("drop table words")
        put_rest(book)
        put_copies(book)
        book.run(f"attach '{Path(path).with_suffix('.unordered')}' as beside")
        for name, key in UNORDERED.items():
            book.run(f"create table beside.{name} as select * from {name} order by hash({key})")


def words() -> pl.DataFrame:
    """What each sender may send: place, agency, event; the mother's own word has the place -1."""
    kept = [(agency, word) for word, term in events().items() for agency in term.recorded_by]
    rows = [(place, agency, word) for place, (agency, word) in enumerate(kept)]
    return pl.DataFrame(
        [*rows, (-1, "probation", "probation_order")], schema=["place", "agency", "event"], orient="row"
    )


def put_rest(book: Engine) -> None:
    """What made it, with every shipped duty and pattern, and its hash, which nobody asks for here."""
    row = {
        "version": "0",
        "casebook_version": VERSION,
        "as_of": AS_OF,
        "nation": "england",
        "theme": "cse",
        "seed": 1,
    }
    book.put("build", pl.concat([empty("build"), pl.DataFrame([row])], how="diagonal_relaxed"))
    shipped = [("duty", name, text(name, "duties")) for name in duties()]
    shipped += [("pattern", name, text(name, "patterns")) for name in patterns()]
    texts = pl.DataFrame(shipped, schema=["kind", "id", "text"], orient="row")
    book.put("definitions", pl.concat([empty("definitions"), texts], how="diagonal_relaxed"))
    book.put("content", pl.DataFrame({"table_name": ["casebook"], "rows": [0], "sha256": ["made up"]}))


def text(name: str, folder: str) -> str:
    """A shipped definition, verbatim."""
    return (SHIPPED / folder / f"{name}.toml").read_text(encoding="utf-8")


def ours(path: Path) -> list[float]:
    """Seconds to open the casebook and read the first child, then to read each."""
    ids = children(path)
    opened: list[Casebook] = []

    def cold() -> None:
        opened.append(open_casebook(path))
        opened[0].chronology(ids[0])

    first = seconds(cold)
    [book] = opened
    return [first, *(seconds(partial(book.chronology, child)) for child in ids)]


PEER = (
    "select c.*, e.* from chronology c join events e on e.event_ref = c.event_ref where c.child_id = ? "
    "order by e.started_first",
    "select o.*, e.restricted from obligations o join events e on e.event_ref = o.trigger_ref "
    "where o.child_id = ? order by o.due",
)


def peer(path: Path) -> list[float]:
    """Seconds to open the tables that lie in no order and to find the rows of the first child, then of each."""
    ids = children(path)
    opened: list[Engine] = []

    def read(child: str) -> None:
        for sql in PEER:
            opened[0].rows(sql, [child])

    def cold() -> None:
        opened.append(DuckDBEngine(path.with_suffix(".unordered"), read_only=True))
        read(ids[0])

    first = seconds(cold)
    return [first, *(seconds(partial(read, child)) for child in ids)]


def children(path: Path) -> list[str]:
    """The children to read, drawn at random."""
    with DuckDBEngine(path, read_only=True) as book:
        ids = [child for (child,) in book.rows("select child_id from children where is_child order by 1")]
    return random.Random(1).sample(ids, READ)


def timed(way: Callable[[Path], list[float]]) -> Callable[[str], None]:
    """A way that leaves what it measured in a file beside the casebook."""

    def tell_it(path: str) -> None:
        told(way, path).write_text(json.dumps(way(Path(path))), encoding="utf-8")

    return tell_it


def told(way: Callable[[Path], list[float]], path: str | Path) -> Path:
    """Where a way leaves its times."""
    return Path(path).with_suffix(f".{way.__name__}.json")


WAYS: dict[str, Callable[..., object]] = {"make": make, "ours": timed(ours), "peer": timed(peer)}


class Times(NamedTuple):
    """Seconds of one way."""

    first: float
    middle: float
    most: float  # of nineteen in twenty
    peak: float


def measured(way: Callable[[Path], list[float]], path: Path) -> Times:
    """One way in a process of its own."""
    memory = alone("benchmarks.one_child", way.__name__, path, times=1).peak
    first, *each = json.loads(told(way, path).read_text(encoding="utf-8"))
    return Times(first, statistics.median(each), statistics.quantiles(each, n=20)[-1], memory)


def main(sizes: list[int]) -> None:
    """A row for each number of events, and one for opening the largest."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "casebook.duckdb"
            alone("benchmarks.one_child", "make", path, size, times=1)
            tell(size, measured(ours, path), measured(peer, path))


def tell(events: int, us: Times, them: Times) -> None:
    """What was found."""
    size = f"10^{len(str(events)) - 1} events"
    memory = f"{us.peak:.1f} / {them.peak:.1f}"
    ours, theirs = (
        f"{one.middle * 1e3:.1f} ms, 95 in 100 within {one.most * 1e3:.1f} ms" for one in (us, them)
    )
    put(Row("one child", size, ours, f"tables in no order, {theirs}", f"{us.middle * 1e3:.1f} ms", "at most 10 ms",
            us.middle <= REACH, memory))  # fmt: skip
    ours, theirs = (f"{one.first * 1e3:.0f} ms" for one in (us, them))
    put(
        Row(
            "one child, the casebook still closed",
            size,
            ours,
            f"tables in no order, {theirs}",
            "",
            "",
            None,
            memory,
        )
    )


if __name__ == "__main__":
    main(sizes(100_000, 1_000_000, 10_000_000))
