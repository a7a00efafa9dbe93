"""By what else children are told apart: read or not, chosen or not, and to whom they are assigned."""

from collections.abc import Iterable

import polars as pl

from conspectus.workspace.inspections.children import Choice, Facet
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.reading.models import ReadMark


def facets(member: Member) -> list[Facet]:
    """Of this person’s own reading, and of the whole team’s list."""
    one = member.inspection
    marks = ReadMark.objects.filter(inspection=one, by=member.person_id).values_list("child", flat=True)
    return [
        _either("read", "Read", ("Read by you", "Not read by you"), _among(marks)),
        _either("tracked", "Chosen", ("Chosen to be looked at in depth", "Not chosen"),
                _among(one.tracked.now().values_list("child", flat=True))),
        _assigned(member),
    ]  # fmt: skip


def _either(name: str, title: str, words: tuple[str, str], holds: pl.Expr) -> Facet:
    return Facet(
        name,
        title,
        [Choice("yes", words[0], holds, words[0].partition(" to ")[0]), Choice("no", words[1], ~holds)],
        tells=("yes",),
    )


def _among(children: Iterable[str]) -> pl.Expr:
    return pl.col("child_id").is_in(list(children))


def _assigned(member: Member) -> Facet:
    held: dict[tuple[int, str], list[str]] = {}
    rows = member.inspection.assignments.order_by("to__name", "to").values_list("to", "to__name", "child")
    for person, name, child in rows:
        held.setdefault((person, name), []).append(child)
    everybody = [child for children in held.values() for child in children]
    choices = [
        _to(person, "You" if person == member.person_id else name, children)
        for (person, name), children in held.items()
    ]
    return Facet(
        "assigned", "Assigned to", [*choices, Choice("nobody", "Nobody", ~_among(everybody))],
        tells=[one.code for one in choices],
    )  # fmt: skip


def _to(person: int, name: str, children: list[str]) -> Choice:
    return Choice(str(person), name, _among(children), f"Assigned to {'you' if name == 'You' else name}")
