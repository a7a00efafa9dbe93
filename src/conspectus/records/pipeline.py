"""The order of steps from returns to casebook, nothing else."""

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, Protocol

import polars as pl

from conspectus import __version__
from conspectus.definitions import SHIPPED, duties, frameworks, holding, patterns, sampling_plan, text_hash
from conspectus.errors import ConspectusError, ReturnsError
from conspectus.records import again, casebook, chronology, linkage, returns, sampling
from conspectus.records import patterns as pattern_room
from conspectus.records.dates import day_end
from conspectus.records.duties import DutyTables, evaluate, figures, written
from conspectus.records.engine import Engine, open_engine
from conspectus.records.nation import nation_of
from conspectus.records.school_terms import terms_of
from conspectus.records.sheets import Sheet, read_file
from conspectus.terms import LINK_DECISION, Agency, EngineKind, Nation


class Progress(Protocol):
    """Whoever shows how far a step has come."""

    def __call__(self, step: str, done: float, /) -> None:
        """`done` runs from 0 to 1."""


@dataclass(frozen=True)
class Receipt:
    """What a build took in and what it made."""

    casebook: Path
    content_hash: str
    as_of: datetime
    nation: Nation
    files: pl.DataFrame  # as the casebook's `files`
    unlinked: pl.DataFrame  # sender, people: those kept but not linkable, for want of names
    counts: dict[str, int]  # rows of each table
    taken_over: tuple[str, ...] = ()  # folders of senders whose files are those of the casebook before
    unchanged: bool = False  # nothing differs from the casebook before: it was taken over whole

    @property
    def adds_up(self) -> bool:
        """Whether every row sent is used or set aside."""
        used = self.files["rows_used"] + self.files["rows_set_aside"]
        return bool((self.files["rows_in"] == used).all())


@dataclass(frozen=True)
class Question:
    """What is asked of an area's records.

    With a `framework`, the sample shows the parts of those agencies alone that it looks at. Without a `nation`, the
    returns say it, or the inspection beside them; without a day, the latest counts that any sender answers for.
    """

    as_of: date | None = None
    theme: str = "cse"
    framework: str | None = None
    nation: Nation | None = None
    seed: int = 1  # of the sample


@dataclass(frozen=True)
class KnownLinks:
    """What is known beforehand of whose records are one person's: decisions of people, and an earlier casebook.

    With `skip_absent`, decisions on records that no sender holds any more are passed over; else they are refused.
    With `whole`, the earlier casebook gives its children's ids and nothing else.
    """

    decisions: Path | None = None
    skip_absent: bool = False
    previous: Path | None = None
    whole: bool = False


@dataclass(frozen=True)
class Machine:
    """What runs the queries, and the most memory that it may take, such as 4GB."""

    engine: str = EngineKind.DUCKDB
    memory: str | None = None


def build(
    folder: Path,
    out: Path,
    *,
    question: Question = Question(),
    links: KnownLinks = KnownLinks(),
    machine: Machine = Machine(),
    progress: Progress = lambda step, done: None,
) -> Receipt:
    """Check, link, join, evaluate, sample and write; the casebook at `out` is swapped in whole."""
    folders = returns.sender_folders(folder)
    nation, terms = nation_of(folders, given=question.nation), terms_of(folders)
    _refuse_unknown(question)
    prints = again.prints_of(folders, asked=_asked(question, links, nation=nation, terms=terms))
    before = None if links.whole else again.earlier(links.previous, prints)
    if before is not None and before.unchanged:
        return _taken_whole(before, out, progress=progress)
    anew = returns.check_anew(folder, known=_known(before), tick=_step(progress, "check"))
    with (
        _workspace(out) as workspace,
        open_engine(machine.engine, workspace=workspace, memory=machine.memory) as engine,
    ):
        _put_returns(engine, anew.tables)
        again.put_kept(engine, prints, senders=anew.senders)
        senders, files, taken_over = anew.tables.senders, anew.tables.files, anew.known
        del anew  # its rows are in the engine now, and would be the larger half of the memory
        engine.release_memory()
        instant = _as_of(senders, question.as_of)
        made_of = _join(engine, links, progress=progress)
        engine.put("school_terms", terms)
        _find(
            engine, theme=question.theme, nation=nation, as_of=instant, answered=_all_answer_until(senders, instant),
            progress=progress,
        )  # fmt: skip
        _sample(engine, question, as_of=instant)
        progress("sample", 1.0)
        _put_build(engine, question, as_of=instant, nation=nation, made_of=made_of)
        content_hash = casebook.write(engine, out, memory=machine.memory, beside=again.KEPT)
        progress("casebook", 1.0)
        unlinked, counts = engine.frame(UNLINKED), _counts(engine)
        return Receipt(out, content_hash, instant, nation, files, unlinked, counts, taken_over)


