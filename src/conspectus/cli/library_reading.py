"""What a library tells: search it, and see whose practice its reports speak of."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from conspectus import pictures
from conspectus.cli.library_tables import MARKS, show_coverage
from conspectus.cli.screen import Plain, Shown, out, print_raw
from conspectus.cli.screen import show as put
from conspectus.library import Polarity, SpokenOf
from conspectus.library.coverage import By, cover
from conspectus.library.search import Found, Hit, Wanted, alike
from conspectus.library.search import search as find
from conspectus.library.store import LibraryFile
from conspectus.library.telling import kind_title
from conspectus.pages import day


def search(
    library: Annotated[Path, typer.Argument(metavar="FILE", help="A library made by add.")],
    query: Annotated[
        str,
        typer.Argument(help='Words, "words that stand together", beginn*, -not this; "" for the newest.'),
    ],
    agency: Annotated[SpokenOf | None, typer.Option(help="Whose practice is spoken of.")] = None,
    polarity: Annotated[
        Polarity | None, typer.Option(help="What is made of it; mixed is found as either.")
    ] = None,
    kind: Annotated[str, typer.Option(metavar="K", help="Kind of report, such as jtai.")] = "",
    theme: Annotated[str, typer.Option(metavar="T", help="Words of a joint inspection's theme.")] = "",
    area: Annotated[str, typer.Option(metavar="X", help="Any name of an authority, or its code.")] = "",
    since: Annotated[int | None, typer.Option(metavar="YEAR", help="First year of publication.")] = None,
    like: Annotated[
        bool, typer.Option("--like", help="By meaning, in whatever words; needs the extra meaning.")
    ] = False,
    limit: Annotated[int, typer.Option(help="How many to show.", min=1)] = 20,
    format: Annotated[Plain, typer.Option(help="How to print.")] = Plain.TEXT,
) -> None:
    """Find what published reports say: in any form of each word, filtered, best first.

    Example: conspectus library search library.db '"missing children" return' --agency police --polarity strength

    Practice like this: conspectus library search library.db "midwives notice risk early" --polarity strength --like
    """
    wanted = Wanted(agency, polarity, kind, theme, area, since)
    with LibraryFile(library) as held:
        found = alike(held, query, wanted, limit=limit) if like else find(held, query, wanted, limit=limit)
    if format is Plain.JSON:
        hits = [_as_json(hit) for hit in found.hits]
        print_raw(json.dumps({"found": found.many, "hits": hits}, indent=2, ensure_ascii=False))
        return
    _show(found, like=like)


def coverage(
    library: Annotated[Path, typer.Argument(metavar="FILE", help="A library made by add.")],
    by: Annotated[By, typer.Option(help="What reports are put together by.")] = By.KIND,
    format: Annotated[Shown, typer.Option(help="How to print; html is a page with the chart.")] = Shown.TEXT,
) -> None:
    """Say whose practice reports speak of: the share of their findings on each agency, with intervals over reports.

    Example: conspectus library coverage library.db --by year

    The chart: conspectus library coverage library.db --format html > coverage.html
    """
    with LibraryFile(library) as held:
        covered = cover(held.reports(), by)
    put(
        format,
        as_json=lambda: covered.model_dump_json(indent=2),
        as_html=lambda: pictures.coverage_html(covered),
        as_text=lambda: show_coverage(covered),
    )


def _show(found: Found, *, like: bool) -> None:
    for hit in found.hits:
        out.print(_said(hit), soft_wrap=True)
        out.print(f"  {_where(hit)}\n", style="dim", highlight=False, soft_wrap=True, markup=False)
    shown = len(found.hits)
    if like:
        out.print(f"The {shown:,} nearest in meaning of {found.many:,} sentences.", highlight=False)
    elif not found.many:
        out.print("No sentence holds all of this. Try fewer words, or leave out a filter.")
    else:
        out.print(f"{shown:,} of {found.many:,} sentences.", highlight=False)


def _said(hit: Hit) -> Text:
    """The sentence with what was looked for set off: bold on a terminal."""
    said = Text(f"{MARKS[hit.sentence.polarity]} ")
    for piece in hit.snippet:
        said.append(piece.text, style="bold" if piece.found else "")
    return said


def _where(hit: Hit) -> str:
    report = hit.report
    when = day(report.published) if report.published else ""
    parts = [
        ", ".join(hit.sentence.agencies), report.area or report.file, kind_title(report), when,
        f"page {hit.sentence.page}", f"{report.file} #{hit.sentence.n}",
    ]  # fmt: skip
    return " · ".join(filter(None, parts))


def _as_json(hit: Hit) -> dict[str, Any]:
    report = hit.report.model_dump(
        mode="json", include={"file", "sha256", "kind", "area", "area_code", "published", "theme"}
    )
    snippet = "".join(f"«{piece.text}»" if piece.found else piece.text for piece in hit.snippet)
    return report | hit.sentence.model_dump(mode="json") | {"snippet": snippet, "likeness": hit.likeness}
