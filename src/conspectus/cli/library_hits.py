"""How what was found in a library is printed."""

from typing import Any

from rich.text import Text

from conspectus.cli.library_tables import MARKS
from conspectus.cli.screen import out
from conspectus.library.search import Found, Hit
from conspectus.library.telling import kind_title
from conspectus.plain import day


def show_found(found: Found, *, like: bool) -> None:
    """Each sentence found, with where it stands; how many there are in all."""
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


def as_json(hit: Hit) -> dict[str, Any]:
    """A sentence found, with its report and the piece that was looked for."""
    report = hit.report.model_dump(
        mode="json", include={"file", "sha256", "kind", "area", "area_code", "published", "theme"}
    )
    snippet = "".join(f"«{piece.text}»" if piece.found else piece.text for piece in hit.snippet)
    return report | hit.sentence.model_dump(mode="json") | {"snippet": snippet, "likeness": hit.likeness}
