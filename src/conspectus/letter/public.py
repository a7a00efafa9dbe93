"""From an inspection's rows to the rows of the public letter, each committed to and none named."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from pydantic_core import to_jsonable_python

from conspectus.definitions import agencies
from conspectus.inspection import InspectionFiles
from conspectus.judgment import Departure, Dissent, Evidence, Rating, Sample
from conspectus.letter.bundle import CitedRow, HeldRow, Line
from conspectus.letter.commitments import Salts, commitment
from conspectus.letter.figures import figure_in_words, sample_in_words
from conspectus.letter.model import (
    PublicDeparture,
    PublicDissent,
    PublicEvidence,
    PublicRating,
    PublicSample,
)
from conspectus.plain import listed
from conspectus.records.casebook import Casebook, Cited
from conspectus.terms import Agency, Language, Stage

FIGURES = "duty_figures"
Of = Literal["rating", "evidence", "departure", "dissent", "sample"]
# The table of an inspection's folder that each stands in.
FILES: dict[Of, str] = {
    "rating": "ratings.csv",
    "evidence": "evidence.csv",
    "departure": "departures.csv",
    "dissent": "dissent.csv",
    "sample": "sample.csv",
}


class Rows(NamedTuple):
    """The public rows, and what is held back of each."""

    ratings: tuple[PublicRating, ...]
    evidence: tuple[PublicEvidence, ...]
    departures: tuple[PublicDeparture, ...]
    dissents: tuple[PublicDissent, ...]
    samples: tuple[PublicSample, ...]
    held: tuple[HeldRow, ...]


def public_rows(files: InspectionFiles, casebook: Casebook | None, salts: Salts, language: Language) -> Rows:
    """Commit to every row; the public form of each, and the held one with its salt."""
    evidence = [_held_evidence(files, item, casebook, salts) for item in files.evidence]
    ratings = [_held("rating", r, salts, files.rating_rows.get(r.id)) for r in files.ratings]
    departures = [_held("departure", item, salts) for item in files.departures]
    dissents = [_held("dissent", item, salts) for item in files.dissents]
    samples = [_held("sample", item, salts) for item in files.samples]
    opaque = {row.row["id"]: row.id for row in evidence}
    on = casebook.build.as_of_day if casebook else None
    return Rows(
        _ratings(files.ratings, ratings, opaque),
        tuple(_evidence(item, row, language, on) for item, row in zip(files.evidence, evidence, strict=True)),
        tuple(_departure(item, row, opaque) for item, row in zip(files.departures, departures, strict=True)),
        tuple(_dissent(item, row) for item, row in zip(files.dissents, dissents, strict=True)),
        tuple(_sample(item, row, language) for item, row in zip(files.samples, samples, strict=True)),
        (*ratings, *evidence, *departures, *dissents, *samples),
    )


def _held(
    of: Of,
    item: Rating | Evidence | Departure | Dissent | Sample,
    salts: Salts,
    row: int | None = None,
    cited: CitedRow | None = None,
    note: str | None = None,
) -> HeldRow:
    dump = item.model_dump(mode="json")
    bare = HeldRow(
        id="", of=of, row=dump, file=FILES[of], file_row=row, cited=cited, note_sha256=note, salt=""
    )
    salt = salts.of(bare.committed)
    opaque = f"{of[0]}{of[-1]}-{commitment(salt, bare.committed)[:12]}"
    return bare.model_copy(update={"salt": salt, "id": opaque})


def _held_evidence(
    files: InspectionFiles, item: Evidence, casebook: Casebook | None, salts: Salts
) -> HeldRow:
    hashes = {seen.name: seen.sha256 for seen in files.files}
    cited = _cited(item, casebook)
    note = hashes.get(item.note) if item.note else None
    return _held("evidence", item, salts, files.evidence_rows.get(item.id), cited, note)


def _cited(item: Evidence, casebook: Casebook | None) -> CitedRow | None:
    cited = casebook.cite(item.citation) if casebook and item.citation else None
    if cited is None:
        return None
    masked = cited.restricted and cited.table != FIGURES  # figures name nobody, though they count everybody
    return CitedRow(
        source=item.source,
        table=cited.table,
        id=cited.id,
        row=_masked(cited) if masked else to_jsonable_python(cited.row),
        row_sha256=cited.row_sha256,
        restricted=masked,
        lines=tuple(
            Line(sender=x.sender, file=x.file, sheet=x.sheet, row=x.row, file_sha256=x.file_sha256)
            for x in cited.lines
        ),
        lines_in_all=cited.lines_in_all,
    )


def _masked(cited: Cited) -> dict[str, Any]:
    """That it rests on restricted entries, and whose: an obligation's own agency owes, and need not be it."""
    titles = listed([agencies()[Agency(agency)].title for agency in cited.restricted_by])
    return {"restricted": True, "agencies": cited.restricted_by, "says": f"a restricted entry by {titles}"}


def _ratings(
    ratings: Iterable[Rating], held: Iterable[HeldRow], opaque: Mapping[str, str]
) -> tuple[PublicRating, ...]:
    raters: dict[tuple[str, Stage], dict[str, str]] = defaultdict(dict)
    rows = []
    for rating, row in zip(ratings, held, strict=True):
        seen = raters[rating.cell, rating.stage]
        rows.append(
            PublicRating(
                id=row.id,
                criterion=rating.criterion,
                agency=rating.agency,
                level=rating.level,
                stage=rating.stage,
                inspectorate=rating.inspectorate,
                rater=seen.setdefault(rating.inspector, f"rater {len(seen) + 1}"),
                has_rationale=bool(rating.rationale),
                evidence_ids=tuple(opaque[name] for name in rating.evidence_ids if name in opaque),
                commitment=row.commitment,
            )
        )
    return tuple(rows)


def _evidence(item: Evidence, row: HeldRow, language: Language, on: date | None) -> PublicEvidence:
    figure = row.cited is not None and row.cited.table == FIGURES
    return PublicEvidence(
        id=row.id,
        kind=item.kind,
        agency=item.agency,
        criteria=item.criteria,
        bearing=item.bearing,
        rests_on="casebook" if item.citation else "note" if item.note else "words",
        says=figure_in_words(row.cited.row, language, on=on) if figure and row.cited else "",
        commitment=row.commitment,
    )


def _departure(item: Departure, row: HeldRow, opaque: Mapping[str, str]) -> PublicDeparture:
    ids = tuple(opaque[name] for name in item.evidence_ids if name in opaque)
    return PublicDeparture(
        id=row.id, target=item.target, level=item.level, evidence_ids=ids, commitment=row.commitment
    )


def _dissent(item: Dissent, row: HeldRow) -> PublicDissent:
    return PublicDissent(
        id=row.id,
        target=item.target,
        level=item.level,
        inspectorate=item.inspectorate,
        commitment=row.commitment,
    )


def _sample(item: Sample, row: HeldRow, language: Language) -> PublicSample:
    return PublicSample(
        id=row.id,
        agency=item.agency,
        chosen=item.chosen,
        says=sample_in_words(item, language),
        commitment=row.commitment,
    )
