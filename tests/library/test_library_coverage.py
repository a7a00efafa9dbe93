"""Shares add up, means are those of the reports, and what cannot be told is not told."""

import json
import math
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conspectus.cli import app
from conspectus.library import Polarity, Report, Sentence, SpokenOf, adding
from conspectus.library.coverage import AGENCIES, By, cover
from conspectus.library.coverage.over_many import evenness
from tests.library.papers import LETTER, STANDARD, paper


def report(name: str, kind: str, *spoken: str, year: int = 2020) -> Report:
    """A report each of whose sentences finds a strength in agencies named with commas."""
    sentences = tuple(
        Sentence(
            n=n, page=1, section="", text="Made up.", polarity=Polarity.STRENGTH,
            agencies=tuple(SpokenOf(word) for word in words.split(",")),
        )
        for n, words in enumerate(spoken, 1)
    )  # fmt: skip
    return Report.model_validate(
        {"file": name, "sha256": name, "kind": kind, "published": f"{year}-05-01", "sentences": sentences}
    )


def test_a_sentence_on_two_agencies_counts_half_for_each() -> None:
    [one] = cover([report("a", "jtai", "council", "council,police")]).reports
    assert one.shares[SpokenOf.COUNCIL] == 0.75 and one.shares[SpokenOf.POLICE] == 0.25
    assert sum(one.shares.values()) == pytest.approx(1)


def test_description_counts_nowhere_and_a_report_without_findings_is_left_out() -> None:
    only = report("a", "jtai", "police")
    told = only.sentences[0].model_copy(update={"polarity": Polarity.NEUTRAL})
    found = cover([only.model_copy(update={"sentences": (told,)}), report("b", "jtai", "health")])
    assert [one.file for one in found.reports] == ["b"] and found.left_out == 1


def test_each_report_counts_as_much_as_every_other_however_long() -> None:
    long = report("a", "jtai", *["police"] * 9)
    [group] = cover([long, report("b", "jtai", "council")]).groups
    assert group.shares[SpokenOf.POLICE].mean == 0.5
    assert group.shares[SpokenOf.POLICE].low is None  # two reports bear no interval


def test_intervals_hold_the_mean_and_are_the_same_again() -> None:
    many = [report(str(n), "jtai", *["police"] * n, "council") for n in range(1, 12)]
    [group], [again] = cover(many).groups, cover(many).groups
    share = group.shares[SpokenOf.POLICE]
    assert share.low is not None and share.high is not None
    assert share.low < share.mean < share.high
    assert share.mean == pytest.approx(sum(n / (n + 1) for n in range(1, 12)) / 11)
    assert again == group


@pytest.mark.parametrize(
    ("shares", "even"),
    [
        ([1, 0, 0, 0], 0),
        ([0.25] * 4, 1),
        ([0.2] * 4, 1),
        ([0.5, 0.5, 0, 0], math.log(2) / math.log(4)),
        ([0] * 4, None),
    ],
)
def test_evenness_is_entropy_over_its_greatest_value(shares: list[float], even: float | None) -> None:
    found = evenness(shares)
    assert found == (None if even is None else pytest.approx(even))


def test_the_partnership_has_a_share_but_no_part_in_evenness() -> None:
    [one] = cover([report("a", "jtai", "partnership", "police")]).reports
    assert one.shares[SpokenOf.PARTNERSHIP] == 0.5 and one.evenness == 0
    assert len(AGENCIES) == 7


def test_the_council_alone_stands_beside_joint_inspections() -> None:
    found = cover(
        [report("a", "ilacs_standard", "council", year=2019), report("b", "jtai", "police")], By.YEAR
    )
    assert [group.name for group in found.groups] == ["2019", "2020"]
    alone, joint = found.contrast
    assert alone.shares[SpokenOf.COUNCIL].mean == 1 and joint.shares[SpokenOf.POLICE].mean == 1


def test_the_command_prints_a_table_json_and_a_page(tmp_path: Path) -> None:
    paper(tmp_path / "letter.pdf", LETTER)
    paper(tmp_path / "standard.pdf", STANDARD)
    library = tmp_path / "library.db"
    adding.add([tmp_path], library)

    def said(*words: str) -> str:
        done = CliRunner().invoke(app, ["library", "coverage", str(library), *words])
        assert done.exit_code == 0, done.output
        return done.output

    assert "The council inspected alone" in said() and "Agencies inspected jointly" in said("--by", "year")
    assert len(json.loads(said("--format", "json"))["contrast"]) == 2
    narrowed = json.loads(said("--format", "json", "--kind", "jtai", "--agency", "police", "--by", "year"))
    assert [one["name"] for one in narrowed["groups"]] == ["2023"] and narrowed["groups"][0]["reports"] == 1
    assert all(one["shares"]["police"] > 0 and one["evaluative"] < 8 for one in narrowed["reports"])
    page = said("--format", "html")
    assert len(re.findall("<rect", page)) >= 2 and "Evenness" in page
