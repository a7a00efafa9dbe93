"""How what was found in a library is printed."""

from typing import Any

from rich.text import Text

from conspectus.cli.screen import out
from conspectus.library import Polarity
from conspectus.library.search import Found, Hit, News, Saved, when
from conspectus.library.telling import kind_title
from conspectus.plain import number

MARKS = {Polarity.STRENGTH: "+", Polarity.WEAKNESS: "−", Polarity.MIXED: "±", Polarity.NEUTRAL: "·"}


def show_found(found: Found, *, like: bool) -> None:
    """Each sentence found, with where it stands; how many there are in all."""
    if found.relaxed:
        out.print(f"{found.relaxed}\n", highlight=False, soft_wrap=True)
    for hit in found.hits:
        out.print(_said(hit), soft_wrap=True)
        out.print(f"  {_where(hit)}\n", style="dim", highlight=False, soft_wrap=True, markup=False)
    shown = len(found.hits)
    if like:
        out.print(f"The {shown:,} nearest in meaning of {found.many:,} sentences.", highlight=False)
    elif not found.many:
        out.print("No sentence holds any of this. Try other words, or leave out a filter.")
    else:
        folded = sum(hit.repeats for hit in found.hits)
        repeats = (
            f"; {number(folded, 'more says', 'more say')} nearly the same as one of these" if folded else ""
        )
        beside = f", {found.by_meaning:,} of them by meaning" if found.by_meaning else ""
        out.print(f"{shown:,} of {found.many:,} sentences{beside}{repeats}.", highlight=False)


def show_news(name: str, saved: Saved, news: News) -> None:
    """What is new of a kept search, under its name."""
    asked = f"“{saved.query}”" if saved.query else "its filters alone"
    out.print(f"{name}: {asked}", style="bold", highlight=False, soft_wrap=True, markup=False)
    if not news.reports:
        out.print("No report was added since.\n", highlight=False)
    elif not news.found.many:
        added = number(news.reports, "report")
        out.print(
            f"{added} added since, and nothing in {'it' if news.reports == 1 else 'them'}.\n", highlight=False
        )
    else:
        show_found(news.found, like=False)
        out.print(f"In {number(news.reports, 'report')} added since.\n", highlight=False)


def news_as_json(name: str, saved: Saved, news: News) -> dict[str, Any]:
    """What is new of a kept search."""
    hits = [as_json(hit) for hit in news.found.hits]
    return {
        "search": name, "query": saved.query, "reports_added": news.reports, "found": news.found.many,
        "step": news.found.step, "hits": hits,
    }  # fmt: skip


def _said(hit: Hit) -> Text:
    """The sentence with what was looked for set off: bold on a terminal."""
    said = Text(f"{MARKS[hit.sentence.polarity]} ")
    for piece in hit.snippet:
        said.append(piece.text, style="bold" if piece.found else "")
    return said


def _where(hit: Hit) -> str:
    report = hit.report
    parts = [
        ", ".join(hit.sentence.agencies) or "nobody’s practice", report.area or "area not known", kind_title(report),
        when(report), f"page {hit.sentence.page}", f"{pdf_page(hit)} #{hit.sentence.n}",
        f"by {hit.found_by}",
    ]  # fmt: skip
    return " · ".join(parts)


def pdf_page(hit: Hit) -> str:
    """The page of the PDF, as browsers open it."""
    return f"{hit.report.file}#page={hit.sentence.page}"


def as_json(hit: Hit) -> dict[str, Any]:
    """A sentence found, with its report and the piece that was looked for."""
    report = hit.report.model_dump(
        mode="json", include={"file", "sha256", "kind", "area", "area_code", "published", "theme"}
    )
    snippet = "".join(f"«{piece.text}»" if piece.found else piece.text for piece in hit.snippet)
    return report | hit.sentence.model_dump(mode="json") | {
        "snippet": snippet, "likeness": hit.likeness, "found_by": hit.found_by,
        "pdf": pdf_page(hit), "repeats": hit.repeats,
    }  # fmt: skip
