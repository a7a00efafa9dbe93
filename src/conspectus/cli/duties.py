"""The duty language on its own: list, explain, check and run duties."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer
from rich.table import Table

from conspectus.cli.screen import Plain, out, print_raw, told
from conspectus.definitions import (
    Duty,
    ParticipationDuty,
    SharingDuty,
    agencies,
    duties,
    load_duties,
    load_duty,
)
from conspectus.definitions import events as event_words
from conspectus.errors import ConspectusError, DefinitionError
from conspectus.records.dates import day_end
from conspectus.records.duties import (
    births,
    compiled,
    evaluate,
    every_word,
    figures,
    history,
    latest_instant,
    run_examples,
    unit_of,
)
from conspectus.records.engine import DuckDBEngine
from conspectus.terms import EngineKind

app = typer.Typer(
    help="Who owes what to whom by when: list, explain, check and run duties.", no_args_is_help=True
)


@app.command(name="list")
def list_() -> None:
    """List the shipped duties with their legal force.

    Example: conspectus duties list
    """
    table = Table(box=None, pad_edge=False)
    table.add_column("what is owed", min_width=32)
    for name in ("by", "standing", "source"):
        table.add_column(name, max_width=15)
    for duty in duties().values():
        checked = "read" if duty.confirmed else "not yet checked"
        table.add_row(f"[bold]{duty.id}[/bold]\n{duty.title}\n", _owed_by(duty), duty.standing, checked)
    out.print(table)


@app.command()
def explain(
    duty: Annotated[str, typer.Argument(metavar="ID", help="Id of a shipped duty, or a duty file.")],
    sql: Annotated[
        EngineKind | None, typer.Option(help="Print the query instead, in the dialect of this engine.")
    ] = None,
) -> None:
    """Explain a duty with its worked examples, or print the query it compiles to.

    Example: conspectus duties explain icpc-15-working-days --sql duckdb
    """
    chosen = _duty(duty)
    if sql is not None:
        print_raw(compiled(chosen, dialect=sql))
        return
    out.print(
        f"{chosen.title}\n{chosen.id} · {chosen.kind} · owed by {_owed_by(chosen)} · {chosen.standing}",
        highlight=False,
    )
    out.print(
        f"Source: {chosen.source}" + ("" if chosen.confirmed else " (not yet checked against its source)")
    )
    for example in chosen.example:
        out.print(f"\n{example.title}", style="bold")
        for line in example.given:
            out.print(f"  {line}", highlight=False)
        if example.as_of:
            out.print(f"  as of {example.as_of}", highlight=False)
        out.print(f"  → {', '.join(example.then) or 'nothing owed'}", highlight=False)


@app.command()
def check(
    path: Annotated[
        Path | None, typer.Option("--duties", help="A duty file or a folder; default: the shipped ones.")
    ] = None,
) -> None:
    """Load duty files and execute their worked examples; exit 1 where one does not hold.

    Example: conspectus duties check --duties our-duties
    """
    wrong = 0
    chosen = _duties(path)
    with DuckDBEngine() as engine:
        for outcome in run_examples(
            engine, [(duty, one) for duty in chosen.values() for one in duty.example]
        ):
            if not outcome.holds:
                wrong += 1
                got = ", ".join(outcome.got) or "nothing"
                out.print(
                    f"{outcome.duty}: {outcome.example.title}: gives {got}, not {', '.join(outcome.example.then)}",
                    highlight=False,
                )
    for note in _unknown_words(chosen.values()):
        out.print(note, highlight=False)
    out.print(
        f"{len(chosen)} duties, {sum(len(duty.example) for duty in chosen.values())} examples, {wrong} failing."
    )
    raise typer.Exit(1 if wrong else 0)


def _unknown_words(chosen: Iterable[Duty]) -> Iterator[str]:
    """Any event word is allowed, but none that a return can hold may be a slip of the pen."""
    for duty in chosen:
        for word in duty.words:
            if word not in event_words():
                near = get_close_matches(word, event_words(), n=1)
                meant = f" Did you mean {near[0]}?" if near else ""
                yield f"Note: {duty.id}: no return holds the event word {word!r}; only a table of your own can.{meant}"


@app.command()
def run(
    path: Annotated[Path, typer.Option("--duties", help="A duty file or a folder of them.")],
    events: Annotated[
        Path, typer.Option(help="CSV or Parquet: child_id, event, started, and more as you have it.")
    ],
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Default: the latest instant of the events.")
    ] = None,
    nation: Annotated[str, typer.Option(help="Whose duties and working days count.")] = "england",
    format: Annotated[Plain, typer.Option(help="How to print.")] = Plain.TEXT,
) -> None:
    """Evaluate any duties against any event table.

    Example: conspectus duties run --duties our-duties --events events.csv --as-of 2026-03-31 --format json
    """
    chosen = _duties(path)
    rows = _run(chosen, events, as_of=as_of.date() if as_of else None, nation=nation)
    for duty in chosen.values():
        if nation not in duty.nations:
            elsewhere = ", ".join(duty.nations)
            told.print(
                f"Note: {duty.id} was not evaluated: it holds in {elsewhere}, not in {nation}.",
                highlight=False,
            )
    if format is Plain.JSON:
        print_raw(json.dumps(rows, indent=2, allow_nan=False))
        return
    table = Table("duty", "agency", "met", "late", "missed", "share met", "median")
    for row in rows:
        share = "–" if row["share_met"] is None else f"{row['share_met']:.0%}"
        median = (
            "–" if row["median_time"] is None else f"{row['median_time']:g} {row['unit'].replace('_', ' ')}"
        )
        table.add_row(
            row["duty"], row["agency"], *(str(row[key]) for key in ("met", "late", "missed")), share, median
        )
    out.print(table)


def _run(chosen: dict[str, Duty], path: Path, *, as_of: date | None, nation: str) -> list[dict[str, Any]]:
    table = history(_read(path), where=str(path))
    instant = day_end(as_of) if as_of else latest_instant(table)
    with DuckDBEngine() as engine:
        engine.put("history", table)
        engine.put("history_coverage", every_word(chosen.values(), table, until=instant))
        engine.put("history_births", births(table))
        evaluate(
            engine, chosen.values(), events="history", coverage="history_coverage", births="history_births",
            as_of=instant, nation=nation,
        )  # fmt: skip
        found = [_row(row) for row in figures(engine).iter_rows(named=True)]
    silent = [duty for name, duty in chosen.items() if name not in {row["duty"] for row in found}]
    return sorted([*found, *map(_nothing_owed, silent)], key=lambda row: (row["duty"], row["agency"] or ""))


def _nothing_owed(duty: Duty) -> dict[str, Any]:
    """The row of a duty that nothing triggered: zeros, so that nobody takes it for forgotten."""
    owing = getattr(duty, "owed_to", getattr(duty, "owed_by", getattr(duty, "convened_by", None)))
    none = dict.fromkeys(
        ("share_met", "bound_low", "bound_high", "interval_low", "interval_high", "median_time")
    )
    agency = None if owing == "counterparty" else owing
    return _row(
        {"duty": duty.id, "agency": agency, "unit": unit_of(duty), **dict.fromkeys(COUNTS, 0), **none}
    )


COUNTS = ("obligations", "met", "late", "missed", "not_yet_due", "exempt", "indeterminate", "not_evaluated")


def _row(row: dict[str, Any]) -> dict[str, Any]:
    counts = {name: row[name] for name in COUNTS}
    shares = {
        "share_met": row["share_met"],
        "bounds": [row["bound_low"], row["bound_high"]],
        "interval": [row["interval_low"], row["interval_high"]],
    }
    return {"duty": row["duty"], "agency": row["agency"], **counts, **shares,
            "median_time": row["median_time"], "unit": row["unit"]}  # fmt: skip


def _read(path: Path) -> pl.DataFrame:
    if not path.is_file():
        raise ConspectusError("there is no such file", str(path), "Check the path.")
    try:
        parquet = path.suffix.lower() == ".parquet"
        table = pl.read_parquet(path) if parquet else pl.read_csv(path, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        fault = str(error).partition("\n")[0]
        raise ConspectusError(
            f"cannot be read: {fault}", str(path), "Give a Parquet file, or a CSV file in UTF-8."
        ) from None
    return _plainly_named(table)


def _plainly_named(table: pl.DataFrame) -> pl.DataFrame:
    """Columns by their names in small letters, unless two would then be one."""
    plain = {name: name.strip().lower() for name in table.columns}
    return table.rename(plain) if len(set(plain.values())) == len(plain) else table


def _duty(name: str) -> Duty:
    if name in duties():
        return duties()[name]
    if name.endswith(".toml"):
        return load_duty(Path(name))
    raise DefinitionError(
        f"there is no duty {name!r}", "", "See `conspectus duties list`, or name a .toml file."
    )


def _duties(path: Path | None) -> dict[str, Duty]:
    if path is None:
        return duties()
    if path.is_dir():
        found = load_duties(path)
        if not found:
            raise DefinitionError(
                "the folder holds no duty", str(path), "Put duty files there, each named ID.toml."
            )
        return found
    duty = load_duty(path)
    return {duty.id: duty}


def _owed_by(duty: Duty) -> str:
    if isinstance(duty, ParticipationDuty):
        return f"{agencies()[duty.convened_by].title} and those invited"
    if isinstance(duty, SharingDuty):
        return f"{agencies()[duty.owed_by].title} to {agencies()[duty.owed_to].title}"
    if duty.owed_by == "counterparty":
        return "whoever is asked"
    return "whoever records it" if duty.owed_by == "recorder" else agencies()[duty.owed_by].title
