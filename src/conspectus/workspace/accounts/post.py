"""E-mail: a letter that cannot be sent spoils nothing that was done."""

import logging
from collections.abc import Iterable

from django.core.mail import EmailMessage

log = logging.getLogger(__name__)


def post(to: Iterable[str], *, subject: str, text: str) -> bool:
    """Send one letter to each, so that nobody reads the others' addresses; False where any could not be sent."""
    sent = [_sent(address, subject, text) for address in to]  # all are tried, whatever becomes of the first
    return all(sent)


def _sent(address: str, subject: str, text: str) -> bool:
    try:
        EmailMessage(subject, text, to=[address]).send()
    except OSError as error:  # smtplib's errors are OSErrors too
        log.error("e-mail could not be sent: %s", error)
        return False
    return True
