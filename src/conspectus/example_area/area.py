"""Makes the area, step by step: people, careers, records, truth, then the files."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from conspectus.errors import ConspectusError
from conspectus.example_area import tables
from conspectus.example_area.careers import PLANTED, live
from conspectus.example_area.draw import Draw
from conspectus.example_area.faults import add_faults
from conspectus.example_area.files import write_return
from conspectus.example_area.inspecting import inspect
from conspectus.example_area.people import Town, settle
from conspectus.example_area.recording import Records, record, tie
from conspectus.example_area.register import Happening, Register
from conspectus.example_area.settings import senders
from conspectus.example_area.truth_files import Truth, find, write_truth
from conspectus.example_area.uncertain import blur
from conspectus.terms import Agency

Tick = Callable[[str], None]
STEPS = ("people", "careers", "records", "truth", "returns", "inspection")


@dataclass(slots=True)
class Area:
    """A made-up area before anything is written."""

    town: Town
    book: Register
    records: Records
    sent: dict[Agency, list[Happening]]
    truth: Truth
    draw: Draw


def make(out: Path, *, children: int, seed: int, theme: str = "cse", tick: Tick | None = None) -> None:
    """A made-up area of so many children: `out/returns/<sender>/`, `out/inspection/` and `out/truth/`.

    The same seed gives the same files. `tick` is called with the name of each step as it begins.
    """
    say = tick or (lambda step: None)
    area = imagine(children=children, seed=seed, theme=theme, tick=say)
    say("returns")
    _write_returns(out / "returns", area)
    write_truth(out / "truth", truth=area.truth, town=area.town, records=area.records)
    say("inspection")
    inspect(
        out / "inspection",
        theme=theme,
        truth=area.truth,
        sent=area.sent,
        book=area.book,
        records=area.records,
    )


def imagine(*, children: int, seed: int, theme: str = "cse", tick: Tick) -> Area:
    """The area, its records and its truth, nothing written."""
    _check(children=children, theme=theme)
    draw, book = Draw(seed), Register()
    tick("people")
    town = settle(draw, children=children)
    tick("careers")
    live(town, draw=draw, book=book, theme=theme)
    blur(town, draw=draw, book=book)
    tick("records")
    tie(town, draw=draw, book=book)
    records = record(town, draw=draw, book=book)
    sent = tables.number(town, draw=draw, book=book, records=records)
    tick("truth")
    return Area(town, book, records, sent, find(town, book=book, sent=sent, records=records), draw)


def _check(*, children: int, theme: str) -> None:
    if theme not in PLANTED:
        known = ", ".join(PLANTED)
        raise ConspectusError(f"there is no theme {theme!r}", "--theme", f"Use one of: {known}.")
    if children < 1:
        raise ConspectusError(f"{children} children make no area", "--children", "Ask for at least 1.")


def _write_returns(folder: Path, area: Area) -> None:
    for agency, sender in senders().items():
        people = tables.people(agency, area.records, area.draw)
        events = tables.events(sender, area.sent[agency], area.draw)
        related = tables.relationships(sender, area.book.bonds, area.records, area.draw)
        add_faults(sender, people, events, area.draw)
        kept = {"people": people, "events": events, "relationships": related}
        write_return(folder / sender.sender, sender=sender, tables=kept)
