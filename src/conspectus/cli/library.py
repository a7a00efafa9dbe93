"""The library of published reports: add to it, and score it against labels."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from conspectus.cli.screen import Plain, bars, out, print_raw
from conspectus.library import adding, scoring
from conspectus.library.store import LibraryFile

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
) -> None:
    """Read published inspection reports into a library: facts, and every sentence with whom it speaks of.

    A report is known by its content: one that is there already is read again. What cannot be read is named, and the
    others go on.

    Example: conspectus library add reports --out library.db
    """
    with bars(["read"]) as progress:
        done = adding.add(paths, library, progress=lambda part, whole: progress("read", part / whole))
    for problem in done.problems:
        out.print(f"{problem.file}: {problem.what}", highlight=False, soft_wrap=True, markup=False)
    out.print(
        f"{done.added:,} reports added, {done.updated:,} read again, {done.kept:,} kept; "
        f"{done.sentences:,} sentences; {len(done.problems):,} problems."
    )
    out.print(f"library  {library}", highlight=False, soft_wrap=True)


@app.command()
def score(
    library: Annotated[Path, typer.Argument(metavar="FILE", help="A library made by add.")],
    labels: Annotated[Path, typer.Option(metavar="LABELS", help="JSON file of labels made by reading.")],
    format: Annotated[Plain, typer.Option(help="How to print; json lists every difference.")] = Plain.TEXT,
) -> None:
    """Say how well a library agrees with labels: per field, per agency, per polarity.

    Exit code 0 when everything labelled was compared, 1 when a report or sentence was not found, 2 not usable.

    Example: conspectus library score library.db --labels labels.json
    """
    wanted = scoring.read_labels(labels)
    with LibraryFile(library) as held:
        scored = scoring.score(held.reports(), wanted)
    if format is Plain.JSON:
        print_raw(scored.model_dump_json(indent=2))
    else:
        _show(scored)
    raise typer.Exit(0 if scored.complete else 1)


def _show(scored: scoring.Score) -> None:
    fields = _table("field", "right", "of", "share")
    for field in scored.fields:
        share = _percent(field.right / field.of if field.of else None)
        fields.add_row(field.field, str(field.right), str(field.of), share)
    out.print(fields)
    for title, overall, words in (
        ("agency", ("all (micro F1)", scored.agencies_f1), scored.agencies),
        ("polarity", ("all (accuracy)", scored.polarity_accuracy), scored.polarities),
    ):
        table = _table(title, "labelled", "precision", "recall", "F1")
        for word in words:
            table.add_row(
                word.word, str(word.labelled), *map(_percent, (word.precision, word.recall, word.f1))
            )
        table.add_section()
        table.add_row(overall[0], str(scored.sentences), "", "", _percent(overall[1]), style="bold")
        out.print(table)
    out.print(
        f"{scored.reports} reports and {scored.sentences} sentences compared; the reader set {scored.skipped} aside."
    )
    for what, names in (("not in the library", scored.missing), ("not found", scored.unaligned)):
        for name in names:
            out.print(f"{what}: {name}", highlight=False, soft_wrap=True, markup=False)


def _table(*heads: str) -> Table:
    table = Table(*heads, box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    return table


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"
