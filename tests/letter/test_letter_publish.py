"""What is published, what is held back, and how a statement is followed to a sender's line."""

import json
import stat
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from conspectus.definitions import Framework, frameworks
from conspectus.errors import LetterError
from conspectus.inspection import FaultyInspectionError
from conspectus.judgment import Judgment, OnRecord, judge
from conspectus.letter import Judged, Letter, Paths, load_bundle, publish, trace, verify
from conspectus.records.casebook import open_casebook
from tests.inspection.casebook_making import make_casebook
from tests.letter.conftest import Case

SECRETS = ["Secret", "Seen in secret", "inspector 1", "E-p1-police", "police/e1/p1", "child-7", 'salt":']


def letter(published: Paths) -> Letter:
    """The public letter."""
    return Letter.model_validate_json(published.letter.read_bytes())


def test_nothing_restricted_leaves_the_building(published: Paths) -> None:
    public = published.letter.read_text(encoding="utf-8") + published.html.read_text(encoding="utf-8")
    salts = [row.salt for row in load_bundle(published.bundle).held]
    for secret in [*SECRETS, *salts]:
        assert secret not in public
    restricted = published.bundle.read_text(encoding="utf-8")
    assert all(secret in restricted for secret in ["Secret reasons", "Seen in secret", "Secret doubts"])


def test_the_bundle_is_for_its_owner_alone(published: Paths) -> None:
    assert stat.S_IMODE(published.bundle.stat().st_mode) == 0o600


def test_the_letter_says_what_was_found(published: Paths) -> None:
    said = {statement.id: statement.text for statement in letter(published).statements}
    assert said["headline"].startswith(
        "Taken together, the agencies of Northshire are judged requires improvement."
    )
    assert (
        "The answers that make it so: “Risk to a child is recognised early and shared with those who need to know” "
        "(Police); “Children who are missing or exploited are looked for, heard and made safer” (Police)."
    ) in said["headline"]
    assert said["agency-police"].startswith("Police: inadequate.")
    assert "41 of 120" in said["improve-p1-police"]
    assert "all but fewer than six of 40" in said["improve-p2-health"]
    assert "outstanding in Schools; good in Council" in said["strength-h1"]
    assert said["beside"].startswith("By the framework “Council-only judgment”")
    assert "would give: good. That framework does not look at 30 answers" in said["beside"]
    assert "improve-p1-council" not in said


def test_every_finding_has_its_statement(published: Paths) -> None:
    found = letter(published)
    weak = {
        c.cell for c in found.judgment.coverage.cells if c.level in ("inadequate", "requires_improvement")
    }
    told = {s.cells[0] for s in found.statements if s.section in ("priority", "improve")}
    assert told == weak
    assert {s.cells[0] for s in found.statements if s.section == "priority"} == {"p1/police", "p3/police"}


def test_statements_are_followed_to_lines_of_senders_files(published: Paths) -> None:
    trail = trace(published.bundle, "improve-p3-police")
    [rating] = trail.ratings
    assert rating.rating.row["rationale"] == "Secret reasons, for p3/police"
    assert rating.rating.file_row == 14
    [evidence] = rating.evidence
    assert evidence.evidence.row["source"] == "silo_gaps:cse:police/e1/p1"
    assert evidence.cited is not None
    assert evidence.cited.table == "silo_gaps"
    assert [(line.sender, line.file, line.row) for line in evidence.lines] == [
        ("police", "events.csv", 2),
        ("health", "events.csv", 3),
    ]


def test_every_statement_that_rests_on_ratings_can_be_followed(published: Paths) -> None:
    bundle = load_bundle(published.bundle)
    for statement in bundle.statements:
        trail = trace(bundle, statement.id)
        assert [row.rating.id for row in trail.ratings] == list(statement.ratings)
        assert {e.evidence.id for row in trail.ratings for e in row.evidence} == set(statement.evidence)
    with pytest.raises(LetterError, match="no statement 'nowhere'"):
        trace(bundle, "nowhere")


def test_a_restricted_entry_stays_one(published: Paths) -> None:
    cited = trace(published.bundle, "improve-p3-police").ratings[0].evidence[0].cited
    assert cited is not None
    assert cited.row["restricted"] is True
    assert "child-7" not in published.bundle.read_text(encoding="utf-8")


