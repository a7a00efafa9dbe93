"""The letter as it would now be made: drafted from findings, with what people changed of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from conspectus import inspection as files
from conspectus.definitions import frameworks, patterns
from conspectus.errors import ConspectusError, LetterError
from conspectus.judgment import Judgment, sha256_of
from conspectus.letter import Changed, Statement
from conspectus.letter.changes import worded
from conspectus.letter.publish import Judged, found
from conspectus.letter.statements import Findings
from conspectus.records.casebook import Casebook
from conspectus.terms import Language
from conspectus.workspace.audit.changes import last_change
from conspectus.workspace.inspections.casebooks import last_built, opened
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.judgments.judged import Rows, inspected, judged_at, rows_at
from conspectus.workspace.letters.models import Facts


class Misfit(NamedTuple):
    """A change that no longer fits what the findings say."""

    change: Changed
    why: str


@dataclass(frozen=True)
class Drafted:
    """Everything that an edition is made from, and the statements as they now read."""

    files: files.InspectionFiles
    judgment: Judgment
    beside: Judgment | None
    casebook: str  # its content hash; empty where none is built
    findings: Findings
    changes: tuple[Changed, ...]
    misfits: tuple[Misfit, ...]
    plain: dict[str, Statement]  # as the findings draft each, by id
    statements: tuple[Statement, ...]

    @cached_property
    def basis(self) -> str:
        """A hash of everything that is signed or that it rests on: another one, and signatures are out of date."""
        return self._basis({"folder": True, "inspection": {"dates": {"published"}}})

    @cached_property
    def dated_basis(self) -> str:
        """The same with the day of publication, which is signed in letters of version 1."""
        return self._basis({"folder": True})

    def _basis(self, without: dict[str, Any]) -> str:
        return sha256_of(
            {
                "files": self.files.model_dump(mode="json", exclude=without),
                "changes": [one.model_dump(mode="json") for one in self.changes],
                "casebook": self.casebook,
            }
        )


def drafted(inspection: Inspection) -> Drafted | None:
    """The letter as it would now be made; None until its facts are on record. Worked out once after each change."""
    return _drafted(inspection, last_change(inspection.pk))


@lru_cache(maxsize=16)
def _drafted(inspection: Inspection, seal: str) -> Drafted | None:
    facts = Facts.objects.filter(inspection=inspection).first()
    if facts is None:
        return None
    judgment, beside = judged_at(inspection, seal)
    given, book = as_files(inspection, facts, rows_at(inspection, seal)), casebook_of(inspection)
    _, findings = found(given, Judged(judgment, framework=given.framework, beside=beside), casebook=book)
    changes = tuple(one.as_row() for one in inspection.letter_changes.all())
    fitting, misfits = _fitting(findings, changes)
    return Drafted(
        given, judgment, beside, book.content_hash if book else "", findings, changes, tuple(misfits),
        {one.id: one for one in worded(findings, ())}, worded(findings, fitting),
    )  # fmt: skip


def as_files(inspection: Inspection, facts: Facts, rows: Rows) -> files.InspectionFiles:
    """The inspection in the shape in which a folder of files is read."""
    framework = frameworks()[inspection.framework]
    return files.InspectionFiles(
        folder=inspection.folder,
        inspection=files.Inspection(
            area=inspection.area, nation=inspection.lies_in, theme=patterns()[inspection.theme].title,
            framework=framework.id, agencies=inspected(inspection), sample=facts.sample,
            language=Language(facts.language),
            addressees=tuple(filter(None, map(str.strip, facts.addressees.splitlines()))),
            dates=files.Dates.model_validate(
                {"from": facts.fieldwork_from, "to": facts.fieldwork_to, "published": facts.published}
            ),
        ),
        framework=framework, ratings=tuple(rows.ratings), evidence=tuple(rows.evidence),
        departures=tuple(rows.departures), dissents=tuple(rows.dissents),
    )  # fmt: skip


def casebook_of(inspection: Inspection) -> Casebook | None:
    """The casebook that evidence cites, if one is built."""
    built = last_built(inspection)
    return opened(built.casebook) if built and built.casebook.exists() else None


def _fitting(findings: Findings, changes: Sequence[Changed]) -> tuple[list[Changed], list[Misfit]]:
    """The changes that still fit, in order, and why the others do not."""
    fit: list[Changed] = []
    misfits = []
    for change in changes:
        try:
            worded(findings, [*fit, change])
        except LetterError as error:
            misfits.append(Misfit(change, error.what))
        else:
            fit.append(change)
    return fit, misfits


def needed(inspection: Inspection) -> Drafted:
    """The same, where nothing can be done without it."""
    draft = drafted(inspection)
    if draft is None:
        raise ConspectusError(
            "the letter's facts are not on record", inspection.title, "Record them first: dates, addressees."
        )
    return draft
