"""From whatever a system exports to a return.toml."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from conspectus.cli.screen import err, out
from conspectus.plain import percent
from conspectus.records import mapping as mappings
from conspectus.terms import Agency


def map_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="What your system exports: CSV or workbooks.")
    ],
    agency: Annotated[Agency, typer.Option(metavar="AGENCY", help=f"One of {', '.join(Agency)}.")],
    folder: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", help="Folder of the return; its return.toml is kept.")
    ],
    sender: Annotated[
        str | None, typer.Option(metavar="WORD", help="Who sends it; else the folder's name.")
    ] = None,
    start: Annotated[
        datetime | None,
        typer.Option(
            "--from", formats=["%Y-%m-%d"], help="First day that it covers; else that of its dates."
        ),
    ] = None,
    end: Annotated[
        datetime | None,
        typer.Option("--to", formats=["%Y-%m-%d"], help="Last day that it covers; else that of its dates."),
    ] = None,
) -> None:
    """Propose what the columns and words of an export mean, and write it down as a return.toml to settle and keep.

    The files are copied beside it, and mapping.json tells of every column and word. Nothing is asked. Where the
    folder has a return.toml, it is kept, and what changed since is told.

    Exit code 0 complete, 1 words or columns are open, 2 a file cannot be read.

    Example: conspectus map occurrences.csv nominals.csv --agency police --out northshire-police

    Then: conspectus check northshire-police
    """
    whose = mappings.Whose(agency, sender, start.date() if start else None, end.date() if end else None)
    done = mappings.map_files(files, folder, whose=whose)
    _show(done.mapping)
    for line in done.changes:
        out.print(f"Changed: {line}", highlight=False, markup=False, soft_wrap=True)
    for line in done.open:
        err.print(f"Open: {line}.", highlight=False, markup=False, soft_wrap=True)
    for path in done.files[:2]:
        out.print(str(path), highlight=False, markup=False, soft_wrap=True)
    settle = f"Settle what is open in {done.files[0]}, where each is listed. " if done.open else ""
    out.print(f"Next: {settle}conspectus check {folder}", highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(done.exit_code)


def _show(mapping: mappings.Mapping) -> None:
    """Each column with what it is proposed to be; no value of anybody's is shown."""
    for found in mapping.tables:
        name = f"{found.file} · {found.sheet}" if found.sheet else found.file
        table = Table(
            "column",
            "kind",
            "full",
            "could be",
            "sure",
            title=f"{name}: {found.rows:,} rows",
            title_justify="left",
        )
        for one in found.columns:
            table.add_row(
                " ".join(one.name.split()),
                one.kind,
                percent(one.filled),
                one.proposal,
                f"{one.confidence:.2f}",
            )
        out.print(table, markup=False)
        known = sum(word.proposal is not None for word in found.words)
        if found.words:
            out.print(f"{known} of {len(found.words)} words are known.", highlight=False)
