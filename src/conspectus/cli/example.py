"""Make made-up areas: one, or a programme of many."""

from pathlib import Path
from typing import Annotated

import typer

from conspectus import example_area
from conspectus.cli.screen import bars, out
from conspectus.terms import Nation

Children = Annotated[int, typer.Option(help="How many children the area has.", min=1)]
Seed = Annotated[int, typer.Option(help="The same seed makes the same area.")]
Lies = Annotated[
    Nation | None, typer.Option(help="Nation that it lies in; else that of its made-up place names.")
]
Theme = Annotated[
    str, typer.Option(help="Theme of the inspection: children are planted who fit its pattern.")
]
Format = Annotated[
    example_area.Form | None,
    typer.Option(help=f"How returns are written; parquet above {example_area.MANY:,} children."),
]
Settings = Annotated[
    Path | None, typer.Option(help="TOML file with rates and shares of names instead of ours.")
]
Months = Annotated[int, typer.Option(help="How long it is lived: whole years, from 12 to 60 months.")]
As = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="IDS",
        help="Statutory returns that the council sends, and nothing else: cin-census,ssda903 or one of them, "
        "annex-a, chad.",
    ),
]
Areas = Annotated[
    int | None, typer.Option(help="So many areas, a folder each, with true outliers among them.", min=1)
]


def example(
    folder: Annotated[Path, typer.Argument(metavar="OUT", help="Folder to make.")],
    children: Children = 1000,
    seed: Seed = 1,
    nation: Lies = None,
    theme: Theme = "cse",
    format: Format = None,
    settings: Settings = None,
    months: Months = example_area.YEAR,
    areas: Areas = None,
    as_: As = "",
) -> None:
    """Make a made-up area: seven agencies' returns, an inspection, and the truth behind them.

    Lived for years it has stories, which trends should tell; many areas are a programme, one folder each.

    Example: conspectus example area --children 1000 --seed 1

    In Wales, by the duties that hold there: conspectus example area --nation wales

    A theme, and other shares: conspectus example area --theme neglect --settings rates.toml

    With the council's census and return of children looked after: conspectus example area --as cin-census,ssda903

    Three years: conspectus example area --months 36
    """
    wanted = example_area.Wanted(children, seed, nation, theme, format, settings, months, returns=_ids(as_))
    if areas is None:
        _area(folder, wanted)
    else:
        _programme(folder, wanted, areas)


def _ids(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in text.split(",") if one.strip()))


def _area(folder: Path, wanted: "example_area.Wanted") -> None:
    with bars(example_area.STEPS) as progress:
        example_area.make(folder, wanted, progress=progress)
    out.print(f"Made {folder / 'returns'}, {folder / 'inspection'} and {folder / 'truth'}.", soft_wrap=True)


def _programme(folder: Path, wanted: "example_area.Wanted", areas: int) -> None:
    with bars(["areas"]) as progress:
        example_area.make_areas(folder, wanted, areas=areas, progress=lambda done: progress("areas", done))
    out.print(f"Made {areas:,} areas in {folder}, and {folder / 'truth' / 'areas.csv'}.", soft_wrap=True)
