"""How good the shipped models are on the labels that they were trained on: every report judged by models that saw
none of it."""

from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from conspectus.library.words import Polarity, SpokenOf

ENOUGH_LABELS = 20  # of an agency on a side: fewer tell too little of how often it is missed there


class Rates(BaseModel):
    """How one agency was read on reports of one side."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    labelled: int
    precision: float | None = Field(description="Of the sentences read to speak of it, those that do")
    recall: float | None = Field(description="Of the sentences that speak of it, those so read")

    @property
    def right(self) -> float | None:
        """How many sentences speak of it for each that is read to; none where too few labels tell."""
        if self.labelled < ENOUGH_LABELS or not self.recall or self.precision is None:
            return None
        return self.precision / self.recall


class Wider(BaseModel):
    """The same on more labels, by one reader: what is too rare in the others can be told by these."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sentences: int
    agencies: dict[SpokenOf, float | None] = Field(description="F1 of each")
    rates: dict[str, dict[SpokenOf, Rates]] = Field(
        description="The same by side: *alone* of reports on the council alone, *joint* of those on agencies together"
    )


class Figures(BaseModel):
    """`weights/figures.json`: what training measured."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    labels_sha256: str = Field(description="Of the file of labels that the figures are of")
    sentences: int
    agencies_f1: float = Field(description="Micro F1")
    agencies: dict[SpokenOf, float | None] = Field(description="F1 of each; none where nobody gave the word")
    polarity_accuracy: float
    polarities: dict[Polarity, float | None] = Field(description="F1 of each")
    wider: Wider


@cache
def shipped() -> Figures:
    """The figures of the shipped models."""
    held = files("conspectus.library.findings").joinpath("weights", "figures.json").read_text("utf-8")
    return Figures.model_validate_json(held)


def trained_on(labels_sha256: str) -> Figures | None:
    """The figures on a file of labels, where the shipped models were trained on it."""
    return shipped() if shipped().labels_sha256 == labels_sha256 else None
