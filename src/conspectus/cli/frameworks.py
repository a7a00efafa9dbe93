"""Frameworks on their own: list, explain and check them."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from conspectus.cli.screen import out
from conspectus.definitions import (
    Framework,
    Gives,
    agencies,
    frameworks,
    load_framework,
    load_frameworks,
    words,
)
from conspectus.errors import DefinitionError
from conspectus.judgment import differences, judge_example, short

app = typer.Typer(
    help="What is asked of whom, and how answers become results: list, explain and check frameworks.",
    no_args_is_help=True,
)
RESULTS = {
    Gives.OVERALL: "the whole",
    Gives.AREAS: "each area of practice",
    Gives.AGENCIES: "each agency",
    Gives.INSPECTORATES: "each inspectorate",
}


@app.command(name="list")
def list_() -> None:
    """List the shipped frameworks: what they give results of, and on what scale.

    Example: conspectus frameworks list
    """
    table = Table(box=None, pad_edge=False)
    table.add_column("framework", min_width=30)
    table.add_column("asks", max_width=18)
    table.add_column("results", max_width=28)
    for one in frameworks().values():
        asks = f"{len(one.cells())} questions of {_agencies(len(one.looks_at))}"
        table.add_row(f"[bold]{one.id}[/bold]\n{one.shown}\n", asks, _results(one))
    out.print(table)


@app.command()
def explain(
    framework: Annotated[str, typer.Argument(metavar="ID", help="Id of a shipped framework, or a file.")],
) -> None:
    """Explain a framework: what it asks of whom, who leads, its scales, its rules, and examples of them.

    Example: conspectus frameworks explain whole-system
    """
    one = find(framework)
    out.print(Text(one.shown, style="bold"), Text(f"{one.id}, version {one.version}", style="dim"), sep="\n")
    for line in (one.says, f"Source: {one.source}" if one.source else "", f"Results: {_results(one)}"):
        if line:
            out.print(Text(line))
    for table in (_asked(one), _leads(one), _scales(one), _rules(one)):
        out.print()
        out.print(table)
    for example in one.example:
        out.print()
        out.print(_example(one, example.title))


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
            found = differences(one, example)
            wrong += bool(found)
            if found:
                out.print(Text(f"{one.id}: {example.title}: {'; '.join(found)}"), soft_wrap=True)
        if silent := _never_shown(one):
            out.print(Text(f"{one.id}: no example shows: {', '.join(silent)}"), soft_wrap=True)
    examples = sum(len(one.example) for one in chosen.values())
    counted = f"{_number(len(chosen), 'framework')}, {_number(examples, 'example')}"
    out.print(f"{counted}, {wrong} failing.")
    raise typer.Exit(1 if wrong else 0)


def find(name: str) -> Framework:
    """A shipped framework, or one in a file."""
    if name in frameworks():
        return frameworks()[name]
    if name.endswith(".toml"):
        return load_framework(Path(name))
    todo = "See `conspectus frameworks list`, or name a .toml file."
    raise DefinitionError(f"there is no framework {name!r}", "", todo)


def _chosen(path: Path | None) -> dict[str, Framework]:
    if path is None:
        return frameworks()
    found = load_frameworks(path) if path.is_dir() else {"": load_framework(path)}
    if not found:
        raise DefinitionError("there is no framework file here", str(path), "Name a folder with .toml files.")
    return found


def _never_shown(one: Framework) -> list[str]:
    shown = {name for example in one.example for name in example.shows}
    return [rule.id for rule in one.rule if rule.id not in shown]


def _results(one: Framework) -> str:
    of = ", ".join(RESULTS[kind] for kind in RESULTS if kind in one.gives)
    if one.narrative:
        return f"told in words, without a level: {of}"
    scales = dict.fromkeys(one.scale_of(target) for target in one.targets())
    return f"{of}: {'; '.join(f'{words(scale[0])} to {words(scale[-1])}' for scale in scales)}"


def _agencies(count: int) -> str:
    return "1 agency" if count == 1 else f"{count} agencies"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _asked(one: Framework) -> Table:
    table = Table("", "it asks", "of", title="What it asks", title_justify="left", show_lines=True)
    for area in one.area:
        table.add_row("", Text(area.shown, style="bold"), "")
        for criterion in area.criterion:
            of = ", ".join(agencies()[agency].title for agency in criterion.agencies)
            table.add_row(criterion.id, Text(criterion.asks), of)
    return table


def _leads(one: Framework) -> Table:
    table = Table("agency", "rated by", title="Who leads", title_justify="left")
    for agency in one.looks_at:
        table.add_row(agencies()[agency].title, one.leaders[one.leads[agency]])
    return table


def _scales(one: Framework) -> Table:
    """Every scale in use, with what is on it."""
    table = Table("of", "scale, lowest first", title="Scales", title_justify="left")
    answers = dict.fromkeys(one.scale_at(key) for key in one.cells())
    for scale in answers:
        cells = [key for key in one.cells() if one.scale_at(key) == scale]
        of = "every answer" if len(answers) == 1 else f"{len(cells)} answers, {cells[0]} the first"
        table.add_row(of, _levels(scale))
    if one.narrative:
        table.add_row("results", "none: told in words")
        return table
    for scale in dict.fromkeys(one.scale_of(target) for target in one.targets()):
        targets = [target for target in one.targets() if one.scale_of(target) == scale]
        every = len(targets) == len(one.targets())
        table.add_row("every result" if every else ", ".join(targets), _levels(scale))
    return table


def _levels(scale: tuple[str, ...]) -> str:
    return " < ".join(map(words, scale))


def _rules(one: Framework) -> Table:
    table = Table(
        "rule", "it says", title="Rules: the lowest cap wins, and nothing is averaged", title_justify="left"
    )
    for rule in one.rule:
        table.add_row(Text(rule.id), Text(f"{rule.shown} ({rule.kind})"))
    return table


def _example(one: Framework, title: str) -> Text:
    example = next(example for example in one.example if example.title == title)
    judgment = judge_example(one, example)
    told = Text(example.title, style="bold")
    if example.agencies:
        told.append(f"\n  inspected: {', '.join(example.agencies)}", style="not bold")
    for line in example.given:
        told.append(f"\n  {line}", style="not bold")
    for target in (line.partition(" ")[0] for line in example.then):
        result = judgment.result(target)
        by = f", by {', '.join(result.decided_by)}" if result.decided_by else ""
        told.append(f"\n  → {target}: {words(short(result))}{by}", style="not bold")
    return told
