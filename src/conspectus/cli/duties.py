"""The duty language on its own: list, explain, check and run duties."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from conspectus import definitions
from conspectus.cli.screen import Plain, err, out, print_raw
from conspectus.errors import DefinitionError
from conspectus.records import duties as duty_room
from conspectus.records import engine as engines
from conspectus.records.nation import decided
from conspectus.terms import EngineKind, Nation

if TYPE_CHECKING:
    from conspectus.definitions import Duty

app = typer.Typer(
    help="Who owes what to whom by when: list, explain, check and run duties.", no_args_is_help=True
)


@app.command(name="list")
def list_() -> None:
    """List the shipped duties with their legal force.

    Example: conspectus duties list
    """
    from conspectus.cli.duty_tables import duty_table

    out.print(duty_table(definitions.duties().values()))


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
    from conspectus.cli.duty_tables import editions, owed_by

    chosen = _duty(duty)
    if sql is not None:
        print_raw(duty_room.compiled(chosen, dialect=sql))
        return
    out.print(
        f"{chosen.title}\n{chosen.id} · {chosen.kind} · owed by {owed_by(chosen)} · {chosen.standing}",
        highlight=False,
    )
    out.print(f"Source: {chosen.source}", highlight=False)
    for line in editions(chosen):
        out.print(line, highlight=False)
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
    with engines.DuckDBEngine() as engine:
        examples = [(duty, one) for duty in chosen.values() for one in duty.example]
        for outcome in duty_room.run_examples(engine, examples):
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


def _unknown_words(chosen: Iterable["Duty"]) -> Iterator[str]:
    """Any event word is allowed, but none that a return can hold may be a slip of the pen."""
    known = definitions.events()
    for duty in chosen:
        for word in duty.words:
            if word not in known:
                near = get_close_matches(word, known, n=1)
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
    nation: Annotated[
        Nation | None, typer.Option(help="Whose duties and working days count; must be said.")
    ] = None,
    format: Annotated[Plain, typer.Option(help="How to print.")] = Plain.TEXT,
) -> None:
    """Evaluate any duties against any event table.

    Example: conspectus duties run --duties our-duties --events events.csv --nation england --format json
    """
    from conspectus.cli.duty_run import evaluated
    from conspectus.cli.duty_tables import figure_table

    where = decided(given=nation)
    chosen = _duties(path)
    rows = evaluated(chosen, events, as_of=as_of.date() if as_of else None, nation=where)
    for duty in chosen.values():
        if where not in duty.nations:
            elsewhere = ", ".join(duty.nations)
            err.print(
                f"Note: {duty.id} was not evaluated: it holds in {elsewhere}, not in {where}.",
                highlight=False,
            )
    if format is Plain.JSON:
        print_raw(json.dumps(rows, indent=2, allow_nan=False))
        return
    out.print(figure_table(rows))


def _duty(name: str) -> "Duty":
    if name in definitions.duties():
        return definitions.duties()[name]
    if name.endswith(".toml"):
        return definitions.load_duty(Path(name))
    raise DefinitionError(
        f"there is no duty {name!r}", "", "See `conspectus duties list`, or name a .toml file."
    )


def _duties(path: Path | None) -> dict[str, "Duty"]:
    if path is None:
        return definitions.duties()
    if path.is_dir():
        found = definitions.load_duties(path)
        if not found:
            raise DefinitionError(
                "the folder holds no duty", str(path), "Put duty files there, each named ID.toml."
            )
        return found
    duty = definitions.load_duty(path)
    return {duty.id: duty}
