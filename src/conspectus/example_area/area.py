"""Makes the area, step by step: people, careers, records, returns, truth, inspection."""

from collections.abc import Callable
from pathlib import Path

from conspectus.definitions import patterns
from conspectus.errors import ConspectusError
from conspectus.example_area import tables
from conspectus.example_area.careers import live
from conspectus.example_area.draw import Draw
from conspectus.example_area.faults import add_faults
from conspectus.example_area.files import write_return
from conspectus.example_area.inspecting import inspect
from conspectus.example_area.people import settle
from conspectus.example_area.recording import Records, record, tie
from conspectus.example_area.register import Happening, Register
from conspectus.example_area.settings import senders
from conspectus.example_area.truth_files import find, write_truth
from conspectus.example_area.uncertain import blur
from conspectus.terms import Agency

Tick = Callable[[str], None]


def make(out: Path, *, children: int, seed: int, theme: str = "cse", tick: Tick | None = None) -> None:
    """A made-up area of so many children: `out/returns/<sender>/`, `out/inspection/` and `out/truth/`.

    The same seed gives the same files. `tick` is called with the name of each step as it begins.
    """
    _check(children=children, theme=theme)
    say = tick or (lambda step: None)
    draw, book = Draw(seed), Register()
    say("people")
    town = settle(draw, children=children)
    say("careers")
    live(town, draw=draw, book=book, theme=theme)
    blur(town, draw=draw, book=book)
    say("records")
    tie(town, draw=draw, book=book)
    records = record(town, draw=draw, book=book)
    sent = tables.number(town, draw=draw, book=book, records=records)
    say("truth")
    truth = find(town, book=book, sent=sent)
    write_truth(out / "truth", truth=truth, town=town, records=records)
    say("returns")
    _write_returns(out / "returns", sent=sent, book=book, records=records, draw=draw)
    say("inspection")
    inspect(out / "inspection", theme=theme, truth=truth, sent=sent, book=book, records=records)


def _check(*, children: int, theme: str) -> None:
    if theme not in patterns():
        known = ", ".join(patterns())
        raise ConspectusError(f"there is no theme {theme!r}", "--theme", f"Use one of: {known}.")
    if children < 1:
        raise ConspectusError(f"{children} children make no area", "--children", "Ask for at least 1.")


def _write_returns(
    folder: Path, *, sent: dict[Agency, list[Happening]], book: Register, records: Records, draw: Draw
) -> None:
    for agency, sender in senders().items():
        people, events = tables.people(agency, records, draw), tables.events(sender, sent[agency], draw)
        related = tables.relationships(sender, book.bonds, records, draw)
        add_faults(sender, people, events, draw)
        kept = {"people": people, "events": events, "relationships": related}
        write_return(folder / sender.sender, sender=sender, tables=kept)
