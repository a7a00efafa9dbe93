"""The library of published reports: add to it, show it, take it out, and score it against labels."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from conspectus.cli.screen import Plain, bars, out, print_raw
from conspectus.library import store

app = typer.Typer(
    help="What inspectorates published, about whom, and what others can learn.", no_args_is_help=True
)


@app.command()
def add(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATHS...", help="PDF files, or folders with PDF files.")
    ],
    library: Annotated[
        Path,
        typer.Option(
            "--out", metavar="FILE", help="Library file to make or to add to; it is swapped in whole."
        ),
    ],
    whole: Annotated[
        bool, typer.Option("--whole", help="Read every file again, also those that are there already.")
    ] = False,
) -> None:
    """Read published inspection reports into a library: facts, and every sentence with whom it speaks of.

    A report is known by its content: what this very program read into the library before is kept as it is, so that to
    name a folder again reads only what is new. What cannot be read is named, and the others go on.

    Example: conspectus library add reports --out library.db
    """
    from conspectus.library import adding

    with bars(["read"]) as progress:
        done = adding.add(
            paths, library, whole=whole, progress=lambda part, every: progress("read", part / every)
        )
    for problem in done.problems:
        out.print(f"{problem.file}: {problem.what}", highlight=False, soft_wrap=True, markup=False)
    out.print(
        f"{done.added:,} reports added, {done.updated:,} read again, {done.kept:,} kept; "
        f"{done.sentences:,} sentences; {len(done.problems):,} problems."
    )
    out.print(f"library  {library}", highlight=False, soft_wrap=True)


class Exported(StrEnum):
    """What a library is taken out as."""

    JSONL = "jsonl"
    CSV = "csv"


@app.command()
def show(
    library: Annotated[Path, typer.Argument(metavar="FILE", help="A library made by add.")],
    report: Annotated[
        str,
        typer.Argument(metavar="[REPORT]", help="File name of a report, or the first letters of its hash."),
    ] = "",
) -> None:
    """List the reports of a library; or show one: its facts, and every sentence with what was found in it.

    Before each sentence stands what it makes of practice: + strength, − weakness, ± mixed, · neutral.

    Example: conspectus library show library.db 2023-01-31-jtai-lewisham
    """
    from conspectus.cli.library_tables import show_report, show_reports

    with store.LibraryFile(library) as held:
        if report:
            show_report(held.report(report))
        else:
            show_reports(held.listed())


@app.command()
def export(
    library: Annotated[Path, typer.Argument(metavar="FILE", help="A library made by add.")],
    format: Annotated[
        Exported, typer.Option(help="jsonl: one JSON object a report; csv: one row a sentence.")
    ],
) -> None:
    """Write all that a library holds to standard output, the oldest report first.

    In CSV no text can be taken for a formula.

    Example: conspectus library export library.db --format jsonl > library.jsonl
    """
    from conspectus.cli.library_csv import as_csv
    from conspectus.library.exporting import as_json

    with store.LibraryFile(library) as held:
        for number, report in enumerate(held.reports()):
            if format is Exported.JSONL:
                print_raw(as_json(report))
            else:
                print_raw(as_csv(report, headers=number == 0))


@app.command()
def score(
    library: Annotated[Path, typer.Argument(metavar="FILE", help="A library made by add.")],
    labels: Annotated[Path, typer.Option(metavar="LABELS", help="JSON file of labels made by reading.")],
    format: Annotated[Plain, typer.Option(help="How to print; json lists every difference.")] = Plain.TEXT,
) -> None:
    """Say how well a library agrees with labels: per field, per agency, per polarity.

    Where the shipped models were trained on these very labels, the column "unseen" gives the figures to go by: each
    report judged by models that saw nothing of it.

    Exit code 0 when everything labelled was compared, 1 when a report or sentence was not found, 2 not usable.

    Example: conspectus library score library.db --labels labels.json
    """
    from conspectus.cli.library_tables import show_score
    from conspectus.library import scoring

    wanted = scoring.read_labels(labels)
    with store.LibraryFile(library) as held:
        scored = scoring.score(held.reports(), wanted, scoring.cross_validated(labels))
    if format is Plain.JSON:
        print_raw(scored.model_dump_json(indent=2))
    else:
        show_score(scored)
    raise typer.Exit(0 if scored.complete else 1)
