"""The front door: every command, its options and its help."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from conspectus import __version__, example_area, inspection, judgment, letter, pictures
from conspectus.definitions import Framework, frameworks
from conspectus.errors import ConspectusError
from conspectus.records import pipeline, returns
from conspectus.records.casebook import open_casebook
from conspectus.terms import Agency

app = typer.Typer(
    name="conspectus",
    help="See, test and judge together how a whole local area protects its children.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
out = Console()
told = Console(stderr=True)


class Plain(StrEnum):
    """Ways to print what is text or data."""

    TEXT = "text"
    JSON = "json"


class Shown(StrEnum):
    """Ways to print what is also a picture."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


@app.callback(invoke_without_command=True)
def conspectus(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
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
    with _bars(["example"]) as progress:
        example_area.make(folder, children=children, seed=seed, theme=theme, tick=lambda done: progress("example", done))
    out.print(f"Made {folder / 'returns'}, {folder / 'inspection'} and {folder / 'truth'}.")


@app.command()
def template(
    agency: Annotated[Agency, typer.Argument(metavar="AGENCY", help=f"One of {', '.join(Agency)}.")],
    folder: Annotated[Path, typer.Option("--out", help="Folder to make.")],
) -> None:
    """Write an empty, explained return for an agency to fill in.

    Example: conspectus template police --out returns/northshire-police
    """
    for path in returns.write_template(agency, folder):
        out.print(str(path), highlight=False)


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(metavar="RETURNS", help="Folder with one folder per sender.")],
    format: Annotated[Plain, typer.Option(help="How to print.")] = Plain.TEXT,
) -> None:
    """Check every sender's return: all issues at once, each with its place and what to do.

    Exit code 0 clean or queries only, 1 errors found, 2 not usable.

    Example: conspectus check area/returns
    """
    with _bars(["check"]) as progress:
        checked = returns.check(folder, tick=lambda done: progress("check", done))
    if format is Plain.JSON:
        _print_raw(checked.report.model_dump_json(indent=2))
    else:
        returns.render_report(checked.report, out)
    raise typer.Exit(checked.report.exit_code)


@app.command()
def build(
    folder: Annotated[Path, typer.Argument(metavar="RETURNS", help="Folder with one folder per sender.")],
    casebook: Annotated[Path, typer.Option("--out", help="Casebook to write; an old one is swapped in whole.")],
    decisions: Annotated[Path | None, typer.Option(help="CSV of link decisions: they always win.")] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Look at the area as of this day.")] = None,
    theme: Annotated[str, typer.Option(help="Theme whose pattern is looked for.")] = "cse",
    seed: Annotated[int, typer.Option(help="Seed of the sample.")] = 1,
    memory: Annotated[str | None, typer.Option(help="At most so much memory, such as 4GB.")] = None,
) -> None:
    """Check, link, join, test duties and patterns, choose a sample: from returns to one casebook.

    Example: conspectus build area/returns --out area/casebook.duckdb
    """
    with _bars(pipeline.STEPS) as progress:
        receipt = pipeline.build(
            folder, casebook, decisions=decisions, as_of=as_of.date() if as_of else None, theme=theme,
            seed=seed, memory=memory, progress=progress,
        )  # fmt: skip
    _print_receipt(receipt)


@app.command()
def show(
    casebook: Annotated[Path, typer.Argument(metavar="CASEBOOK", help="A casebook made by build.")],
    format: Annotated[Shown, typer.Option(help="How to print; html is one self-contained page.")] = Shown.TEXT,
) -> None:
    """Show the picture by agency: who owed what and did it, silo gaps, coverage, the sample.

    Example: conspectus show area/casebook.duckdb --format html > picture.html
    """
    with open_casebook(casebook) as book:
        picture = book.picture()
    _show(format, lambda: picture.model_dump_json(indent=2), lambda: pictures.area_html(picture), lambda: pictures.area_text(picture, out))


@app.command()
def chronology(
    casebook: Annotated[Path, typer.Argument(metavar="CASEBOOK", help="A casebook made by build.")],
    child: Annotated[str, typer.Argument(metavar="CHILD", help="A child_id of the casebook.")],
    format: Annotated[Shown, typer.Option(help="How to print; html is one self-contained page.")] = Shown.TEXT,
    names: Annotated[bool, typer.Option("--names", help="Show names instead of masking them.")] = False,
) -> None:
    """Show one child's joint chronology, in swim lanes by agency.

    Example: conspectus chronology area/casebook.duckdb C-7k3m2p9q --format html > child.html
    """
    with open_casebook(casebook) as book:
        story = book.chronology(child, names=names)
    _show(format, lambda: story.model_dump_json(indent=2), lambda: pictures.child_html(story), lambda: pictures.child_text(story, out))


