"""Train the two models of the library's findings, and say how good they are on reports they have not seen.

Run: python -m tools.train_findings REPORTS --labels labels.json. REPORTS is a folder of the published PDFs that the
labels name; with --write the models are trained on everything and written into the package.
"""

import argparse
import csv
import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import reduce
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from conspectus.library.alignment import combined, covered, spoken
from conspectus.library.facts import read_facts
from conspectus.library.findings import speaking, valuing
from conspectus.library.findings.context import Told, told
from conspectus.library.findings.finder import find, spoken_of, valued
from conspectus.library.findings.linear import AGENCIES, POLARITY, Linear, written
from conspectus.library.model import Polarity, SpokenOf
from conspectus.library.reading import read_pdf
from conspectus.library.scoring import read_labels

ROOT = Path(__file__).resolve().parents[1]
OURS = ROOT / "tests" / "library" / "findings" / "labels.csv"
WEIGHTS = ROOT / "src" / "conspectus" / "library" / "findings" / "weights"
TRAINED = "By `python -m tools.train_findings`; docs/explanation/findings.md says on what, and how good it is"

FOLDS = 9  # groups of whole reports, each judged by models that saw none of it
PULL = {AGENCIES: 3.0, POLARITY: 4.0}  # towards no weight: half the sum of squares times this
LISTED = 0.2  # an item of a list of strengths or improvements counts so much of a sentence that somebody read
SEEN = 2  # a clue of fewer sentences than this weighs nothing
NOTHING = 0.004  # weights as small are left out of the file
ANSWERS = {AGENCIES: ("no", "yes"), POLARITY: tuple(map(str, Polarity))}


class Example(NamedTuple):
    """One label: the sentences of a report that it covers, and what it says of them together."""

    file: str
    sentences: tuple[Told, ...]
    agencies: frozenset[SpokenOf]
    polarity: Polarity
    held_out: str  # "no", "yes" where the sentence is, or "report" where its whole report is
    source: str


class Models(NamedTuple):
    """The two models."""

    agencies: Linear
    polarity: Linear


def main() -> int:
    """Print the figures; with --write, write the models."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("reports", type=Path)
    asked.add_argument("--labels", type=Path, required=True)
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    reports = read(given.reports)
    examples = [*theirs(reports, given.labels), *ours(reports)]
    items = listed(reports, examples)
    print(f"{len(examples)} labels, {len(items)} items of lists")
    judged(examples, items)
    if given.write:
        write(train(examples, items))
    return 0


def read(folder: Path) -> dict[str, list[Told]]:
    """Every report's sentences, by its file's name."""
    reports = {}
    for path in sorted(folder.glob("*.pdf")):
        reading = read_pdf(path)
        reports[path.name] = list(told(reading.passages, read_facts(reading).kind))
    return reports


def theirs(reports: dict[str, list[Told]], labels: Path) -> list[Example]:
    """The labels of labels.json, beside our sentences."""
    examples = []
    for label in read_labels(labels):
        sentences = reports.get(label.file, [])
        held = spoken(find([one.passage for one in sentences], None))
        for one in label.sentences:
            places = [] if one.skip else covered(one.text, held)
            if places:
                cover = tuple(sentences[place] for place in places)
                given = frozenset(one.agencies)
                examples.append(Example(label.file, cover, given, one.polarity, "no", "labels.json"))
    return examples


def ours(reports: dict[str, list[Told]]) -> list[Example]:
    """The labels of labels.csv, found by the hash of their text."""
    hashed: dict[tuple[str, str], Told] = {}
    for file, sentences in reports.items():
        for one in sentences:
            hashed.setdefault((file, text_hash(one.passage.text)), one)
    examples = []
    with OURS.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(line for line in rows if not line.startswith("#")):
            found = hashed.get((row["report"], row["hash"]))
            if found:
                agencies = frozenset(map(SpokenOf, row["agencies"].split()))
                polarity, held_out = Polarity(row["polarity"]), row["held_out"]
                examples.append(Example(row["report"], (found,), agencies, polarity, held_out, "labels.csv"))
    return examples


def text_hash(text: str) -> str:
    """A sentence's letters and digits as twelve hexadecimal digits: it says which sentence, and not what it says."""
    return hashlib.sha256(re.sub(r"\W", "", text).casefold().encode()).hexdigest()[:12]


def listed(reports: dict[str, list[Told]], examples: Sequence[Example]) -> list[Example]:
    """The items of the reports' own lists that nobody labelled: their list says their polarity."""
    labelled = {id(one) for example in examples for one in example.sentences}
    return [
        Example(file, (one,), frozenset(), polarity, "no", "lists")
        for file, sentences in reports.items()
        for one in sentences
        if id(one) not in labelled and (polarity := valuing.of_list(one.passage.section))
    ]


def train(examples: Iterable[Example], items: Iterable[Example]) -> Models:
    """Both models; labels that cover several sentences at once teach nothing about any of them."""
    alone = [one for one in examples if len(one.sentences) == 1]
    rows = [speaking.clues(one.sentences[0], of) for one in alone for of in SpokenOf]
    said = [int(of in one.agencies) for one in alone for of in SpokenOf]
    agencies = fit(rows, said, [1.0] * len(rows), AGENCIES)
    both = [(one, 1.0) for one in alone] + [(one, LISTED) for one in items]
    rows = [valuing.clues(one.sentences[0]) for one, _ in both]
    polarity = [ANSWERS[POLARITY].index(one.polarity) for one, _ in both]
    return Models(agencies, fit(rows, polarity, [counts for _, counts in both], POLARITY))


