"""From a judgment to its letter: drafted, committed to, hashed and written."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from conspectus import __version__
from conspectus.definitions import Framework, frameworks
from conspectus.errors import LetterError
from conspectus.inspection import InspectionFiles, citation_faults, refuse
from conspectus.judgment import Judgment, OnRecord, canonical, judge, sha256_of
from conspectus.letter.bundle import Bundle, bundle_bytes, load_bundle
from conspectus.letter.changes import worded
from conspectus.letter.commitments import Salts
from conspectus.letter.drawing import drawn, drawn_with, hashes
from conspectus.letter.files import BUNDLE, HTML, JUDGMENT, LETTER, LOG, PDF, WORD
from conspectus.letter.hashing import content_hash
from conspectus.letter.judgeable import judgeable
from conspectus.letter.log import LogRow, log_bytes, made_from
from conspectus.letter.model import Beside, Changed, FileHash, Inspected, Letter
from conspectus.letter.phrases import Phrases
from conspectus.letter.public import Rows, public_rows
from conspectus.letter.retelling import retold
from conspectus.letter.statements import Findings
from conspectus.records.casebook import Casebook
from conspectus.signing import write_all

INSPECTION = "inspection.toml"


class Paths(NamedTuple):
    """What was written. The judgment and the bundle are for the inspection team; the rest is public."""

    judgment: Path
    html: Path
    letter: Path
    bundle: Path
    log: Path
    pdf: Path
    word: Path


@dataclass(frozen=True)
class Judged:
    """A judgment with the framework that it was reached by, and one of a shipped framework told beside it."""

    judgment: Judgment
    framework: Framework
    beside: Judgment | None = None


class LogSaid(NamedTuple):
    """The hash of a log's last row, and what the letter says of that log."""

    head: str
    says: str


def publish(
    inspection_files: InspectionFiles,
    judged: Judged,
    *,
    casebook: Casebook | None,
    out: Path,
    log: Sequence[LogRow] | None = None,
    changes: Sequence[Changed] = (),
) -> Paths:
    """Write `judgment.json`, `letter.html`, `letter.json`, `letter-restricted.json`, `log.jsonl`, `letter.pdf`
    and `letter.docx` into `out`.

    An InspectionError names evidence whose citation the casebook does not hold, and nothing is written then.
    An earlier bundle in `out` lends its salts, so that the same content makes the same letter and keeps its
    signatures, whatever day of publication it bears. `log` is a workspace's own, up to
    this letter; without one, a log of what the letter was made from is written. `changes` is what people made
    of the draft's statements; a LetterError says which of them no longer fits the findings.
    """
    if casebook is not None:
        refuse(inspection_files.folder, citation_faults(inspection_files, casebook))
    rows, findings = found(inspection_files, judged, casebook=casebook, salts=_salts(out / BUNDLE))
    made = tuple(log or _log(inspection_files, rows, findings))
    said = LogSaid(made[-1].hash, findings.phrases.say("source.workspace" if log else "source.files"))
    body = _body(inspection_files, rows, findings, casebook, said, tuple(changes))
    documents, lines = drawn(body), _lines(judged.judgment)
    plain = {
        **body.model_dump(mode="json", by_alias=True),
        "outputs": hashes({JUDGMENT: lines}),
        "documents": hashes(documents),
    }
    plain["sha256"] = content_hash(plain)
    plain["signatures"] = _kept_signatures(out / LETTER, plain["sha256"])
    letter = Letter.model_validate(plain)
    bundle = Bundle(
        letter_sha256=letter.sha256,
        casebook_sha256=letter.casebook_sha256,
        statements=letter.statements,
        held=rows.held,
    )
    contents = {
        JUDGMENT: lines,
        HTML: documents[HTML],
        LETTER: canonical(plain) + b"\n",
        BUNDLE: bundle_bytes(bundle),
        LOG: log_bytes(made),
        PDF: documents[PDF],
        WORD: documents[WORD],
    }
    write_all(out, contents, private=(BUNDLE,))
    return Paths(*(out / name for name in contents))


def found(
    files: InspectionFiles,
    judged: Judged,
    *,
    casebook: Casebook | None,
    salts: Salts | None = None,
) -> tuple[Rows, Findings]:
    """The public rows, and all that statements are drafted from."""
    language = files.inspection.language
    rows = public_rows(files, casebook, salts or Salts(), language)
    besides = _beside(files, rows, judged.beside)
    public = _judge_public(files, rows, judged.framework, judged.judgment)
    return rows, Findings(
        _inspected(files),
        judged.framework,
        public,
        besides,
        rows.ratings,
        rows.evidence,
        rows.samples,
        language,
    )


