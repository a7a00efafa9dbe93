"""A further kind of rule is one file, a line of the rule's model and its sentences: here a share of the answers."""

import json
from datetime import date
from math import ceil

import pytest
from pydantic import Field, ValidationError

from conspectus.definitions import Cells, Framework, Rule
from conspectus.definitions.rule_kinds.effect import Effect, NamedLevel
from conspectus.judgment import Judgment, canonical
from conspectus.letter import phrases
from conspectus.letter.model import Inspected
from conspectus.letter.phrases import Phrases
from conspectus.letter.retelling import retold
from conspectus.letter.statements import Findings, draft
from conspectus.terms import CellState, Language
from conspectus.wording import Sentences, sentences
from tests.judgment.judgment_making import HEALTH, POLICE, everywhere, judged, rating, small


class Share(Effect):
    """The result is at most `at` while so large a share of what was examined is at most `are_at_most`."""

    at: str
    are_at_most: str
    share: float = Field(gt=0, le=1)
    cells: Cells = Cells()

    @property
    def selects(self) -> Cells:
        return self.cells

    @property
    def holds_to(self) -> NamedLevel:
        return NamedLevel("at", self.at)

    @property
    def low(self) -> NamedLevel:
        return NamedLevel("are_at_most", self.are_at_most)

    def counts(self, state: CellState, rank: int | None, limit: int | None) -> bool:
        return rank is not None and limit is not None and rank <= limit

    def needed(self, examined: int) -> int:
        return max(1, ceil(self.share * examined))

    def holds(self, counted: int, needs: int) -> bool:
        return counted >= needs

    def sentence(self) -> str:
        return f"At most {self.at} for {self.about} when {self.share:.0%} of answers are {self.are_at_most}."

    def to_lift(self, counted: int, needs: int) -> int:
        return counted - needs + 1

    def to_lower(self, counted: int, needs: int) -> int:
        return needs - counted


class RuleOrShare(Rule):
    share: Share | None = None


class FrameworkWithShares(Framework):
    rule: tuple[RuleOrShare, ...] = ()


SENTENCES = {"because.share": "{says} So are {seen} of those examined, and {needs} are enough: {answers}."}


def framework(**changed: object) -> Framework:
    share = {"of": "overall", "at": "good", "are_at_most": "requires_improvement", "share": 0.25}
    raw = json.loads(canonical(small()))
    return FrameworkWithShares.model_validate({**raw, "rule": [{"id": "quarter", "share": share | changed}]})


def told(*low: tuple[str, str]) -> Judgment:
    """Of 12 answers, those named require improvement, and the others are outstanding."""
    ratings = everywhere(framework(), "outstanding")
    for criterion, agency in low:
        agency_word = POLICE if agency == "police" else HEALTH
        ratings[f"{criterion}/{agency}"] = rating(criterion, agency_word, "requires_improvement")
    return judged(framework(), *ratings.values())


THREE = (("a1", "police"), ("a2", "police"), ("b1", "health"))


def test_it_counts_and_holds() -> None:
    assert told(*THREE[:2]).overall.level == "outstanding"
    judgment = told(*THREE)
    assert judgment.overall.level == "good"
    [step] = judgment.steps("overall")
    assert (step.kind, step.at, step.needs, step.looked_at) == ("share", "good", 3, 12)
    assert [one.cell for one in step.counted] == ["a1/police", "a2/police", "b1/health"]


def test_what_it_needs_follows_what_was_examined() -> None:
    few = everywhere(framework(), "outstanding")
    examined = [*list(few.values())[:3], rating("b2", HEALTH, "requires_improvement")]
    [step] = judged(framework(), *examined).steps("overall")
    assert (step.needs, step.holds) == (1, True)


def test_it_lifts_and_lowers() -> None:
    lifted = told(*THREE).overall.why_not.lift
    assert lifted is not None
    assert (lifted.changes, lifted.result) == (1, "outstanding")
    assert lifted.moves[0].cell == "a1/police"
    lowered = told(*THREE[:2]).overall.why_not.lower
    assert lowered is not None
    assert (lowered.changes, lowered.result) == (1, "good")


def test_it_says_itself_where_its_file_does_not() -> None:
    says = "At most good for overall when 25% of answers are requires_improvement."
    judgment = told(*THREE)
    assert judgment.overall.says == f"Good. {says}"
    assert judgment.overall.why_not.better.startswith("Held down by quarter, which counts Police a1, a2")


def test_a_letter_says_it_from_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    every = {**dict(sentences("letter").items()), **SENTENCES}
    monkeypatch.setattr(
        phrases, "sentences", lambda name, language: Sentences(language, every, "letter.toml")
    )
    judgment = retold(told(*THREE), Phrases(framework(), Language.ENGLISH))
    inspected = Inspected(
        area="Northshire",
        theme="neglect",
        agencies=(HEALTH, POLICE),
        fieldwork_from=date(2026, 1, 5),
        fieldwork_to=date(2026, 1, 9),
        published=None,
        addressees=(),
        sample="",
    )
    headline = draft(Findings(inspected, framework(), judgment, None, [], []))[0]
    assert headline.text == (
        "Taken together, the agencies of Northshire are judged good. "
        "At most good for overall when 25% of answers are requires_improvement. "
        "So are 3 of those examined, and 3 are enough: “a 1” (Police); “a 2” (Police); “b 1” (Health)."
    )
    assert headline.cells == ("a1/police", "a2/police", "b1/health")


def test_its_mistakes_are_found_with_those_of_every_kind() -> None:
    for changed, said in (
        ({"at": "splendid"}, "at: there is no level 'splendid'"),
        ({"are_at_most": "outstanding"}, "are_at_most is 'outstanding', the top of the scale"),
        ({"cells": {"area": "c"}}, "there is no area 'c'"),
    ):
        with pytest.raises(ValidationError, match=said):
            framework(**changed)
    with pytest.raises(ValidationError, match="give one of cap, coverage, quorum, share"):
        RuleOrShare.model_validate({"id": "none"})
