"""Every sender's return of a folder: checked, typed, and a receipt that adds up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import polars as pl

from conspectus.definitions.return_schema import return_checks
from conspectus.errors import ReturnsError
from conspectus.records.casebook import schema
from conspectus.records.returns.headers import Matched
from conspectus.records.returns.manifest import NAME, Manifest
from conspectus.records.returns.not_read import UNCOVERED
from conspectus.records.returns.report import Counts, FileReport, Issue, PeriodCovered, Report, SenderReport
from conspectus.records.returns.restricted_rows import tells_of_restricted
from conspectus.records.returns.sending import Sent, Tables, read_return
from conspectus.records.returns.unusable import UNUSABLE
from conspectus.records.returns.wording import worded
from conspectus.terms import Fate, Severity

Tick = Callable[[float], None]


@dataclass(frozen=True)
class CheckedTables:
    """What the returns of a folder hold: tables as the casebook has them, before linkage."""

    senders: pl.DataFrame
    coverage: pl.DataFrame
    files: pl.DataFrame
    issues: pl.DataFrame
    set_aside: pl.DataFrame
    people: pl.DataFrame
    relationships: pl.DataFrame
    events: pl.DataFrame
    homes: pl.DataFrame
    unusable_events: pl.DataFrame
    uncovered: pl.DataFrame


@dataclass(frozen=True)
class Checked(CheckedTables):
    """The same, and the report for people."""

    report: Report


CHECKED = tuple(field.name for field in fields(CheckedTables))
SenderTables = Mapping[str, pl.DataFrame]  # by the names of CHECKED, of one sender alone

KnownTables = Callable[
    [Path], SenderTables | None
]  # the tables of a sender's folder, where they are known already


def check(folder: Path, *, tick: Tick | None = None) -> Checked:
    """Check every sender's return in a folder, or one sender's own folder.

    `tick` hears how much is done, from 0 to 1. Raises ReturnsError where the folder is missing or holds no
    return at all; whatever is wrong within a return is an issue of the report.
    """
    folders, sent = sender_folders(folder), list[Sent]()
    for number, one in enumerate(folders, 1):
        taken = {other.manifest.sender for other in sent if other.manifest}
        sent.append(read_return(one, taken=taken))
        if tick is not None:
            tick(number / len(folders))
    told = [_told(one) for one in sent]
    frames = _joined([_tables_of(one, some) for one, some in zip(sent, told, strict=True)])
    hidden = [tells_of_restricted(some, one.restricted) for one, some in zip(sent, told, strict=True)]
    return Checked(report=_report(sent, frames, pl.concat(hidden)), **frames)


@dataclass(frozen=True)
class CheckedAnew:
    """The tables of a folder of returns; by folder its sender, None where it cannot be used; which were known."""

    tables: CheckedTables
    senders: Mapping[str, str | None]
    known: tuple[str, ...]


def check_anew(folder: Path, *, known: KnownTables, tick: Tick | None = None) -> CheckedAnew:
    """The tables without a report; a sender's that are `known` are taken over, and its files are not read again."""
    folders, parts = sender_folders(folder), list[SenderTables]()
    senders, taken_over = dict[str, str | None](), list[str]()
    for number, one in enumerate(folders, 1):
        taken = {word for word in senders.values() if word}
        part = known(one)
        if part is not None and _whose_it_is(part) not in taken:
            taken_over.append(one.name)
        else:
            sent = read_return(one, taken=taken)
            part = _tables_of(sent, _told(sent))
        parts.append(part)
        senders[one.name] = _whose_it_is(part)
        if tick is not None:
            tick(number / len(folders))
    return CheckedAnew(CheckedTables(**_joined(parts)), senders, tuple(taken_over))


def _whose_it_is(tables: SenderTables) -> str | None:
    return next(iter(tables["senders"]["sender"]), None)


def sender_folders(folder: Path) -> list[Path]:
    """The folders of a folder of returns that are senders' own; `folder` itself where it is one."""
    if not folder.is_dir():
        raise ReturnsError("there is no such folder", str(folder), "Check the path.")
    if (folder / NAME).is_file():
        return [folder.resolve()]
    if not any(folder.glob(f"*/{NAME}")) and any(folder.glob(f"returns/*/{NAME}")):
        folder = folder / "returns"
    below = sorted(one for one in folder.iterdir() if one.is_dir() and not one.name.startswith((".", "__")))
    if not any((one / NAME).is_file() for one in below):
        todo = (
            "Put each sender's files into a folder of its own with a return.toml; "
            "`conspectus template AGENCY --out FOLDER` makes one."
        )
        raise ReturnsError("no return.toml was found in it or one folder below", str(folder), todo)
    return [one for one in below if any(one.iterdir())]


