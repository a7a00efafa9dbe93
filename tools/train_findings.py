"""Train the models of the library's findings, and say how good they are on reports they have not seen.

Run: python -m tools.train_findings REPORTS --labels labels.json. REPORTS is a folder of the published PDFs that the
labels name; with --write the models are trained on everything and written into the package, with their figures.
"""

import argparse
import csv
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial, reduce
from pathlib import Path
from typing import NamedTuple

import numpy as np

from conspectus.library.alignment import combined, covered, prepared
from conspectus.library.facts import read_facts
from conspectus.library.findings import speaking, valuing
from conspectus.library.findings.carrying import said_before
from conspectus.library.findings.context import Context, told
from conspectus.library.findings.finder import Models, Read, read
from conspectus.library.findings.linear import AGENCIES, POLARITY, WORDS, Linear, written
from conspectus.library.model import Sentence
from conspectus.library.reading import read_pdf
from conspectus.library.scoring import read_labels
from conspectus.library.words import Polarity, SpokenOf
from tools import findings_figures, fitting

ROOT = Path(__file__).resolve().parents[1]
OURS = ROOT / "tests" / "library" / "findings" / "labels.csv"
SECOND = OURS.with_name("second_reading.csv")  # some of the same sentences, by another reader
DRAWN = 300  # the first of them, drawn at random; the rest are those of the third sitting
WEIGHTS = ROOT / "src" / "conspectus" / "library" / "findings" / "weights"
TRAINED = "By `python -m tools.train_findings`; docs/explanation/findings.md says on what, and how good it is"

FOLDS = 9  # groups of whole reports, each judged by models that saw none of it
PULL = {
    "=": 4.0,
    "|": 6.0,
}  # of clues of a sentence and an agency, and of a sentence alone: half the squares' sum
PULL_POLARITY = 4.0
WEIGH = {
    Polarity.STRENGTH: 1.0,
    Polarity.WEAKNESS: 1.0,
    Polarity.MIXED: 3.0,
    Polarity.NEUTRAL: 1.5,
}  # of labels: what is rare would else be found too rarely
LISTED = 0.2  # an item of a list of strengths or improvements counts so much of a sentence that somebody read
NOTHING = 0.02  # weights as small are left out of the file

Reports = dict[str, list[Context]]


class Example(NamedTuple):
    """One label: the sentences of a report that it covers, and what it says of them together."""

    file: str
    sentences: tuple[Context, ...]
    agencies: frozenset[SpokenOf]
    polarity: Polarity
    held_out: str  # "no", "yes" where the sentence is, or "report" where its whole report is
    source: str


class Label(NamedTuple):
    """What a reader says of a sentence, named by its report and its hash."""

    file: str
    hash: str
    agencies: frozenset[SpokenOf]
    polarity: Polarity
    held_out: str


class Second(NamedTuple):
    """What a second reader says of a sentence that the first has labelled."""

    example: Label
    agencies: frozenset[SpokenOf]
    polarity: Polarity


def main() -> int:
    """Print the figures; with --write, write the models."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("reports", type=Path)
    asked.add_argument("--labels", type=Path, required=True)
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    reports = read_reports(given.reports)
    examples = [*theirs(reports, given.labels), *ours(reports)]
    print(f"{len(examples)} labels, {len(listed(reports, examples))} more items of lists")
    read = readers()
    findings_figures.show("labels.csv, drawn at random, by a second reader", read[:DRAWN])
    findings_figures.show("labels.csv, the third sitting, by a second reader", read[DRAWN:])
    judged(reports, examples)
    held = table(reports, examples)
    answers = crossed(reports, examples, held)
    for source in ("labels.json", "labels.csv"):
        those = [one for one in answers if one.example.source == source]
        findings_figures.show(f"{source}, every report by models that saw none of it", those)
    if given.write:
        write(train(held))
        those, wider = (
            [one for one in answers if one.example.source == source]
            for source in ("labels.json", "labels.csv")
        )
        sides = {side: [one for one in wider if side_of(one.example) == side] for side in ("alone", "joint")}
        findings_figures.write(WEIGHTS, given.labels, those, sides)
    return 0


def side_of(one: Example) -> str:
    """Whether a label's report is on the council alone or on agencies together."""
    return "alone" if one.sentences[0].council_only else "joint"


