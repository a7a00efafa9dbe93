"""Does a figures file hold? Its schema, its hash, what it must not tell, and who signed it; offline."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from conspectus.errors import FiguresError
from conspectus.judgment import canonical
from conspectus.monitoring.files import SIGNS
from conspectus.monitoring.model import Figures, FiguresPoints
from conspectus.monitoring.suppression import small
from conspectus.signing import (
    Finding,
    KeyFile,
    Outcome,
    Signature,
    Verdict,
    finding,
    first_fault,
    load_keys,
    load_private,
    not_checked,
    plain_json,
    signature_finding,
    signature_of,
    unsigned_hash,
    write_all,
)

WHAT = "figures file"

# Columns that published files leave out.
RESTRICTED = [name for name, field in FiguresPoints.model_fields.items() if not field.is_required()]


def verify_figures(path: Path, *, keys: Path | None = None) -> Verdict:
    """Check a figures file against itself and its signers' keys; an unreadable one is a verdict too."""
    known = load_keys(keys) if keys else None
    try:
        plain = plain_json(path)
        figures = Figures.model_validate(plain)
    except ValidationError as error:
        return _unreadable(path, first_fault(error))
    except (OSError, ValueError, RecursionError) as error:
        return _unreadable(path, str(error))
    findings = [
        finding("schema", True, f"It is a figures file of version {figures.figures_version}.", ""),
        *_content(plain, figures),
        *_suppressed(figures),
        *_signed(figures, unsigned_hash(plain), known),
    ]
    return Verdict(path, True, tuple(findings), WHAT)


def sign_figures(path: Path, *, signer: str, key_file: Path) -> Signature:
    """Add anybody's signature to a figures file that holds, in place of an earlier one of their own."""
    key = load_private(key_file)
    verdict = verify_figures(path)
    wrong = [
        one.says
        for one in verdict.findings
        if one.outcome is Outcome.DOES_NOT_HOLD and not one.check.startswith("signature")
    ]
    if wrong:
        raise FiguresError(
            f"it does not hold, so it is not signed: {' '.join(wrong)}", str(path), "Write it again."
        )
    plain: dict[str, Any] = plain_json(path)
    made = signature_of(signer, plain["sha256"], key, signs=SIGNS)
    kept = [one for one in plain.get("signatures", []) if one["inspectorate"] != signer]
    plain["signatures"] = [*kept, made.model_dump(mode="json")]
    private = (path.name,) if plain["restricted"] else ()
    write_all(path.parent, {path.name: canonical(plain) + b"\n"}, private=private)
    return made


def _unreadable(path: Path, why: str) -> Verdict:
    told = Finding("readable", Outcome.DOES_NOT_HOLD, f"This is no figures file: {why}")
    return Verdict(path, False, (told,), WHAT)


def _content(plain: dict[str, Any], figures: Figures) -> Iterator[Finding]:
    yield finding(
        "hash",
        figures.sha256 == unsigned_hash(plain),
        f"Its content is what its hash says: {figures.sha256}.",
        "Its content is not what its hash says: it was changed after it was written.",
    )
    over = [n for n, met in zip(figures.points.n, figures.points.met, strict=True) if met > n]
    spans = zip(figures.points.from_, figures.points.to, strict=True)
    in_order = all(first <= last for first, last in spans)
    yield finding(
        "counts",
        not over and in_order and not _overlapping(figures),
        "No point counts more met than there are, and no month is counted twice.",
        "A point counts more met than there are, ends before it begins, or counts a month twice.",
    )


def _overlapping(figures: Figures) -> bool:
    points, seen = figures.points, dict[int, str]()
    for series, first, last in sorted(zip(points.series, points.from_, points.to, strict=True)):
        if first <= seen.get(series, ""):
            return True
        seen[series] = last
    return False


def _suppressed(figures: Figures) -> Iterator[Finding]:
    """A published file tells no count from one to five, nor lets the rest of one be such."""
    if figures.restricted:
        says = "It is a restricted copy, which holds small counts: it is for the partnership alone."
        yield not_checked("suppression", says, why="it is a restricted copy")
        return
    faults = [*_small_points(figures), *_small_others(figures)]
    yield finding(
        "suppression",
        not faults,
        "It tells no count from one to five.",
        f"It tells counts from one to five: {'; '.join(faults[:5])}.",
    )


def _small_points(figures: Figures) -> Iterator[str]:
    points = figures.points
    for row, place in enumerate(points.series):
        if small(points.met[row]) or small(points.n[row] - points.met[row]):
            head = figures.series[place]
            yield f"{head.duty}, {head.agency}, from {points.from_[row]}"
    for name in RESTRICTED:
        if getattr(points, name) is not None:
            yield f"the column {name}, which belongs to restricted copies"


def _small_others(figures: Figures) -> Iterator[str]:
    gaps = figures.gaps
    for row, place in enumerate(gaps.pattern):
        if any(map(small, (gaps.opened[row], gaps.acted_on[row], gaps.open[row]))):
            yield f"gaps of {figures.patterns[place].id}, from {gaps.from_[row]}"
    counts: list[tuple[str, int | None]] = [("children", figures.children)]
    counts += [(f"undated of {one.duty}, {one.agency}", one.undated) for one in figures.series]
    for one in figures.quality:
        counts += [
            (f"rows of {one.agency}", one.rows_in),
            (f"rows of {one.agency} set aside", one.rows_set_aside),
        ]
        counts += [(f"{severity} issues of {one.agency}", count) for severity, count in one.issues.items()]
        if one.rows_in is not None and one.rows_set_aside is not None:
            counts.append((f"rows of {one.agency} used", one.rows_in - one.rows_set_aside))
    yield from (name for name, count in counts if count is not None and small(count))


def _signed(figures: Figures, sha256: str, keys: KeyFile | None) -> Iterator[Finding]:
    if not figures.signatures:
        says = "The file is unsigned: it was judged on its hash and its content alone."
        yield not_checked("signatures", says, why="the file is unsigned")
    elif keys is None:
        says = "Signer not authenticated: the file is signed, and no keys were given to check it with."
        yield Finding("signatures", Outcome.DOES_NOT_HOLD, says)
    else:
        yield from (signature_finding(one, sha256, keys, signs=SIGNS) for one in figures.signatures)
