"""What people may make of the draft, what they may not, and that `verify` tells the one from the other."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conspectus.errors import LetterError
from conspectus.letter import Changed, Judged, Letter, publish, verify
from conspectus.letter.disclosure import small_shares
from tests.letter.conftest import Case
from tests.letter.test_letter_verify import failing, rewrite

Make = Callable[..., Letter]
POLICE = "improve-p1-police"


@pytest.fixture
def make(case: Case, tmp_path: Path) -> Make:
    """The letter with changes."""

    def made(*changes: Changed) -> Letter:
        paths = publish(
            case.files,
            Judged(case.judged(), framework=case.files.framework, beside=case.judged("ilacs")),
            casebook=case.casebook,
            out=tmp_path,
            changes=changes,
        )
        return Letter.model_validate_json(paths.letter.read_bytes())

    return made


@pytest.fixture
def drafted(make: Make) -> dict[str, str]:
    return {one.id: one.text for one in make().statements}


def added(**what: object) -> Changed:
    return Changed.model_validate(
        {
            "statement": "added-1",
            "text": "Ask who else knows.",
            "section": "priority",
            "cells": ("p1/police",),
        }
        | what
    )


def test_a_wording_stands_with_what_the_findings_drafted_beside(
    make: Make, drafted: dict[str, str], tmp_path: Path
) -> None:
    change = Changed(statement=POLICE, drafted=drafted[POLICE], text="Police tell others too late.")
    letter = make(change)
    [told] = [one for one in letter.statements if one.id == POLICE]
    assert (told.text, told.cells) == ("Police tell others too late.", ("p1/police",))
    page = (tmp_path / "letter.html").read_text(encoding="utf-8")
    assert "Worded by people. The findings drafted it as: “Police: “Risk" in page
    verdict = verify(tmp_path)
    assert verdict.exit_code == 0
    [found] = [one for one in verdict.findings if one.check == "statements"]
    assert found.says.endswith("People worded, on the same findings: improve-p1-police.")


def test_an_added_statement_rests_on_the_findings_it_points_at(make: Make) -> None:
    letter = make(added(after=POLICE))
    ids = [one.id for one in letter.statements if one.section == "priority"]
    assert ids[ids.index(POLICE) + 1] == "added-1"
    [made] = [one for one in letter.statements if one.id == "added-1"]
    assert made.ratings and made.evidence


def test_a_statement_moves_among_what_needs_to_improve(make: Make, drafted: dict[str, str]) -> None:
    letter = make(Changed(statement=POLICE, drafted=drafted[POLICE], section="improve", after=""))
    assert next(one.id for one in letter.statements if one.section == "improve") == POLICE
    assert POLICE not in [one.id for one in letter.statements if one.section == "priority"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (Changed(statement=POLICE, drafted="It was fine.", text="x"), "drafted it otherwise"),
        (added(cells=()), "points at no finding"),
        (added(cells=("p9/police",)), "points at no finding"),
        (added(section="headline"), "may not be added to the section headline"),
        (added(text=" "), "says nothing"),
        (added(statement="improve-p9-police"), "is no statement of the draft"),
        (added(after="headline"), "does not stand in its section"),
        (added(text="In 3 of 40 nobody was told."), "too small to publish: 3 of 40"),
    ],
)
def test_what_does_not_fit_makes_no_letter(change: Changed, says: str, make: Make) -> None:
    with pytest.raises(LetterError, match=says):
        make(change)


def test_a_result_keeps_its_level_however_it_is_worded(make: Make, drafted: dict[str, str]) -> None:
    def said(text: str) -> Changed:
        return Changed(statement="headline", drafted=drafted["headline"], text=text)

    level = make().judgment.overall.level
    assert level == "requires_improvement"
    make(said("Together the agencies require more of one another: the judgment is requires improvement."))
    for text in (
        "Together the agencies are good.",
        "All is well.",
        "It requires improvement, and much is good.",
    ):
        with pytest.raises(LetterError, match="has to name requires improvement and no level"):
            make(said(text))


def test_what_is_counted_is_nobodys_to_word(make: Make, drafted: dict[str, str]) -> None:
    with pytest.raises(LetterError, match="worked out or on record"):
        make(Changed(statement="coverage", drafted=drafted["coverage"], text="Everything was examined."))


def test_a_weakness_does_not_move_among_strengths(make: Make, drafted: dict[str, str]) -> None:
    with pytest.raises(LetterError, match="may not move to the section strength"):
        make(Changed(statement=POLICE, drafted=drafted[POLICE], section="strength"))


def test_a_wording_slipped_in_without_being_named_is_found(make: Make, tmp_path: Path) -> None:
    make()
    rewrite(tmp_path / "letter.json", lambda content: content["statements"][0].update(text="x"), forge=True)
    assert "statements" in failing(tmp_path)


def test_a_change_that_names_another_draft_is_found(
    make: Make, drafted: dict[str, str], tmp_path: Path
) -> None:
    make(Changed(statement=POLICE, drafted=drafted[POLICE], text="Police tell others too late."))
    rewrite(tmp_path / "letter.json", lambda content: content["changes"][0].update(drafted="x"), forge=True)
    assert "statements" in failing(tmp_path)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in 3 of 40 it was late", ["3 of 40"]),
        ("all but two of 18 were told", ["all but two of 18"]),
        ("three children were not seen", ["three children"]),
        ("Two other families said so", ["Two other families"]),
        ("41 of 120, and 6 of 7", []),
        ("p1 of four questions, section 47, 2.5 of 9", []),
    ],
)
def test_small_numbers_are_found_in_what_people_write(text: str, found: list[str]) -> None:
    assert small_shares(text) == found
