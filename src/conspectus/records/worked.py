"""A pattern's worked examples, carried out: a small area in a line an event, joined and searched as it stands.

Events are written as in a duty's examples, `child=MAN` naming whose they are; relationships as
`[<from>..<to>] <person> <relation> <child>`, for example `2025-06-01..2026-02-01 MAN associate A`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from conspectus.definitions import Pattern, PatternExample
from conspectus.errors import ConspectusError, DefinitionError
from conspectus.records.casebook import empty, schema
from conspectus.records.chronology import join
from conspectus.records.dates import day_end
from conspectus.records.duties import SCHEMA, history, read_line
from conspectus.records.engine import Engine
from conspectus.records.patterns import find
from conspectus.terms import Nation, Relation


@dataclass(frozen=True)
class Found:
    """What a pattern's example should show, and what it showed."""

    pattern: str
    example: PatternExample
    got: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the pattern gives what the example says."""
        return self.got == self.example.then


def run_pattern_example(engine: Engine, pattern: Pattern, example: PatternExample) -> Found:
    """Carry out one example; what shows comes in the order of children."""
    [found] = run_pattern_examples(engine, [(pattern, example)])
    return found


def run_pattern_examples(engine: Engine, examples: Sequence[tuple[Pattern, PatternExample]]) -> list[Found]:
    """Carry out examples, every one as if it were alone: its people are its own.

    What shows of a child depends on no people but those related to it, so those examples that look at the same day
    are joined and searched together.
    """
    areas = [_area_of(pattern, example, place=place) for place, (pattern, example) in enumerate(examples)]
    days: dict[date, list[int]] = {}
    for place, (_, example) in enumerate(examples):
        days.setdefault(example.as_of, []).append(place)
    got: dict[int, list[str]] = {place: [] for place in range(len(examples))}
    for day, places in days.items():
        _put(engine, [areas[place] for place in places])
        join(engine)
        find(
            engine,
            {examples[place][0].id: examples[place][0] for place in places}.values(),
            as_of=day_end(day),
            nation=Nation.ENGLAND,  # a pattern holds everywhere; its examples are told by one calendar
        )
        for pattern, child, told in engine.rows(TOLD):
            place, name = int(child[:DIGITS]), child[DIGITS + 1 :]
            if examples[place][0].id == pattern:
                got[place].append(f"{name} {told}")
    return [Found(pattern.id, example, tuple(got[n])) for n, (pattern, example) in enumerate(examples)]


TOLD = """
select f.pattern, f.child_id, concat_ws(' ', f.visible_on,
  case when g.gap_id is not null then if(g.acted_on is null, 'gap', 'late')
    when f.acted_on is not null and f.acted_on <= f.due then 'in_time' else 'not_yet_due' end,
  array_to_string(f.holders, ' '))
from pattern_fits f left join silo_gaps g using (gap_id) order by f.child_id"""

DIGITS = 6  # that the id of an example's person begins with: the place of the example


@dataclass(frozen=True)
class _Area:
    """What is known of some people."""

    rows: list[dict[str, str | None]]
    related: list[dict[str, object]]
    adults: frozenset[str]
    where: str

    @property
    def people(self) -> set[str]:
        """Everybody who is spoken of."""
        ends = {str(one[end]) for one in self.related for end in ("person_id", "related_person_id")}
        return {row["child_id"] or "" for row in self.rows} | ends


def _area_of(pattern: Pattern, example: PatternExample, *, place: int) -> _Area:
    """An example's area, in which nobody is of another example."""
    of, where = f"{place:0{DIGITS}}/", f"{pattern.id}, example {example.title!r}"
    area = _read_area(example.given, related=example.related, adults=example.adults, where=where)
    for number, row in enumerate(area.rows, start=1):
        row["child_id"] = f"{of}{row['child_id']}"
        row["event_id"] = row["event_id"] or f"row-{number}"
    for one in area.related:
        one |= {end: f"{of}{one[end]}" for end in ("person_id", "related_person_id")}
    return replace(area, adults=frozenset(of + adult for adult in area.adults))