def fit(rows: list[list[str]], said: list[int], counts: list[float], name: str) -> Linear:
    """Multinomial logistic regression, its weights pulled towards none."""
    answers = ANSWERS[name]
    seen = Counter(clue for row in rows for clue in set(row))
    place = {clue: at for at, clue in enumerate(sorted(clue for clue in seen if seen[clue] >= SEEN))}
    held = [sorted({place[clue] for clue in row if clue in place}) for row in rows]
    ends = np.cumsum([0, *map(len, held)])
    there = sparse.csr_matrix((np.ones(ends[-1]), np.concatenate(held), ends), shape=(len(rows), len(place)))
    right, weigh = np.eye(len(answers))[said], np.array(counts)[:, None]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(len(place), len(answers))
        totals = there @ weights
        totals -= totals.max(axis=1, keepdims=True)
        chances = np.exp(totals) / np.exp(totals).sum(axis=1, keepdims=True)
        value = -(weigh * right * np.log(chances)).sum() + PULL[name] / 2 * (flat @ flat)
        return float(value), (there.T @ (weigh * (chances - right)) + PULL[name] * weights).ravel()

    start = np.zeros(len(place) * len(answers))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    table = found.reshape(len(place), len(answers))
    return Linear(answers, {clue: [round(float(one), 3) for one in table[at]] for clue, at in place.items()})


def judged(examples: list[Example], items: list[Example]) -> None:
    """Print how good models are on what they were not trained on."""
    away = {one.file for one in examples if one.held_out == "report"}
    seen = [one for one in examples if one.held_out == "no" and one.file not in away]
    models = train(seen, [one for one in items if one.file not in away])
    for held_out, title in (("yes", "sentences held out"), ("report", "whole reports held out")):
        held = [one for one in examples if one.held_out == held_out]
        show(f"{title}, never trained on", [(one, *answered(models, one)) for one in held])
    for source in ("labels.json", "labels.csv"):
        answers = [one for one in crossed(examples, items) if one[0].source == source]
        show(f"{source}, every report by models that saw none of it", answers)


Answered = tuple[Example, frozenset[SpokenOf], Polarity]


def crossed(examples: list[Example], items: list[Example], folds: int = FOLDS) -> list[Answered]:
    """Every label answered by models that saw nothing of its report."""
    files = sorted({one.file for one in examples})
    answers = []
    for fold in range(folds):
        out = set(files[fold::folds])
        models = train(
            [one for one in examples if one.file not in out], [one for one in items if one.file not in out]
        )
        answers += [(one, *answered(models, one)) for one in examples if one.file in out]
    return answers


def answered(models: Models, one: Example) -> tuple[frozenset[SpokenOf], Polarity]:
    """What the models say of the sentences that a label covers, together."""
    polarities = [valued(told, models.polarity) for told in one.sentences]
    agencies = frozenset(
        of
        for told, polarity in zip(one.sentences, polarities, strict=True)
        for of in spoken_of(told, polarity, models.agencies)
    )
    return agencies, reduce(combined, polarities)


def f1(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Of pairs *we said so, the reader said so*."""
    both = sum(ours and reader for ours, reader in pairs)
    either = sum(ours + reader for ours, reader in pairs)
    return 2 * both / either if either else float("nan")


def micro(answers: Sequence[Answered]) -> float:
    """F1 over all agencies of all labels."""
    return f1([(of in said, of in one.agencies) for one, said, _ in answers for of in SpokenOf])


def right(answers: Sequence[Answered]) -> float:
    """The share whose polarity is the reader's."""
    return sum(polarity is one.polarity for one, _, polarity in answers) / len(answers)


def show(title: str, answers: Sequence[Answered]) -> None:
    """Print one set's figures, for every agency and polarity."""
    print(f"\n{title}: {len(answers)} labels")
    print(f"  agencies F1 {micro(answers):.3f}; polarity right {right(answers):.3f}")
    for of in SpokenOf:
        pairs = [(of in said, of in one.agencies) for one, said, _ in answers]
        print(f"  {of:14} {sum(reader for _, reader in pairs):4} labelled, F1 {f1(pairs):.2f}")
    for word in Polarity:
        pairs = [(polarity is word, one.polarity is word) for one, _, polarity in answers]
        print(f"  {word:14} {sum(reader for _, reader in pairs):4} labelled, F1 {f1(pairs):.2f}")


def write(models: Models) -> None:
    """Write both models into the package, without weights that are next to nothing."""
    WEIGHTS.mkdir(exist_ok=True)
    for name, model in zip((AGENCIES, POLARITY), models, strict=True):
        kept = {clue: row for clue, row in model.weights.items() if max(map(abs, row)) >= NOTHING}
        (WEIGHTS / name).write_text(written(model.answers, kept, TRAINED), "utf-8")
        print(f"{WEIGHTS / name}: {len(kept)} clues")


if __name__ == "__main__":
    sys.exit(main())
