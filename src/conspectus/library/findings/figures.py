"""How good the shipped models are on the labels that they were trained on: every report judged by models that saw
none of it."""

from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from conspectus.library.words import Polarity, SpokenOf


class Wider(BaseModel):
    """The same on more labels, by one reader: what is too rare in the others can be told by these."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sentences: int
    agencies: dict[SpokenOf, float | None] = Field(description="F1 of each")


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
