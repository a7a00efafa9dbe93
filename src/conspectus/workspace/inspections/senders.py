"""Whose a return is: a new sender's, one's of before under a name with a slip in it, or another agency's."""

import tomllib
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from conspectus.errors import ConspectusError, SealedError
from conspectus.terms import Agency
from conspectus.workspace.inspections import sealed
from conspectus.workspace.inspections.models import Inspection, SentReturn

ALIKE = 0.8  # of two names, by the letters they share in order: one slip of the keyboard leaves more


class DoubtError(ConspectusError):
    """A question, which whoever sends answers by sending it again and saying that they are sure."""


def earlier_senders(inspection: Inspection, agency: Agency) -> list[str]:
    """Names under which the agency has sent, the newest first; none whose returns were all taken out."""
    found = inspection.returns.filter(agency=agency, taken_out_at=None).order_by("-at", "-pk")
    return list(dict.fromkeys(found.values_list("sender", flat=True)))


def must_be_its_own(inspection: Inspection, agency: Agency, sender: str) -> None:
    """ConspectusError where another agency sends under this name: its return would be put in the other's place."""
    others = inspection.returns.filter(sender__iexact=sender, taken_out_at=None).exclude(agency=agency)
    if others.exists():
        raise ConspectusError(
            "another agency’s organisation sends under this name", sender, "Give yours a name of its own."
        )


def speaks_for(folder: Path, sent: SentReturn) -> None:
    """ConspectusError where a return.toml among the files says that they are another agency's, or another sender's."""
    try:
        says = tomllib.loads((folder / "return.toml").read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return  # none, or one that checking finds fault with
    for key, chosen in (("agency", sent.agency), ("sender", sent.sender)):
        if isinstance(said := says.get(key), str) and said != chosen:
            raise ConspectusError(
                f'it says {key} = "{said}", and it is sent as {chosen}', "return.toml",
                "Send it as what it says it is, or correct it.",
            )  # fmt: skip


def kept_before(sent: SentReturn) -> str:
    """The return.toml of what the same sender sent before it; empty where there is none that can be opened."""
    before = sent.earlier.filter(taken_out_at=None).first()
    try:
        held = b"".join(sealed.pieces(before.folder / before.sender / "return.toml")) if before else b""
        return held.decode("utf-8-sig")
    except (FileNotFoundError, SealedError, UnicodeDecodeError):
        return ""


def doubt(sent: SentReturn, hashes: Iterable[str]) -> None:
    """DoubtError where figures would double: a name almost as before, or a file that another sender sent."""
    sender, known = sent.sender, earlier_senders(sent.inspection, sent.agency_word)
    for other in known if not sent.earlier.filter(taken_out_at=None).exists() else []:
        if other == sender:  # the return that is being taken
            continue
        if SequenceMatcher(None, sender.lower(), other.lower()).ratio() >= ALIKE:
            raise DoubtError(
                f"{other} sent for this agency before: is {sender} another organisation?", sender,
                f"If it is the same, choose {other}: or all that both hold is counted twice.",
            )  # fmt: skip
    own = {file["sha256"] for one in sent.earlier.filter(taken_out_at=None) for file in one.files}
    if twin := _twin(sent.inspection, sender, set(hashes) - own):  # of what it sent before it was asked then
        name, before = twin
        raise DoubtError(
            f"{before.sender} sent the very same file, in version {before.version}", name,
            f"If it is the same return, send it as {before.sender}: or all it holds is counted twice.",
        )  # fmt: skip


def may_double(sent: SentReturn) -> list[SentReturn]:
    """The newest return of every other sender of the agency, where this one is the first that counts of its own.

    What is still being checked is among them, so that of two that come at once the second is asked.
    """
    if sent.earlier.filter(state=SentReturn.State.USABLE, taken_out_at=None).exists():
        return []
    others = sent.inspection.returns.filter(
        agency=sent.agency, taken_out_at=None, pk__lt=sent.pk,
        state__in=[SentReturn.State.USABLE, SentReturn.State.CHECKING],
    ).exclude(sender=sent.sender)  # fmt: skip
    newest = {one.sender: one for one in others.select_related("inspection").order_by("version")}
    return list(newest.values())


def question(shared: Mapping[str, int], events: int) -> str:
    """What is asked of a return whose events have numbers that others' have; empty where none has."""
    if not shared:
        return ""
    other, count = max(shared.items(), key=lambda one: one[1])
    return (
        f"{count:,} of its {events:,} events have the numbers of events that {other} sent. If it is the same "
        f"organisation, send it as {other}: or they are counted twice. Until somebody has answered, no casebook "
        "is built from it."
    )


def _twin(inspection: Inspection, sender: str, hashes: set[str]) -> tuple[str, SentReturn] | None:
    """A file of another sender's return that counts, of the same content."""
    for one in inspection.returns.filter(taken_out_at=None).exclude(sender=sender):
        for file in one.files:
            if file["sha256"] in hashes and not file["name"].endswith(".toml"):
                return file["name"], one
    return None
