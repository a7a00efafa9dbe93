"""Record a letter's facts, word its statements, make an edition of it."""

import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from conspectus import letter
from conspectus.errors import ConspectusError, LetterError
from conspectus.letter import Changed, Judged, LogRow, chain, publish
from conspectus.letter.changes import ADDED, worded
from conspectus.letter.files import BUNDLE
from conspectus.terms import Language
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry as LogEntry
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import READING, Action
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.letters.drafting import Drafted, casebook_of, needed
from conspectus.workspace.letters.editions import newest, read
from conspectus.workspace.letters.models import Change, Edition, Facts
from conspectus.workspace.letters.policies import publishes, words


@dataclass(frozen=True, kw_only=True)
class LetterFacts:
    """When the fieldwork was, to whom the letter goes, how children were chosen, its day and its language."""

    fieldwork_from: date
    fieldwork_to: date
    addressees: str
    sample: str
    published: date | None
    language: Language = Language.ENGLISH


@transaction.atomic
def record_facts(*, inspection: Inspection, given: LetterFacts, by: User) -> Facts:
    """What the letter says of the inspection."""
    may(words, inspection, by)
    if not given.fieldwork_from <= given.fieldwork_to <= (given.published or given.fieldwork_to):
        raise ConspectusError(
            "fieldwork starts, then ends, then the letter is published", inspection.title, "Check the days."
        )
    kept = asdict(given) | {
        "addressees": given.addressees.strip(), "sample": given.sample.strip(),
        "language": Language(given.language).value,
    }  # fmt: skip
    facts, _ = Facts.objects.update_or_create(inspection=inspection, defaults=kept)
    _bear(inspection, given.published)
    record(
        Action.LETTER_FACTS_RECORDED, by=by, inspection=inspection.pk,
        **{name: value.isoformat() for name, value in kept.items() if isinstance(value, date)},
    )  # fmt: skip
    return facts


@transaction.atomic
def correct_day(*, inspection: Inspection, published: date, by: User) -> None:
    """Have a signed letter bear another day of publication; the day is not signed, so every signature stays."""
    may(publishes, inspection, by)
    facts = Facts.objects.select_for_update().get(inspection=inspection)
    edition = newest(inspection)
    assert edition is not None  # everybody signed it
    if edition.publish_at:
        raise ConspectusError("its time of publication is set", inspection.title, "Take the time back first.")
    if published < facts.fieldwork_to:
        raise ConspectusError(
            "a letter is not published before fieldwork ends", inspection.title, "Check the day."
        )
    facts.published = published
    facts.save()
    _bear(inspection, published)
    record(Action.LETTER_FACTS_RECORDED, by=by, inspection=inspection.pk, published=published.isoformat())


def _bear(inspection: Inspection, published: date | None) -> None:
    """The newest edition bears the day, unless its day was signed with it or it is public."""
    edition = newest(inspection)
    if edition is None or edition.published_at is not None:
        return
    kept = read(edition)
    if kept.letter_version > 1 and kept.inspection.published != published:
        letter.correct_day(edition.folder, published=published)


@transaction.atomic
def word(
    *,
    inspection: Inspection,
    statement: str,
    text: str,
    section: str = "",
    because: str = "wording",
    by: User,
) -> Change | None:
    """Word a drafted statement otherwise, or move it; None where it is as drafted again."""
    may(words, inspection, by)
    draft = needed(inspection)
    before = next((one for one in draft.statements if one.id == statement), None)
    if before is None:
        raise ConspectusError(
            "there is no such statement", statement, "Look at the letter again: it was drafted anew."
        )
    change = inspection.letter_changes.filter(statement=statement).first() or Change(
        inspection=inspection, statement=statement
    )
    plain = draft.plain.get(statement)  # none of one that people added
    text = "" if plain and text.strip() == plain.text else text.strip()
    section = section or before.section
    section = "" if plain and section == plain.section else section
    if plain and not text and not section:
        restore(inspection=inspection, statement=statement, by=by)
        return None
    drafted = plain.text if plain else ""
    _keep(draft, change, by, text=text, section=section, drafted=drafted, because=because)
    return change


