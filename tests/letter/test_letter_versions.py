"""Two versions of a letter: in the first the day of publication is signed, in the second it can be corrected."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conspectus.errors import LetterError
from conspectus.inspection import InspectionFiles, read
from conspectus.letter import Letter, Outcome, Paths, correct_day, load_keys, sign, verify
from tests.inspection.inspection_making import make
from tests.letter.conftest import Case
from tests.letter.first_version import first_version, signed_by, write
from tests.letter.test_letter_signing import BODIES, keys, signed, signed_once, wrong
from tests.letter.test_letter_verify import copy, rewrite

__all__ = ["copy", "keys", "signed", "signed_once"]  # fixtures
DAY = date(2027, 2, 3)
DOCUMENTS = ("letter.html", "letter.pdf", "letter.docx")


@pytest.fixture
def first(published: Paths, keys: Path, tmp_path: Path) -> Path:
    """A letter of version 1 that everybody signed."""
    return signed_by(first_version(published.letter.parent, tmp_path / "first"), keys, BODIES)


def outcomes(folder: Path, keys: Path) -> dict[str, Outcome]:
    return {one.check: one.outcome for one in verify(folder, keys=keys / "keys.toml").findings}


def letter(folder: Path) -> Letter:
    return Letter.model_validate_json((folder / "letter.json").read_bytes())


def test_a_letter_of_the_first_version_holds_as_it_did(first: Path, keys: Path) -> None:
    verdict = verify(first, keys=keys / "keys.toml")
    assert (verdict.exit_code, wrong(verdict)) == (0, {})
    found = outcomes(first, keys)
    assert [one for one, how in found.items() if how is Outcome.NOT_CHECKED] == [
        "casebook",
        "inspection files",
    ]
    shown = {one.check: one.says for one in verdict.findings if one.check in DOCUMENTS}
    assert shown == dict.fromkeys(DOCUMENTS, "It is the one published with the letter.")
    said = next(one.says for one in verdict.findings if one.check == "content")
    assert said == "The content is what its hash says."


def test_in_the_first_version_the_day_is_signed(first: Path, keys: Path) -> None:
    with pytest.raises(LetterError, match="part of what was signed"):
        correct_day(first, published=DAY)
    plain = json.loads((first / "letter.json").read_bytes())
    plain["inspection"]["published"] = DAY.isoformat()
    write(first, plain)
    assert {f"signature, {body}" for body in BODIES} <= set(wrong(verify(first, keys=keys / "keys.toml")))


def test_neither_version_passes_for_the_other(first: Path, signed: Path, keys: Path) -> None:
    rewrite(first / "letter.json", lambda plain: plain.update(letter_version=2))
    rewrite(signed / "letter.json", lambda plain: plain.update(letter_version=1))
    for folder in (first, signed):
        assert "content" in wrong(verify(folder, keys=keys / "keys.toml"))
        rewrite(folder / "letter.json", lambda plain: None, forge=True)
        assert {f"signature, {one}" for one in BODIES} <= set(wrong(verify(folder, keys=keys / "keys.toml")))


@pytest.mark.parametrize("day", [DAY, None])
def test_the_day_of_a_signed_letter_is_corrected_and_signatures_stay(
    day: date | None, signed: Path, keys: Path
) -> None:
    before = letter(signed)
    assert before.inspection.published not in (day, None)
    correct_day(signed, published=day)
    after = letter(signed)
    assert (after.inspection.published, after.signatures, after.sha256) == (
        day,
        before.signatures,
        before.sha256,
    )
    verdict = verify(signed, keys=keys / "keys.toml")
    assert (verdict.exit_code, wrong(verdict)) == (0, {})
    page = (signed / "letter.html").read_text(encoding="utf-8")
    assert ("3 February 2027" in page) == (day is not None)
    assert f"{before.inspection.published:%B %Y}" not in page.partition("<dt>Published</dt>")[2][:40]


def dated(files: InspectionFiles, folder: Path, change: Callable[[str], str]) -> InspectionFiles:
    """The same inspection read again after its file was changed."""
    path = make(folder) / "inspection.toml"
    text = path.read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")
    again = read(folder)
    assert again.ratings == files.ratings
    return again


@pytest.mark.parametrize(
    ("was", "new", "stays"),
    [
        ("published = 20", "published = 21", True),
        ("to = 2026-05-15", "to = 2026-05-16", False),
        ("area = ", 'area = "X" # ', False),
        ("theme = ", 'theme = "Another" # ', False),
    ],
)
def test_publishing_files_again_keeps_signatures_where_the_day_alone_differs(
    was: str, new: str, stays: bool, case: Case, keys: Path, tmp_path: Path
) -> None:
    path = case.publish(tmp_path / "out").letter
    sign(path, inspectorate="cqc", key_file=keys / "cqc.key")
    kept = letter(path.parent)
    files = dated(case.files, tmp_path / "files", lambda text: text.replace(was, new, 1))
    Case(files, case.casebook).publish(path.parent)
    again = letter(path.parent)
    assert again.inspection != kept.inspection
    assert (again.signatures == kept.signatures, again.signatures == ()) == (stays, not stays)


@pytest.mark.parametrize(
    "field", ["area", "theme", "agencies", "fieldwork_from", "fieldwork_to", "addressees", "sample"]
)
def test_everything_else_of_the_inspection_is_signed(field: str, signed: Path, keys: Path) -> None:
    others: dict[str, Any] = {"agencies": ["council"], "addressees": ["Nobody"]}

    def change(plain: dict[str, Any]) -> None:
        plain["inspection"][field] = others.get(field, "2020-01-01" if "fieldwork" in field else "Other")

    rewrite(signed / "letter.json", change, forge=True)
    assert {f"signature, {one}" for one in BODIES} <= set(wrong(verify(signed, keys=keys / "keys.toml")))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_swapped_for_another_letters_is_found_out(name: str, signed: Path, keys: Path) -> None:
    other = signed.parent / "other"
    shutil.copytree(signed, other)
    correct_day(other, published=DAY)  # a real document, though not of this letter
    shutil.copy(other / name, signed / name)
    assert set(wrong(verify(signed, keys=keys / "keys.toml"))) == {name}
    known = {one.name: one.sha256 for one in letter(other).documents}

    def name_it(plain: dict[str, Any]) -> None:
        next(one for one in plain["documents"] if one["name"] == name)["sha256"] = known[name]

    rewrite(signed / "letter.json", name_it)  # the list is not signed, so a forger makes it fit
    said = wrong(verify(signed, keys=keys / "keys.toml"))
    assert said == {name: "Drawn again from the letter, it comes out otherwise."}
    rewrite(signed / "letter.json", lambda plain: plain.update(documents=[]))
    assert set(wrong(verify(signed, keys=keys / "keys.toml"))) == set(DOCUMENTS)


def test_what_other_programs_drew_is_said_not_to_be_checked(copy: Path, keys: Path) -> None:
    page = copy / "letter.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Northshire", "Northshire "), encoding="utf-8")

    def drawn_elsewhere(plain: dict[str, Any]) -> None:
        plain["drawn_with"] = "conspectus 0.0.1"
        plain["documents"][0]["sha256"] = hashlib.sha256(page.read_bytes()).hexdigest()

    rewrite(copy / "letter.json", drawn_elsewhere, forge=True)
    rewrite(copy / "letter-restricted.json", lambda held: held.update(letter_sha256=letter(copy).sha256))
    verdict = verify(signed_by(copy, keys, BODIES), keys=keys / "keys.toml")
    [one] = [one for one in verdict.findings if one.check == "letter.html"]
    assert (one.outcome, verdict.exit_code) == (Outcome.NOT_CHECKED, 0)
    assert "letter.html (it was drawn by other versions than are here)" in verdict.says


def test_a_document_of_an_unsigned_letter_is_the_one_that_the_letter_names(copy: Path) -> None:
    verdict = verify(copy)
    said = {one.check: one.says for one in verdict.findings if one.check in DOCUMENTS}
    assert said == dict.fromkeys(DOCUMENTS, "It is the one that the letter names.")
    (copy / "letter.pdf").write_bytes((copy / "letter.pdf").read_bytes() + b" ")
    assert wrong(verify(copy))["letter.pdf"] == "It has been changed."


def test_an_archive_that_another_machine_packed_is_the_same_document(signed: Path, keys: Path) -> None:
    path = signed / "letter.docx"
    with zipfile.ZipFile(path) as parts:
        held = [(one.filename, parts.read(one)) for one in parts.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as out:
        for name, content in held:
            out.writestr(name, content)

    def name_it(plain: dict[str, Any]) -> None:
        plain["documents"][2]["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()

    rewrite(signed / "letter.json", name_it)
    assert {one.check: one.outcome for one in verify(signed, keys=keys / "keys.toml").findings}[
        "letter.docx"
    ] is Outcome.HOLDS


def test_keys_of_the_first_version_are_the_same_keys(first: Path, keys: Path) -> None:
    assert {one.fingerprint for one in load_keys(keys / "keys.toml").key} == {
        one.key for one in letter(first).signatures
    }
