"""The commands by name, and the one place where a user's mistake is told."""

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from conspectus import __version__
from conspectus.cli import (
    duties,
    example,
    frameworks,
    judging,
    library,
    library_reading,
    library_study,
    mapping,
    monitoring,
    programme,
    records,
    signing,
    workspace,
)
from conspectus.cli.screen import err, out
from conspectus.errors import ConspectusError, is_full

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


COMMANDS: tuple[Callable[..., None], ...] = (
    example.example,
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
app.command("map")(mapping.map_)
# Whatever it does not know goes on to Django.
app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(workspace.manage)
app.add_typer(duties.app, name="duties")
app.add_typer(frameworks.app, name="frameworks")
app.add_typer(signing.app, name="keys")
library.app.command()(library_reading.search)
library.app.command()(library_reading.news)
library.app.command()(library_reading.coverage)
library.app.command()(library_reading.area)
library.app.command()(library_study.study)
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