@transaction.atomic
def add(*, inspection: Inspection, text: str, section: str, cells: Sequence[str], by: User) -> Change:
    """A statement of people's own, which points at findings."""
    may(words, inspection, by)
    taken = [
        int(one.statement.removeprefix(ADDED))
        for one in inspection.letter_changes.filter(statement__startswith=ADDED)
    ]
    change = Change(inspection=inspection, statement=f"{ADDED}{max(taken, default=0) + 1}")
    _keep(needed(inspection), change, by, text=text.strip(), section=section, cells=list(cells))
    return change


@transaction.atomic
def restore(*, inspection: Inspection, statement: str, by: User) -> None:
    """As the findings drafted it; one that people added goes. What it was stays in its history."""
    may(words, inspection, by)
    change = inspection.letter_changes.filter(statement=statement).first()
    if change is not None:
        change._history_user = by
        change.delete()
        record(Action.STATEMENT_RESTORED, by=by, inspection=inspection.pk, target=f"statement:{statement}")


def _keep(draft: Drafted, change: Change, by: User, **new: object) -> None:
    """A LetterError says what does not fit, before anything is kept."""
    for name, value in new.items():
        setattr(change, name, value)
    rest = [one for one in _fitting(draft) if one.statement != change.statement]
    worded(draft.findings, [*rest, change.as_row()])
    change.by = change._history_user = by
    change.save()
    record(
        Action.STATEMENT_WORDED, by=by, inspection=change.inspection_id,
        target=f"statement:{change.statement}", because=change.because,
    )  # fmt: skip


def _fitting(draft: Drafted) -> list[Changed]:
    misfits = {one.change.statement for one in draft.misfits}
    return [one for one in draft.changes if one.statement not in misfits]


@transaction.atomic
def make_edition(*, inspection: Inspection, by: User) -> Edition:
    """The letter with all its files, as it now reads; a LetterError or InspectionError says what stands in the way."""
    locked = Inspection.objects.select_for_update().get(pk=inspection.pk)
    may(words, locked, by)
    draft = needed(locked)
    if draft.misfits:
        first = draft.misfits[0]
        raise LetterError(
            f"{first.change.statement} {first.why}", "", "Word it anew, or restore it, then make the letter."
        )
    before = locked.editions.first()
    edition = Edition(inspection=locked, number=before.number + 1 if before else 1, basis=draft.basis, by=by)
    _written(draft, edition, before)
    edition.sha256 = read(edition).sha256
    edition.save()
    record(
        Action.EDITION_MADE, by=by, inspection=locked.pk, target=f"edition:{edition.number}",
        sha256=edition.sha256,
    )  # fmt: skip
    return edition


def _written(draft: Drafted, edition: Edition, before: Edition | None) -> None:
    """Every file of it; the edition before lends its salts, so that what did not change keeps its commitment."""
    shutil.rmtree(edition.folder, ignore_errors=True)  # of one that was cut off before it was kept
    edition.folder.mkdir(mode=0o700, parents=True)
    if before is not None and (before.folder / BUNDLE).is_file():
        shutil.copyfile(before.folder / BUNDLE, edition.folder / BUNDLE)
    publish(
        draft.files,
        Judged(draft.judgment, framework=draft.files.framework, beside=draft.beside),
        casebook=casebook_of(edition.inspection),
        out=edition.folder,
        log=_log(edition.inspection),
        changes=draft.changes,
    )


def _log(inspection: Inspection) -> tuple[LogRow, ...]:
    """Who did what, from set-up to this letter: the words and seals of the log, no name and no child."""
    done = LogEntry.objects.filter(inspection=inspection.pk).exclude(action__in=READING).order_by("number")
    rows = done.values_list("action", "number", "seal")
    return chain((action, f"row {number}", seal) for action, number, seal in rows)