def put_area(
    engine: Engine,
    lines: Sequence[str],
    *,
    related: Sequence[str] = (),
    adults: Collection[str] = (),
    where: str = "a test",
) -> None:
    """Put `events`, `links`, `children` and `relationships` of people whom every sender knows by one id."""
    _put(engine, [_read_area(lines, related=related, adults=adults, where=where)])


def _read_area(lines: Sequence[str], *, related: Sequence[str], adults: Collection[str], where: str) -> _Area:
    rows = [read_line(line, where=where) for line in lines]
    return _Area(rows, [_related(line, where=where) for line in related], frozenset(adults), where)


def _put(engine: Engine, areas: Sequence[_Area]) -> None:
    rows = [row for area in areas for row in area.rows]
    known = [one for area in areas for one in area.related]
    adults = frozenset[str]().union(*(area.adults for area in areas))
    people = sorted(set[str]().union(*(area.people for area in areas)))
    senders = sorted({row["agency"] or "" for row in rows})
    links = [{"sender": sender, "person_id": one, "child_id": one} for sender in senders for one in people]
    children = [{"child_id": one, "is_child": one not in adults} for one in people]
    engine.put("events", _events_of(areas))
    engine.put("links", _table("links", links))
    engine.put("children", _table("children", children))
    engine.put("relationships", _table("relationships", [{"sender": senders[0], **one} for one in known]))


def _events_of(areas: Sequence[_Area]) -> pl.DataFrame:
    """Everybody's events at once; where that fails, area by area, so that the error names the one."""
    try:
        return _events([row for area in areas for row in area.rows], where=areas[0].where)
    except ConspectusError:
        for area in areas:
            _events(area.rows, where=area.where)
        raise


def _events(rows: Sequence[Mapping[str, str | None]], *, where: str) -> pl.DataFrame:
    """The lines as the casebook's `events`; whoever has no sender's name sends under the agency's."""
    table = history(pl.DataFrame(rows, schema=SCHEMA), where=where).with_columns(
        sender=pl.col("agency"),
        person_id=pl.col("child_id"),
        event_ref=pl.format("{}/{}/{}", "agency", "event_id", "child_id"),
    )
    return _filled("events", table)


def _table(name: str, rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    return _filled(name, pl.DataFrame(rows, infer_schema_length=None)) if rows else empty(name)


def _filled(name: str, table: pl.DataFrame) -> pl.DataFrame:
    """The columns of a casebook's table, null where these rows say nothing."""
    columns = schema()[name].polars_schema()
    absent = [
        pl.lit(None, kind).alias(column) for column, kind in columns.items() if column not in table.columns
    ]
    return table.with_columns(*absent).select(list(columns)).cast(pl.Schema(columns))


def _related(line: str, *, where: str) -> dict[str, object]:
    """One line of `related` as a row of relationships."""
    parts = line.split()
    times, people = (parts[0], parts[1:]) if ".." in parts[0] else ("..", parts)
    if len(people) != 3 or people[1] not in set(Relation):
        raise DefinitionError(
            "a relationship is written as <from>..<to> <person> <relation> <child>",
            f"{where}: {line!r}",
            f"Write 2025-06-01..2026-02-01 MAN associate A, with one of {', '.join(Relation)}.",
        )
    person, relation, child = people
    since, _, until = times.partition("..")
    return {
        "person_id": person, "related_person_id": child, "relation": relation,
        "from_day": _day(since, line, where), "to_day": _day(until, line, where),
    }  # fmt: skip


def _day(text: str, line: str, where: str) -> date | None:
    """A day of a relationship; nothing where it is open."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise DefinitionError(
            f"{text!r} is no day", f"{where}: {line!r}", "Write days as 2026-02-01, or leave an end open."
        ) from None