def test_the_same_content_makes_the_same_letter_again(case: Case, tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in case.publish(tmp_path / "a")}
    again = {path.name: path.read_bytes() for path in case.publish(tmp_path / "a")}
    other = {path.name: path.read_bytes() for path in case.publish(tmp_path / "b")}
    assert first == again
    assert first["judgment.json"] == other["judgment.json"]
    assert first["letter.json"] != other["letter.json"]  # other salts


def test_a_letter_is_not_published_on_citations_that_the_casebook_does_not_hold(
    case: Case, tmp_path: Path
) -> None:
    with (
        open_casebook(make_casebook(tmp_path / "other.duckdb", with_gap=False)) as other,
        pytest.raises(FaultyInspectionError, match="evidence E-p3-police cites a row"),
    ):
        case.publish(tmp_path / "out", casebook=other)
    assert not (tmp_path / "out").exists()


def test_without_a_casebook_the_letter_says_so(case: Case, tmp_path: Path) -> None:
    paths = publish(
        case.files, Judged(case.judged(), framework=case.files.framework), casebook=None, out=tmp_path
    )
    found = letter(paths)
    assert found.casebook_sha256 is None
    assert "were not checked" in found.casebook_says
    assert found.beside is None


def test_a_judgment_of_other_ratings_is_refused(case: Case, tmp_path: Path) -> None:
    with pytest.raises(LetterError, match="is not what whole-system makes"):
        publish(
            case.files,
            Judged(case.judged("ilacs"), framework=frameworks()["whole-system"]),
            casebook=None,
            out=tmp_path,
        )


@pytest.mark.parametrize("model", [Letter, Judgment])
def test_published_json_agrees_with_its_schema(
    published: Paths, model: type[Letter] | type[Judgment]
) -> None:
    path = published.letter if model is Letter else published.judgment
    schema = model.model_json_schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(path.read_bytes()))
    described = [field for field in schema["properties"].values() if "description" in field]
    assert described


def test_a_letter_without_a_judgment_says_what_is_missing(case: Case, tmp_path: Path) -> None:
    kept = tuple(rating for rating in case.files.ratings if rating.cell != "l2/police")
    files = case.files.model_copy(update={"ratings": kept})
    blind = Case(files, case.casebook)
    paths = blind.publish(tmp_path)
    said = {statement.id: statement.text for statement in letter(paths).statements}
    assert said["headline"].startswith("No joint judgment of the agencies of Northshire is given.")
    assert (
        "Not examined: “Partners challenge one another, and learn when things go wrong” (Police)."
        in said["headline"]
    )
    assert "What is missing for a judgment" in paths.html.read_text(encoding="utf-8")


def test_a_council_only_letter_holds_as_well(case: Case, tmp_path: Path) -> None:
    paths = publish(
        case.files,
        Judged(case.judged("ilacs"), framework=frameworks()["ilacs"]),
        casebook=case.casebook,
        out=tmp_path,
    )
    said = {statement.id: statement.text for statement in letter(paths).statements}
    assert said["headline"].startswith("Taken together, the agencies of Northshire are judged good.")
    assert "agency-police" not in said
    assert verify(paths.letter).exit_code == 0


def test_a_narrative_framework_tells_findings_without_a_level(case: Case, tmp_path: Path) -> None:
    told = frameworks()["whole-system"].model_dump(mode="json")
    rules = [rule for rule in told["rule"] if rule["cap"] is None]
    told |= {"id": "told", "narrative": True, "rule": rules, "example": []}
    narrative = Framework.model_validate(told)
    judgment = judge(
        narrative,
        ratings=case.files.ratings,
        evidence=case.files.evidence,
        agencies=case.files.inspection.agencies,
        on_record=OnRecord(dissents=case.files.dissents),
    )
    paths = publish(case.files, Judged(judgment, framework=narrative), casebook=case.casebook, out=tmp_path)
    said = {statement.id: statement.text for statement in letter(paths).statements}
    assert said["headline"].startswith("What was found of the agencies of Northshire is told in words")
    assert "This was judged inadequate." in said["improve-p1-police"]
    assert verify(paths.letter).exit_code == 0
