"""return.toml as `conspectus map` writes it: explained line by line, so that whoever knows the system can settle it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from conspectus.definitions import events
from conspectus.plain import percent
from conspectus.records.mapping.model import TableFound, WordFound
from conspectus.records.returns.manifest import NO_EVENT
from conspectus.records.returns.mapped import MappedPart, MappedTable
from conspectus.terms import Agency

HEAD = """# Whose return this is, and what its tables say. Written by `conspectus map` from the files beside it.
# Settle what is open, and keep it: the next export of the same shape is read by it with no question.
# Lines that begin with # explain, and are not read.
sender = {sender}
agency = "{agency}"
schema = "events-1"

# The first and the last day that the files cover{period_from}.
period = {{ from = {start}, to = {end} }}

# When was it taken from your system? Until you say, nothing after the end of the period is expected of you.
# extracted = {end}T23:59:00

# By which rule was it chosen whom to include: residence, place_of_event or registration?
# scope = "residence"

# Of which nation is the area: england, wales, scotland or northern-ireland?
# nation = "england"

# The words of which the files hold EVERY one in the period. Until you say, those of which rows came are taken so.
# covers = [{covers}]
"""
WORDS = """
# What your words mean: ours = ["yours"]. The words of ours stand in the reference of events.
[codes.event]
"""
AGENCIES = """
# Which agencies your words mean, where an event goes to one or comes from one.
[codes.counterparty]
"""
OUTCOMES = """
# What your words for what came of an event mean: ours = ["yours"]. What stands in none of them is told, and counts as
# an outcome that nobody knows.
[codes.outcome]
"""
OPEN = """
# OPEN: nobody knows these words, so their rows are left out and counted. Give each that matters to a word of ours
# above, and say of the others that they are none, by taking away the # of the last line:
"""
TABLE = """
# {title}: {rows} rows.
# `columns` are all its headings, by which it is known again; beside each what it could be, how sure that is, and
# how full it is. Only what stands under [[table.person]] and [[table.event]] below is read.
[[table]]
file = {file}
sheet = {sheet}
columns = [
{columns}
]
"""


@dataclass(frozen=True)
class Sender:
    """Whose return it is, and which days it covers."""

    sender: str
    agency: Agency
    start: date
    end: date
    given: bool  # whether somebody said so


def text_of(
    sender: Sender,
    tables: Sequence[tuple[TableFound, MappedTable]],
    *,
    codes: dict[str, list[str]],
    outcomes: dict[str, list[str]],
    named: dict[str, list[str]],
) -> str:
    """The whole of return.toml."""
    words = dict.fromkeys(word for word in (*codes, *_fixed(tables)) if word != NO_EVENT)
    head = HEAD.format(
        sender=quoted(sender.sender),
        agency=sender.agency.value,
        period_from="" if sender.given else ": those of your dates. CHANGE THIS if you searched others",
        start=sender.start,
        end=sender.end,
        covers=", ".join(quoted(word) for word in words),
    )
    return (
        head
        + _codes(tables, codes)
        + _lines_of(OUTCOMES, outcomes)
        + _lines_of(AGENCIES, named)
        + "".join(table_text(found, mapped) for found, mapped in tables)
    )


def _fixed(tables: Sequence[tuple[TableFound, MappedTable]]) -> list[str]:
    return [one.word for _, table in tables for one in table.event if one.word]


def _lines_of(head: str, named: dict[str, list[str]]) -> str:
    """What the sender's words mean, below the lines that say what stands here; nothing where there are none."""
    lines = [f"{ours} = {list_text(theirs)}\n" for ours, theirs in named.items()]
    return head + "".join(lines) if lines else ""


def _codes(tables: Sequence[tuple[TableFound, MappedTable]], codes: dict[str, list[str]]) -> str:
    spoken = [word for found, _ in tables for word in found.words]
    if not spoken:
        return ""
    lines = [
        f"{ours} = {list_text(theirs)}  # {title_of(ours)}\n" for ours, theirs in codes.items() if theirs
    ]
    return WORDS + "".join(lines) + open_words(spoken)


def open_words(words: Iterable[WordFound]) -> str:
    """The words that nobody knows, each with its count, and the line that calls them none."""
    counts: dict[str, int] = {}
    for one in words:
        if one.proposal is None:
            counts[one.value] = counts.get(one.value, 0) + one.count
    if not counts:
        return ""
    lines = [f"#   {quoted(value)}: {count:,} rows\n" for value, count in counts.items()]
    return OPEN + "".join(lines) + f"# {NO_EVENT} = {list_text(counts)}\n"


def title_of(word: str) -> str:
    """The title of an event of ours."""
    return events()[word].title if word in events() else "no event of ours"


def table_text(found: TableFound, table: MappedTable) -> str:
    """A table with its people and its events."""
    width = max(len(quoted(one.name)) for one in found.columns) + 1
    columns = "\n".join(
        f"  {quoted(one.name) + ',':{width}} # {one.proposal}, sure {one.confidence:.2f}, full {percent(one.filled)}, "
        f"{one.kind}"
        for one in found.columns
    )
    whole = TABLE.format(
        title=_plain(f"{found.file}, sheet {found.sheet}" if found.sheet else found.file),
        rows=f"{found.rows:,}",
        file=quoted(found.file),
        sheet=quoted(found.sheet),
        columns=columns,
    )
    parts: list[tuple[str, MappedPart]] = [("person", one) for one in table.person]
    parts += [("event", one) for one in table.event]
    if not parts:
        whole += "# No person and no event was found in it: nothing is read of its rows.\n"
    return whole + "".join(_part(kind, part) for kind, part in parts)


def _part(kind: str, part: MappedPart) -> str:
    said = part.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    return f"\n[[table.{kind}]]\n" + "".join(f"{key} = {_value(value)}\n" for key, value in said.items())


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{quoted(key)} = {list_text(of)}" for key, of in value.items()) + " }"
    return list_text(value) if isinstance(value, (list, tuple)) else quoted(str(value))


def list_text(values: Iterable[str]) -> str:
    """Texts as a list of TOML."""
    return "[" + ", ".join(quoted(value) for value in values) + "]"


def quoted(text: str) -> str:
    """A text as TOML writes it, whatever stands in it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain(text: str) -> str:
    return " ".join(text.split())
