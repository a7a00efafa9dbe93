"""The commands by name, and the one place where a user's mistake is told."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from conspectus import __version__, example_area
from conspectus.cli import duties, judging, records, workspace
from conspectus.cli.screen import bars, in_turn, out, told
from conspectus.errors import ConspectusError

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
    theme: Annotated[str, typer.Option(help="Theme of the inspection.")] = "cse",
) -> None:
    """Make a made-up area: seven agencies' returns, an inspection, and the truth behind them.

    Example: conspectus example area --children 1000 --seed 1
    """
    with bars(example_area.STEPS) as progress:
        example_area.make(
            folder, children=children, seed=seed, theme=theme, tick=in_turn(progress, example_area.STEPS)
        )
        progress(example_area.STEPS[-1], 1.0)
    out.print(f"Made {folder / 'returns'}, {folder / 'inspection'} and {folder / 'truth'}.", soft_wrap=True)


COMMANDS: tuple[Callable[..., None], ...] = (
    records.template,
    records.check,
    records.build,
    records.link,
    records.show,
    records.chronology,
    records.compare,
    judging.judge,
    judging.verify,
    workspace.serve,
    workspace.demo,
)
for command in COMMANDS:
    app.command()(command)
# Whatever it does not know goes on to Django.
app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(workspace.manage)
app.add_typer(duties.app, name="duties")


def main() -> None:
    """Run the command line; a user's mistake is told without a traceback."""
    try:
        app()
    except ConspectusError as error:
        told.print(f"conspectus: {error}", highlight=False, soft_wrap=True, markup=False)
        sys.exit(error.exit_code)
