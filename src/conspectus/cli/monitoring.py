"""Between inspections and across areas: figures, trends, what is owed now."""

from enum import StrEnum
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from conspectus import monitoring
from conspectus.cli.screen import Format, out, print_raw, write_bytes
from conspectus.cli.screen import show as show_as
from conspectus.errors import ConspectusError
from conspectus.records import casebook as casebooks
from conspectus.terms import Agency

if TYPE_CHECKING:
    from conspectus.monitoring import Figures, FiguresArea, Owed

AREA = "area.toml"
WITHIN = 10  # working days
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
        Format, typer.Option(help="How to print; html is one self-contained page.")
    ] = Format.TEXT,
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


class Table(StrEnum):
    """Ways to print what is also a table."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


def due(
    casebook: Annotated[Path, typer.Argument(metavar="CASEBOOK", help="A casebook made by build.")],
    agency: Annotated[Agency | None, typer.Option(help="This agency's own alone.")] = None,
    within: Annotated[
        int, typer.Option(help="Of what is not yet due, that within so many working days.", min=0)
    ] = WITHIN,
    format: Annotated[Table, typer.Option(help="How to print.")] = Table.TEXT,
    file: Annotated[Path | None, typer.Option("--out", help="File to write; a workbook needs one.")] = None,
) -> None:
    """Show what is owed now, seen from the casebook's as-of: not yet due, missed and open, silo gaps open.

    Example: conspectus due area/casebook.duckdb --agency police

    As a workbook: conspectus due area/casebook.duckdb --format xlsx --out owed.xlsx
    """
    with casebooks.open_casebook(casebook) as book:
        found = monitoring.owed(book, agency=agency, within=within)
    if format is Table.XLSX and file is None:
        raise ConspectusError("a workbook cannot be printed", "--format xlsx", "Name a file with --out.")
    if file is None and format is Table.TEXT:
        monitoring.owed_text(found, out)
    elif file is None:
        print_raw(_written(found, format).decode("utf-8").rstrip("\n"))
    else:
        write_bytes(file, _written(found, format))
        out.print(f"{len(found.items):,} items in {file}", highlight=False, soft_wrap=True)


def _written(found: "Owed", format: Table) -> bytes:
    """What is owed as the bytes of a file."""
    match format:
        case Table.JSON:
            return found.model_dump_json(indent=2).encode("utf-8") + b"\n"
        case Table.CSV:
            return casebooks.without_formulas(monitoring.owed_table(found)).write_csv().encode("utf-8")
        case Table.XLSX:
            book = BytesIO()
            monitoring.owed_table(found).write_excel(book, worksheet="Owed", autofit=True)
            return book.getvalue()
        case Table.TEXT:
            written = Console(file=StringIO(), width=100)
            monitoring.owed_text(found, written)
            return written.file.getvalue().encode("utf-8")  # type: ignore[attr-defined,no-any-return]


def areas(
    files: Annotated[list[Path], typer.Argument(metavar="FIGURES...", help="Figures files of many areas.")],
    duty: Annotated[str | None, typer.Option(metavar="ID", help="This duty alone.")] = None,
    region: Annotated[
        str | None, typer.Option(help="Show this region's areas alone, against the limits of all.")
    ] = None,
    format: Annotated[
        Format, typer.Option(help="How to print; html is one self-contained page.")
    ] = Format.TEXT,
) -> None:
    """Show how areas stand beside one another: a funnel for each duty, areas by name, and no ranking.

    Example: conspectus areas programme/*.json --duty icpc-15-working-days
    """
    held = [(_stem(path), monitoring.read_figures(path)) for path in files]
    made = monitoring.areas(held, duty=duty, region=region)
    show_as(
        format,
        lambda: made.model_dump_json(indent=2, by_alias=True),
        lambda: monitoring.areas_html(made),
        lambda: monitoring.areas_text(made, out),
    )


def _stem(path: Path) -> str:
    """What an area is called whose file does not say: its file's name, or its folder's where all are called alike."""
    return path.resolve().parent.name if path.stem == "figures" else path.stem