def _asked(
    question: Question, links: KnownLinks, *, nation: Nation, terms: pl.DataFrame
) -> tuple[object, ...]:
    """All that a casebook depends on beside the returns and the earlier one's ids, as what `repr` tells apart."""
    decisions = None if links.decisions is None else _sha256(links.decisions)
    return (replace(question, nation=nation), decisions, links.skip_absent, terms.rows())


def _sha256(decisions: Path) -> str:
    """The hash of a file of link decisions."""
    if not decisions.is_file():
        raise _no_table("there is no such file", decisions, what=DECISIONS)
    return hashlib.sha256(decisions.read_bytes()).hexdigest()


def _known(before: again.Earlier | None) -> returns.KnownTables:
    return before.tables if before is not None else lambda folder: None


def _taken_whole(before: again.Earlier, out: Path, *, progress: Progress) -> Receipt:
    """The earlier casebook once more, as nothing has changed."""
    content_hash = again.copy_whole(before.path, out)
    for step in STEPS:
        progress(step, 1.0)
    with casebook.open_casebook(out) as book:
        made, files, unlinked = book.build, book.frame("select * from files"), book.frame(UNLINKED)
        content = {
            row["table_name"]: row["rows"] for row in book.rows("select table_name, rows from content")
        }
        counts = {name: content[name] for name in casebook.schema()}
        senders = book.frame("select distinct sender from senders order by sender")["sender"]
    return Receipt(
        out, content_hash, made.as_of, made.nation, files, unlinked, counts, tuple(senders), unchanged=True
    )


def _refuse_unknown(question: Question) -> None:
    _one_of("theme", question.theme, patterns())
    if question.framework is not None:
        _one_of("framework", question.framework, frameworks())


class MadeOf(NamedTuple):
    """The hashes of what links were made of: the decisions, and the casebook before."""

    decisions: str | None
    previous: str | None


def _join(engine: Engine, links: KnownLinks, *, progress: Progress) -> MadeOf:
    """Link people and put their events in one chronology."""
    made_of = MadeOf(_put_decisions(engine, links.decisions), _put_previous(engine, links.previous))
    linkage.link(
        engine, decisions="decisions" if links.decisions else None, skip_absent=links.skip_absent,
        previous="previous_links" if links.previous else None, tick=_step(progress, "link"),
    )  # fmt: skip
    chronology.join(engine)
    chronology.place_unusable(engine)
    progress("chronology", 1.0)
    return made_of


def _sample(engine: Engine, question: Question, *, as_of: datetime) -> None:
    looked_at = frameworks()[question.framework].looks_at if question.framework else tuple(Agency)
    sampling.choose(
        engine,
        plan=sampling_plan(),
        theme=question.theme,
        agencies=looked_at,
        as_of=as_of,
        seed=question.seed,
    )


def _find(
    engine: Engine, *, theme: str, nation: Nation, as_of: datetime, answered: datetime, progress: Progress
) -> None:
    """What was owed and whether it was kept, and what only the joint record shows until all have `answered`."""
    evaluate(
        engine,
        duties().values(),
        tables=DutyTables(
            events="chronology_events",
            coverage="coverage",
            births="children",
            unusable="chronology_unusable",
            terms="school_terms",
        ),
        as_of=as_of,
        nation=nation,
        tick=_step(progress, "duties"),
    )
    engine.put("duty_figures", figures(engine))
    pattern_room.find(
        engine, [patterns()[theme]], as_of=answered, nation=nation, unusable="chronology_unusable"
    )
    progress("patterns", 1.0)


