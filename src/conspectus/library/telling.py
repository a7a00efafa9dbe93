"""What people are told of a report: how it is named, and its findings by whose practice they speak of."""

from datetime import date
from typing import NamedTuple

from conspectus.definitions import report_kinds
from conspectus.library.model import Facts, Report, Sentence
from conspectus.library.words import Polarity, SpokenOf
from conspectus.plain import day, forms


class OfAgency(NamedTuple):
    """What a report finds in one agency's practice, in its own order."""

    agency: SpokenOf
    strengths: tuple[Sentence, ...]
    weaknesses: tuple[Sentence, ...]
    mixed: tuple[Sentence, ...]


def kind_title(report: Facts) -> str:
    """What kind of report it is, in words."""
    kind = report_kinds().get(report.kind or "")
    return kind.title if kind else "Report"


def day_of(report: Facts) -> date | None:
    """The day that it goes by: of publication, else the inspection's last or first."""
    return report.published or report.inspected_to or report.inspected_from


def name_of(report: Report) -> str:
    """Area, kind and day, as a list names it."""
    when = day_of(report)
    return ", ".join(
        filter(None, [report.area or report.file, kind_title(report), day(when) if when else ""])
    )


def lists_in_words(report: Facts) -> str:
    """How many items each of its lists has."""
    named = (
        (report.strengths, "strength", "strengths"),
        (report.improvements, "thing to improve", "things to improve"),
        (report.priority_actions, "priority action", "priority actions"),
    )
    said = [f"{many} {forms(many, one, more)}" for many, one, more in named if many is not None]
    return ", ".join(said) or "no strengths, improvements or priority actions as such"


def by_agency(report: Report) -> list[OfAgency]:
    """The findings of each agency that it speaks of; a sentence on several stands with each."""
    found = []
    for agency in SpokenOf:
        of = [one for one in report.sentences if agency in one.agencies]
        strengths, weaknesses, mixed = (
            tuple(one for one in of if one.polarity is polarity)
            for polarity in (Polarity.STRENGTH, Polarity.WEAKNESS, Polarity.MIXED)
        )
        if strengths or weaknesses or mixed:
            found.append(OfAgency(agency, strengths, weaknesses, mixed))
    return found


def listed_as(report: Report, name: str) -> list[Sentence]:
    """The sentences that stand in a list of the report: `strengths`, `improvements` or `priority_actions`."""
    from conspectus.library.facts import (
        is_item,
        list_of,
    )  # loads what reads a PDF, which a search does not need

    found = []
    for one in report.sentences:
        section = one.section.split(" > ")
        if list_of(section) == name and is_item(section, one.text):
            found.append(one)
    return found
