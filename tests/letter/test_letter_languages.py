"""One inspection's letter in each language, and what the public never has to read: ids of rules and bare codes."""

import html as escaping
import io
import json
import re
from pathlib import Path

import docx
import pytest

from conspectus.definitions import Framework, frameworks
from conspectus.judgment import OnRecord, judge
from conspectus.letter import Judged, Letter, Outcome, Paths, publish, verify
from conspectus.letter.disclosure import small_shares
from conspectus.letter.page import headings
from conspectus.terms import Language
from tests.letter.conftest import Case
from tests.letter.first_version import first_version, write
from tests.letter.test_letter_verify import copy, rewrite

__all__ = ["copy"]  # a fixture


@pytest.fixture(scope="module")
def welsh(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """The same inspection, whose folder asks for Welsh."""
    inspection = case.files.inspection.model_copy(update={"language": Language.WELSH})
    files = case.files.model_copy(update={"inspection": inspection})
    return Case(files, case.casebook).publish(tmp_path_factory.mktemp("cy"))


def letter(paths: Paths) -> Letter:
    return Letter.model_validate_json(paths.letter.read_bytes())


def text_of(page: Path) -> str:
    """What a page says, without its style and its tags."""
    body = re.sub(r"<style>.*?</style>", " ", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return escaping.unescape(re.sub(r"<[^>]+>", " ", body))


def test_a_letter_in_welsh_holds_and_names_its_language(welsh: Paths) -> None:
    verdict = verify(welsh.letter)
    assert verdict.exit_code == 0
    assert {one.check: one.outcome for one in verdict.findings}["statements"] is Outcome.HOLDS
    assert letter(welsh).language is Language.WELSH
    assert (
        letter(welsh)
        .statements[0]
        .text.startswith("Barn ar asiantaethau Northshire gyda’i gilydd: angen gwella.")
    )


def test_both_letters_give_the_same_judgment(welsh: Paths, published: Paths) -> None:
    assert welsh.judgment.read_bytes() == published.judgment.read_bytes()
    both = [letter(one) for one in (welsh, published)]
    assert both[0].sha256 != both[1].sha256
    results = [[(r.target, r.level, r.decided_by) for r in one.judgment.results] for one in both]
    assert results[0] == results[1]
    told = [[(s.id, s.section, s.cells) for s in one.statements] for one in both]
    assert told[0] == told[1]


def test_every_form_of_it_is_in_welsh(welsh: Paths, published: Paths) -> None:
    cy, en = headings(letter(welsh)), headings(letter(published))
    assert '<html lang="cy">' in welsh.html.read_text(encoding="utf-8")
    document = docx.Document(io.BytesIO(welsh.word.read_bytes()))
    said = {"html": text_of(welsh.html), "word": "\n".join(one.text for one in document.paragraphs)}
    assert document.core_properties.language == "cy"
    for form, text in said.items():
        for name in (
            "headline",
            "picture",
            "improve",
            "strengths",
            "parts",
            "why_not",
            "trust",
            "rules",
            "check",
        ):
            assert cy[name] in text and en[name] not in text, (form, name)
    assert re.search(rb"/Lang\s*\(cy", welsh.pdf.read_bytes())


def test_a_letter_that_names_no_language_is_in_english(copy: Path) -> None:
    rewrite(copy / "letter.json", lambda plain: plain.pop("language"), forge=True)
    rewrite(copy / "letter-restricted.json", lambda held: held.update(letter_sha256=_sha256(copy)))
    assert verify(copy).exit_code == 0


def test_a_letter_in_one_language_does_not_pass_for_another(copy: Path) -> None:
    rewrite(copy / "letter.json", lambda plain: plain.update(language="cy"), forge=True)
    found = {one.check: one.outcome for one in verify(copy).findings}
    assert {found["statements"], found["judgment, derivation"]} == {Outcome.DOES_NOT_HOLD}


def _sha256(folder: Path) -> str:
    return str(json.loads((folder / "letter.json").read_text(encoding="utf-8"))["sha256"])


@pytest.mark.parametrize("name", frameworks())
def test_no_rule_goes_by_its_id_and_no_question_by_its_code_alone(
    name: str, case: Case, tmp_path: Path
) -> None:
    framework = frameworks()[name]
    judgment = judge(
        framework,
        ratings=case.files.ratings,
        evidence=case.files.evidence,
        agencies=case.files.inspection.agencies,
        on_record=OnRecord(dissents=case.files.dissents if name == "whole-system" else ()),
    )
    paths = publish(case.files, Judged(judgment, framework=framework), casebook=case.casebook, out=tmp_path)
    ours = re.compile("|".join(re.escape(one.id) for one in letter(paths).statements))
    text = ours.sub(" ", text_of(paths.html))  # ids of statements are what the reader cites
    assert [rule.id for rule in framework.rule if re.search(rf"\b{rule.id}\b", text)] == []
    assert "nothing-examined" not in text
    assert _bare(framework, text) == []
    told = letter(paths).judgment
    said = [s for r in told.results for s in (r.says, r.why_not.better, r.why_not.worse)]
    said += [told.robustness.says, told.agreement.says, *(one.text for one in letter(paths).statements)]
    assert [rule.id for rule in framework.rule if any(rule.id in one for one in said)] == []
    assert _bare(framework, " ".join(said)) == []


def _bare(framework: Framework, text: str) -> list[str]:
    """Codes of questions that stand without what they ask."""
    asked = {one.id: one.asks for one in framework.criteria.values()}
    plain = " ".join(text.split())
    return [
        plain[max(found.start() - 40, 0) : found.end() + 40]
        for code, asks in asked.items()
        for found in re.finditer(rf"\b{re.escape(code)}\b", plain)
        if not plain[found.end() :].lstrip(" :").startswith(asks[:20])
    ]


def test_a_first_letter_in_the_words_of_its_time_is_not_held_against_ours(
    published: Paths, tmp_path: Path
) -> None:
    folder = first_version(published.letter.parent, tmp_path / "first")
    plain = json.loads((folder / "letter.json").read_text(encoding="utf-8"))
    plain["statements"][0]["text"] = (
        "Taken together, the agencies are judged requires improvement. Counted: p1."
    )
    write(folder, plain)
    found = {one.check: one for one in verify(folder).findings}
    assert found["statements"].outcome is Outcome.NOT_CHECKED
    assert found["statements"].why == "letters of version 1 were worded otherwise"
    plain["statements"][0]["cells"] = ["h1/council"]
    write(folder, plain)
    assert {one.check: one.outcome for one in verify(folder).findings}["statements"] is Outcome.DOES_NOT_HOLD


@pytest.mark.parametrize(
    "text", ["3 o 40", "un o’r chwech", "tri phlentyn", "dau o blant", "pob un ond dwy o 12"]
)
def test_small_numbers_are_known_in_welsh(text: str) -> None:
    assert small_shares(text) != []


def test_other_numbers_are_let_by_in_welsh() -> None:
    assert small_shares("41 o 120, llai na chwech o 40, 7 o blant") == []


def test_what_the_framework_says_is_in_welsh_too(welsh: Paths, case: Case) -> None:
    framework, page = case.files.framework, text_of(welsh.html)
    english = [rule.shown for rule in framework.rule]
    english += [
        text for area in framework.area for text in (area.shown, *(one.asks for one in area.criterion))
    ]
    assert [text for text in english if text in page] == []
    assert 'lang="en"' not in welsh.html.read_text(encoding="utf-8")
