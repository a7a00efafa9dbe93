"""Whom earlier sentences speak of, where that tells of whom a later one does: an actor is named once and carried on."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from conspectus.library.findings.context import Agencies, Context
from conspectus.library.findings.speaking import Said
from conspectus.library.words import Place


class Earlier(NamedTuple):
    """The places of the earlier sentences that bear on one, as `Said` has whom they speak of."""

    here: int | None
    above: int | None
    first: int | None
    lead: int | None
    units: int | None


def said_before(sentences: Sequence[Context], known: Callable[[int], Agencies | None]) -> Iterator[Said]:
    """For every sentence whom those before it speak of; `known` says so of a sentence by its place."""
    for earlier in before(sentences):
        yield Said(*(None if place is None else known(place) for place in earlier))


def before(sentences: Sequence[Context]) -> Iterator[Earlier]:
    """For every sentence of a report which earlier ones bear on it; units are kept in a register of the report."""
    began = 0  # where its paragraph begins
    ended: int | None = None  # where the one above ends
    led: int | None = None
    register: dict[str, int] = {}  # of every unit the last sentence that names it
    for place, one in enumerate(sentences):
        if not one.before:
            began, ended = place, place - 1 if place else None
        led = _in_list(led, one, sentences)
        yield Earlier(
            here=place - 1 if one.before else None,
            above=_under(ended, one, sentences),
            first=began if place - began > 1 else None,
            lead=led,
            units=max((register[unit] for unit in one.units if unit in register), default=None),
        )
        register |= dict.fromkeys(one.units, place)
        led = place if one.passage.text.rstrip().endswith(":") else led


def _under(place: int | None, one: Context, sentences: Sequence[Context]) -> int | None:
    """The earlier sentence, where it stands under the same headings."""
    same = place is not None and sentences[place].passage.section == one.passage.section
    return place if same else None


def _in_list(led: int | None, one: Context, sentences: Sequence[Context]) -> int | None:
    """The sentence that leads in a list, as long as the list goes on."""
    return _under(led, one, sentences) if one.passage.place is Place.BULLET else None