def _told(sent: Sent) -> pl.DataFrame:
    """Every issue of one sender, in words."""
    return worded(sent.found, sender=sent.sender)


def _tables_of(sent: Sent, told: pl.DataFrame) -> SenderTables:
    """The tables of one sender; all but its issues are empty where its return cannot be used."""
    issues = {"issues": _table("issues", told.with_columns(issue=0))}
    manifest, made = sent.manifest, sent.tables
    if manifest is None or made is None:
        return {**{name: _none(name) for name in CHECKED}, **issues}
    tables = {
        "senders": _sender(manifest),
        "coverage": _coverage(manifest, made.uncovered),
        "files": _files(sent, manifest),
        "set_aside": _set_aside(sent, manifest, made),
        "people": _whose(made.people, manifest),
        "homes": _whose(made.homes, manifest),
        "relationships": _whose(made.relationships, manifest),
        "events": _whose(made.events, manifest).with_columns(event_ref=EVENT_REF),
        "unusable_events": _whose(made.unusable_events, manifest),
        "uncovered": _whose(made.uncovered, manifest),
    }
    return {**{name: _table(name, table) for name, table in tables.items()}, **issues}


def _joined(parts: Sequence[SenderTables]) -> dict[str, pl.DataFrame]:
    """The tables of all senders, and every issue's number."""
    frames = {name: pl.concat([_none(name), *(part[name] for part in parts)]) for name in CHECKED}
    numbered = frames["issues"].with_columns(issue=pl.int_range(1, pl.len() + 1))
    return {**frames, "issues": _table("issues", numbered)}


EVENT_REF = pl.format("{}/{}/{}", "sender", "event_id", "person_id")


# Those that a build alone sees: no tables of the casebook.
OWN = {
    name: {"sender": pl.String(), "agency": pl.String(), **kinds}
    for name, kinds in (("unusable_events", UNUSABLE), ("uncovered", UNCOVERED))
}


def _kinds(name: str) -> Mapping[str, pl.DataType]:
    """The columns of a table, in its order, with their types."""
    return OWN[name] if name in OWN else schema()[name].polars_schema()


