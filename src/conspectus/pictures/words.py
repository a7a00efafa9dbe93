"""Figures and gaps in sentences."""

from collections.abc import Iterable, Sequence

from conspectus.definitions import agencies
from conspectus.plain import capital, forms, listed, number, percent, spell
from conspectus.records.casebook import DutyFigure, SiloGap
from conspectus.terms import Agency, DutyKind, Part
from conspectus.wording import Word, statuses


def titles(names: Sequence[Agency]) -> str:
    """Agencies by title: Council, Police and Health."""
    return listed([agencies()[name].title for name in names])


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
        f"{number(nobody, 'row')} sent that could answer {forms(nobody, 'is', 'are')} of nobody known: "
        f"up to {_at_most(figure)} could be met.": nobody,
        f"{number(triggers, 'row')} that would have asked for it cannot be used.": triggers,
        "Its sender says that it keeps this record, and sent none at all.": figure.sent_none,
    }
    return [sentence for sentence, holds in said.items() if holds]


def may_have_acted(gap: SiloGap) -> str:
    """That rows which cannot be used may show that somebody acted in time; empty where there are none."""
    if not gap.waits_on:
        return ""
    rows = forms(len(gap.waits_on), "A row was sent", "Rows were sent")
    return f"{rows} that cannot be used and may show that somebody acted in time: {', '.join(gap.waits_on)}."


def _at_most(figure: DutyFigure) -> str:
    return percent(figure.bound_high)


def named(figure: DutyFigure) -> str:
    """A duty's title, led by the part that is counted where it has several."""
    words = figure.part_words
    return f"{capital(words)}: {figure.title}" if words else figure.title


def worst_first(figures: Iterable[DutyFigure]) -> list[DutyFigure]:
    """The smallest share met first, and last what could not be decided."""
    return sorted(figures, key=lambda one: (one.share_met is None, one.share_met or 0.0, -one.obligations))


def counts(figure: DutyFigure) -> list[tuple[Word, int]]:
    """The statuses that occur, with how many obligations stand so."""
    return [(word, n) for status, word in statuses().items() if (n := getattr(figure, status.value))]


def in_words(figure: DutyFigure) -> str:
    """A figure as one line: 3 met, 1 late."""
    return ", ".join(f"{n:,} {word.word}" for word, n in counts(figure))


def told(figure: DutyFigure) -> str:
    """A figure as a sentence that stands alone: what was owed, how many were met, of how many."""
    if figure.kind is DutyKind.MEASURED:
        return f"{named(figure)} ({figure.deadline}): {in_words(figure)}{_half(figure)}."
    met = (
        f"{figure.met:,} of {figure.decided:,} that could be decided were met in time"
        if figure.decided
        else "none could be decided"
    )
    rest = f"{number(figure.obligations, 'obligation')} in all: {in_words(figure)}"
    return f"{named(figure)} ({figure.deadline}): {met} ({rest}{_half(figure)})."


def _half(figure: DutyFigure) -> str:
    return f"; {half(figure)}" if half(figure) else ""
