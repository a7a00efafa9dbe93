"""The restricted copy: rationales, rows and salts, and the trail from a statement to senders' files."""

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from conspectus.errors import LetterError
from conspectus.judgment import canonical
from conspectus.letter.commitments import commitment
from conspectus.letter.model import Statement


class Kept(BaseModel):
    """A part of `letter-restricted.json`."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Line(Kept):
    """A line of a sender's file."""

    sender: str
    file: str
    sheet: str
    row: int
    file_sha256: str


class CitedRow(Kept):
    """A row of the casebook, and the lines of senders' files that it rests on."""

    source: str
    table: str
    id: str
    row: dict[str, Any] = Field(
        description="As the casebook holds it; a restricted entry only says that it is one"
    )
    row_sha256: str
    restricted: bool
    lines: tuple[Line, ...] = Field(description="The first of them")
    lines_in_all: int


class HeldRow(Kept):
    """A row of the inspection folder with the salt of its commitment."""

    id: str = Field(description="Opaque id in the public letter")
    of: Literal["rating", "evidence", "departure", "dissent", "sample"]
    row: dict[str, Any]
    file: str
    file_row: int | None
    cited: CitedRow | None = None
    note_sha256: str | None = None
    salt: str

    @property
    def committed(self) -> dict[str, Any]:
        """What the public letter's commitment to this row is a hash of."""
        cited = self.cited.row_sha256 if self.cited else None
        return {"row": self.row, "cited_row_sha256": cited, "note_sha256": self.note_sha256}

    @property
    def commitment(self) -> str:
        """The commitment that the public letter must hold."""
        return commitment(self.salt, self.committed)


class Bundle(Kept):
    """The content of `letter-restricted.json`."""

    kind: Literal["conspectus-letter-restricted"] = "conspectus-letter-restricted"
    letter_version: Literal[1] = 1
    letter_sha256: str
    casebook_sha256: str | None
    statements: tuple[Statement, ...]
    held: tuple[HeldRow, ...]

    def row(self, opaque: str) -> HeldRow:
        """One row by its opaque id; KeyError for an unknown one."""
        for row in self.held:
            if row.id == opaque:
                return row
        raise KeyError(opaque)


class EvidenceTrail(Kept):
    """A piece of evidence, the casebook row it cites, and the lines of senders' files beneath."""

    evidence: HeldRow
    cited: CitedRow | None
    lines: tuple[Line, ...]


class RatingTrail(Kept):
    """A rating and the evidence it rests on."""

    rating: HeldRow
    evidence: tuple[EvidenceTrail, ...]


class Trail(Kept):
    """One statement, followed down to lines of senders' files."""

    statement: Statement
    ratings: tuple[RatingTrail, ...]


def load_bundle(path: Path) -> Bundle:
    """Read a restricted copy; LetterError if it is none."""
    try:
        return Bundle.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise LetterError("there is no such file", str(path), "Check the path.") from None
    except (UnicodeDecodeError, json.JSONDecodeError, ValidationError):
        raise LetterError("this is no restricted copy of a letter", str(path), "Name another file.") from None


def trace(letter_restricted: Bundle | Path, statement_id: str) -> Trail:
    """Follow a statement to ratings, evidence, casebook rows and lines of senders' files."""
    bundle = load_bundle(letter_restricted) if isinstance(letter_restricted, Path) else letter_restricted
    for statement in bundle.statements:
        if statement.id == statement_id:
            return Trail(
                statement=statement, ratings=tuple(_rating(bundle, name) for name in statement.ratings)
            )
    known = ", ".join(statement.id for statement in bundle.statements)
    raise LetterError(f"there is no statement {statement_id!r}", "", f"Statements: {known}.")


def _rating(bundle: Bundle, opaque: str) -> RatingTrail:
    rating = bundle.row(opaque)
    wanted = set(rating.row["evidence_ids"])
    found = [row for row in bundle.held if row.of == "evidence" and row.row["id"] in wanted]
    return RatingTrail(rating=rating, evidence=tuple(map(_evidence, found)))


def _evidence(row: HeldRow) -> EvidenceTrail:
    return EvidenceTrail(evidence=row, cited=row.cited, lines=row.cited.lines if row.cited else ())


def bundle_bytes(bundle: Bundle) -> bytes:
    """The bundle as it is written."""
    return canonical(bundle) + b"\n"
