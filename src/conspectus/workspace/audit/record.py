"""Append to the log, within the transaction of what it records."""

import hashlib
import hmac
import json
from datetime import UTC, datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.words import Action

FIRST = "0" * 64  # the seal before the first
LOCK = 7_041_776  # any number, the same in every process


def record(
    action: Action,
    *,
    by: User | None,
    inspection: int | None = None,
    target: str = "",
    **details: object,
) -> Entry:
    """Add a row. If the transaction around it fails, so does the row; if the row fails, so does all the rest."""
    with transaction.atomic():
        _one_at_a_time()
        last = Entry.objects.order_by("-number").values_list("number", "seal").first() or (0, FIRST)
        entry = Entry(
            number=last[0] + 1,
            at=timezone.now(),
            actor=by.pk if by else None,
            action=action,
            inspection=inspection,
            target=target,
            details=details,
        )
        entry.seal = seal(entry, before=last[1])
        entry.save(force_insert=True)
    return entry


def _one_at_a_time() -> None:
    # SQLite's transactions begin by taking the one write lock (see the settings).
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])


def seal(entry: Entry, *, before: str) -> str:
    """Over the row and the seal before it, with a key that is not in the database."""
    row = [
        before, entry.number, _written(entry.at), entry.actor, entry.action, entry.inspection, entry.target,
        entry.details,
    ]  # fmt: skip
    text = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.new(_key(), text.encode(), hashlib.sha256).hexdigest()


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _key() -> bytes:
    return hashlib.sha256(b"conspectus log " + settings.SECRET_KEY.encode()).digest()
