"""The commands by name, and the one place where a user's mistake is told."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from conspectus import __version__, example_area
from conspectus.cli import (
    duties,
    frameworks,
    judging,
    library,
    library_reading,
    monitoring,
    programme,
    records,
    signing,
    workspace,
)
from conspectus.cli.screen import bars, err, out
from conspectus.errors import ConspectusError, is_full
from conspectus.terms import Nation

app = typer.Typer(
    name="conspectus",
    help="See, test and judge together how a whole local area protects its children.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback(invoke_without_command=True)
def conspectus(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """See, test and judge together how a whole local area protects its children."""
    if version:
        out.print(__version__)
        raise typer.Exit


@app.command()
def example(
    folder: Annotated[Path, typer.Argument(metavar="OUT", help="Folder to make.")],
    children: Annotated[int, typer.Option(help="How many children the area has.", min=1)] = 1000,
    seed: Annotated[int, typer.Option(help="The same seed makes the same area.")] = 1,
    nation: Annotated[
        Nation | None, typer.Option(help="Nation that it lies in; else that of its made-up place names.")
    ] = None,
    theme: Annotated[
        str, typer.Option(help="Theme of the inspection: children are planted who fit its pattern.")
    ] = "cse",
    format: Annotated[
        example_area.Form | None,
        typer.Option(help=f"How returns are written; parquet above {example_area.MANY:,} children."),
    ] = None,
    settings: Annotated[
        Path | None, typer.Option(help="TOML file with rates and shares of names instead of ours.")
    ] = None,
    months: Annotated[
        int, typer.Option(help="How long it is lived: whole years, from 12 to 60 months.")
    ] = example_area.YEAR,
    areas: Annotated[
        int | None, typer.Option(help="So many areas, a folder each, with true outliers among them.", min=1)
    ] = None,
) -> None:
    """Make a made-up area: seven agencies' returns, an inspection, and the truth behind them.

    Lived for years it has stories, which trends should tell; many areas are a programme, one folder each.

    Example: conspectus example area --children 1000 --seed 1

    In Wales, by the duties that hold there: conspectus example area --nation wales

    A theme, and other shares: conspectus example area --theme neglect --settings rates.toml

    Three years: conspectus example area --months 36
    """
    if areas is not None:
        _programme(
            folder,
            areas,
            children=children,
            seed=seed,
            nation=nation,
            theme=theme,
            format=format,
            settings=settings,
            months=months,
        )
        return
    with bars(example_area.STEPS) as progress:
        example_area.make(
            folder,
            children=children,
            seed=seed,
            nation=nation,
            theme=theme,
            form=format,
            settings=settings,
            months=months,
            progress=progress,
        )
    out.print(f"Made {folder / 'returns'}, {folder / 'inspection'} and {folder / 'truth'}.", soft_wrap=True)


def _programme(
    folder: Path, areas: int, *, children: int, seed: int, nation: Nation | None, theme: str,
    format: example_area.Form | None, settings: Path | None, months: int,
) -> None:  # fmt: skip
    with bars(["areas"]) as progress:
        example_area.make_areas(
            folder, areas=areas, children=children, seed=seed, nation=nation, theme=theme, form=format,
            settings=settings, months=months, progress=lambda done: progress("areas", done),
        )  # fmt: skip
    out.print(f"Made {areas:,} areas in {folder}, and {folder / 'truth' / 'areas.csv'}.", soft_wrap=True)


COMMANDS: tuple[Callable[..., None], ...] = (
    records.template,
    records.check,
    records.build,
    records.link,
    records.show,
    records.chronology,
    records.compare,
    monitoring.figures,
    monitoring.trend,
    monitoring.due,
    monitoring.areas,
    programme.programme,
    judging.judge,
    judging.verify,
    workspace.serve,
    workspace.demo,
    signing.sign,
)
for command in COMMANDS:
    app.command()(command)
# Whatever it does not know goes on to Django.
app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(workspace.manage)
app.add_typer(duties.app, name="duties")
app.add_typer(frameworks.app, name="frameworks")
app.add_typer(signing.app, name="keys")
library.app.command()(library_reading.search)
library.app.command()(library_reading.coverage)
app.add_typer(library.app, name="library")

DISK_FULL = (
    "the disk is full: what was being written is not whole\n  → Make room, and give the command again."
)


def main() -> None:
    """Run the command line; a user's mistake is told without a traceback."""
    try:
        app()
    except ConspectusError as error:
        err.print(f"conspectus: {error}", highlight=False, soft_wrap=True, markup=False)
        sys.exit(error.exit_code)
    except Exception as error:
        if not is_full(error):
            raise
        err.print(f"conspectus: {DISK_FULL}", highlight=False, soft_wrap=True, markup=False)
        sys.exit(ConspectusError.exit_code)
