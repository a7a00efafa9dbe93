"""A judgment as parts of a page, which are the same for everybody until something changes."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.utils.safestring import SafeString

from conspectus.definitions import frameworks
from conspectus.judgment import Change, Dissent, Judgment, Step
from conspectus.letter import Phrases, retold
from conspectus.pages import Context
from conspectus.plain import listed
from conspectus.terms import Language
from conspectus.wording import agency_title
from conspectus.workspace.audit.changes import last_change
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.judgments.board import Board, Rated, Told, board, told_of
from conspectus.workspace.judgments.judged import judged_at, rated_at
from conspectus.workspace.showing import write


@dataclass(frozen=True, kw_only=True)
class ResultPart(Context, template="judgments/result.html"):
    """What was concluded, here and in the framework beside it."""

    inspection: Inspection
    judgment: Judgment
    board: Board
    beside: str
    parts: list[tuple[str, list[Told]]]
    limits: list[Step]
    better: str


@dataclass(frozen=True, kw_only=True)
class DerivedPart(Context, template="judgments/derived.html"):
    """How it came about."""

    inspection: Inspection
    judgment: Judgment
    derivation: list[tuple[str, Step]]
    dissents: list[tuple[str, Dissent]]
    changes: list[tuple[str, Change]]


class Shown(NamedTuple):
    """What was concluded, how it came about, and what each result is called."""

    result: SafeString
    derived: SafeString
    titles: dict[str, str]


def shown(inspection: Inspection) -> Shown:
    """The judgment as the ratings now stand, written once after each change: it is long, and much looked at."""
    return _shown(inspection, last_change(inspection.pk))


@lru_cache(maxsize=32)
def _shown(inspection: Inspection, seal: str) -> Shown:
    framework = frameworks()[inspection.framework]
    found, beside = judged_at(inspection, seal)
    phrases, rated = Phrases(framework, Language.ENGLISH), rated_at(inspection, seal)
    judgment = retold(found, phrases)  # questions and rules in words, as a letter has them
    titles = {one.target: one.title for one in judgment.results}
    result = ResultPart(
        inspection=inspection, judgment=judgment, board=board(framework, judgment, rated),
        beside=_beside(beside, rated) if beside else "", parts=_parts(judgment, rated),
        limits=[step for step in judgment.derivation if step.target == "overall" and step.holds],
        better=_better(judgment, phrases),
    )  # fmt: skip
    derived = DerivedPart(
        inspection=inspection, judgment=judgment, changes=_changes(judgment),
        derivation=[(titles.get(step.target, step.target), step) for step in judgment.derivation],
        dissents=[(titles.get(one.target, ""), one) for one in judgment.dissents],
    )  # fmt: skip
    return Shown(write(result), write(derived), titles)


def _parts(judgment: Judgment, rated: Rated) -> list[tuple[str, list[Told]]]:
    """Results beside the whole, by what they are of."""
    every = (
        ("Each agency’s part", judgment.agencies), ("Each area of practice", judgment.areas),
        ("What each inspectorate leads for", judgment.inspectorates),
    )  # fmt: skip
    return [(title, [told_of(one, judgment, rated) for one in found]) for title, found in every if found]


def _beside(beside: Judgment, rated: Rated) -> str:
    """What the council alone would have been judged, and without whom."""
    told = told_of(beside.overall, beside, rated)
    said = "would have said" if told.result.level else "would have given"
    unseen = [agency_title(one.agency).lower() for one in beside.not_seen]
    without = f", without looking at {listed(unseen)}" if unseen else ""
    return f"Judging the council alone {said} {told.says}{without}."


def _better(judgment: Judgment, phrases: Phrases) -> str:
    """The fewest answers that would lift the whole; the rules that hold it stand beside it."""
    why_not = judgment.overall.why_not
    return phrases.change("why_not.lift", why_not.lift, "overall") if why_not.lift else why_not.better


def _changes(judgment: Judgment) -> list[tuple[str, Change]]:
    """The smallest change of ratings each way, where there is one."""
    ways = (("To lift it", judgment.robustness.lift), ("To lower it", judgment.robustness.lower))
    return [(words, change) for words, change in ways if change]
