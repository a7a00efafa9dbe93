"""Whether somebody has read what a duty rests on, said in one way wherever a duty is shown."""

from collections.abc import Iterable
from datetime import date

from conspectus.definitions import Duty, duties
from conspectus.terms import Language
from conspectus.wording.sentences import sentences

MARKS = "*†‡§"  # where there is no room for what is not yet checked: the first for the first such sentence


def edition_said(duty: Duty, on: date | None = None, language: Language = Language.ENGLISH) -> str:
    """What is to be known of the source on a day, or of its last edition; empty where somebody has read it."""
    say = sentences("editions", language)
    if not duty.in_force:
        return say("not_commenced")
    force = duty.in_force[-1] if on is None else duty.force_on(on)
    if force is None or force.confirmed:
        return ""
    before = [one for one in duty.in_force if one.from_ < force.from_ and one.confirmed]
    if not before:
        return say("unchecked")
    return say("carried", before=before[-1].edition, edition=force.edition)


def check_marks(checked: Iterable[str]) -> dict[str, str]:
    """A mark for each thing said of sources that nobody has read, in the order of reading."""
    return dict(zip(dict.fromkeys(filter(None, checked)), MARKS, strict=False))


def known_edition(duty: str, on: date | None = None, language: Language = Language.ENGLISH) -> str:
    """The same of a duty by its id; empty for a pattern, and for a duty that is no longer known."""
    return edition_said(duties()[duty], on, language) if duty in duties() else ""


def source_said(duty: Duty, on: date | None = None, language: Language = Language.ENGLISH) -> str:
    """The same, and that the source was read where it was."""
    return edition_said(duty, on, language) or sentences("editions", language)("read")
