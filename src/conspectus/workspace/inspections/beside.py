"""What later apps show on the pages of children: each list is filled by `config/wiring.py`."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.html import format_html_join

from conspectus.records.casebook import ChronologyEntry
from conspectus.workspace.inspections.models import Member

OnEntry = Callable[[int, ChronologyEntry], str]  # with the number of its line
ABOVE_CHILD: list[Callable[[HttpRequest, Member, str], str]] = []  # a child, by id
ON_ENTRIES: list[
    Callable[[HttpRequest, Member, str], OnEntry]
] = []  # under an entry of that child's chronology
ABOVE_CHILDREN: list[Callable[[HttpRequest, Member], str]] = []  # other ways to find a child
WITH_CHOSEN: list[Callable[[HttpRequest, Member], str]] = []  # what may be done with those that are ticked


def above_child(request: HttpRequest, member: Member, child: str) -> list[str]:
    """What stands above a child's chronology."""
    return [show(request, member, child) for show in ABOVE_CHILD]


def on_entries(request: HttpRequest, member: Member, child: str) -> OnEntry:
    """What stands under an entry of a child's chronology."""
    shown = [find(request, member, child) for find in ON_ENTRIES]
    return lambda line, entry: format_html_join("", "{}", ((show(line, entry),) for show in shown))
