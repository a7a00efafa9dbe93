"""What every sentence of a letter is made of: levels, agencies and questions, in the letter's language.

The public has not seen the program: a question is told by what it asks, a rule by what it says, and none by its id.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from conspectus.definitions import Framework
from conspectus.judgment import Change, Move, Result
from conspectus.plain import listed
from conspectus.terms import Agency, Language
from conspectus.wording import Sentences, agency_title, language_of, level_word, sentences, translated

MANY = 6  # more answers than this are counted, not listed; all of them are in the data
TOLD = 4  # and more of one agency, or more that would have to be different


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
        return level_word(code, self.language)

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
        return self.put(self._asks.get(criterion, criterion)).rstrip(".")

    def put(self, text: str) -> str:
        """What a definition says (a title, a question, a rule), where somebody has translated it."""
        return translated(text, self.language)

    def language_of(self, text: str) -> str:
        """The language in which `put` gives it."""
        return language_of(text, self.language).value

    def asked_in(self, criterion: str) -> str:
        """The language in which `question` gives a criterion."""
        return self.language_of(self._asks.get(criterion, criterion))

    def title(self, result: Result) -> str:
        """What a result is of."""
        kind, _, name = result.target.partition(":")
        if kind == "agency":
            return self.agency(Agency(name))
        return self.say("result.overall") if result.target == "overall" else self.put(result.title)

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

    def change(self, key: str, change: Change, target: str) -> str:
        """What would have to be different, answer by answer; only how many where they are many."""
        given = {"count": change.changes, "level": self.level(change.result)}
        if len(change.moves) > TOLD:
            return self.say(f"{key}_many", **given)
        own = "answer.move_own" if target.startswith("agency:") else "answer.move"
        return self.say(key, **given, moves="; ".join(self._move(own, move) for move in change.moves))

    def _move(self, key: str, move: Move) -> str:
        of = answer(move.cell)
        return self.say(
            key,
            agency=self.agency(of.agency),
            question=self.question(of.criterion),
            was=self.level(move.was),
            becomes=self.level(move.becomes),
        )

    def _own(self, found: Sequence[Answer]) -> str:
        """Answers of one agency, which need not be named."""
        if len(found) > TOLD:
            return self.say("answer.own_many", count=len(found))
        return self.listed(
            [self.say("answer.question", question=self.question(one.criterion)) for one in found]
        )

    def _by_question(self, found: Sequence[Answer]) -> Iterable[str]:
        for criterion in dict.fromkeys(one.criterion for one in found):
            agencies = self.agencies(one.agency for one in found if one.criterion == criterion)
            yield self.say("answer.question_of", question=self.question(criterion), agencies=agencies)
