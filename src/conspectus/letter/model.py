"""The public letter: what leaves the building, and nothing else."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from conspectus.definitions import Framework
from conspectus.judgment import Judgment
from conspectus.signing import Signature
from conspectus.terms import Agency, Bearing, Chosen, Language, Stage

WITHHELD = "held in the restricted copy"


class LetterPart(BaseModel):
    """A part of `letter.json`."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Inspected(LetterPart):
    """What was inspected, and to whom the letter goes."""

    area: str
    theme: str
    agencies: tuple[Agency, ...]
    fieldwork_from: date
    fieldwork_to: date
    published: date | None = Field(description="Not part of what is signed, from version 2 on")
    addressees: tuple[str, ...]
    sample: str = Field(description="How the tracked children were chosen, in a sentence")


class Committed(LetterPart):
    """A row of the restricted copy that the letter commits to."""

    id: str = Field(description="Opaque")
    commitment: str = Field(description="sha256(salt + canonical row); the restricted copy has both")


class PublicRating(Committed):
    """A rating without its rationale and without its inspector's name."""

    criterion: str
    agency: Agency
    level: str
    stage: Stage
    inspectorate: str
    rater: str = Field(description="Tells the raters of one cell apart, and nothing more")
    has_rationale: bool
    evidence_ids: tuple[str, ...] = Field(description="Opaque ids")


class PublicEvidence(Committed):
    """That there is a piece of evidence, of what kind, and what of it may be said in public."""

    kind: str
    agency: Agency
    criteria: tuple[str, ...]
    bearing: Bearing
    rests_on: Literal["casebook", "note", "words"] = Field(description="What its source is")
    says: str = Field(description="Its figures in public words, small numbers suppressed; empty where none")


class PublicDeparture(Committed):
    """That somebody departs from a result, and to which level."""

    target: str
    level: str
    evidence_ids: tuple[str, ...]


class PublicDissent(Committed):
    """That an inspectorate's inspector dissents, and the level they would give."""

    target: str
    level: str
    inspectorate: str


class PublicSample(Committed):
    """What a sample showed, in words the public may read."""

    agency: Agency
    chosen: Chosen
    says: str


class Statement(LetterPart):
    """One statement of the letter, and the ratings and evidence that it rests on."""

    id: str = Field(description="Stable: the same finding has the same id in every edition")
    section: str = Field(
        description="headline, inspectorate, area, agency, priority, improve, strength, trust, beside, on-record"
    )
    text: str
    cells: tuple[str, ...] = Field(description="<criterion>/<agency>")
    ratings: tuple[str, ...] = Field(description="Opaque ids")
    evidence: tuple[str, ...] = Field(description="Opaque ids")


class Changed(LetterPart):
    """What people changed of one statement: its wording or its place; or a statement that they added."""

    statement: str = Field(description="Its id; added-<number> for one that people added")
    drafted: str = Field("", description="What the findings drafted; empty for one that was added")
    text: str = Field("", description="The wording in its place; empty where it stays as drafted")
    section: str = Field("", description="Where it stands instead; empty where it stays")
    after: str | None = Field(
        None, description="Id of the statement that it follows; empty for the first of its section"
    )
    cells: tuple[str, ...] = Field(
        (), description="Findings that an added one points at, <criterion>/<agency>"
    )
    because: Literal["wording", "factual_accuracy"] = Field(
        "wording", description="Whether an agency's comment on factual accuracy led to it"
    )


class Beside(LetterPart):
    """The same ratings read with another framework."""

    framework: Framework = Field(description="Whole, so that it can be recomputed")
    judgment: Judgment


class FileHash(LetterPart):
    """A file that the letter rests on."""

    name: str
    sha256: str


class Letter(LetterPart):
    """The content of `letter.json`."""

    kind: Literal["conspectus-letter"] = "conspectus-letter"
    letter_version: Literal[1, 2] = Field(
        2, description="1: the day of publication and the documents that bear it are part of what is signed"
    )
    conspectus: str = Field(description="Version of the program that wrote it")
    language: Language = Field(
        Language.ENGLISH, description="In which its sentences are; a letter that names none is in English"
    )
    inspection: Inspected
    framework: Framework = Field(description="Whole: criteria, leads, scale and rules")
    framework_sha256: str
    ratings: tuple[PublicRating, ...]
    evidence: tuple[PublicEvidence, ...]
    departures: tuple[PublicDeparture, ...]
    dissents: tuple[PublicDissent, ...]
    samples: tuple[PublicSample, ...]
    judgment: Judgment
    beside: Beside | None
    statements: tuple[Statement, ...]
    changes: tuple[Changed, ...] = Field(
        (), description="What people changed of the draft; all else is drafted"
    )
    casebook_sha256: str | None = Field(description="Content hash of the casebook that evidence cites")
    casebook_says: str
    log_head: str | None = Field(description="Hash of the log's last row")
    log_says: str
    files: tuple[FileHash, ...] = Field(
        description="The inspection folder's files, as they were read; from version 2 on inspection.toml by the "
        "canonical JSON of what it says, without the day of publication"
    )
    outputs: tuple[FileHash, ...] = Field(description="What was published beside it, and is signed with it")
    drawn_with: str = Field("", description="The programs that drew the documents; empty in version 1")
    documents: tuple[FileHash, ...] = Field(
        (), description="What shows the letter with its day: not signed, and drawn again to be verified"
    )
    sha256: str = Field(
        description="Of this content in canonical JSON, without sha256 and signatures; from version 2 on also "
        "without documents and inspection.published"
    )
    signatures: tuple[Signature, ...] = ()

    @property
    def signers(self) -> tuple[str, ...]:
        """Who leads for an agency inspected, and so has to sign."""
        agencies = (one for one in self.framework.looks_at if one in self.inspection.agencies)
        return tuple(dict.fromkeys(self.framework.leads[one] for one in agencies))

    @property
    def changed(self) -> dict[str, Changed]:
        """What people changed, by the statement's id."""
        return {one.statement: one for one in self.changes}

    @property
    def committed(self) -> tuple[Committed, ...]:
        """Every row that it commits to."""
        return (*self.ratings, *self.evidence, *self.departures, *self.dissents, *self.samples)