def read_reports(folder: Path) -> Reports:
    """Every report's sentences, by its file's name."""
    reports = {}
    for path in sorted(folder.glob("*.pdf")):
        reading = read_pdf(path)
        reports[path.name] = list(told(reading.passages, read_facts(reading).kind))
    return reports


def theirs(reports: Reports, labels: Path) -> list[Example]:
    """The labels of labels.json, beside our sentences."""
    examples = []
    for label in read_labels(labels):
        sentences = reports.get(label.file, [])
        held = prepared(list(map(_bare, sentences)))
        for one in label.sentences:
            places = [] if one.skip else covered(one.text, held)
            if places:
                cover = tuple(sentences[place] for place in places)
                given = frozenset(one.agencies)
                examples.append(Example(label.file, cover, given, one.polarity, "no", "labels.json"))
    return examples


def _bare(one: Context) -> Sentence:
    """A sentence of which nothing is said yet."""
    page, section, _, _, text = one.passage
    return Sentence(n=1, page=page, section=section, text=text, agencies=(), polarity=Polarity.NEUTRAL)


def ours(reports: Reports) -> list[Example]:
    """The labels of labels.csv, found by the hash of their text."""
    hashed: dict[tuple[str, str], Context] = {}
    for file, sentences in reports.items():
        for one in sentences:
            hashed.setdefault((file, text_hash(one.passage.text)), one)
    return [
        Example(one.file, (found,), one.agencies, one.polarity, one.held_out, "labels.csv")
        for one in labels_of(OURS)
        if (found := hashed.get((one.file, one.hash)))
    ]


def readers() -> list[Second]:
    """The sentences that two readers labelled, neither knowing what the other said."""
    first = {(one.file, one.hash): one for one in labels_of(OURS)}
    return [Second(first[one.file, one.hash], one.agencies, one.polarity) for one in labels_of(SECOND)]


def labels_of(path: Path) -> Iterator[Label]:
    """The labels of a file that names sentences by their hashes."""
    with path.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(line for line in rows if not line.startswith("#")):
            agencies = frozenset(map(SpokenOf, row["agencies"].split()))
            held_out = row.get("held_out", "no")
            yield Label(row["report"], row["hash"], agencies, Polarity(row["polarity"]), held_out)


def text_hash(text: str) -> str:
    """A sentence's letters and digits as twelve hexadecimal digits: it says which sentence, and not what it says."""
    return hashlib.sha256(re.sub(r"\W", "", text).casefold().encode()).hexdigest()[:12]


def listed(reports: Reports, examples: Sequence[Example]) -> list[Example]:
    """The items of the reports' own lists that nobody labelled: their list says their polarity."""
    labelled = {id(one) for example in examples for one in example.sentences}
    return [
        Example(file, (one,), frozenset(), polarity, "no", "lists")
        for file, sentences in reports.items()
        for one in sentences
        if id(one) not in labelled and (polarity := valuing.of_list(one.passage.section))
    ]


class Table(NamedTuple):
    """All that models are fitted to, made once: any reports can be left out of it."""

    agencies: fitting.Clued  # a row for every labelled sentence and agency
    speaks: np.ndarray
    agencies_of: np.ndarray  # each row's report
    polarity: fitting.Clued  # a row for every label or item of a list
    said: np.ndarray
    counts: np.ndarray
    polarity_of: np.ndarray


def table(reports: Reports, examples: Sequence[Example]) -> Table:
    """The clues of every label; labels that cover several sentences at once teach nothing."""
    alone = [one for one in examples if len(one.sentences) == 1]
    items = listed(reports, examples)
    labelled = {id(one.sentences[0]): one.agencies for one in alone}
    pairs = [(*of, file) for file, held in reports.items() for of in _of_report(held, labelled)]
    both = [*alone, *items]
    return Table(
        agencies=fitting.clued([row for row, _, _ in pairs]),
        speaks=np.array([right for _, right, _ in pairs]),
        agencies_of=np.array([file for _, _, file in pairs]),
        polarity=fitting.clued([valuing.clues(one.sentences[0]) for one in both]),
        said=np.array([tuple(Polarity).index(one.polarity) for one in both]),
        counts=np.array([*(WEIGH[one.polarity] for one in alone), *([LISTED] * len(items))]),
        polarity_of=np.array([one.file for one in both]),
    )


