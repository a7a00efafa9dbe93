"""Which edition is the newest, whether it is up to date, who has signed it, and what is still open."""

import json
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from conspectus.definitions import frameworks
from conspectus.judgment import ResultState
from conspectus.letter import Letter
from conspectus.letter.files import HTML, LETTER, LOG, PDF, WORD
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.judgments.judged import inspected
from conspectus.workspace.letters.drafting import drafted
from conspectus.workspace.letters.models import Comment, Edition, Signature
from conspectus.workspace.letters.policies import signs

# What leaves the building, and what each file is called to people.
FILES = {
    HTML: "Page", PDF: "PDF", WORD: "Word", LETTER: "Data (JSON)", LOG: "Log",
}  # fmt: skip


class Signing(NamedTuple):
    """Whether one inspectorate has signed the newest edition."""

    inspectorate: str
    title: str
    signature: Signature | None


def newest(inspection: Inspection) -> Edition | None:
    """The newest edition."""
    return inspection.editions.select_related("by", "publish_by").first()


def is_current(edition: Edition) -> bool:
    """Whether it says what would be said now."""
    draft = drafted(edition.inspection)
    return draft is not None and edition.basis in (draft.basis, draft.dated_basis)


def signers(inspection: Inspection) -> tuple[str, ...]:
    """Who has to sign: whoever leads for an agency inspected."""
    framework = frameworks()[inspection.framework]
    return tuple(dict.fromkeys(framework.leads[one] for one in inspected(inspection)))


def signs_for(member: Member) -> list[str]:
    """For whom a person can sign: their inspectorate; a lead for bodies of the framework's own, too."""
    return [one for one in signers(member.inspection) if signs(member, one)]


def signings(edition: Edition) -> list[Signing]:
    """Everybody who has to sign it, and their signature, if it is there."""
    leaders = frameworks()[edition.inspection.framework].leaders
    made = {one.inspectorate: one for one in edition.signatures.select_related("by")}
    return [Signing(one, leaders[one], made.get(one)) for one in signers(edition.inspection)]


def open_comments(inspection: Inspection) -> int:
    """How many comments of agencies nobody has answered."""
    return Comment.objects.filter(edition__inspection=inspection, answer="").count()


def read(edition: Edition) -> Letter:
    """The letter that it is."""
    path = edition.folder / LETTER
    return _read(path, path.stat().st_mtime_ns)  # a signature is written into the same file


class Grade(NamedTuple):
    """What a published letter judges of one part; no level where it gives none."""

    of: str
    level: str | None


def grades(edition: Edition) -> tuple[Grade, ...]:
    """The whole, each area of practice and each agency, as the letter judges them."""
    path = edition.folder / LETTER
    return _grades(path, path.stat().st_mtime_ns)


@lru_cache(
    maxsize=1024
)  # a letter of each area, and some before it: a few words each, where a letter is large
def _grades(path: Path, changed: int) -> tuple[Grade, ...]:
    judgment = Letter.model_validate_json(path.read_bytes()).judgment
    told = (judgment.overall, *judgment.areas, *judgment.agencies)
    return tuple(Grade(one.title, one.level) for one in told if one.state is not ResultState.NOT_MADE)


@lru_cache(maxsize=16)
def _read(path: Path, changed: int) -> Letter:
    return Letter.model_validate(json.loads(path.read_text(encoding="utf-8")))


def published(inspection: Inspection) -> Edition | None:
    """The edition that was published, if one was."""
    return inspection.editions.filter(published_at__isnull=False).first()
