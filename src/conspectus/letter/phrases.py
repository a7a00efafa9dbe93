"""What every sentence of a letter is made of: levels, agencies and questions, in the letter's language.

The public has not seen the program: a question is told by what it asks, a rule by what it says, and none by its id.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from conspectus.definitions import Framework
from conspectus.judgment import Change, Result
from conspectus.plain import listed
from conspectus.terms import Agency, Language
from conspectus.wording import Sentences, agency_title, level, sentences

MANY = 6  # more answers than this are counted, not listed
TOLD = 4  # answers that are told one by one where there are more; all of them are in the data


class Answer(NamedTuple):
    """One question as answered of one agency."""

    criterion: str
    agency: Agency


def answer(cell: str) -> Answer:
    """The answer that `<criterion>/<agency>` names."""
    criterion, _, agency = cell.partition("/")
    return Answer(criterion, Agency(agency))


class Phrases:
    """A letter's language, and the questions of its framework."""

    def __init__(self, framework: Framework, language: Language) -> None:
        """The sentences are those of `definitions/words/<language>/letter.toml`."""
        self.language = language
        self.say: Sentences = sentences("letter", language)
        self._asks = {name: criterion.asks for name, criterion in framework.criteria.items()}

    def level(self, code: str) -> str:
        """A level within a sentence."""
        return level(code, self.language)

    def agency(self, agency: Agency) -> str:
        """An agency's title."""
        return agency_title(agency, self.language)

    def agencies(self, agencies: Iterable[Agency]) -> str:
        """Agencies as people list them, each once."""
        return self.listed([self.agency(one) for one in dict.fromkeys(agencies)])

    def listed(self, names: Sequence[str]) -> str:
        """Names as people list them."""
        return listed(names, self.language)

    def question(self, criterion: str) -> str:
        """What a criterion asks, to stand within a sentence; its id where the framework does not ask it."""
        return self._asks.get(criterion, criterion).rstrip(".")

    def title(self, result: Result) -> str:
        """What a result is of."""
        kind, _, name = result.target.partition(":")
        if kind == "agency":
            return self.agency(Agency(name))
        return self.say("result.overall") if result.target == "overall" else result.title

    def on(self, cell: str) -> str:
        """An answer by its agency and question."""
        of = answer(cell)
        return self.say(
            "answer.agency_on", agency=self.agency(of.agency), question=self.question(of.criterion)
        )

    def answers(self, cells: Sequence[str], target: str) -> str:
        """Answers as a rule about `target` counts them: by question, or by their number where they are many."""
        found = list(map(answer, cells))
        if target.startswith("agency:"):
            return self._own(found)
        if len(found) > MANY:
            agencies = self.agencies(one.agency for one in found)
            return self.say("answer.many", count=len(found), agencies=agencies)
        return "; ".join(self._by_question(found))

    def moves(self, change: Change, target: str) -> str:
        """What would have to be different, answer by answer."""
        own = target.startswith("agency:")
        told = [
            self.say(
                "answer.move_own" if own else "answer.move",
                agency=self.agency(answer(move.cell).agency),
                question=self.question(answer(move.cell).criterion),
                was=self.level(move.was),
                becomes=self.level(move.becomes),
            )
            for move in change.moves[:TOLD]
        ]
        return "; ".join([*told, *self._rest(len(change.moves))])

    def _own(self, found: Sequence[Answer]) -> str:
        """Answers of one agency, which need not be named."""
        told = [self.say("answer.question", question=self.question(one.criterion)) for one in found[:TOLD]]
        return self.listed([*told, *self._rest(len(found))])

    def _rest(self, count: int) -> list[str]:
        return [self.say("answer.more", count=count - TOLD)] if count > TOLD else []

    def _by_question(self, found: Sequence[Answer]) -> Iterable[str]:
        for criterion in dict.fromkeys(one.criterion for one in found):
            agencies = self.agencies(one.agency for one in found if one.criterion == criterion)
            yield self.say("answer.question_of", question=self.question(criterion), agencies=agencies)
