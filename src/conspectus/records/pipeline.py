"""The order of steps from returns to casebook, nothing else."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import polars as pl

from conspectus import __version__
from conspectus.definitions import SHIPPED, duties, frameworks, holding, patterns, sampling_plan, text_hash
from conspectus.errors import ConspectusError
from conspectus.records import again, casebook, chronology, linkage, returns, sampling
from conspectus.records import patterns as pattern_room
from conspectus.records.dates import day_end
from conspectus.records.duties import DutyTables, EarlierTables, evaluate, figures, written
from conspectus.records.engine import Engine, open_engine
from conspectus.records.nation import nation_of
from conspectus.records.progress import Progress, step_of
from conspectus.records.school_terms import terms_of
from conspectus.records.taking_in import put_decisions, put_previous, put_returns, sha256_of
from conspectus.terms import Agency, EngineKind, Nation


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
    pairs: linkage.Taken = linkage.NOTHING_TAKEN  # of records: how many were compared before, of how many
    obligations: int = 0  # how many were evaluated before, and nothing that they depend on has changed
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
    prints = again.prints_of(
        folders, asked=_asked(question, links, nation=nation, terms=terms), calendar=(nation, terms.rows())
    )
    before = None if links.whole else again.earlier(links.previous, prints)
    if before is not None and before.unchanged:
        return _taken_whole(before, out, progress=progress)
    with _known(before) as known:
        anew = returns.check_anew(folder, known=known, tick=step_of(progress, "check"))
    with (
        _workspace(folder, out, memory=machine.memory) as workspace,
        open_engine(machine.engine, workspace=workspace, memory=machine.memory) as engine,
    ):
        put_returns(engine, anew.tables)
        again.put_kept(engine, prints, senders=anew.senders)
        senders, files, taken_over, sent = anew.tables.senders, anew.tables.files, anew.known, anew.senders
        del anew  # its rows are in the engine now, and would be the larger half of the memory
        engine.release_memory()
        instant = _as_of(senders, question.as_of)
        with again.earlier_tables(engine, before):
            chronicled = again.earlier_chronology(engine, before, known=taken_over, anew=sent)
            made_of, pairs = _join(engine, links, before=chronicled, progress=progress)
            engine.put("school_terms", terms)
            seen = Seen(question.theme, nation, instant, _all_answer_until(senders, instant))
            earlier = again.earlier_duties(engine, before, as_of=instant, touched=chronicled is not None)
            kept = _find(engine, seen, earlier=earlier, progress=progress)
        _sample(engine, question, as_of=instant)
        progress("sample", 1.0)
        _put_build(engine, question, as_of=instant, nation=nation, made_of=made_of)
        applied = again.definitions(before, nation=nation, theme=question.theme)
        engine.put("definitions", _applied(question.theme, nation) if applied is None else applied)
        content_hash = casebook.write(engine, out, memory=machine.memory, beside=again.KEPT)
        progress("casebook", 1.0)
        unlinked, counts = engine.frame(UNLINKED), _counts(engine)
        return Receipt(out, content_hash, instant, nation, files, unlinked, counts, taken_over, pairs, kept)


def _asked(
    question: Question, links: KnownLinks, *, nation: Nation, terms: pl.DataFrame
) -> tuple[object, ...]:
    """All that a casebook depends on beside the returns and the earlier one's ids, as what `repr` tells apart."""
    decisions = None if links.decisions is None else sha256_of(links.decisions)
    return (replace(question, nation=nation), decisions, links.skip_absent, terms.rows())


def _known(before: again.Earlier | None) -> AbstractContextManager[returns.KnownTables]:
    return before.reading() if before is not None else nullcontext(lambda folder: None)


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


def _join(
    engine: Engine, links: KnownLinks, *, before: chronology.Before | None, progress: Progress
) -> tuple[MadeOf, linkage.Taken]:
    """Link people and put their events in one chronology."""
    made_of = MadeOf(put_decisions(engine, links.decisions), put_previous(engine, links.previous))
    pairs = linkage.link(
        engine, decisions="decisions" if links.decisions else None, skip_absent=links.skip_absent,
        previous="previous_links" if links.previous else None, tick=step_of(progress, "link"),
    )  # fmt: skip
    chronology.join(engine, before=before)
    chronology.place_unusable(engine)
    progress("chronology", 1.0)
    return made_of, pairs


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


class Seen(NamedTuple):
    """What is looked for and how far: up to the as-of, and for patterns until all senders have `answered`."""

    theme: str
    nation: Nation
    as_of: datetime
    answered: datetime


def _find(engine: Engine, seen: Seen, *, earlier: EarlierTables | None, progress: Progress) -> int:
    """What was owed and whether it was kept, and what only the joint record shows; how much was taken over."""
    kept = evaluate(
        engine,
        duties().values(),
        tables=DutyTables(
            events="chronology_events",
            coverage="coverage",
            births="children",
            unusable="chronology_unusable",
            terms="school_terms",
            earlier=earlier,
        ),
        as_of=seen.as_of,
        nation=seen.nation,
        tick=step_of(progress, "duties"),
    )
    engine.put("duty_figures", figures(engine))
    chosen = [patterns()[seen.theme]]
    pattern_room.find(engine, chosen, as_of=seen.answered, nation=seen.nation, unusable="chronology_unusable")
    progress("patterns", 1.0)
    return kept


STEPS = ("check", "link", "chronology", "duties", "patterns", "sample", "casebook")


UNLINKED = """
with company as (select child_id, count(*) as records from links group by child_id)
select p.sender, count(*) as people from people p
left join links l on l.sender = p.sender and l.person_id = p.person_id
left join company c on c.child_id = l.child_id
where p.forename is null and p.surname is null and not coalesce(p.unborn, false)
  and (c.records is null or c.records = 1)
group by p.sender order by p.sender
"""


SMALL = 8_000_000  # bytes of returns; to write their tables takes as long as to make them


@contextmanager
def _workspace(folder: Path, out: Path, *, memory: str | None) -> Iterator[Path | None]:
    """Where a build keeps its tables, so that memory need not hold them: beside the casebook, and gone after it.

    None, for memory itself, where little was sent and nobody limits what may be taken.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    if memory is None and sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) <= SMALL:
        yield None
        return
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


def _applied(theme: str, nation: Nation) -> pl.DataFrame:
    """The casebook's table of what was applied: each definition's text, and the queries put together from it."""
    held = holding(duties().values(), nation)
    rows = [("duty", duty.id, duty.version, "duties", written(duty)) for duty in held]
    rows += [
        ("pattern", theme, patterns()[theme].version, "patterns", pattern_room.written(patterns()[theme]))
    ]
    return pl.DataFrame([_definition(*row) for row in rows])


def _definition(kind: str, name: str, version: int, folder: str, sql: str) -> dict[str, object]:
    path = SHIPPED / folder / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    return {"kind": kind, "id": name, "version": version, "sha256": text_hash(path), "text": text, "sql": sql}


def _counts(engine: Engine) -> dict[str, int]:
    return {name: engine.rows(f'select count(*) from "{name}"')[0][0] for name in casebook.schema()}
