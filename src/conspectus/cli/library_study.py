"""How blinkered was inspection? A study of whatever library the reader has."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from conspectus.cli.screen import out, print_raw
from conspectus.errors import LibraryError
from conspectus.library import store


def study(
    library: Annotated[Path, typer.Argument(metavar="FILE", help="A library made by add.")],
    folder: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help="Where study.html, study.pdf and the figures go."),
    ] = None,
    figure: Annotated[
        str, typer.Option(metavar="ID", help="Print this figure alone, as JSON, and write nothing.")
    ] = "",
) -> None:
    """Study of whose practice reports speak: shares with bounds, checks of them, and what they cannot prove.

    The folder gets study.html, study.pdf, figures.csv and figures.json, where every figure stands with the command that
    gives it again.

    Example: conspectus library study library.db --out study

    One figure: conspectus library study library.db --figure share.joint.police
    """
    from conspectus.library.study import study as studied
    from conspectus.pictures import write_study

    if folder is None and not figure:
        raise LibraryError("nothing is asked for", "--out", "Name a folder, or a figure: --figure ID.")
    command = f"conspectus library study {shlex.quote(str(library))} --figure"
    with store.LibraryFile(library) as held:
        made = studied(held.reports(), command)
    if figure:
        if figure not in made.figures:
            raise LibraryError("the study has no such figure", figure, "See which it has: --out FOLDER.")
        print_raw(made.figures[figure].model_dump_json())
    if folder:
        for path in write_study(made, folder):
            out.print(str(path), highlight=False, soft_wrap=True, markup=False)
