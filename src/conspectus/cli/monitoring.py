"""Between inspections and across areas: figures, trends, what is owed now."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from conspectus import monitoring
from conspectus.cli.screen import Shown, out
from conspectus.cli.screen import show as show_as
from conspectus.errors import ConspectusError
from conspectus.records import casebook as casebooks
from conspectus.terms import Agency

if TYPE_CHECKING:
    from conspectus.monitoring import Figures, FiguresArea

AREA = "area.toml"
By = Literal["month", "quarter"]


def figures(
    casebook: Annotated[Path, typer.Argument(metavar="CASEBOOK", help="A casebook made by build.")],
    file: Annotated[Path, typer.Option("--out", help="Figures file to write, JSON.")],
    restricted: Annotated[
        bool,
        typer.Option("--restricted", help="By the month, nothing suppressed: for the partnership alone."),
    ] = False,
    area: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|CODE|FILE", help="Whose figures; else area.toml beside the casebook, if any."
        ),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(metavar="FIGURES", help="Published before: its points keep their boundaries."),
    ] = None,
) -> None:
    """Count a casebook: what was owed by month and whether it was met, and no child.

    What is published has no count from one to five, and none that can be worked out.

    Example: conspectus figures area/casebook.duckdb --out figures.json
    """
    counted = _counted(casebook, whose=_area(area, casebook))
    before = monitoring.read_figures(previous) if previous else None
    told = counted if restricted else monitoring.published(counted, previous=before)
    monitoring.write_figures(told, file)
    kind = "restricted, for the partnership alone" if restricted else "published"
    out.print(
        f"{len(told.points.n):,} points of {len(told.series):,} series in {file} ({kind})",
        highlight=False, soft_wrap=True,
    )  # fmt: skip


def trend(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="CASEBOOK|FIGURES...", help="One casebook, or casebooks and figures files of many rounds."
        ),
    ],
    duty: Annotated[str | None, typer.Option(metavar="ID", help="This duty alone.")] = None,
    agency: Annotated[Agency | None, typer.Option(help="This agency alone.")] = None,
    by: Annotated[By, typer.Option(help="How long a point is.")] = "month",
    format: Annotated[
        Shown, typer.Option(help="How to print; html is one self-contained page.")
    ] = Shown.TEXT,
    changes: Annotated[
        Path | None,
        typer.Option(help="TOML file of declared changes; else changes.toml beside the first file, if any."),
    ] = None,
) -> None:
    """Show how it went over time: limits, signals, what is provisional, and the target, for each duty and agency.

    Of a month that several rounds tell of, the newest counts.

    Example: conspectus trend area/casebook.duckdb --format html > trend.html
    """
    declared = monitoring.read_changes(changes) if changes else monitoring.beside(files[0])
    rounds = [_round(path) for path in files]
    _one_place(rounds)
    made = monitoring.trend(rounds, duty=duty, agency=agency, by=by, changes=declared)
    if duty is not None and not any(duty == one.duty for figures in rounds for one in figures.series):
        known = ", ".join(sorted({one.duty for figures in rounds for one in figures.series}))
        raise ConspectusError(f"no obligation of {duty!r} is counted", "--duty", f"Use one of {known}.")
    show_as(
        format,
        lambda: made.model_dump_json(indent=2, by_alias=True),
        lambda: monitoring.trend_html(made),
        lambda: monitoring.trend_text(made, out),
    )


def _round(path: Path) -> "Figures":
    """The figures of a casebook or of a figures file, whichever it is."""
    if path.is_file() and path.read_bytes()[:1] in (b"{", b""):
        return monitoring.read_figures(path)
    return _counted(path, whose=_area(None, path))


def _counted(path: Path, *, whose: "FiguresArea | None") -> "Figures":
    with casebooks.open_casebook(path) as book:
        return monitoring.figures_of(book, duties=book.duties, area=whose)


def _area(given: str | None, casebook: Path) -> "FiguresArea | None":
    there = Path(given) if given is not None else casebook.parent / AREA
    if there.suffix == ".toml" and (given is not None or there.is_file()):
        return monitoring.read_area(there)
    return None if given is None else monitoring.area_named(given)


def _one_place(rounds: "list[Figures]") -> None:
    names = {one.area.name for one in rounds if one.area}
    if len(names) > 1:
        raise ConspectusError(
            f"these are figures of {' and '.join(sorted(names))}",
            "",
            "Compare areas with `conspectus areas`.",
        )
