"""Does a letter hold? Recompute its judgment, redraft its statements, check every hash; offline."""

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from conspectus.definitions import Framework, frameworks, words
from conspectus.errors import LetterError
from conspectus.judgment import Judgment, judge, sha256_of
from conspectus.letter.bundle import Bundle, load_bundle
from conspectus.letter.hashing import bytes_hash, content_hash
from conspectus.letter.model import Letter
from conspectus.letter.public import judgeable
from conspectus.letter.publish import BUNDLE, LETTER
from conspectus.letter.statements import Findings, draft


class Outcome(StrEnum):
    """How one check ended."""

    HOLDS = "holds"
    DOES_NOT_HOLD = "does not hold"
    NOT_CHECKED = "could not be checked"


class Finding(NamedTuple):
    """One check and its outcome."""

    check: str
    outcome: Outcome
    says: str


class Verdict(NamedTuple):
    """Every check of a letter."""

    path: Path
    readable: bool
    findings: tuple[Finding, ...]

    @property
    def exit_code(self) -> int:
        """0 everything holds, 1 something does not, 2 unreadable."""
        if not self.readable:
            return 2
        return int(any(finding.outcome is Outcome.DOES_NOT_HOLD for finding in self.findings))


def verify(path: Path, *, bundle: Path | None = None) -> Verdict:
    """Check a letter against itself, what was published beside it, and its restricted copy if there is one.

    `path` is a `letter.json` or the folder that holds one. Nothing is raised: unreadable is a verdict too.
    """
    path = path / LETTER if path.is_dir() else path
    try:
        plain = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_no_key_twice)
        letter = Letter.model_validate(plain)
    except (OSError, UnicodeDecodeError, RecursionError) as error:
        return _unreadable(path, str(error))
    except ValidationError as error:
        return _unreadable(path, _first_fault(error))
    except ValueError as error:
        return _unreadable(path, f"not JSON: {error}")
    findings = [
        *_own_hash(plain, letter),
        *_framework(letter),
        *_judgment(letter),
        *_beside(letter),
        *_statements(letter),
        *_outputs(letter, path.parent),
        *_commitments(letter, bundle or path.parent / BUNDLE, asked=bundle is not None),
        *_outside(letter),
        *_signatures(letter),
    ]
    return Verdict(path, True, tuple(findings))


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):  # two readers could see two letters
        raise ValueError(f"a key is there twice: {next(key for key in keys if keys.count(key) > 1)}")
    return dict(pairs)


def _unreadable(path: Path, why: str) -> Verdict:
    return Verdict(path, False, (Finding("readable", Outcome.DOES_NOT_HOLD, f"This is no letter: {why}"),))


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    return f"{'.'.join(map(str, fault['loc'])) or 'the file'}: {fault['msg']}"


def _check(name: str, holds: bool, yes: str, no: str) -> Finding:
    return Finding(name, Outcome.HOLDS if holds else Outcome.DOES_NOT_HOLD, yes if holds else no)


def _own_hash(plain: dict[str, Any], letter: Letter) -> Iterator[Finding]:
    holds = content_hash(plain) == letter.sha256
    yield _check(
        "content", holds, "The content is what its hash says.", "The content is not what its hash says."
    )


def _framework(letter: Letter) -> Iterator[Finding]:
    holds = sha256_of(letter.framework) == letter.framework_sha256 == letter.judgment.framework.sha256
    name = f"{letter.framework.shown}, version {letter.framework.version}"
    yield _check("framework", holds, f"{name}: as named.", f"{name}: not the one that the judgment names.")
    yield _shipped("framework as shipped", letter.framework)
    if letter.beside is not None:
        yield _shipped("framework beside as shipped", letter.beside.framework)


def _shipped(check: str, framework: Framework) -> Finding:
    """A framework that goes by a shipped one's name and version has to be that one."""
    known = frameworks().get(framework.id)
    if known is None or known.version != framework.version:
        says = f"{framework.id}, version {framework.version}, is not shipped here: read it in the letter."
        return Finding(check, Outcome.NOT_CHECKED, says)
    name = f"{framework.id}, version {framework.version}"
    return _check(
        check, known == framework, f"It is {name}, as shipped.", f"It says it is {name}, and is not."
    )


