"""The commands by name, and the module that each stands in, which is loaded when it is asked for."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Annotated

import typer

from conspectus import __version__
from conspectus.cli.screen import out

# Module, and its commands, in the order in which they are listed.
COMMANDS = (
    ("example", ("example",)),
    ("records", ("template", "check", "build", "link", "show", "chronology", "compare")),
    ("monitoring", ("figures", "trend", "due", "areas")),
    ("programme", ("programme",)),
    ("judging", ("judge", "verify")),
    ("workspace", ("serve", "demo")),
    ("signing", ("sign",)),
    ("mapping", ("map",)),
    ("workspace", ("manage",)),
)
# Group, and the module that holds it.
GROUPS = (("duties", "duties"), ("frameworks", "frameworks"), ("keys", "signing"), ("library", "library"))
# Of the library, commands of further modules.
OF_LIBRARY = (("library_reading", ("search", "news", "coverage", "area")), ("library_study", ("study",)))
FUNCTIONS = {"map": "map_"}  # where Python has the word for itself
# Whatever it does not know goes on to Django.
PASSES_ON = {"manage": {"allow_extra_args": True, "ignore_unknown_options": True}}


def made(asked: str = "") -> typer.Typer:
    """The whole command line; or, of one that begins with a command or a group, no more than that needs."""
    app = typer.Typer(
        name="conspectus",
        help="See, test and judge together how a whole local area protects its children.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    app.callback(invoke_without_command=True)(conspectus)
    known = {name for _, names in COMMANDS for name in names} | {group for group, _ in GROUPS}
    every = asked not in known  # the list of all, or a word that nobody knows, which the list mends
    for module, names in COMMANDS:
        _add(app, module, [name for name in names if every or name == asked])
    for group, module in GROUPS:
        if every or group == asked:
            app.add_typer(_group(module), name=group)
    return app


def conspectus(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """See, test and judge together how a whole local area protects its children."""
    if version:
        out.print(__version__)
        raise typer.Exit


@cache
def _group(module: str) -> typer.Typer:
    """A group's commands; those of the library lie in several modules."""
    group: typer.Typer = import_module(f"conspectus.cli.{module}").app
    for further, names in OF_LIBRARY if module == "library" else ():
        _add(group, further, names)
    return group


def _add(app: typer.Typer, module: str, names: Sequence[str]) -> None:
    """Commands of one module, which stays where it is if none is wanted."""
    for name in names:
        function = getattr(import_module(f"conspectus.cli.{module}"), FUNCTIONS.get(name, name))
        app.command(name, context_settings=PASSES_ON.get(name))(function)
