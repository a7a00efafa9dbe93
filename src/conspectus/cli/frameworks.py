"""Frameworks on their own: list, explain and check them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from conspectus import definitions, judgment
from conspectus.cli.screen import out
from conspectus.errors import DefinitionError
from conspectus.plain import number

if TYPE_CHECKING:
    from conspectus.definitions import Framework

app = typer.Typer(
    help="What is asked of whom, and how answers become results: list, explain and check frameworks.",
    no_args_is_help=True,
)


@app.command(name="list")
def list_() -> None:
    """List the shipped frameworks: what they give results of, and on what scale.

    Example: conspectus frameworks list
    """
    from conspectus.cli.framework_tables import framework_table

    out.print(framework_table(definitions.frameworks().values()))


@app.command()
def explain(
    framework: Annotated[str, typer.Argument(metavar="ID", help="Id of a shipped framework, or a file.")],
) -> None:
    """Explain a framework: what it asks of whom, who leads, its scales, its rules, and examples of them.

    Example: conspectus frameworks explain whole-system
    """
    from conspectus.cli.framework_tables import show_framework

    show_framework(find(framework))


@app.command()
def check(
    path: Annotated[
        Path | None,
        typer.Option("--frameworks", help="A framework file or a folder; default: the shipped ones."),
    ] = None,
) -> None:
    """Load framework files and execute their worked examples; exit 1 where one does not hold.

    Example: conspectus frameworks check --frameworks our-frameworks
    """
    chosen = _chosen(path)
    wrong = 0
    for one in chosen.values():
        for example in one.example:
            found = judgment.differences(one, example)
            wrong += bool(found)
            if found:
                out.print(Text(f"{one.id}: {example.title}: {'; '.join(found)}"), soft_wrap=True)
        if silent := _never_shown(one):
            out.print(Text(f"{one.id}: no example shows: {', '.join(silent)}"), soft_wrap=True)
    examples = sum(len(one.example) for one in chosen.values())
    counted = f"{_number(len(chosen), 'framework')}, {_number(examples, 'example')}"
    out.print(f"{counted}, {wrong} failing.")
    raise typer.Exit(1 if wrong else 0)


def find(name: str) -> "Framework":
    """A shipped framework, or one in a file."""
    if name in definitions.frameworks():
        return definitions.frameworks()[name]
    if name.endswith(".toml"):
        return definitions.load_framework(Path(name))
    todo = "See `conspectus frameworks list`, or name a .toml file."
    raise DefinitionError(f"there is no framework {name!r}", "", todo)


def _chosen(path: Path | None) -> dict[str, "Framework"]:
    if path is None:
        return definitions.frameworks()
    found = definitions.load_frameworks(path) if path.is_dir() else {"": definitions.load_framework(path)}
    if not found:
        raise DefinitionError("there is no framework file here", str(path), "Name a folder with .toml files.")
    return found


def _never_shown(one: "Framework") -> list[str]:
    shown = {name for example in one.example for name in example.shows}
    return [rule.id for rule in one.rule if rule.id not in shown]


def _number(count: int, noun: str) -> str:
    return number(count, noun)
