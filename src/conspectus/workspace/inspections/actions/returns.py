"""An agency sends its return."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from conspectus.errors import ConspectusError
from conspectus.records.mapping import with_kept
from conspectus.terms import Agency, Scope
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections import jobs, plain, sealed, uploads
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.models import Inspection, SentReturn
from conspectus.workspace.inspections.moves import records_are_open
from conspectus.workspace.inspections.policies import runs_records, sends_return_of
from conspectus.workspace.inspections.senders import doubt, kept_before, must_be_its_own, speaks_for

MANIFEST = """sender = "{sender}"
agency = "{agency}"
schema = "{schema}"
period = {{ from = {first}, to = {last} }}
extracted = {extracted}
scope = "{scope}"
covers = [{covers}]
"""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What a sender answers of its return."""

    sender: str
    agency: Agency
    schema: str
    first: date
    last: date
    extracted: datetime
    scope: Scope
    covers: Iterable[str]


def manifest(*, answers: Answers) -> str:
    """A `return.toml` from what its sender answered, so that nobody has to write one by hand."""
    return MANIFEST.format(
        sender=answers.sender, agency=answers.agency.value, schema=answers.schema,
        first=answers.first.isoformat(), last=answers.last.isoformat(),
        extracted=answers.extracted.isoformat(timespec="seconds"), scope=answers.scope.value,
        covers=", ".join(f'"{word}"' for word in answers.covers),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """The files of one sender, and what `return.toml` says beside them where they hold none."""

    sender: str
    files: Iterable[File[Any]]
    says: str | None


def send_return(
    *, inspection: Inspection, agency: Agency, delivery: Delivery, by: User, sure: bool = False
) -> SentReturn:
    """Take the files, put what they lack of return.toml beside them, and have them checked.

    DoubtError where it seems to be another sender's return, unless whoever sends is `sure`.
    """
    may(sends_return_of, inspection, by, agency)
    records_are_open(inspection)
    if not inspection.handled:
        raise ConspectusError(
            "no return can be taken before it is on record how its data are handled",
            inspection.title,
            "The lead inspector records lawful basis and retention date first.",
        )
    with transaction.atomic():
        sent = _new_version(inspection, agency, delivery.sender, by)
        taken = _keep(delivery.files, delivery.says, sent, sure=sure)
        sent.files = [one._asdict() for one in taken]
        sent.save(update_fields=["files"])
        record(
            Action.RETURN_UPLOADED, by=by, inspection=inspection.pk, target=f"return:{sent.pk}",
            agency=agency.value, version=sent.version, sha256=[one.sha256 for one in taken],
        )  # fmt: skip
        transaction.on_commit(lambda: jobs.check_return.enqueue(sent.pk))
    return sent


def _keep(
    files: Iterable[File[Any]], says: str | None, sent: SentReturn, *, sure: bool
) -> list[uploads.Taken]:
    """Look at them as plain text, and seal them where they stay."""
    with plain.room() as room:
        taken = uploads.take(files, room / sent.sender)
        speaks_for(room / sent.sender, sent)
        if not sure:
            doubt(sent, [one.sha256 for one in taken])
        if says is not None and "return.toml" not in {one.name for one in taken}:
            says = with_kept(says, kept_before(sent))
            (room / sent.sender / "return.toml").write_text(says, encoding="utf-8")
        # Whatever lies there is of a process that was killed: no row tells of it.
        shutil.rmtree(sent.folder, ignore_errors=True)
        kept = sent.folder / sent.sender
        kept.mkdir(mode=0o700, parents=True)
        try:
            for path in (room / sent.sender).iterdir():
                sealed.seal(path, kept / path.name)
        except BaseException:
            shutil.rmtree(sent.folder, ignore_errors=True)  # no row will tell of it
            raise
    return taken


@transaction.atomic
def count_in(*, sent: SentReturn, by: User) -> None:
    """It is another organisation's return, whatever numbers its events have: it counts."""
    may(sends_return_of, sent.inspection, by, sent.agency)
    records_are_open(Inspection.objects.select_for_update().get(pk=sent.inspection_id))
    locked = SentReturn.objects.select_for_update().get(pk=sent.pk)
    if locked.state != SentReturn.State.DOUBTED or locked.taken_out_at is not None:
        raise ConspectusError("nothing is asked of this return", str(sent), "Look at it again.")
    locked.state, locked.trouble = SentReturn.State.USABLE, ""
    locked.save(update_fields=["state", "trouble"])
    record(
        Action.RETURN_COUNTED_IN, by=by, inspection=sent.inspection_id, target=f"return:{sent.pk}",
        agency=sent.agency, version=sent.version,
    )  # fmt: skip


@transaction.atomic
def take_out(*, sent: SentReturn, why: str, by: User) -> None:
    """No casebook is built from it any more; what was sent and why it was taken out stay on record."""
    may(runs_records, sent.inspection, by)
    records_are_open(Inspection.objects.select_for_update().get(pk=sent.inspection_id))
    locked = SentReturn.objects.select_for_update().get(pk=sent.pk)
    if not why.strip():
        raise ConspectusError("a return is taken out for a reason", str(sent), "Say why, and press again.")
    if locked.taken_out_at is not None:
        raise ConspectusError("it was taken out already", str(sent), "Nothing is left to do.")
    locked.taken_out_by, locked.taken_out_at, locked.taken_out_why = by, timezone.now(), why.strip()
    locked.save(update_fields=["taken_out_by", "taken_out_at", "taken_out_why"])
    record(
        Action.RETURN_TAKEN_OUT, by=by, inspection=sent.inspection_id, target=f"return:{sent.pk}",
        agency=sent.agency, version=sent.version,
    )  # fmt: skip


def _new_version(inspection: Inspection, agency: Agency, sender: str, by: User) -> SentReturn:
    # Locked, so that two uploads at once do not take the same number.
    records_are_open(Inspection.objects.select_for_update().get(pk=inspection.pk))
    must_be_its_own(inspection, agency, sender)
    before = inspection.returns.filter(sender=sender).aggregate(last=Max("version"))["last"] or 0
    return SentReturn.objects.create(
        inspection=inspection, agency=agency, sender=sender, version=before + 1, by=by
    )