def train(held: Table, without: frozenset[str] = frozenset()) -> Models:
    """The models, but for the reports `without`."""
    kept = ~np.isin(held.polarity_of, sorted(without))
    polarity = fitting.several(
        held.polarity.only(kept), held.said[kept], held.counts[kept], tuple(Polarity), PULL_POLARITY
    )
    return Models(*speaks(held, without), polarity)


def speaks(held: Table, without: frozenset[str]) -> tuple[Linear, Linear]:
    """The two models of whom a sentence speaks, fitted together: of sentence and agency, and of the sentence alone."""
    kept = ~np.isin(held.agencies_of, sorted(without))
    weights = fitting.binary(held.agencies.only(kept), held.speaks[kept], PULL)
    pairs = {clue[1:]: [weight] for clue, weight in weights.items() if clue[0] == "="}
    words: dict[str, list[float]] = {}
    for clue, weight in weights.items():
        if clue[0] == "|":
            of, _, word = clue[1:].partition("|")
            words.setdefault(word, [0.0] * len(SpokenOf))[tuple(SpokenOf).index(SpokenOf(of))] = weight
    return Linear(("speaks of it",), pairs), Linear(tuple(SpokenOf), words)


def _of_report(
    sentences: Sequence[Context], labelled: dict[int, frozenset[SpokenOf]]
) -> Iterator[tuple[set[str], bool]]:
    """A row for every labelled sentence and agency, with whether it speaks of it."""
    known = [labelled.get(id(one)) for one in sentences]
    for one, said, right in zip(sentences, said_before(sentences, known.__getitem__), known, strict=True):
        if right is not None:
            alone = speaking.of_sentence(one)
            for of in SpokenOf:
                pair = {f"={clue}" for clue in speaking.of_agency(one, of, said)}
                yield pair.union(f"|{of}|{clue}" for clue in alone), of in right


class Answered(NamedTuple):
    """A label, and what the models say of the sentences that it covers, together."""

    example: Example
    agencies: frozenset[SpokenOf]
    polarity: Polarity


def judged(reports: Reports, examples: list[Example]) -> None:
    """Print how good models are on the labels that were kept back."""
    away = frozenset(one.file for one in examples if one.held_out == "report")
    models = train(table(reports, [one for one in examples if one.held_out == "no"]), away)
    for held_out, title in (("yes", "sentences held out"), ("report", "whole reports held out")):
        held = [one for one in examples if one.held_out == held_out]
        findings_figures.show(f"{title}, never trained on", answered(models, reports, held))


def crossed(reports: Reports, examples: list[Example], held: Table, folds: int = FOLDS) -> list[Answered]:
    """Every label answered by models that saw nothing of its report."""
    files = sorted({one.file for one in examples})
    groups = [frozenset(files[fold::folds]) for fold in range(folds)]
    with ProcessPoolExecutor() as pool:
        models = pool.map(partial(train, held), groups)
        parts = (
            answered(those, reports, [one for one in examples if one.file in out])
            for those, out in zip(models, groups, strict=True)
        )
        return [one for part in parts for one in part]


def answered(models: Models, reports: Reports, examples: Iterable[Example]) -> list[Answered]:
    """What the models say of labels, their reports read whole."""
    examples = list(examples)
    found: dict[int, Read] = {}
    for file in {one.file for one in examples}:
        found |= zip(map(id, reports[file]), read(reports[file], models), strict=True)
    answers = []
    for one in examples:
        parts = [found[id(sentence)] for sentence in one.sentences]
        agencies = frozenset(of for part in parts for of in part.agencies)
        answers.append(Answered(one, agencies, reduce(combined, (part.polarity for part in parts))))
    return answers


def write(models: Models) -> None:
    """Write the models into the package, without weights that are next to nothing."""
    WEIGHTS.mkdir(exist_ok=True)
    for name, model in zip((AGENCIES, WORDS, POLARITY), models, strict=True):
        kept = {clue: row for clue, row in model.weights.items() if max(map(abs, row)) >= NOTHING}
        (WEIGHTS / name).write_text(written(model.answers, kept, TRAINED), "utf-8")
        print(f"{WEIGHTS / name}: {len(kept)} clues")


if __name__ == "__main__":
    sys.exit(main())
