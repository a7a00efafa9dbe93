"""One child's joint chronology in the terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from conspectus.definitions import agencies
from conspectus.pictures.area_terminal import titled
from conspectus.pictures.child_page import heading
from conspectus.pictures.words import may_have_acted, titles
from conspectus.plain import day, number
from conspectus.records.casebook import ChildChronology, ChronologyEntry, Owed, SiloGap
from conspectus.wording import check_marks, statuses


def child_text(story: ChildChronology, console: Console) -> None:
    """Print one child's chronology, what was owed, and silo gaps."""
    console.print(f"Joint chronology of {heading(story)}", style="bold", highlight=False)
    known = f"Known to {titles(story.child.agencies)}" if story.child.agencies else "Known to no agency"
    console.print(
        f"{known}, in {number(story.child.records, 'record')}; as of {day(story.build.as_of_day)}.",
        highlight=False,
    )
    for gap in story.silo_gaps:
        console.print(_gap(gap))
    console.print(_entries(story))
    if story.obligations:
        console.print(_obligations(story))
    for says, mark in check_marks(owed.checked for owed in story.obligations).items():
        console.print(f"{mark} {says}", highlight=False)


def _gap(gap: SiloGap) -> Text:
    text = Text("Silo gap ", style="bold red")
    acted = f"somebody acted on {day(gap.acted_on)}" if gap.acted_on else "nobody has acted"
    text.append(
        f"visible on {day(gap.visible_on)}, due {day(gap.due)}, {acted}: {number(gap.days_silent, 'day')} of silence. "
        f"Held by {titles(gap.holders)}: {'; '.join(gap.signs)}. {may_have_acted(gap)}".rstrip(),
        style="not bold default",
    )
    return text


def _entries(story: ChildChronology) -> Table:
    table = titled("Chronology")
    table.add_column("", justify="right")
    table.add_column("when", min_width=16, ratio=2)
    table.add_column("agency", no_wrap=True)
    table.add_column("what", ratio=4)
    for line, entry in enumerate(story.entries, start=1):
        table.add_row(f"{line}", _when(entry), entry.agency_title, _what(entry))
    return table


def _when(entry: ChronologyEntry) -> str:
    if entry.until:
        return f"{entry.when} to {entry.until}"
    return f"{entry.when}, no end recorded" if entry.lasting else entry.when


def _what(entry: ChronologyEntry) -> Text:
    if entry.restricted:
        return Text(entry.title, style="italic dim")
    text = Text(entry.title)
    extra = [
        entry.outcome,
        f"with {agencies()[entry.counterparty].title}" if entry.counterparty else None,
        entry.via,
        f"also recorded by {titles(entry.also_recorded_by)}" if entry.also_recorded_by else None,
    ]
    return text.append("".join(f" · {part}" for part in extra if part))


def _obligations(story: ChildChronology) -> Table:
    table = titled("What was owed")
    table.add_column("due", min_width=16, ratio=2)
    table.add_column("owed by", no_wrap=True)
    table.add_column("what", ratio=4)
    table.add_column("how it stands", ratio=2)
    marks = check_marks(owed.checked for owed in story.obligations)
    for owed in story.obligations:
        word = statuses()[owed.status]
        table.add_row(
            owed.due or "not known",
            owed.agency_title,
            _owed(owed, marks.get(owed.checked, "")),
            Text(f"{word.mark} {word.word}", style=word.terminal),
        )
    return table


def _owed(owed: Owed, mark: str) -> Text:
    about = f" ({agencies()[owed.counterparty].title})" if owed.counterparty else ""
    name = f"{owed.title}: {owed.part_words}" if owed.part_words else owed.title
    return Text(f"{name}{about} {mark}".rstrip())
