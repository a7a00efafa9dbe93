"""return.toml for a folder that has none, where its content says what it is; what it cannot say is asked for."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from conspectus.definitions.return_schema import list_schemas, return_checks
from conspectus.errors import ReturnsError
from conspectus.records.returns.formats import limits, recognised, shapes
from conspectus.records.returns.manifest import NAME, SENDER
from conspectus.records.sheets import Sheet, Unread, read_folder
from conspectus.terms import Agency

MANIFEST = """# Whose return this is. Written by `conspectus check`, which knew {what} by the content.
sender = "{sender}"
agency = "{agency}"
schema = "{schema}"
period = {{ from = {start}, to = {end} }}

# Until you say otherwise, nothing after the end of the period is expected of you: when was it taken from your system?
# extracted = {end}T23:59:00

# By which rule was it chosen whom to include: residence, place_of_event or registration?
# scope = "residence"
"""


def begin(
    folder: Path,
    *,
    sender: str | None = None,
    agency: Agency | None = None,
    start: date | None = None,
    end: date | None = None,
) -> Path | None:
    """Write return.toml into `folder` where it has none and its content says what it is; gives back the file.

    None where there is one, in it or below it. Raises ReturnsError, naming each thing that is not given, where the
    content cannot say it, and where the content is nobody's return.
    """
    if not folder.is_dir() or _begun(folder):
        return None
    found, unread = _recognised(folder)
    if not found:
        _refuse(folder, unread, asked=any((sender, agency, start, end)))
        return None
    lacking = _lacking(sender=sender, agency=agency, start=start, end=end)
    what = " and ".join(list_schemas()[name].title for name in found)
    if lacking or sender is None or start is None or end is None:
        usual = list_schemas()[found[0]].agency
        hint = f" {what} usually comes from the {usual}." if usual and agency is None else ""
        raise ReturnsError(
            f"there is no {NAME}; the content says that it is {what} ({', '.join(found)}), "
            f"but cannot say {_listed(lacking)}",
            str(folder),
            f"Give {' '.join(option for option, _ in lacking)}.{hint}",
        )
    _look_over(folder, sender, start, end)
    path = folder / NAME
    path.write_text(
        MANIFEST.format(what=what, sender=sender, agency=agency, schema=found[0], start=start, end=end),
        encoding="utf-8",
    )
    return path


def _begun(folder: Path) -> bool:
    return any(folder.rglob(NAME))


def _recognised(folder: Path) -> tuple[list[str], list[Unread]]:
    """The returns to which the files of a folder belong, and what could not be read."""
    read = list(read_folder(folder, shapes=shapes(), limits=limits()))
    sheets = [one for one in read if isinstance(one, Sheet)]
    return recognised(sheets), [one for one in read if isinstance(one, Unread)]


def _refuse(folder: Path, unread: Sequence[Unread], *, asked: bool) -> None:
    """Say of a document that is refused why that is, since nothing else in the folder says what it is.

    Where somebody says whose return it is (`asked`), no return.toml is what they want: they are told which returns
    are known by their content.
    """
    for one in unread:
        if one.file.lower().endswith((".xml", ".json", ".jsonl", ".ndjson", ".zip")):
            check = return_checks()[one.oddity.check]
            said = check.message.replace("{value}", one.oddity.value)
            raise ReturnsError(said.rstrip("."), str(folder / one.file), check.todo)
    if asked:
        known = ", ".join(sorted(list_schemas()))
        raise ReturnsError(
            f"none of its files is known by its content as one of {known}",
            str(folder),
            "Check that each file has its row of headers; for an extract of another kind use `conspectus map`.",
        )


def _lacking(
    *, sender: str | None, agency: Agency | None, start: date | None, end: date | None
) -> list[tuple[str, str]]:
    asked = (
        ("--sender", "who sends it", sender),
        ("--agency", "which agency that is", agency),
        ("--from", "the first day that it covers", start),
        ("--to", "the last day that it covers", end),
    )
    return [(option, words) for option, words, given in asked if given is None]


def _listed(lacking: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"{words} ({option})" for option, words in lacking)


def _look_over(folder: Path, sender: str, start: date, end: date) -> None:
    if not SENDER.fullmatch(sender):
        raise ReturnsError(
            f"{sender!r} is no word for a sender",
            str(folder),
            "Use letters, figures, hyphens, dots and _ alone.",
        )
    if end < start:
        raise ReturnsError(
            f"the period ends on {end}, before it starts on {start}", str(folder), "Mend --to."
        )
