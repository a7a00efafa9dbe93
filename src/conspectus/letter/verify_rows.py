"""Is what stands beside a letter what it names? Its outputs, its log, its restricted copy."""

from collections.abc import Iterator
from pathlib import Path

from conspectus.errors import LetterError
from conspectus.letter.bundle import Bundle, load_bundle
from conspectus.letter.files import BUNDLE, HTML, LOG, PDF, WORD
from conspectus.letter.hashing import bytes_hash
from conspectus.letter.log import LogRow, read_log
from conspectus.letter.model import Letter
from conspectus.signing import Finding, Outcome, finding, not_checked

DOCUMENTS = (HTML, PDF, WORD)


def row_findings(letter: Letter, folder: Path, *, bundle: Path | None) -> Iterator[Finding]:
    """Every check against files beside the letter."""
    yield from _outputs(letter, folder)
    yield from _documents(letter, folder)
    yield _log(letter, folder / LOG)
    yield from _commitments(letter, bundle or folder / BUNDLE, asked=bundle is not None)
    yield from _outside(letter)


def _log(letter: Letter, path: Path) -> Finding:
    if letter.log_head is None:
        return not_checked("log", letter.log_says, why="the letter names none")
    if not path.is_file():
        says = f"The log is not here; the hash of its last row should be {letter.log_head}."
        return not_checked("log", says, why="it is not beside the letter")
    read = read_log(path.read_bytes())
    if isinstance(read, str):
        return Finding("log", Outcome.DOES_NOT_HOLD, f"The chain of its hashes is broken: {read}.")
    if not read or read[-1].hash != letter.log_head:
        return Finding("log", Outcome.DOES_NOT_HOLD, "Its last row is not the one that the letter names.")
    other = list(_otherwise(letter, read))
    yes = f"Its {len(read)} rows hold together, and the last is the one that the letter names."
    return finding("log", not other, yes, f"It names otherwise than the letter: {', '.join(other)}.")


def _otherwise(letter: Letter, log: tuple[LogRow, ...]) -> Iterator[str]:
    """Rows that the log and the letter both name, and not alike."""
    known = {row.id: row.commitment for row in letter.committed} | {f.name: f.sha256 for f in letter.files}
    known[letter.framework.id] = letter.framework_sha256
    yield from (entry.id for entry in log if known.get(entry.id, entry.sha256) != entry.sha256)


def _outputs(letter: Letter, folder: Path) -> Iterator[Finding]:
    for output in letter.outputs:
        path = folder / output.name
        if Path(output.name).name != output.name or not path.is_file():
            yield not_checked(output.name, "It is not beside the letter.", why="it is not beside the letter")
            continue
        holds = bytes_hash(path.read_bytes()) == output.sha256
        yield finding(output.name, holds, "It is the one published with the letter.", "It has been changed.")


def _documents(letter: Letter, folder: Path) -> Iterator[Finding]:
    """What shows the letter with its day: not signed, so it is held against the letter itself."""
    named = {one.name: one.sha256 for one in letter.documents}
    for name in DOCUMENTS if letter.letter_version > 1 else ():  # never from the list alone: it is not signed
        path = folder / name
        if path.is_file():
            yield _document(letter, name, path.read_bytes(), named.get(name, ""))
        else:
            yield not_checked(name, "It is not beside the letter.", why="it is not beside the letter")


def _document(letter: Letter, name: str, content: bytes, sha256: str) -> Finding:
    if bytes_hash(content) != sha256:
        return Finding(name, Outcome.DOES_NOT_HOLD, "It has been changed.")
    if not letter.signatures:  # its list of documents is worth as much as all else that it says
        return Finding(name, Outcome.HOLDS, "It is the one that the letter names.")
    # Late: what draws takes longer to load than all the rest of verifying.
    from conspectus.letter.drawing import drawn_with, says_the_letter

    if says_the_letter(letter, name, content):
        return Finding(
            name, Outcome.HOLDS, "It says what the letter says: drawn again, it comes out the same."
        )
    if letter.drawn_with == drawn_with():
        return Finding(name, Outcome.DOES_NOT_HOLD, "Drawn again from the letter, it comes out otherwise.")
    says = f"The letter names it. Whether it says what the letter says, {letter.drawn_with} can tell."
    return not_checked(name, says, why="it was drawn by other versions than are here")


def _commitments(letter: Letter, path: Path, *, asked: bool) -> Iterator[Finding]:
    if not path.is_file() and not asked:
        yield not_checked(
            "commitments", "The restricted copy is not here.", why="the restricted copy is not here"
        )
        return
    try:
        bundle = load_bundle(path)
    except LetterError as error:
        yield Finding(
            "commitments", Outcome.DOES_NOT_HOLD, f"The restricted copy cannot be read: {error.what}."
        )
        return
    yield finding(
        "restricted copy",
        (bundle.letter_sha256, bundle.casebook_sha256) == (letter.sha256, letter.casebook_sha256)
        and bundle.statements == letter.statements,
        "The restricted copy belongs to this letter.",
        "The restricted copy belongs to another letter.",
    )
    yield _committed(letter, bundle)


def _committed(letter: Letter, bundle: Bundle) -> Finding:
    public = {row.id: row.commitment for row in letter.committed}
    held = {row.id: row.commitment for row in bundle.held}
    wrong = sorted(name for name in {**public, **held} if public.get(name) != held.get(name))
    wrong += sorted(_misquoted(letter, bundle))
    yes = f"All {len(public)} commitments are to the rows of the restricted copy."
    no = f"Commitments that do not fit the restricted copy: {', '.join(dict.fromkeys(wrong))}."
    return finding("commitments", not wrong, yes, no)


def _misquoted(letter: Letter, bundle: Bundle) -> Iterator[str]:
    """Public rows that do not say what the committed row says."""
    rows = {row.id: row.row for row in bundle.held}
    opaque = {row.row["id"]: row.id for row in bundle.held if row.of == "evidence"}
    for rating in letter.ratings:
        row = rows.get(rating.id, {})
        same = all(
            row.get(key) == getattr(rating, key)
            for key in ("criterion", "agency", "level", "stage", "inspectorate")
        )
        ids = tuple(opaque.get(name, "") for name in row.get("evidence_ids", ()))
        if not same or ids != rating.evidence_ids or bool(row.get("rationale")) != rating.has_rationale:
            yield rating.id
    for item in letter.evidence:
        row = rows.get(item.id, {})
        same = all(row.get(key) == getattr(item, key) for key in ("kind", "agency", "bearing"))
        if not same or tuple(row.get("criteria", ())) != item.criteria:
            yield item.id


def _outside(letter: Letter) -> Iterator[Finding]:
    if letter.casebook_sha256 is None:
        yield not_checked("casebook", letter.casebook_says, why="the letter names none")
    else:
        says = f"The casebook is not here; its content hash should be {letter.casebook_sha256}."
        yield not_checked("casebook", says, why="it is not here")
    if letter.files:  # a workspace's letter is made from none
        files = f"{len(letter.files)} files of the inspection folder are named with their hashes, and are not here."
        yield not_checked("inspection files", files, why="they are not here")
