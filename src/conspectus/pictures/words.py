"""Words and marks for people: a status is always a word and a mark, never a colour alone."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from conspectus.definitions import agencies
from conspectus.pages.words import percent
from conspectus.records.casebook import DutyFigure, SiloGap
from conspectus.terms import Agency, DutyKind, Part, Status


class StatusWord(NamedTuple):
    """A status as people read it."""

    status: Status
    word: str
    mark: str
    says: str


STATUSES = {
    row[0]: StatusWord(*row)
    for row in (
        (Status.MET, "met", "✓", "done within the limit"),
        (Status.LATE, "late", "!", "done after the limit"),
        (Status.MISSED, "missed", "✗", "not done, and the limit is past"),
        (Status.NOT_YET_DUE, "not yet due", "…", "not done yet, and the limit is not past"),
        (Status.EXEMPT, "exempt", "–", "no longer owed: something that lifts it came first"),
        (
            Status.INDETERMINATE,
            "cannot be told from the dates",
            "?",
            "the dates as recorded allow more than one answer, or a row that was sent cannot be used",
        ),
        (Status.NOT_EVALUATED, "no data", "∅", "no return of the agency covers what would show it"),
    )
}

NOT_CHECKED = "not yet checked against its source"


def titles(names: Sequence[Agency]) -> str:
    """Agencies by title: Council, Police and Health."""
    shown = [agencies()[name].title for name in names]
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def number(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def unit(name: str) -> str:
    """A unit of time in words."""
    return name.replace("_", " ")


def spell(length: float, unit_name: str) -> str:
    """A length of time: 1 working day, 3.5 hours."""
    shown = f"{length:,.1f}".removesuffix(".0")
    return f"{shown} {unit(unit_name).removesuffix('s') if shown == '1' else unit(unit_name)}"


def half(figure: DutyFigure) -> str:
    """The median time in words; empty where a duty has none, or nothing was decided."""
    median = figure.median_time
    if not figure.decided or figure.part is Part.ATTEND:
        return ""
    if figure.part is Part.INVITE:
        ahead = None if median is None else spell(abs(min(median, 0.0)), figure.unit)
        return f"half invited {ahead} or more ahead" if ahead else "fewer than half invited"
    if median is None:
        return "half not answered yet"
    whose = "half of the intervals" if figure.kind is DutyKind.RECURRENCE else "half"
    return f"{whose} within {spell(median, figure.unit)}"


def beside(figure: DutyFigure) -> list[str]:
    """What was sent and could not be used, and what was not sent, in sentences; empty for most figures."""
    waiting, nobody, triggers = figure.waiting, figure.unknown_child, figure.unusable_triggers
    said = {
        f"{number(waiting, 'waits', 'wait')} on rows that were sent and cannot be used.": waiting,
        f"{number(nobody, 'row')} sent that could answer {'is' if nobody == 1 else 'are'} of nobody known: "
        f"up to {_at_most(figure)} could be met.": nobody,
        f"{number(triggers, 'row')} that would have asked for it cannot be used.": triggers,
        "Its sender says that it keeps this record, and sent none at all.": figure.sent_none,
    }
    return [sentence for sentence, holds in said.items() if holds]


def may_have_acted(gap: SiloGap) -> str:
    """That rows which cannot be used may show that somebody acted in time; empty where there are none."""
    if not gap.waits_on:
        return ""
    rows = "A row was sent" if len(gap.waits_on) == 1 else "Rows were sent"
    return f"{rows} that cannot be used and may show that somebody acted in time: {', '.join(gap.waits_on)}."


def _at_most(figure: DutyFigure) -> str:
    return percent(figure.bound_high)


def named(figure: DutyFigure) -> str:
    """A duty's title, led by the part that is counted where it has several."""
    words = figure.part_words
    return f"{words[0].upper()}{words[1:]}: {figure.title}" if words else figure.title


def worst_first(figures: Iterable[DutyFigure]) -> list[DutyFigure]:
    """The smallest share met first, and last what could not be decided."""
    return sorted(figures, key=lambda one: (one.share_met is None, one.share_met or 0.0, -one.obligations))


def counts(figure: DutyFigure) -> list[tuple[StatusWord, int]]:
    """The statuses that occur, with how many obligations stand so."""
    return [(word, n) for status, word in STATUSES.items() if (n := getattr(figure, status.value))]


def in_words(figure: DutyFigure) -> str:
    """A figure as one line: 3 met, 1 late."""
    return ", ".join(f"{n:,} {word.word}" for word, n in counts(figure))


def told(figure: DutyFigure) -> str:
    """A figure as a sentence that stands alone: what was owed, how many were met, of how many."""
    met = (
        f"{figure.met:,} of {figure.decided:,} that could be decided were met in time"
        if figure.decided
        else "none could be decided"
    )
    rest = f"{number(figure.obligations, 'obligation')} in all: {in_words(figure)}"
    middle = f"; {half(figure)}" if half(figure) else ""
    return f"{named(figure)} ({figure.deadline}): {met} ({rest}{middle})."
