"""Trends in the terminal: a line of blocks for each series, the worst news first."""

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from conspectus.monitoring.trend_model import Series, Trend
from conspectus.monitoring.words import (
    ASSURANCE,
    STATES,
    arrow,
    declared,
    headline,
    named,
    shown,
    story,
    unit,
)
from conspectus.plain import day

BLOCKS = "▁▂▃▄▅▆▇█"
HOLLOW = "░"  # a provisional point
LONGEST = 24  # points that a line shows: the latest
STYLES = {"concern": "bold dark_orange3", "improvement": "bold blue", "steady": "", "few": "dim"}


def trend_text(trend: Trend, console: Console) -> None:
    """Print the trends; made for 100 columns, whole at 80."""
    whose = f" of {trend.area}" if trend.area else ""
    console.print(f"Trends{whose}, as of {day(trend.as_of)}, by {trend.by}", style="bold", highlight=False)
    for line in headline(trend):
        console.print(line, highlight=False)
    for state in ("concern", "improvement", "steady", "few"):
        found = [one for one in trend.series if one.state == state and one.decided]
        if found:
            console.print()
            console.print(_table(state, found))
    console.print()
    for line in _foot(trend):
        console.print(line, highlight=False)


def _table(state: str, found: list[Series]) -> Table:
    table = Table(
        title=f"{STATES[state].title} ({len(found)})",
        title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False,
    )  # fmt: skip
    table.add_column("owed by", min_width=8, max_width=10)
    table.add_column("what", min_width=20, ratio=3)
    table.add_column("latest points", no_wrap=True)
    table.add_column("latest", justify="right", no_wrap=True)
    table.add_column("usual", justify="right", no_wrap=True)
    for series in sorted(found, key=lambda one: one.worst_first):
        latest = series.decided[-1]
        table.add_row(
            series.agency_title,
            _what(series),
            spark(series),
            shown(latest.value, series),
            shown(series.centre, series),
        )
    table.caption = STATES[state].says
    table.caption_justify = "left"
    return table


def _what(series: Series) -> Text:
    text = Text(f"{arrow(series)} ", style=STYLES[series.state]).append(named(series), style="")
    if series.measure != "share":
        text.append(f" ({unit(series)})", style="dim")
    if series.state in ("concern", "improvement"):
        text.append(f"\n{STATES[series.state].word}: {story(series)}", style=STYLES[series.state])
    if series.checked:
        text.append(f"\n{series.checked}", style="dim")
    if series.target is not None:
        mark, says = ASSURANCE[series.assurance]
        text.append(f"\n{mark} {says} ({shown(series.target, series)}).")
    return text


def spark(series: Series) -> Text:
    """The latest points as blocks: concern and improvement marked beneath, provisional ones shaded."""
    points = series.points[-LONGEST:]
    values = [point.value for point in points if point.value is not None]
    top = 1.0 if series.measure == "share" else max(values, default=0.0) or 1.0
    line, marks = Text(), ""
    for point in points:
        block = " " if point.value is None else BLOCKS[min(int(point.value / top * 8), 7)]
        line.append(
            HOLLOW if point.provisional else block, style=STYLES[point.news.value] if point.news else ""
        )
        marks += {"concern": "!", "improvement": "+"}.get(point.news.value if point.news else "", " ")
    return line.append(f"\n{marks}") if marks.strip() else line


def _foot(trend: Trend) -> list[str]:
    rounds = ", ".join(f"{one.as_of}" for one in trend.sources)
    empty = sum(not one.decided for one in trend.series)
    return [
        "! concern · + improvement · ▲ higher, ▼ lower than usual · ░ provisional: too little decided yet",
        *(f"Declared change of {declared(one, trend)}" for one in trend.changes),
        *(f"Action of {declared(one, trend)}" for one in trend.actions),
        *([f"{empty} more series of which nothing is decided."] if empty else []),
        *(
            [f"{len(trend.suppressed)} more series of which too few are known to publish."]
            if trend.suppressed
            else []
        ),
        f"Rounds as of: {rounds}. A signal says that something changed, not why.",
    ]
