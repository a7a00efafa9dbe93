"""Does a letter say what its own ratings give? Its hash, its framework, its judgment, its statements."""

from collections.abc import Iterator, Sequence
from typing import Any

from conspectus.definitions import Framework, frameworks
from conspectus.errors import LetterError
from conspectus.judgment import Judgment, OnRecord, judge, sha256_of
from conspectus.letter.changes import worded
from conspectus.letter.hashing import content_hash
from conspectus.letter.judgeable import judgeable
from conspectus.letter.model import Letter, Statement
from conspectus.letter.phrases import Phrases
from conspectus.letter.retelling import retold
from conspectus.letter.statements import Findings
from conspectus.signing import Finding, Outcome, finding, not_checked
from conspectus.wording import level_word


def content_findings(plain: dict[str, Any], letter: Letter) -> Iterator[Finding]:
    """Everything that can be worked out from the letter alone."""
    yield from _own_hash(plain, letter)
    yield from _framework(letter)
    again = _judge_again(letter, letter.framework)
    yield from _recomputed("judgment", again, letter.judgment)
    if letter.beside is not None:
        there = _judge_again(letter, letter.beside.framework)
        yield from _recomputed("beside", there, letter.beside.judgment)
    yield from _statements(letter, again[0])


def _own_hash(plain: dict[str, Any], letter: Letter) -> Iterator[Finding]:
    holds = content_hash(plain) == letter.sha256
    yes = "The content is what its hash says."
    if letter.letter_version > 1:
        yes += " The day of publication is not part of it, and no signature is over that day."
    yield finding("content", holds, yes, "The content is not what its hash says.")


def _framework(letter: Letter) -> Iterator[Finding]:
    holds = sha256_of(letter.framework) == letter.framework_sha256 == letter.judgment.framework.sha256
    name = f"{letter.framework.shown}, version {letter.framework.version}"
    yield finding("framework", holds, f"{name}: as named.", f"{name}: not the one that the judgment names.")
    yield _shipped("framework as shipped", letter.framework)
    if letter.beside is not None:
        yield _shipped("framework beside as shipped", letter.beside.framework)


def _shipped(check: str, framework: Framework) -> Finding:
    """A framework that goes by a shipped one's name and version has to be that one."""
    known = frameworks().get(framework.id)
    if known is None or known.version != framework.version:
        says = f"{framework.id}, version {framework.version}, is not shipped here: read it in the letter."
        return not_checked(check, says, why="no such framework is shipped here")
    name = f"{framework.id}, version {framework.version}"
    return finding(
        check, known == framework, f"It is {name}, as shipped.", f"It says it is {name}, and is not."
    )


def _recomputed(check: str, again: Sequence[Judgment], given: Judgment) -> Iterator[Finding]:
    """`again` is the right judgment, in each wording that its letter may have."""
    found = {result.target: result for result in again[0].results}
    if [result.target for result in given.results] != list(found):
        yield Finding(
            check, Outcome.DOES_NOT_HOLD, "The letter gives other results than its framework asks for."
        )
        return
    for result in given.results:
        right = found[result.target].level
        yes = f"{result.title}: {_level(right)}, recomputed from the ratings."
        no = f"{result.title}: the letter says {_level(result.level)}, its own ratings give {_level(right)}."
        yield finding(f"{check}, {result.target}", result.level == right, yes, no)
    yield finding(
        f"{check}, derivation",
        given in again,
        "Derivation, coverage, robustness and agreement come out the same.",
        "Derivation, coverage, robustness or agreement do not come out as the letter gives them.",
    )


def _judge_again(letter: Letter, framework: Framework) -> list[Judgment]:
    """The judgment in the letter's words; for version 1 also in those of `judgment.json`, as its letters had it."""
    ratings, evidence, departures, dissents = judgeable(
        letter.ratings, letter.evidence, letter.departures, letter.dissents
    )
    again = judge(
        framework,
        ratings=ratings,
        evidence=evidence,
        agencies=letter.inspection.agencies,
        on_record=OnRecord(departures=departures, dissents=dissents),
    )
    told = retold(again, Phrases(framework, letter.language))
    return [told, again] if letter.letter_version == 1 else [told]


def _level(level: str | None) -> str:
    return level_word(level) if level else "no level"


def _statements(letter: Letter, judgment: Judgment) -> Iterator[Finding]:
    findings = Findings(
        letter.inspection,
        letter.framework,
        judgment,
        letter.beside,
        letter.ratings,
        letter.evidence,
        letter.samples,
        letter.language,
    )
    try:
        drafted = worded(findings, letter.changes)
    except LetterError as error:
        yield _otherwise(letter, f"What people changed does not fit: {error.what}.")
        return
    right = {statement.id: statement for statement in drafted}
    given = {statement.id: statement for statement in letter.statements}
    other = [name for name in {**given, **right} if given.get(name) != right.get(name)]
    if not other and drafted == letter.statements:
        yield Finding("statements", Outcome.HOLDS, _as_drafted(letter))
    elif _rests_alike(drafted, letter.statements):
        yield _otherwise(letter, f"Not what the findings give: {', '.join(other)}.")
    else:
        no = f"Not what the findings give: {', '.join(other) or 'their order'}."
        yield Finding("statements", Outcome.DOES_NOT_HOLD, no)


def _rests_alike(one: Sequence[Statement], other: Sequence[Statement]) -> bool:
    """Whether statements are the same but for their wording."""
    bare = ([s.model_dump(exclude={"text"}) for s in some] for some in (one, other))
    return next(bare) == next(bare)


def _otherwise(letter: Letter, no: str) -> Finding:
    """Statements that are worded otherwise; those of version 1 can have been so by the program that drafted them."""
    if letter.letter_version > 1:
        return Finding("statements", Outcome.DOES_NOT_HOLD, no)
    says = "Whether they are what the findings give, word for word, can be told by"
    version = "letters of version 1 were worded otherwise"
    return not_checked(
        "statements", f"{says} the program that drafted them: {letter.conspectus}.", why=version
    )


def _as_drafted(letter: Letter) -> str:
    """How many statements are as the findings drafted them, and which people worded or added."""
    ours = [one.statement for one in letter.changes if one.text]
    count = len(letter.statements)
    if not ours:
        return f"All {count} statements come out of the findings word for word."
    told = f"{count - len(ours)} of {count} statements come out of the findings word for word."
    return f"{told} People worded, on the same findings: {', '.join(ours)}."
