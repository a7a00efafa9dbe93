"""The picture by agency in the terminal."""

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from conspectus.definitions import agencies
from conspectus.pictures.area_page import headline
from conspectus.pictures.words import (
    beside,
    half,
    may_have_acted,
    named,
    titles,
    worst_first,
)
from conspectus.plain import day, listed, number, percent
from conspectus.records.casebook import DutyFigure, Picture, Quality, SiloGap
from conspectus.terms import DECIDED, UNDECIDED, Severity
from conspectus.wording import check_marks, statuses


def area_text(picture: Picture, console: Console) -> None:
    """Print the picture by agency; made for 100 columns, whole at 80."""
    console.print(
        f"The picture by agency, as of {day(picture.build.as_of_day)}, by the duties of {picture.build.nation.shown}",
        style="bold",
        highlight=False,
    )
    for line in headline(picture):
        console.print(line, highlight=False)
    for table in (_agencies(picture), _duties(picture), _gaps(picture), _quality(picture), _sample(picture)):
        console.print()
        console.print(table)
    console.print()
    for line in _foot(picture):
        console.print(line, highlight=False, soft_wrap=False)


def titled(title: str) -> Table:
    """An empty table in the manner of all of them."""
    return Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)


def _agencies(picture: Picture) -> Table:
    table = titled("Which agency did what it owed")
    table.collapse_padding = True  # room for the thousands of a large area, at 80 columns
    table.add_column("agency", min_width=9)
    decided, rest = ([statuses()[status] for status in some] for some in (DECIDED, UNDECIDED))
    heads = (*(word.brief for word in decided), "in time", *(word.brief for word in rest), "gaps")
    for name in heads:
        table.add_column(name, justify="right", no_wrap=True)
    for part in picture.agencies:
        table.add_row(
            part.title,
            *(f"{getattr(part, word.code):,}" for word in decided),
            Text(percent(part.share_met), style="bold"),
            *(f"{getattr(part, word.code):,}" for word in rest),
            f"{part.gaps_held:,}",
        )
    short = " · ".join(f"{word.short}: {word.word}" for word in (*decided, *rest) if word.short)
    of = listed([word.word for word in decided])
    table.caption = f"in time: of {of} · {short} · gaps: silo gaps it held a part of"
    table.caption_justify = "left"
    return table


def _duties(picture: Picture) -> Table:
    table = titled("What each owed, duty by duty")
    table.add_column("owed by", max_width=10)
    table.add_column("duty", min_width=24)
    table.add_column("how it stands", min_width=13)
    table.add_column("met in time", justify="right", no_wrap=True)
    unread = check_marks(figure.checked for figure in picture.duties)
    for part in picture.agencies:
        rows = worst_first(figure for figure in picture.duties if figure.agency == part.agency)
        for place, figure in enumerate(rows):
            table.add_row(
                agencies()[figure.agency].title if place == 0 else "",
                _duty(figure, unread.get(figure.checked, "")),
                _stands(figure),
                _met(figure),
            )
        if rows:
            table.add_section()
    table.caption = (
        "met in time: of those decided, with its 95% interval; + or wider, for siblings share cases"
    )
    table.caption_justify = "left"
    return table


def _duty(figure: DutyFigure, mark: str) -> Text:
    name = Text(named(figure))
    return name.append(f" {mark}", style="bold") if mark else name


def _stands(figure: DutyFigure) -> Text:
    text = Text()
    for word in statuses().values():
        if count := getattr(figure, word.code):
            text.append(" " if text else "").append(f"{word.mark}{count:,}", style=word.terminal)
    text.append(f"\n{half(figure)}" if half(figure) else "")
    return text.append("".join(f"\n{sentence}" for sentence in beside(figure)), style="magenta")


def _met(figure: DutyFigure) -> str:
    if figure.share_met is None:
        return "–"
    wider = "+" if figure.clustered else ""
    interval = f"{percent(figure.interval_low)}–{percent(figure.interval_high)}{wider}"
    return f"{percent(figure.share_met)} of {figure.decided:,}\n{interval}"