def _judge_public(files: InspectionFiles, rows: Rows, framework: Framework, judgment: Judgment) -> Judgment:
    """The same judgment, made from the public rows: only that can be verified."""
    ratings, evidence, departures, dissents = judgeable(
        rows.ratings, rows.evidence, rows.departures, rows.dissents
    )
    public = judge(
        framework,
        ratings=ratings,
        evidence=evidence,
        agencies=files.inspection.agencies,
        on_record=OnRecord(departures=departures, dissents=dissents),
    )
    if [(r.target, r.level) for r in public.results] != [(r.target, r.level) for r in judgment.results]:
        raise LetterError(
            f"this judgment is not what {framework.id} makes of the inspection's ratings",
            "",
            "Judge the same files with the same framework, then publish.",
        )
    return retold(public, Phrases(framework, files.inspection.language))


def _beside(files: InspectionFiles, rows: Rows, beside: Judgment | None) -> Beside | None:
    if beside is None:
        return None
    found = next((one for one in frameworks().values() if sha256_of(one) == beside.framework.sha256), None)
    if found is None:
        raise LetterError(
            f"the framework {beside.framework.id!r} of the judgment beside is not a shipped one",
            "",
            "Put the judgment of a shipped framework beside this one.",
        )
    return Beside(framework=found, judgment=_judge_public(files, rows, found, beside))


def _inspected(files: InspectionFiles) -> Inspected:
    inspection = files.inspection
    return Inspected(
        area=inspection.area,
        theme=inspection.theme,
        agencies=inspection.agencies,
        fieldwork_from=inspection.dates.from_,
        fieldwork_to=inspection.dates.to,
        published=inspection.dates.published,
        addressees=inspection.addressees,
        sample=inspection.sample,
    )


def _body(
    files: InspectionFiles,
    rows: Rows,
    findings: Findings,
    casebook: Casebook | None,
    log: LogSaid,
    changes: tuple[Changed, ...],
) -> Letter:
    """The letter but for the hashes of what is made from it."""
    return Letter(
        conspectus=__version__,
        language=findings.language,
        inspection=findings.inspection,
        framework=findings.framework,
        framework_sha256=sha256_of(findings.framework),
        ratings=rows.ratings,
        evidence=rows.evidence,
        departures=rows.departures,
        dissents=rows.dissents,
        samples=rows.samples,
        judgment=findings.judgment,
        beside=findings.beside,
        statements=worded(findings, changes),
        changes=changes,
        casebook_sha256=casebook.content_hash if casebook else None,
        casebook_says=_casebook_says(findings.phrases, files, casebook),
        log_head=log.head,
        log_says=log.says,
        files=_file_hashes(files),
        outputs=(),
        drawn_with=drawn_with(),
        sha256="",
    )


def _file_hashes(files: InspectionFiles) -> tuple[FileHash, ...]:
    """Each by its bytes; the file that gives the day of publication by what it says otherwise."""
    undated = sha256_of(
        files.inspection.model_dump(mode="json", by_alias=True, exclude={"dates": {"published"}})
    )
    return tuple(
        FileHash(name=seen.name, sha256=undated if seen.name == INSPECTION else seen.sha256)
        for seen in files.files
    )


def _log(files: InspectionFiles, rows: Rows, findings: Findings) -> tuple[LogRow, ...]:
    return made_from(
        framework=findings.framework.id,
        framework_sha256=sha256_of(findings.framework),
        files=_file_hashes(files),
        rows={
            "rating": rows.ratings,
            "evidence": rows.evidence,
            "departure": rows.departures,
            "dissent": rows.dissents,
            "sample": rows.samples,
        },
        judgment=findings.judgment,
    )


def _kept_signatures(path: Path, sha256: str) -> list[object]:
    """The signatures of an earlier edition with the very same content; any other content has to be signed anew."""
    try:
        earlier = json.loads(path.read_text(encoding="utf-8"))
        return list(earlier["signatures"]) if earlier["sha256"] == sha256 else []
    except (OSError, ValueError, TypeError, KeyError):
        return []


def _casebook_says(phrases: Phrases, files: InspectionFiles, casebook: Casebook | None) -> str:
    cited = sum(item.citation is not None for item in files.evidence)
    if casebook is not None:
        return phrases.say("source.casebook", cited=cited, count=len(files.evidence))
    return phrases.say("source.unseen", count=cited) if cited else phrases.say("source.none")


def _salts(path: Path) -> Salts:
    try:
        earlier = load_bundle(path)
    except LetterError:
        return Salts()  # none there, or not ours: new salts are always right
    return Salts({sha256_of(row.committed): row.salt for row in earlier.held})


def _lines(judgment: Judgment) -> bytes:
    return (judgment.model_dump_json(by_alias=True, indent=2) + "\n").encode("utf-8")
