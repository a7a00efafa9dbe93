"""What is owed now, in the terminal, agency by agency."""

from itertools import groupby

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from conspectus.monitoring.owed import Item, Owed
from conspectus.plain import day
from conspectus.wording import check_marks

KINDS = {
    "gap": ("◇", "silo gap open", "bold dark_orange3"),
    "missed": ("✗", "missed, still open", "bold red"),
    "not_yet_due": ("…", "not yet due", ""),
}


def owed_text(owed: Owed, console: Console) -> None:
    """Print what is owed; made for 100 columns, whole at 80."""
    console.print(f"What is owed, as of {day(owed.as_of)}", style="bold", highlight=False)
    if not owed.items:
        console.print(
            f"Nothing: no limit within {owed.within} working days, nothing missed and open, no gap open."
        )
    for agency, items in groupby(owed.items, key=lambda one: one.agency_title):
        console.print()
        console.print(_table(agency, list(items)))


def _table(agency: str, items: list[Item]) -> Table:
    counts = [
        f"{sum(one.kind == kind for one in items):,} {word}"
        for kind, (_, word, _) in KINDS.items()
        if any(one.kind == kind for one in items)
    ]
    table = Table(
        title=f"{agency}: {', '.join(counts)}",
        title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False,
    )  # fmt: skip
    table.add_column("", no_wrap=True)
    table.add_column("child", no_wrap=True)
    table.add_column("last day", no_wrap=True)
    table.add_column("left", justify="right", no_wrap=True)
    table.add_column("what", ratio=1)
    unread = check_marks(one.checked for one in items)
    for one in items:
        mark, _, style = KINDS[one.kind]
        title = f"{one.title} {unread.get(one.checked, '')}".rstrip()
        table.add_row(Text(mark, style=style), one.child_id, f"{one.due or '–'}", left(one), title)
    table.caption = "left: working days to the last day; below nought: past it · " + " · ".join(
        [
            *(f"{mark} {word}" for mark, word, _ in KINDS.values()),
            *(f"{mark} {says}" for says, mark in unread.items()),
        ]
    )
    table.caption_justify = "left"
    return table


def left(item: Item) -> str:
    """The working days left."""
    return "–" if item.days_left is None else f"{item.days_left:,}"