def _judgment(letter: Letter) -> Iterator[Finding]:
    yield from _recomputed("judgment", letter, letter.framework, letter.judgment)


def _beside(letter: Letter) -> Iterator[Finding]:
    if letter.beside is None:
        return
    yield from _recomputed("beside", letter, letter.beside.framework, letter.beside.judgment)


def _recomputed(check: str, letter: Letter, framework: Framework, given: Judgment) -> Iterator[Finding]:
    again = _judge_again(letter, framework)
    found = {result.target: result for result in again.results}
    if [result.target for result in given.results] != list(found):
        yield Finding(
            check, Outcome.DOES_NOT_HOLD, "The letter gives other results than its framework asks for."
        )
        return
    for result in given.results:
        right = found[result.target].level
        yes = f"{result.title}: {_level(right)}, recomputed from the ratings."
        no = f"{result.title}: the letter says {_level(result.level)}, its own ratings give {_level(right)}."
        yield _check(f"{check}, {result.target}", result.level == right, yes, no)
    yield _check(
        f"{check}, derivation",
        again == given,
        "Derivation, coverage, robustness and agreement come out the same.",
        "Derivation, coverage, robustness or agreement do not come out as the letter gives them.",
    )


def _judge_again(letter: Letter, framework: Framework) -> Judgment:
    ratings, evidence, departures, dissents = judgeable(
        letter.ratings, letter.evidence, letter.departures, letter.dissents
    )
    return judge(
        framework,
        ratings=ratings,
        evidence=evidence,
        agencies=letter.inspection.agencies,
        departures=departures,
        dissents=dissents,
    )


def _level(level: str | None) -> str:
    return words(level) if level else "no level"


def _statements(letter: Letter) -> Iterator[Finding]:
    again = draft(
        Findings(
            letter.inspection,
            letter.framework,
            _judge_again(letter, letter.framework),
            letter.beside,
            letter.ratings,
            letter.evidence,
        )
    )
    right = {statement.id: statement for statement in again}
    given = {statement.id: statement for statement in letter.statements}
    other = [name for name in {**given, **right} if given.get(name) != right.get(name)]
    yes = f"All {len(given)} statements come out of the findings word for word."
    no = f"Not what the findings give: {', '.join(other) or 'their order'}."
    yield _check("statements", again == letter.statements, yes, no)


def _outputs(letter: Letter, folder: Path) -> Iterator[Finding]:
    for output in letter.outputs:
        path = folder / output.name
        if Path(output.name).name != output.name or not path.is_file():
            yield Finding(output.name, Outcome.NOT_CHECKED, "It is not beside the letter.")
            continue
        holds = bytes_hash(path.read_bytes()) == output.sha256
        yield _check(output.name, holds, "It is the one published with the letter.", "It has been changed.")


def _commitments(letter: Letter, path: Path, *, asked: bool) -> Iterator[Finding]:
    if not path.is_file() and not asked:
        yield Finding("commitments", Outcome.NOT_CHECKED, "The restricted copy is not here.")
        return
    try:
        bundle = load_bundle(path)
    except LetterError as error:
        yield Finding(
            "commitments", Outcome.DOES_NOT_HOLD, f"The restricted copy cannot be read: {error.what}."
        )
        return
    yield _check(
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
    return _check("commitments", not wrong, yes, no)


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
        yield Finding("casebook", Outcome.NOT_CHECKED, letter.casebook_says)
    else:
        says = f"The casebook is not here; its content hash should be {letter.casebook_sha256}."
        yield Finding("casebook", Outcome.NOT_CHECKED, says)
    yield Finding("log", Outcome.NOT_CHECKED, letter.log_says)
    files = (
        f"{len(letter.files)} files of the inspection folder are named with their hashes, and are not here."
    )
    yield Finding("inspection files", Outcome.NOT_CHECKED, files)


def _signatures(letter: Letter) -> Iterator[Finding]:
    if letter.signatures:
        says = "Signer not authenticated: the letter is signed, and no keys were given to check it with."
        yield Finding("signatures", Outcome.DOES_NOT_HOLD, says)
        return
    says = "The letter is unsigned: it was judged on its hashes and its recomputation alone."
    yield Finding("signatures", Outcome.NOT_CHECKED, says)
