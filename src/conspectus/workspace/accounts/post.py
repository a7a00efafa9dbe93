"""E-mail: a letter that cannot be sent spoils nothing that was done."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.core.cache import cache
from django.core.mail import EmailMessage
from django.utils import timezone

log = logging.getLogger(__name__)
LAST, KEPT = "the last letter", 7 * 24 * 3600  # seconds for which it is known what became of it


class Last(NamedTuple):
    """When the last letter was given to the mail server, and the kind of failure where it did not take it."""

    at: datetime
    failure: str  # no more than its kind: what a mail server says may name an address


def last() -> Last | None:
    """What became of the last letter; None where none was sent lately."""
    known: Last | None = cache.get(LAST)
    return known


def post(to: Iterable[str], *, subject: str, text: str) -> bool:
    """Send one letter to each, so that nobody reads the others' addresses; False where any could not be sent."""
    sent = [_sent(address, subject, text) for address in to]  # all are tried, whatever becomes of the first
    return all(sent)


def _sent(address: str, subject: str, text: str) -> bool:
    try:
        EmailMessage(subject, text, to=[address]).send()
    except OSError as error:  # smtplib's errors are OSErrors too
        log.error("e-mail could not be sent: %s", error)
        cache.set(LAST, Last(timezone.now(), type(error).__name__), KEPT)
        return False
    cache.set(LAST, Last(timezone.now(), ""), KEPT)
    return True