@app.command()
def judge(
    folder: Annotated[Path, typer.Argument(metavar="INSPECTION", help="Folder with inspection.toml, ratings.csv, evidence.csv.")],
    into: Annotated[Path, typer.Option("--out", help="Folder for judgment.json and the letter.")],
    casebook: Annotated[Path | None, typer.Option(help="Use this casebook, not the one named in inspection.toml.")] = None,
    framework: Annotated[str | None, typer.Option(metavar="ID|FILE", help="Use this framework, not the one named.")] = None,
) -> None:
    """Reach the judgment from ratings and evidence, and write its letter.

    Example: conspectus judge area/inspection --out area/letter --casebook area/casebook.duckdb
    """
    files = inspection.read(folder)
    chosen = inspection.find_framework(framework, Path()) if framework else files.framework
    result = _judged(files, chosen)
    beside = _judged(files, frameworks()[COUNCIL_ONLY]) if chosen.id != COUNCIL_ONLY else None
    path = casebook or files.casebook_path
    with open_casebook(path) if path else nullcontext() as book:
        paths = letter.publish(files, result, chosen, casebook=book, out=into, beside=beside)
    letter.judgment_text(result, out, beside=beside)
    _print_paths(paths._asdict())


@app.command()
def verify(
    path: Annotated[Path, typer.Argument(metavar="LETTER", help="A letter.json.")],
    bundle: Annotated[Path | None, typer.Option(help="The restricted bundle, for those who may hold it.")] = None,
    format: Annotated[Plain, typer.Option(help="How to print.")] = Plain.TEXT,
) -> None:
    """Recompute a letter's judgment, check its hashes, and say what does not hold.

    Exit code 0 everything holds, 1 something does not, 2 unreadable.

    Example: conspectus verify area/letter/letter.json
    """
    verdict = letter.verify(path, bundle=bundle)
    if format is Plain.JSON:
        _print_raw(verdict.model_dump_json(indent=2))
    else:
        letter.verdict_text(verdict, out)
    raise typer.Exit(verdict.exit_code)


COUNCIL_ONLY = "ilacs"  # what inspection was: shown beside every joint judgment


def _judged(files: inspection.InspectionFiles, framework: Framework) -> judgment.Judgment:
    return judgment.judge(
        framework,
        ratings=files.ratings,
        evidence=files.evidence,
        agencies=files.inspection.agencies,
        departures=files.departures,
        dissents=files.dissents,
    )


def _show(shown: Shown, as_json: Callable[[], str], as_html: Callable[[], str], as_text: Callable[[], None]) -> None:
    match shown:
        case Shown.TEXT:
            as_text()
        case Shown.JSON:
            _print_raw(as_json())
        case Shown.HTML:
            _print_raw(as_html())


def _print_raw(text: str) -> None:
    """Text as it is, in UTF-8 whatever the terminal's own encoding, so that it can be sent to a file."""
    sys.stdout.buffer.write(text.encode("utf-8") + b"\n")
    sys.stdout.flush()


def _print_paths(paths: dict[str, Path]) -> None:
    for name, path in paths.items():
        out.print(f"{name:<9} {path}", highlight=False, soft_wrap=True)


def _print_receipt(receipt: pipeline.Receipt) -> None:
    """What came in, file by file, and what was made of it."""
    table = Table("sender", "file", "rows in", "used", "set aside", title="Receipt", title_justify="left")
    for column in table.columns[2:]:
        column.justify = "right"
    for row in receipt.files.iter_rows(named=True):
        name = row["file"] + (f" · {row['sheet']}" if row["sheet"] else "")
        table.add_row(row["sender"], name, *(f"{row[key]:,}" for key in ("rows_in", "rows_used", "rows_set_aside")))
    sums = [receipt.files[key].sum() for key in ("rows_in", "rows_used", "rows_set_aside")]
    table.add_section()
    table.add_row("all", "", *(f"{number:,}" for number in sums), style="bold")
    out.print(table)
    for row in receipt.unlinked.iter_rows(named=True):
        out.print(f"{row['sender']}: {row['people']:,} people came without names and stay unlinked.")
    counts = receipt.counts
    out.print(
        f"{counts['people']:,} records of people became {counts['children']:,} linked people, with "
        f"{counts['questions']:,} pairs for people to decide; {counts['obligations']:,} obligations; "
        f"{counts['silo_gaps']:,} silo gaps; {counts['sample']} children to track."
    )
    out.print(f"casebook  {receipt.casebook}\ncontent   {receipt.content_hash}", highlight=False, soft_wrap=True)


@contextmanager
def _bars(steps: Iterable[str]) -> Iterator[pipeline.Progress]:
    """A progress bar a step, on standard error, so that output can be sent to a file."""
    columns = TextColumn("{task.description:<10}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn()
    with Progress(*columns, console=told) as bars:
        tasks = {step: bars.add_task(step, total=1.0, start=False) for step in steps}

        def progress(step: str, done: float, /) -> None:
            task = tasks[step]
            if not bars.tasks[task].started:
                bars.start_task(task)
            bars.update(task, completed=done)

        yield progress


def main() -> None:
    """Run the command line; a user's mistake is told without a traceback."""
    try:
        app()
    except ConspectusError as error:
        told.print(f"conspectus: {error}", highlight=False, soft_wrap=True, markup=False)
        sys.exit(error.exit_code)