def check(folder: Path, *, progress: Progress = lambda step, done: None) -> returns.Report:
    """Every issue of a folder of returns, and nothing made of them."""
    return returns.check(folder, tick=_step(progress, "check")).report


def check_again(folder: Path, *, before: Path) -> tuple[returns.Report, list[casebook.RowChanges]]:
    """The same, and which of its rows differ from those of `before`, a folder that was sent earlier."""
    earlier, now = returns.check(before), returns.check(folder)
    with open_engine() as old, open_engine() as new:
        _put_sent(old, earlier)
        _put_sent(new, now)
        return now.report, casebook.row_changes(old, new)


def same_numbers(folder: Path, *, others: Path) -> dict[str, int]:
    """Of how many events of a return each sender of `others` has the number, too.

    Of shapes whose rows have numbers of their own: those that we give to the rows of lists are none.
    """
    mine, theirs = _numbers(returns.check(folder)), _numbers(returns.check(others))
    met = theirs.join(mine.select("event_id").unique(), on="event_id", how="semi")
    return {row["sender"]: row["len"] for row in met.group_by("sender").len().iter_rows(named=True)}


def _numbers(checked: returns.Checked) -> pl.DataFrame:
    """Every number of an event by its sender, once."""
    numbered = checked.senders.filter(pl.col("schema").is_in(NUMBERED))
    events = checked.events.join(numbered.select("sender"), on="sender", how="semi")
    return events.select("sender", "event_id").unique()


NUMBERED = ("events-1",)
STEPS = ("check", "link", "chronology", "duties", "patterns", "sample", "casebook")


def link(
    folder: Path,
    out: Path,
    *,
    decisions: Path | None = None,
    progress: Progress = lambda step, done: None,
) -> pl.DataFrame:
    """Check and link, nothing more: table `links`, as also written to `out` as CSV or Parquet."""
    casebook.check_ending(out)  # before the work, not after it
    checked = returns.check(folder, tick=_step(progress, "check"))
    with open_engine() as engine:
        _put_returns(engine, checked)
        _put_decisions(engine, decisions)
        linkage.link(engine, decisions="decisions" if decisions else None, tick=_step(progress, "link"))
        linked = engine.frame("select * from links order by child_id, sender, person_id")
    casebook.export(linked, out)
    return linked


LINK_STEPS = STEPS[:2]

UNLINKED = """
with company as (select child_id, count(*) as records from links group by child_id)
select p.sender, count(*) as people from people p
left join links l on l.sender = p.sender and l.person_id = p.person_id
left join company c on c.child_id = l.child_id
where p.forename is null and p.surname is null and not coalesce(p.unborn, false)
  and (c.records is null or c.records = 1)
group by p.sender order by p.sender
"""


