"""How good the models of findings are, with intervals, as a table to read and as data for `library score`."""

import hashlib
import json
import math
import random
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from conspectus.library.words import Polarity, SpokenOf

RESAMPLES = 400  # of whole reports, for an interval
FIGURES = "figures.json"


class Label(Protocol):
    """What a reader said."""

    @property
    def file(self) -> str: ...
    @property
    def agencies(self) -> frozenset[SpokenOf]: ...
    @property
    def polarity(self) -> Polarity: ...


class Answer(Protocol):
    """A label, and what the models say."""

    @property
    def example(self) -> Label: ...
    @property
    def agencies(self) -> frozenset[SpokenOf]: ...
    @property
    def polarity(self) -> Polarity: ...


Answers = Sequence[Answer]


def f1(answers: Answers, words: Sequence[SpokenOf] = tuple(SpokenOf)) -> float:
    """F1 over these agencies of all labels together."""
    both = sum(of in one.agencies and of in one.example.agencies for one in answers for of in words)
    either = sum((of in one.agencies) + (of in one.example.agencies) for one in answers for of in words)
    return 2 * both / either if either else float("nan")


def right(answers: Answers) -> float:
    """The share whose polarity is the reader's."""
    return sum(one.polarity is one.example.polarity for one in answers) / len(answers)


def polarity_f1(answers: Answers, word: Polarity) -> float:
    """F1 of one polarity."""
    both = sum(one.polarity is word and one.example.polarity is word for one in answers)
    either = sum((one.polarity is word) + (one.example.polarity is word) for one in answers)
    return 2 * both / either if either else float("nan")


def interval(answers: Answers, figure: Callable[[Answers], float]) -> tuple[float, float]:
    """Between what 95 % of resamples of the reports give: labels of one report are not independent."""
    by_file: dict[str, list[Answer]] = {}
    for one in answers:
        by_file.setdefault(one.example.file, []).append(one)
    files, draw = sorted(by_file), random.Random(1)
    found = []
    for _ in range(RESAMPLES):
        drawn = [one for file in draw.choices(files, k=len(files)) for one in by_file[file]]
        if not math.isnan(value := figure(drawn)):  # a resample without the agency has no figure
            found.append(value)
    found.sort()
    return found[int(0.025 * len(found))], found[int(0.975 * len(found)) - 1]


def show(title: str, answers: Answers) -> None:
    """Print one set's figures, for every agency and polarity."""
    print(f"\n{title}: {len(answers)} labels")
    for name, figure in (("agencies F1", f1), ("polarity right", right)):
        low, high = interval(answers, figure)
        print(f"  {name:14} {figure(answers):.3f} ({low:.2f} to {high:.2f})")
    for of in SpokenOf:
        labelled = sum(of in one.example.agencies for one in answers)
        if labelled:
            low, high = interval(answers, partial(f1, words=(of,)))
            print(f"  {of:14} {labelled:4} labelled, F1 {f1(answers, (of,)):.2f} ({low:.2f} to {high:.2f})")
    for word in Polarity:
        labelled = sum(one.example.polarity is word for one in answers)
        print(f"  {word:14} {labelled:4} labelled, F1 {polarity_f1(answers, word):.2f}")


def rates(answers: Answers, of: SpokenOf) -> dict[str, float | None]:
    """How often an agency that was read was there, and how often one that was there was read."""
    both = sum(of in one.agencies and of in one.example.agencies for one in answers)
    read = sum(of in one.agencies for one in answers)
    labelled = sum(of in one.example.agencies for one in answers)
    return {
        "labelled": labelled,
        "precision": round(both / read, 3) if read else None,
        "recall": round(both / labelled, 3) if labelled else None,
    }


def write(folder: Path, labels: Path, answers: Answers, sides: Mapping[str, Answers]) -> None:
    """Write the figures on a file of labels beside the models, with its hash, and those on more labels by side."""
    wider = [one for those in sides.values() for one in those]
    held = {
        "labels_sha256": hashlib.sha256(labels.read_bytes()).hexdigest(),
        "sentences": len(answers),
        "agencies_f1": round(f1(answers), 3),
        "agencies": {of: _shown(f1(answers, (of,))) for of in SpokenOf},
        "polarity_accuracy": round(right(answers), 3),
        "polarities": {word: _shown(polarity_f1(answers, word)) for word in Polarity},
        "wider": {
            "sentences": len(wider),
            "agencies": {of: _shown(f1(wider, (of,))) for of in SpokenOf},
            "rates": {side: {of: rates(those, of) for of in SpokenOf} for side, those in sides.items()},
        },
    }
    (folder / FIGURES).write_text(json.dumps(held, indent=1) + "\n", "utf-8")


def _shown(figure: float) -> float | None:
    return None if math.isnan(figure) else round(figure, 3)