def _gaps(picture: Picture) -> Table | Text:
    if not picture.silo_gaps:
        return Text("No child fell between agencies in the way that was looked for.")
    table = titled("Where children fell between agencies")
    for name in ("child", "visible on", "due", "acted on"):
        table.add_column(name, overflow="fold")
    table.add_column("days", justify="right")
    table.add_column("who held a part")
    for gap in picture.silo_gaps:
        table.add_row(
            gap.child_id,
            f"{gap.visible_on}",
            f"{gap.due}",
            _acted(gap),
            f"{gap.days_silent:,}",
            titles(gap.holders) + "".join(f"\n{may_have_acted(gap)}" for _ in gap.waits_on[:1]),
        )
    return table


def _acted(gap: SiloGap) -> Text:
    return Text(f"{gap.acted_on}") if gap.acted_on else Text("nobody", style="bold red")


def _quality(picture: Picture) -> Table:
    table = titled("How good the records are")
    table.collapse_padding = True
    table.add_column("sender", overflow="fold", min_width=20)
    for name in ("rows", "aside", "queries", "people", "joined", "pairs", "empty"):
        table.add_column(name, justify="right")
    for sender in picture.senders:
        quality = sender.quality
        rows = [sum(getattr(file, name) for file in sender.files) for name in ("rows_in", "rows_set_aside")]
        table.add_row(
            sender.sender,
            *(f"{count:,}" for count in (*rows, quality.issues[Severity.QUERY], quality.people)),
            percent(quality.joined / quality.people if quality.people else None),
            f"{quality.questions:,}",
            _empty(quality),
        )
    table.caption = (
        "aside: rows set aside · joined: people whom another sender holds too · pairs: doubtful ones, for people "
        "to decide · empty: months without events"
    )
    table.caption_justify = "left"
    return table


def _empty(quality: Quality) -> str:
    """The months without events, the first of them by name."""
    empty = [f"{one.month:%Y-%m}" for one in quality.months if not one.events]
    return " ".join(empty[:AT_MOST]) + (" …" if len(empty) > AT_MOST else "") or "–"


AT_MOST = 3  # months without events that are named


def _sample(picture: Picture) -> Table:
    table = titled("Children chosen to be tracked")
    table.add_column("", justify="right")
    table.add_column("child", overflow="fold")
    table.add_column("why", ratio=2)
    table.add_column("shows the part of", ratio=2)
    for row in picture.sample:
        table.add_row(f"{row.place}", row.child_id, row.reason, titles(row.agencies))
    return table


def _foot(picture: Picture) -> list[str]:
    marks = " · ".join(f"{word.mark} {word.word}" for word in statuses().values())
    linkage = picture.linkage
    unlinked = [
        f"{number(row.people, 'person', 'people')} of {row.sender} ({row.why})" for row in linkage.unlinked
    ]
    return [
        marks,
        *(f"{mark} {says}" for says, mark in check_marks(one.checked for one in picture.duties).items()),
        *_not_sent(picture),
        *([f"Kept, but not linked: {'; '.join(unlinked)}."] if unlinked else []),
        f"{linkage.people_records:,} records of people, {linkage.linked_people:,} linked people, "
        f"{number(linkage.children, 'child', 'children')}, {number(linkage.questions, 'open question')}.",
        f"Casebook {picture.build.content_sha256}",
    ]


def _not_sent(picture: Picture) -> list[str]:
    """What each agency usually keeps and did not send, a line each."""
    missing = {
        part.title: [
            row.title
            for row in picture.coverage
            for cell in row.cells
            if cell.agency == part.agency and cell.usual and not cell.covered
        ]
        for part in picture.agencies
    }
    lines = [f"  {title}: {'; '.join(names)}." for title, names in missing.items() if names]
    return ["Usually kept, and not sent, so that nothing can be said of it:", *lines] if lines else []
