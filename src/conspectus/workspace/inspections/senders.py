"""Whether a return is a new sender's, or one sent before under a name with a slip in it."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from conspectus.errors import ConspectusError
from conspectus.terms import Agency
from conspectus.workspace.inspections.models import Inspection, SentReturn

ALIKE = 0.8  # of two names, by the letters they share in order: one slip of the keyboard leaves more


class DoubtError(ConspectusError):
    """A question, which whoever sends answers by sending it again and saying that they are sure."""


def earlier_senders(inspection: Inspection, agency: Agency) -> list[str]:
    """Names under which the agency has sent, the newest first; none whose returns were all taken out."""
    found = inspection.returns.filter(agency=agency, taken_out_at=None).order_by("-at", "-pk")
    return list(dict.fromkeys(found.values_list("sender", flat=True)))


def doubt(inspection: Inspection, agency: Agency, sender: str, hashes: Iterable[str]) -> None:
    """DoubtError where figures would double: a name almost as before, or a file that another sender sent."""
    for other in earlier_senders(inspection, agency):
        if other == sender:  # the return that is being taken
            continue
        if SequenceMatcher(None, sender.lower(), other.lower()).ratio() >= ALIKE:
            raise DoubtError(
                f"{other} sent for this agency before: is {sender} another organisation?", sender,
                f"If it is the same, choose {other}: or all that both hold is counted twice.",
            )  # fmt: skip
    if twin := _twin(inspection, sender, set(hashes)):
        name, before = twin
        raise DoubtError(
            f"{before.sender} sent the very same file, in version {before.version}", name,
            f"If it is the same return, send it as {before.sender}: or all it holds is counted twice.",
        )  # fmt: skip


def _twin(inspection: Inspection, sender: str, hashes: set[str]) -> tuple[str, SentReturn] | None:
    """A file of another sender's return that counts, of the same content."""
    for one in inspection.returns.filter(taken_out_at=None).exclude(sender=sender):
        for file in one.files:
            if file["sha256"] in hashes and not file["name"].endswith(".toml"):
                return file["name"], one
    return None
