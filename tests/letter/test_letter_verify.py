"""A letter holds, or what does not hold is named."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conspectus.letter import Outcome, Paths, verify
from conspectus.letter.hashing import content_hash

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def copy(published: Paths, tmp_path: Path) -> Path:
    """A copy of everything published."""
    return Path(shutil.copytree(published.letter.parent, tmp_path / "copy"))


def rewrite(path: Path, how: Change, *, forge: bool = False) -> None:
    """Change a JSON file; a forger also makes the letter's own hash fit again."""
    content = json.loads(path.read_text(encoding="utf-8"))
    how(content)
    if forge:
        content["sha256"] = content_hash(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def failing(folder: Path) -> set[str]:
    """The checks that do not hold."""
    verdict = verify(folder / "letter.json")
    assert verdict.exit_code == (
        1 if any(f.outcome is Outcome.DOES_NOT_HOLD for f in verdict.findings) else 0
    )
    return {finding.check for finding in verdict.findings if finding.outcome is Outcome.DOES_NOT_HOLD}


def test_a_letter_as_published_holds(copy: Path) -> None:
    verdict = verify(copy)
    assert (verdict.exit_code, failing(copy)) == (0, set())
    outcomes = {finding.check: finding.outcome for finding in verdict.findings}
    assert outcomes["commitments"] is Outcome.HOLDS
    assert outcomes["signatures"] is Outcome.NOT_CHECKED
    assert outcomes["log"] is Outcome.HOLDS
    assert outcomes["beside, overall"] is Outcome.HOLDS


def test_alone_it_still_holds_and_says_what_was_not_checked(copy: Path) -> None:
    for path in copy.iterdir():
        if path.name != "letter.json":
            path.unlink()
    verdict = verify(copy / "letter.json")
    assert verdict.exit_code == 0
    not_checked = {f.check for f in verdict.findings if f.outcome is Outcome.NOT_CHECKED}
    assert {"letter.html", "judgment.json", "commitments", "casebook", "log", "signatures"} <= not_checked


def test_the_last_word_says_what_held_what_was_not_checked_and_why(copy: Path) -> None:
    says = verify(copy).says
    assert says.startswith(
        "Whatever could be checked holds. Held: content, framework, framework as shipped, "
    )
    open_ = says.partition("Not checked: ")[2]
    assert "signatures (the letter is unsigned)" in open_ and "inspection files (they are not here)" in open_
    (copy / "log.jsonl").unlink()
    assert "log (it is not beside the letter)" in verify(copy).says


def test_the_last_word_names_what_does_not_hold_beside_what_was_not_checked(copy: Path) -> None:
    rewrite(copy / "letter.json", lift_overall, forge=True)
    verdict = verify(copy)
    assert (verdict.exit_code, verdict.says.startswith("Does not hold: judgment")) == (1, True)
    assert "Held: content" in verdict.says and "signatures (the letter is unsigned)" in verdict.says


def test_everything_holds_only_where_no_check_was_left_out(copy: Path) -> None:
    verdict = verify(copy)
    held = tuple(one for one in verdict.findings if one.outcome is Outcome.HOLDS)
    assert "Everything holds" not in verdict.says
    assert verdict._replace(findings=held).says == "Everything holds."
    assert all(one.why for one in verdict.findings if one.outcome is Outcome.NOT_CHECKED)


def lift_overall(letter: dict[str, Any]) -> None:
    """The judgment as somebody would like it."""
    letter["judgment"]["overall"]["level"] = "good"


def lift_rating(letter: dict[str, Any]) -> None:
    """One rating as somebody would like it."""
    rating = next(r for r in letter["ratings"] if (r["criterion"], r["agency"]) == ("p1", "police"))
    rating["level"] = "good"


def drop_rule(letter: dict[str, Any]) -> None:
    """A framework without the rule that hurts."""
    rules = letter["framework"]["rule"]
    letter["framework"]["rule"] = [rule for rule in rules if rule["id"] != "weakest-partner"]
    letter["framework"]["example"] = []


def soften(letter: dict[str, Any]) -> None:
    """A statement in kinder words."""
    letter["statements"][0]["text"] = "All is well."


def lift_beside(letter: dict[str, Any]) -> None:
    """The judgment beside as somebody would like it."""
    letter["beside"]["judgment"]["overall"]["level"] = "outstanding"


def change_commitment(letter: dict[str, Any]) -> None:
    """Evidence replaced afterwards."""
    letter["evidence"][0]["commitment"] = "0" * 64


def change_fields(*path: str | int, to: object) -> Change:
    """Something at a place in the letter replaced."""

    def change(letter: dict[str, Any]) -> None:
        place: Any = letter
        for step in path[:-1]:
            place = place[step]
        assert place[path[-1]] != to
        place[path[-1]] = to

    return change


def drop_rationale(letter: dict[str, Any]) -> None:
    """An independent rating said to have a rationale."""
    rating = next(r for r in letter["ratings"] if not r["has_rationale"])
    rating["has_rationale"] = True


@pytest.mark.parametrize(
    ("change", "checks"),
    [
        (lift_overall, {"judgment, overall", "judgment, derivation"}),
        (lift_rating, {"judgment, derivation", "commitments"}),
        (drop_rule, {"framework", "judgment, derivation"}),
        (soften, {"statements"}),
        (lift_beside, {"beside, overall"}),
        (change_commitment, {"commitments"}),
        (drop_rationale, {"commitments"}),
        (change_fields("inspection", "area", to="Elsewhere"), {"statements"}),
        (change_fields("inspection", "agencies", to=["council"]), {"judgment"}),
        (change_fields("framework", "scale", 0, to="dreadful"), {"unreadable"}),
        (change_fields("framework", "leads", "police", to="ofsted"), {"framework", "framework as shipped"}),
        (change_fields("framework", "version", to=2), {"framework"}),
        (change_fields("framework_sha256", to="0" * 64), {"framework", "log"}),
        (change_fields("ratings", 0, "stage", to="independent"), {"judgment, derivation", "commitments"}),
        (change_fields("ratings", 0, "inspectorate", to="hmip"), {"judgment, derivation", "commitments"}),
        (change_fields("ratings", 0, "evidence_ids", to=[]), {"judgment, derivation", "commitments"}),
        (change_fields("ratings", 0, "commitment", to="0" * 64), {"commitments", "log"}),
        (change_fields("evidence", 0, "bearing", to="against"), {"judgment, derivation", "commitments"}),
        (change_fields("evidence", 0, "kind", to="hearsay"), {"commitments"}),
        (change_fields("dissents", 0, "level", to="good"), {"judgment, derivation", "statements"}),
        (change_fields("judgment", "areas", 0, "level", to="outstanding"), {"judgment, area:protection"}),
        (change_fields("judgment", "agencies", 1, "level", to="good"), {"judgment, agency:police"}),
        (change_fields("judgment", "derivation", 0, "holds", to=True), {"judgment, derivation"}),
        (change_fields("judgment", "agreement", "agreed", to=9), {"judgment, derivation"}),
        (change_fields("judgment", "robustness", "says", to="Nothing."), {"judgment, derivation"}),
        (change_fields("judgment", "overall", "why_not", "worse", to="Never."), {"judgment, derivation"}),
        (change_fields("beside", "framework", "version", to=7), {"beside, derivation"}),
        (change_fields("statements", 0, "cells", to=[]), {"statements"}),
        (change_fields("log_head", to="0" * 64), {"log"}),
        (change_fields("files", 0, "sha256", to="0" * 64), {"log"}),
        (change_fields("outputs", 0, "sha256", to="0" * 64), {"judgment.json"}),
        (change_fields("casebook_sha256", to="0" * 64), {"restricted copy"}),
    ],
)
def test_a_change_is_named_even_when_the_hash_was_made_to_fit(
    copy: Path, change: Change, checks: set[str]
) -> None:
    rewrite(copy / "letter.json", change)
    if checks == {"unreadable"}:
        assert verify(copy).exit_code == 2
        return
    assert {"content"} <= failing(copy)
    rewrite(copy / "letter.json", lambda letter: None, forge=True)
    found = failing(copy)
    assert checks <= found
    assert "content" not in found


def test_a_changed_page_is_named(copy: Path) -> None:
    page = copy / "letter.html"
    page.write_text(page.read_text(encoding="utf-8").replace("inadequate", "splendid"), encoding="utf-8")
    assert failing(copy) == {"letter.html"}


def test_a_changed_row_of_the_restricted_copy_is_named(copy: Path) -> None:
    def change(bundle: dict[str, Any]) -> None:
        bundle["held"][0]["row"]["rationale"] = "other reasons"

    rewrite(copy / "letter-restricted.json", change)
    assert failing(copy) == {"commitments"}


def test_another_letters_restricted_copy_does_not_fit(copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    shutil.move(copy / "letter-restricted.json", other)
    rewrite(other, lambda bundle: bundle.update(letter_sha256="0" * 64))
    verdict = verify(copy / "letter.json", bundle=other)
    wrong = [finding.check for finding in verdict.findings if finding.outcome is Outcome.DOES_NOT_HOLD]
    assert (verdict.exit_code, wrong) == (1, ["restricted copy"])
    assert verify(copy / "letter.json", bundle=tmp_path / "nowhere.json").exit_code == 1


def test_a_signature_without_keys_is_not_authenticated(copy: Path) -> None:
    rewrite(copy / "letter.json", lambda letter: letter.update(signatures=[{"inspectorate": "ofsted"}]))
    verdict = verify(copy / "letter.json")
    assert verdict.exit_code == 1
    assert "Signer not authenticated" in verdict.findings[-1].says
    assert failing(copy) == {"signatures"}


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"{}",
        b"[]",
        b"\xff\xfe",
        b'{"kind": "conspectus-letter", "kind": "conspectus-letter"}',
        b'{"kind": "something else"}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_letter_is_unreadable(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "letter.json"
    if content is not None:
        path.write_bytes(content)
    verdict = verify(path)
    assert (verdict.exit_code, verdict.readable) == (2, False)
