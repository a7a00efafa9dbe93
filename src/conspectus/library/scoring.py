"""How well a library agrees with labels that people made by reading."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from conspectus.errors import LibraryError
from conspectus.library.alignment import Aligned, align, prepared
from conspectus.library.facts import resolve_area
from conspectus.library.findings.figures import Figures, trained_on
from conspectus.library.model import Facts, Report
from conspectus.library.words import Polarity, SpokenOf

EXACT = ("kind", "area", "inspected_from", "inspected_to", "published", "theme", "inspectorates", "grades")
COUNTS = ("strengths", "improvements", "priority_actions")


class LabelledSentence(BaseModel):
    """What a reader said of one sentence."""

    model_config = ConfigDict(extra="ignore")

    text: str
    agencies: tuple[SpokenOf, ...]
    polarity: Polarity
    skip: bool = False


class Label(Facts):
    """What a reader said of one report."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    file: str
    sentences: tuple[LabelledSentence, ...] = ()


class ScorePart(BaseModel):
    """A part of the score."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldScore(ScorePart):
    """How often a fact is the reader's; counts are right within one."""

    field: str
    right: int
    of: int
    wrong: tuple[str, ...] = Field(description="The files where it is not, with ours and theirs")


class WordScore(ScorePart):
    """How often one word was given where the reader gave it."""

    word: str
    labelled: int = Field(description="Sentences to which the reader gave it")
    precision: float | None
    recall: float | None
    f1: float | None


class Score(ScorePart):
    """How well a library agrees with labels."""

    reports: int
    missing: tuple[str, ...] = Field(description="Labelled files that the library does not hold")
    fields: tuple[FieldScore, ...]
    sentences: int = Field(description="Labelled sentences that were found among ours, and compared")
    skipped: int = Field(description="Labelled sentences that the reader set aside")
    unaligned: tuple[str, ...] = Field(
        description="Labelled sentences not found among ours, by file and place"
    )
    agencies_f1: float | None = Field(description="Over all words given, by us or by the reader (micro F1)")
    agencies: tuple[WordScore, ...]
    polarity_accuracy: float | None
    polarities: tuple[WordScore, ...]
    cross_validated: Figures | None = Field(
        description="Where the shipped models were trained on these very labels: how good they are on reports unseen"
    )

    @property
    def complete(self) -> bool:
        """Whether everything labelled could be compared."""
        return not self.missing and not self.unaligned


def read_labels(path: Path) -> list[Label]:
    """A file of labels: a list of reports, each with facts and sentences; other keys are left aside."""
    try:
        return TypeAdapter(list[Label]).validate_python(
            json.loads(path.read_text(encoding="utf-8")), strict=False
        )
    except FileNotFoundError:
        raise LibraryError("there is no such file of labels", str(path), "Check the path.") from None
    except (ValidationError, ValueError) as error:
        first = str(error).splitlines()[0]
        raise LibraryError(f"these are no labels: {first}", str(path), "Mend the file.") from None


def cross_validated(path: Path) -> Figures | None:
    """The figures that training measured, where the shipped models were trained on this very file of labels."""
    return trained_on(hashlib.sha256(path.read_bytes()).hexdigest())


def score(reports: Iterable[Report], labels: Sequence[Label], fitted: Figures | None = None) -> Score:
    """Compare the library's reports with the labels of the same file names; `fitted` as `cross_validated` gives it."""
    wanted = {label.file: label for label in labels}
    pairs = [(report, wanted[report.file]) for report in reports if report.file in wanted]
    held = {report.file for report, _ in pairs}
    compared, unaligned = _compared(pairs)
    return Score(
        reports=len(pairs),
        missing=tuple(file for file in wanted if file not in held),
        fields=tuple(_field(name, pairs) for name in (*EXACT, *COUNTS)),
        sentences=len(compared),
        skipped=sum(sentence.skip for _, label in pairs for sentence in label.sentences),
        unaligned=tuple(unaligned),
        agencies_f1=_micro(compared),
        agencies=tuple(_agency(word, compared) for word in SpokenOf),
        polarity_accuracy=_share(
            sum(ours.polarity is label.polarity for ours, label in compared), len(compared)
        ),
        polarities=tuple(_polarity(word, compared) for word in Polarity),
        cross_validated=fitted,
    )


Compared = list[tuple[Aligned, LabelledSentence]]


def _compared(pairs: list[tuple[Report, Label]]) -> tuple[Compared, list[str]]:
    """Labelled sentences beside what we say of them, and those that were not found."""
    compared: Compared = []
    unaligned: list[str] = []
    for report, label in pairs:
        ours = prepared(report.sentences)
        for place, sentence in enumerate(label.sentences, start=1):
            if sentence.skip:
                continue
            if found := align(sentence.text, ours):
                compared.append((found, sentence))
            else:
                unaligned.append(f"{label.file}, labelled sentence {place}")
    return compared, unaligned


def _field(name: str, pairs: list[tuple[Report, Label]]) -> FieldScore:
    wrong = []
    for report, label in pairs:
        ours, theirs = getattr(report, name), getattr(label, name)
        if not _same(name, ours, theirs, report):
            wrong.append(f"{label.file}: {ours} for {theirs}")
    return FieldScore(field=name, right=len(pairs) - len(wrong), of=len(pairs), wrong=tuple(wrong))


def _same(name: str, ours: object, theirs: object, report: Report) -> bool:
    if name in COUNTS and isinstance(ours, int) and isinstance(theirs, int):
        return abs(ours - theirs) <= 1
    if name == "area" and isinstance(theirs, str) and ours != theirs:
        area = resolve_area(theirs, report.inspected_to or report.published)
        return area is not None and area.code == report.area_code
    return ours == theirs


def _micro(compared: Compared) -> float | None:
    both = sum(len(ours.agencies & set(label.agencies)) for ours, label in compared)
    given = sum(len(ours.agencies) for ours, _ in compared)
    labelled = sum(len(set(label.agencies)) for _, label in compared)
    return _f1(both, given, labelled)


def _agency(word: SpokenOf, compared: Compared) -> WordScore:
    return _word(word, [(word in ours.agencies, word in label.agencies) for ours, label in compared])


def _polarity(word: Polarity, compared: Compared) -> WordScore:
    return _word(word, [(ours.polarity is word, label.polarity is word) for ours, label in compared])


def _word(word: str, given: list[tuple[bool, bool]]) -> WordScore:
    """Of each sentence: whether we gave the word, whether the reader did."""
    counts = Counter(given)
    both, ours, theirs = counts[True, True], counts[True, False], counts[False, True]
    return WordScore(
        word=word,
        labelled=both + theirs,
        precision=_share(both, both + ours),
        recall=_share(both, both + theirs),
        f1=_f1(both, both + ours, both + theirs),
    )


def _f1(both: int, given: int, labelled: int) -> float | None:
    return _share(2 * both, given + labelled)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