def _table(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The columns of a table, in its order and types."""
    return frame.select(pl.col(column).cast(kind) for column, kind in _kinds(name).items())


def _none(name: str) -> pl.DataFrame:
    return pl.DataFrame(schema=dict(_kinds(name)))


def _whose(frame: pl.DataFrame, manifest: Manifest) -> pl.DataFrame:
    return frame.with_columns(sender=pl.lit(manifest.sender), agency=pl.lit(manifest.agency.value))


def _sender(manifest: Manifest) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "sender": [manifest.sender],
            "agency": [manifest.agency.value],
            "schema": [manifest.schema_],
            "period_from": [manifest.period.from_],
            "period_to": [manifest.period.to],
            "extracted": [manifest.extracted_at],
            "scope": [manifest.scope.value if manifest.scope else None],
        },
        schema=schema()["senders"].polars_schema(),
    )


def _coverage(manifest: Manifest, uncovered: pl.DataFrame) -> pl.DataFrame:
    gone = set(uncovered["event"])
    words = pl.DataFrame(
        {"event": [word for word in manifest.covers if word not in gone]}, schema={"event": pl.String()}
    )
    return words.with_columns(
        sender=pl.lit(manifest.sender),
        agency=pl.lit(manifest.agency.value),
        from_day=pl.lit(manifest.period.from_),
        until=pl.lit(min(manifest.period_end, manifest.extracted_at), pl.Datetime("us")),
    )


def _files(sent: Sent, manifest: Manifest) -> pl.DataFrame:
    """The receipt: each sheet with the rows it holds, those used and those set aside, and the cells blanked."""
    by = ["file", "sheet"]
    aside = sent.found.rows_aside().group_by(by).agg(rows_set_aside=pl.len().cast(pl.Int64))
    blanked = _blanked(sent).group_by(by).agg(cells_blanked=pl.col("count").sum())
    lines = [
        (one.sheet.file, one.sheet.sheet, one.holds, one.sheet.sha256, one.rows.height)
        for one in sent.matched
    ]
    names = {
        "file": pl.String(),
        "sheet": pl.String(),
        "holds": pl.String(),
        "sha256": pl.String(),
        "rows_in": pl.Int64(),
    }
    files = pl.DataFrame(lines, schema=names, orient="row")
    for more in (aside, blanked):
        files = files.join(more, on=by, how="left", maintain_order="left")
    files = files.with_columns(pl.col("rows_set_aside", "cells_blanked").fill_null(0))
    return _whose(files.with_columns(rows_used=pl.col("rows_in") - pl.col("rows_set_aside")), manifest)


def _blanked(sent: Sent) -> pl.DataFrame:
    """The issues that cost a cell of a row that is used."""
    rules = [
        check.id
        for check in return_checks().values()
        if Fate.BLANK_CELL in (check.fate, *check.fate_in.values())
    ]
    issues = sent.found.all_issues().filter(pl.col("rule").is_in(rules))
    return issues.join(sent.found.rows_aside(), on=["file", "sheet", "row"], how="anti")


def _set_aside(sent: Sent, manifest: Manifest, made: Tables) -> pl.DataFrame:
    """Every row that was set aside, verbatim, with the rule that did it, and what it may have been."""
    aside = sent.found.rows_aside()
    none = pl.DataFrame(schema={**aside.schema, "record": pl.String()})
    rows = pl.concat([none, *(_records(one, aside) for one in sent.matched)])
    was = made.unusable_events.filter("whole_row").unique(["file", "sheet", "row"], keep="first")
    rows = rows.join(
        was.select("file", "sheet", "row", "person_id", "event"), on=["file", "sheet", "row"], how="left"
    )
    return _whose(rows.with_columns(child_id=pl.lit(None, pl.String)), manifest)


def _records(matched: Matched, aside: pl.DataFrame) -> pl.DataFrame:
    here = (pl.col("file") == matched.sheet.file) & (pl.col("sheet") == matched.sheet.sheet)
    records = matched.records(aside.filter(here).select("row", "rule"))
    return records.select(
        file=pl.lit(matched.sheet.file),
        sheet=pl.lit(matched.sheet.sheet),
        row="row",
        rule="rule",
        record="record",
    )


def _report(sent: list[Sent], frames: dict[str, pl.DataFrame], hidden: pl.Series) -> Report:
    usable, errors = any(one.tables for one in sent), _graves(frames["issues"], Severity.ERROR)
    return Report(
        usable=usable,
        exit_code=(1 if errors else 0) if usable else 2,
        counts=_counts(sent, frames),
        senders=[_sender_report(one, frames["files"]) for one in sent],
        issues=[
            Issue.model_validate(line)
            for line in frames["issues"].with_columns(restricted=hidden).iter_rows(named=True)
        ],
    )


def _graves(issues: pl.DataFrame, severity: Severity) -> int:
    return issues.filter(pl.col("severity") == severity.value).height


def _counts(sent: list[Sent], frames: dict[str, pl.DataFrame]) -> Counts:
    files, issues = frames["files"], frames["issues"]
    return Counts(
        senders=len(sent),
        senders_usable=frames["senders"].height,
        files=files.n_unique(["sender", "file"]),
        sheets=files.filter(pl.col("sheet") != "").height,
        **{
            name: int(files[name].sum())
            for name in ("rows_in", "rows_used", "rows_set_aside", "cells_blanked")
        },
        **{name: frames[name].height for name in ("people", "events", "relationships")},
        errors=_graves(issues, Severity.ERROR),
        queries=_graves(issues, Severity.QUERY),
        not_evaluated=_graves(issues, Severity.NOT_EVALUATED),
    )


def _sender_report(sent: Sent, files: pl.DataFrame) -> SenderReport:
    manifest, tables = sent.manifest, sent.tables
    if manifest is None or tables is None:
        return SenderReport(sender=sent.sender, folder=sent.folder, usable=False)
    own = files.filter(pl.col("sender") == manifest.sender).drop("sender", "agency")
    gone = set(tables.uncovered["event"])
    return SenderReport(
        sender=manifest.sender,
        folder=sent.folder,
        usable=True,
        agency=manifest.agency,
        schema_=manifest.schema_,
        period=PeriodCovered(from_=manifest.period.from_, to=manifest.period.to),
        extracted=manifest.extracted_at,
        scope=manifest.scope,
        covers=[word for word in manifest.covers if word not in gone],
        files=[FileReport.model_validate(line) for line in own.iter_rows(named=True)],
        people=tables.people.height,
        events=tables.events.height,
        relationships=tables.relationships.height,
    )
