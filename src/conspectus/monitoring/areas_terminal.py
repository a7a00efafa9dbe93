"""Areas in the terminal: for each duty those that lie outside its funnel, by name."""

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from conspectus.monitoring.areas import AreaFigure, Areas, DutyFunnel
from conspectus.monitoring.areas_words import PLACES, named_duty, spread
from conspectus.plain import percent


def areas_text(areas: Areas, console: Console) -> None:
    """Print the areas; made for 100 columns, whole at 80."""
    where = f" of {areas.region}" if areas.region else ""
    console.print(f"{len(areas.areas):,} areas{where}, duty by duty", style="bold", highlight=False)
    console.print(
        "By name, never by rank. Whoever lies within the limits differs from the rest by no more than areas do anyway.",
        highlight=False,
    )
    for funnel in areas.funnels:
        if funnel.areas or funnel.not_comparable:
            console.print()
            _one(funnel, console)


def _one(funnel: DutyFunnel, console: Console) -> None:
    console.print(f"{named_duty(funnel)}", style="bold", highlight=False)
    if funnel.checked:
        console.print(f"The duty is {funnel.checked}.", highlight=False)
    if funnel.theta is not None:
        console.print(f"{percent(funnel.theta)} met of all together, {spread(funnel)}.", highlight=False)
    outside = [one for one in funnel.areas if one.place != "within"]
    if outside:
        console.print(_table(outside))
    rest = len(funnel.areas) - len(outside)
    if rest:
        console.print(f"{rest:,} within the 95% limits: {', '.join(_within(funnel))}.", highlight=False)
    if funnel.not_comparable:
        told = "; ".join(f"{one.area} ({one.why})" for one in funnel.not_comparable)
        console.print(f"Not comparable: {told}.", highlight=False)


def _within(funnel: DutyFunnel) -> list[str]:
    return [one.area for one in funnel.areas if one.place == "within"]


def _table(found: list[AreaFigure]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("area", min_width=16)
    table.add_column("met", justify="right", no_wrap=True)
    table.add_column("95% limits", justify="right", no_wrap=True)
    table.add_column("where")
    for one in found:
        place = PLACES[one.place]
        limits = f"{percent(max(one.lower_95, 0.0))} to {percent(min(one.upper_95, 1.0))}"
        table.add_row(
            one.area,
            f"{percent(one.share)} of {one.n:,}",
            limits,
            Text(f"{place.mark} {place.word}", style=place.style),
        )
    return table
