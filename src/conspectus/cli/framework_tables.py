"""How frameworks are printed: all in a table; one with what it asks, who leads, its scales, rules and examples."""

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from conspectus.cli.screen import out
from conspectus.definitions import Framework, Gives, agencies
from conspectus.judgment import judge_example, short
from conspectus.plain import number
from conspectus.wording import level_word

RESULTS = {
    Gives.OVERALL: "the whole",
    Gives.AREAS: "each area of practice",
    Gives.AGENCIES: "each agency",
    Gives.INSPECTORATES: "each inspectorate",
}


def framework_table(frameworks: Iterable[Framework]) -> Table:
    """Every framework with how much it asks, and what it gives results of."""
    table = Table(box=None, pad_edge=False)
    table.add_column("framework", min_width=30)
    table.add_column("asks", max_width=18)
    table.add_column("results", max_width=28)
    for one in frameworks:
        asks = f"{len(one.cells())} questions of {_agencies(len(one.looks_at))}"
        table.add_row(f"[bold]{one.id}[/bold]\n{one.shown}\n", asks, _results(one))
    return table


def show_framework(one: Framework) -> None:
    """All that a framework says."""
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


def _results(one: Framework) -> str:
    of = ", ".join(RESULTS[kind] for kind in RESULTS if kind in one.gives)
    if one.narrative:
        return f"told in words, without a level: {of}"
    scales = dict.fromkeys(one.scale_of(target) for target in one.targets())
    return f"{of}: {'; '.join(f'{level_word(scale[0])} to {level_word(scale[-1])}' for scale in scales)}"


def _agencies(count: int) -> str:
    return number(count, "agency", "agencies")


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
    return " < ".join(map(level_word, scale))


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
        told.append(f"\n  → {target}: {level_word(short(result))}{by}", style="not bold")
    return told
