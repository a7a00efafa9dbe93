"""A linear model as a small data file: the weight of each clue for each answer, added up."""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from math import fsum
from typing import NamedTuple

AGENCIES = "agencies.json"  # of a sentence and an agency; one answer: that it speaks of it
WORDS = "words.json"  # of a sentence alone; answers: each agency
POLARITY = "polarity.json"  # answers: the four polarities


class Linear(NamedTuple):
    """What a model answers, and what each clue weighs for each answer."""

    answers: tuple[str, ...]
    weights: dict[str, list[float]]

    def totals(self, clues: Iterable[str]) -> list[float]:
        """The weight of every answer, the same in whatever order clues come; one that was never seen weighs nothing."""
        known = [weights for clue in dict.fromkeys(clues) if (weights := self.weights.get(clue))]
        return [fsum(weighed) for weighed in zip(*known, strict=True)] or [0.0] * len(self.answers)


@cache
def model(name: str) -> Linear:
    """A shipped model, read once."""
    held = json.loads(files("conspectus.library.findings").joinpath("weights", name).read_text("utf-8"))
    return Linear(tuple(held["answers"]), held["weights"])


def written(answers: Sequence[str], weights: dict[str, list[float]], trained: str) -> str:
    """A model as its file holds it: one clue a line, in order, so that changes can be read."""
    lines = [
        f"{json.dumps(clue, ensure_ascii=False)}:{json.dumps(row)}" for clue, row in sorted(weights.items())
    ]
    head = f'{{"trained":{json.dumps(trained)},"answers":{json.dumps(list(answers))},"weights":{{'
    return head + "\n" + ",\n".join(lines) + "\n}}\n"