@contextmanager
def _workspace(out: Path) -> Iterator[Path]:
    """Where a build keeps its tables, so that memory need not hold them: beside the casebook, and gone after it."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out.parent, prefix=_beside(out), ignore_cleanup_errors=True) as name:
        yield Path(name, "tables.duckdb")


def clear_left(out: Path) -> None:
    """Take away the tables of builds of `out` that were killed outright."""
    for left in out.parent.glob(f"{_beside(out)}*"):
        shutil.rmtree(left, ignore_errors=True)


def _beside(out: Path) -> str:
    return f".{out.name}-"


def _one_of(what: str, name: str, known: Mapping[str, object]) -> None:
    if name not in known:
        raise ConspectusError(f"there is no {what} {name!r}", f"--{what}", f"Use one of {', '.join(known)}.")


def _step(progress: Progress, step: str) -> Callable[[float], None]:
    return lambda done: progress(step, done)


def _put_returns(engine: Engine, checked: returns.CheckedTables) -> None:
    if checked.senders.is_empty():
        raise ReturnsError(
            "no return can be used", todo="Run `conspectus check` on the folder and mend what it names."
        )
    for name in ("files", "issues", "unusable_events", "uncovered"):
        engine.put(name, getattr(checked, name))
    _put_sent(engine, checked)


def _put_sent(engine: Engine, checked: returns.CheckedTables) -> None:
    for name in casebook.SENT:
        engine.put(name, getattr(checked, name))


def _as_of(senders: pl.DataFrame, as_of: date | None) -> datetime:
    """The instant up to which the picture looks: as asked, or the latest for which any sender answers."""
    if as_of is not None:
        return day_end(as_of)
    return max(_ends(senders))


def _all_answer_until(senders: pl.DataFrame, as_of: datetime) -> datetime:
    """Up to when every sender answers: before that, nobody may be said to have been silent."""
    return min(as_of, *_ends(senders))


def _ends(senders: pl.DataFrame) -> list[datetime]:
    return [min(day_end(row["period_to"]), row["extracted"]) for row in senders.iter_rows(named=True)]


def _put_decisions(engine: Engine, path: Path | None) -> str | None:
    """Make table `decisions`; the hash of the file it came from."""
    if path is None:
        return None
    table = _table(path, what=DECISIONS)
    if missing := [name for name in LINK_DECISION if name not in table.columns]:
        raise ConspectusError(
            f"it lacks {', '.join(missing)}", str(path), f"Its columns are {', '.join(LINK_DECISION)}."
        )
    engine.put("decisions", table.select(LINK_DECISION))
    return _sha256(path)


DECISIONS = "link decisions"


def _table(path: Path, *, what: str) -> pl.DataFrame:
    """A file of one table, read as returns are, by the names in its first row."""
    sheet = next(iter(read_file(path, file=path.name))) if path.is_file() else None
    if not isinstance(sheet, Sheet) or sheet.cells.is_empty():
        why = "there is no such file" if sheet is None else "cannot be read, or holds nothing"
        raise _no_table(why, path, what=what)
    names = sheet.cells.select(sheet.columns).row(0)
    heads = {cell: name for cell, name in zip(sheet.columns, names, strict=True) if name}
    return sheet.cells[1:].select(pl.col(cell).alias(name) for cell, name in heads.items())


def _no_table(why: str, path: Path, *, what: str) -> ConspectusError:
    return ConspectusError(why, str(path), f"Give a CSV file or a workbook of {what}.")


def _put_previous(engine: Engine, path: Path | None) -> str | None:
    """Make table `previous_links`; the content hash of the casebook that it came from."""
    if path is None:
        return None
    with casebook.open_casebook(path) as book:
        engine.put("previous_links", book.frame("select sender, person_id, child_id from links"))
        return str(book.content_hash)


def _put_build(
    engine: Engine, question: Question, *, as_of: datetime, nation: Nation, made_of: MadeOf
) -> None:
    theme = question.theme
    build_row = {
        "version": __version__, "casebook_version": casebook.VERSION, "as_of": as_of, "nation": nation.value,
        "theme": theme, "framework": question.framework, "seed": question.seed,
        "decisions_sha256": made_of.decisions, "previous_sha256": made_of.previous,
    }  # fmt: skip
    texts = dict.fromkeys(("framework", "decisions_sha256", "previous_sha256"), pl.String)
    engine.put("build", pl.DataFrame([build_row], schema_overrides=texts))
    held = holding(duties().values(), nation)
    rows = [("duty", duty.id, duty.version, "duties", written(duty)) for duty in held]
    rows += [
        ("pattern", theme, patterns()[theme].version, "patterns", pattern_room.written(patterns()[theme]))
    ]
    engine.put("definitions", pl.DataFrame([_definition(*row) for row in rows]))


def _definition(kind: str, name: str, version: int, folder: str, sql: str) -> dict[str, object]:
    path = SHIPPED / folder / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    return {"kind": kind, "id": name, "version": version, "sha256": text_hash(path), "text": text, "sql": sql}


def _counts(engine: Engine) -> dict[str, int]:
    return {name: engine.rows(f'select count(*) from "{name}"')[0][0] for name in casebook.schema()}
