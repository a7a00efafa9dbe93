"""The shapes of what the API gives that no other room has a model for."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from conspectus.terms import Nation


class Problem(Schema):
    """Why there is no answer."""

    detail: str


class Fault(Schema):
    """What is wrong with one part of what was asked."""

    type: str
    loc: list[str | int]
    msg: str


class Invalid(Schema):
    """What was asked cannot be."""

    detail: list[Fault]


class InspectionOut(Schema):
    """One inspection, how far it is, and the part of whoever asks."""

    id: int
    title: str
    area: str
    nation: str = Field(description=f"Whose duties and working days count: {', '.join(Nation)}.")
    framework: str
    theme: str
    stage: str
    your_role: str
    your_agency: str
    lawful_basis: str | None = Field(None, description="Told to those who lead.")
    keep_until: date | None = Field(None, description="Told to those who lead.")
    restricted_to: list[str] | None = Field(None, description="Told to those who lead.")


class PersonOut(Schema):
    """Somebody's part."""

    id: int
    name: str
    email: str
    role: str
    inspectorate: str
    agency: str


class ReturnOut(Schema):
    """One agency's return as sent once."""

    id: int
    agency: str
    sender: str
    version: int
    state: str
    files: list[dict[str, Any]]
    trouble: str
    at: datetime


class CheckedReturnOut(ReturnOut):
    """The same with what checking found, as `conspectus check --format json` tells it.

    `changes` holds the version of the usable return before it, and how many rows of each table differ from its.
    """

    report: dict[str, Any] | None
    changes: dict[str, Any] | None


class BuildOut(Schema):
    """A casebook being made, or made, or why it was not."""

    id: int
    state: str
    content_hash: str
    counts: dict[str, int]
    made_from: list[dict[str, Any]]
    trouble: str
    at: datetime
    ended_at: datetime | None


class ChildOut(Schema):
    """A child as lists name it."""

    child_id: str
    agencies: list[str]
    records: int


class ChildrenOut(Schema):
    """Some of the children, by id."""

    count: int
    items: list[ChildOut]


class LinkOut(Schema):
    """Two records that may be one person's."""

    id: int
    sender_a: str
    person_id_a: str
    sender_b: str
    person_id_b: str
    place: int | None = Field(
        description="1 the most doubtful; 0 asked again; null where it is no longer asked."
    )
    probability: float | None = Field(
        description="That they are one person, by the figures; null to whoever could still answer the question."
    )
    reason: str
    state: str
    decision: str | None
    decided_at: datetime | None


class LinksOut(Schema):
    """Some of the link questions."""

    count: int
    items: list[LinkOut]


class TrackedOut(Schema):
    """A child who is or was looked at in depth."""

    place: int
    child: str
    stratum: str = Field(description="Empty where people chose the child.")
    reason: str
    chance: float | None = Field(description="Chance of selection; null where people chose the child.")
    agencies: list[str]
    at: datetime
    left_at: datetime | None
    left_why: str


class EvidenceOut(Schema):
    """One observation."""

    id: int
    code: str
    kind: str
    agency: str
    criteria: list[str]
    bearing: str
    seen: str
    content_hash: str = Field(description="Of the casebook that was looked at; empty where it was none.")
    at: datetime


class DocumentOut(Schema):
    """A file that goes with a piece of evidence; the file itself is saved from its page."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    scan: str


class CitingEvidenceOut(EvidenceOut):
    """The same with what it cites, and its documents."""

    source: str | None = Field(description="Null where it is hidden.")
    found: dict[str, Any] | None = Field(
        description="The cited row as it stood, its counts and query with it; null where there is none or it is hidden."
    )
    comment: str | None = Field(
        description="The comment on the entry that goes along; empty where there is none, null where it is hidden."
    )
    hidden: bool = Field(
        description="Whether it rests on a restricted entry that this person's role does not see."
    )
    documents: list[DocumentOut]


class EvidencesOut(Schema):
    """Some of the evidence, by number."""

    count: int
    items: list[EvidenceOut]


class RatingOut(Schema):
    """One inspector's own rating of a cell, or the consolidated one."""

    id: int
    criterion: str
    agency: str
    stage: str
    level: str
    inspectorate: str
    rationale: str
    evidence: list[str] = Field(description="Codes of the evidence that it rests on.")
    at: datetime


class OwnRecordOut(Schema):
    """A record of the child that the agency of whoever asks holds."""

    sender: str
    person_id: str = Field(description="Its own number.")


class StepOut(Schema):
    """What was done for a child at immediate risk."""

    says: str
    at: datetime


class ConcernOut(Schema):
    """A child who may be at immediate risk."""

    id: int
    reference: str
    child: str | None = Field(
        description="Told to those who inspect; null to others, who are told no child's id."
    )
    agency: str
    says: str
    at: datetime
    acknowledged_at: datetime | None
    escalated_at: datetime | None
    untold: list[str] = Field(description="Who was to be told by e-mail, and whom none has reached yet.")
    own_records: list[OwnRecordOut] = Field(description="Told to contacts of the agency that must act.")
    done: list[StepOut]


class EntryOut(Schema):
    """A row of the log."""

    number: int
    at: datetime
    actor: int | None = Field(description="Null where the workspace did it itself.")
    by: str = Field("", description="The actor's name.")
    action: str
    target: str
    details: dict[str, Any]
    seal: str


class LogOut(Schema):
    """Some of the log, by number."""

    count: int
    items: list[EntryOut]


class SignatureOut(Schema):
    """That an inspectorate signed an edition; the signature itself stands in the letter."""

    inspectorate: str
    at: datetime


class EditionOut(Schema):
    """A letter as it was made once."""

    number: int
    sha256: str = Field(description="Content hash of the letter, which is what is signed.")
    at: datetime
    publish_at: datetime | None
    published_at: datetime | None
    signatures: list[SignatureOut]


class CommentOut(Schema):
    """What an agency says is wrong in one statement, and what became of it."""

    id: int
    edition: int
    agency: str
    statement: str
    says: str
    at: datetime
    answer: str = Field(description="Empty while nobody has answered.")
    why: str
    answered_at: datetime | None


class PlannedActionOut(Schema):
    """One thing that an agency will do, and what was found of it."""

    id: int
    answers: str = Field(description="Id of the letter's statement.")
    agency: str
    what: str
    by_when: date
    known_by: str
    found: str
    found_note: str
    found_at: datetime | None


class StatementOut(Schema):
    """The written statement of action that answers a published letter."""

    principal: str
    due: date
    sent_at: datetime | None
    actions: list[PlannedActionOut]
