"""The study: every figure is what a plain count gives, with bounds and command, as page, PDF and data."""

import csv
import json
import re
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from typer.testing import CliRunner

from conspectus.cli import app
from conspectus.library import Polarity, Report, Sentence, SpokenOf
from conspectus.library.findings import shipped
from conspectus.library.findings.figures import Rates
from conspectus.library.store import write
from conspectus.library.study import Study, said, study
from conspectus.library.study.measuring import Measured, at_worst, set_right

S, W = Polarity.STRENGTH, Polarity.WEAKNESS
C, P, H, T = SpokenOf.COUNCIL, SpokenOf.POLICE, SpokenOf.HEALTH, SpokenOf.PARTNERSHIP
Said = tuple[str, tuple[SpokenOf, ...], Polarity]


def report(number: int, kind: str | None, year: int, *said: Said) -> Report:
    sentences = tuple(
        Sentence(n=n, page=1, section="", text=f"{text} ({number})", agencies=agencies, polarity=polarity)
        for n, (text, agencies, polarity) in enumerate(said, 1)
    )
    return Report.model_validate(
        {
            "file": f"{number}.pdf", "sha256": f"{number:064}", "kind": kind, "published": f"{year}-05-01",
            "sentences": sentences, "area": "Leeds", "area_code": "E08000035",
        }
    )  # fmt: skip


def alone(number: int) -> Report:
    police = ("The police were late.", (P,), W)
    council = ("Social workers visit often.", (C,), S)
    more = [council] * (number % 3)
    return report(number, "single_inspection", 2013 + number % 5, council, council, council, police, *more)


def joint(number: int) -> Report:
    rest = [("Health visitors are skilled.", (H,), S)] * (1 + number % 2)
    said = (
        ("Police officers listen.", (P,), S),
        ("Partners meet.", (T,), S),
        ("Social workers visit.", (C, P), W),
    )
    return report(100 + number, "jtai", 2016 + number % 4, *said, *rest)


REPORTS = [
    *map(alone, range(8)), *map(joint, range(7)), report(900, None, 2020, ("Boats are safe.", (C,), S)),
    report(901, "area_send", 2020, ("Plans are late.", (C,), W)),
]  # fmt: skip


@pytest.fixture(scope="module")
def made() -> Study:
    return study(REPORTS, "conspectus library study x.db --figure")


def test_a_share_is_the_mean_over_reports(made: Study) -> None:
    shares = []
    for one in map(joint, range(7)):
        parts = [1 / len(each.agencies) for each in one.sentences if P in each.agencies]
        shares.append(sum(parts) / len(one.sentences))
    figure = made.figures["share.joint.police"]
    assert figure.value == pytest.approx(sum(shares) / len(shares))
    assert figure.low is not None and figure.high is not None
    assert min(shares) - 1e-9 <= figure.low < figure.value < figure.high <= max(shares) + 1e-9


def test_bounds_are_about_as_wide_as_theory_says(made: Study) -> None:
    values = [
        sum(C in each.agencies for each in one.sentences) / len(one.sentences) for one in map(alone, range(8))
    ]
    figure = made.figures["share.alone.council"]
    assert figure.low is not None and figure.high is not None
    theory = 2 * 1.96 * np.std(values) / len(values) ** 0.5
    assert figure.high - figure.low == pytest.approx(theory, rel=0.15)


def test_a_report_of_no_known_kind_counts_nowhere_and_a_side_only_for_its_kinds(made: Study) -> None:
    value = {id: one.value for id, one in made.figures.items()}
    assert (value["reports"], value["left_out"]) == (16, 1)
    assert (value["reports.alone"], value["reports.joint"]) == (8, 7)
    assert value["kind.area_send.council"] == 1 and made.figures["kind.area_send.council"].low is None


def test_a_difference_is_of_both_sides_and_the_check_needs_no_label(made: Study) -> None:
    value = {id: one.value for id, one in made.figures.items()}
    assert value["share.difference.police"] == pytest.approx(
        value["share.joint.police"] - value["share.alone.police"]
    )
    wrong = [
        one.model_copy(
            update={"sentences": tuple(each.model_copy(update={"agencies": (H,)}) for each in one.sentences)}
        )
        for one in REPORTS
    ]
    other = study(wrong, "x").figures
    assert other["share.alone.health"].value == 1
    assert other["check.alone.police"] == made.figures["check.alone.police"].model_copy(
        update={"command": "x check.alone.police"}
    )


def test_what_councils_reports_said_of_partners(made: Study) -> None:
    assert made.figures["weaknesses.alone.police"].value == 1
    assert made.figures["strengths.joint.police"].value == 0.5
    assert "strengths.alone.health" not in made.figures  # nothing was said of health: nothing is told


def test_what_changed_after_2015(made: Study) -> None:
    value = {id: one.value for id, one in made.figures.items()}
    assert value["after_2015.alone.before.reports"] + value["after_2015.alone.since.reports"] == 8
    assert value["after_2015.all.change.police"] == pytest.approx(
        value["after_2015.all.since.police"] - value["after_2015.all.before.police"]
    )
    assert value["after_2015.all.change.police"] > 0


def test_errors_of_the_reading_widen_the_bounds_until_nothing_is_left() -> None:
    draws = np.full(100, 1.0)
    one, other = Measured(0.4, 0.4 * draws), Measured(0.2, 0.2 * draws)
    assert _bounds(one, other, 1.0) == pytest.approx((0.2, 0.2))
    least = 0.4 * 0.9 / 1.1 - 0.2 * 1.1 / 0.9
    most = 0.4 * 1.1 / 0.9 - 0.2 * 0.9 / 1.1
    assert _bounds(one, other, 0.9) == pytest.approx((least, most), rel=1e-3)
    assert _bounds(one, other, 0.5)[0] < 0
    assert at_worst(one, other, 0) is None


def _bounds(one: Measured, other: Measured, f1: float) -> tuple[float, float]:
    worst = at_worst(one, other, f1)
    assert worst is not None
    low, high = worst.bounds()
    assert low is not None and high is not None
    return low, high


def test_a_share_is_set_right_by_how_often_its_agency_was_missed_and_wrongly_read(made: Study) -> None:
    value = {id: one.value for id, one in made.figures.items()}
    rates = shipped().wider.rates["joint"][P]
    assert rates.labelled > 200 and rates.precision and rates.recall
    right = value["speaks.joint.police"] * rates.precision / rates.recall
    assert value["corrected.joint.police"] == pytest.approx(min(right, 1))
    assert shipped().wider.rates["alone"][SpokenOf.PROBATION].labelled < 20
    assert "speaks.alone.probation" in value and "corrected.alone.probation" not in value


def test_nothing_is_set_right_beyond_all_sentences_or_by_too_few_labels() -> None:
    one = Measured(0.4, np.array([0.3, 0.5]))
    twice = set_right(one, 2)
    assert twice is not None and twice.draws is not None
    assert (twice.value, list(twice.draws)) == (0.8, [0.6, 1.0])
    few, none, missed = (
        Rates(labelled=many, precision=0.9, recall=how) for many, how in ((19, 0.6), (20, 0), (20, 0.6))
    )
    assert few.right is None and none.right is None
    assert missed.right == pytest.approx(1.5)
    assert set_right(one, few.right) is None


def test_figures_are_said_as_what_they_are(made: Study) -> None:
    assert said(made.figures["reports"]) == "16"
    assert re.fullmatch(r"\d+% \(\d+% to \d+%\)", said(made.figures["share.joint.police"]))
    assert re.fullmatch(
        r"[+−]\d+ points? \([+−]\d+ to [+−]\d+ points?\)", said(made.figures["share.difference.police"])
    )
    assert said(None) == "not known"
    [check] = [part for part in made.parts if part.id == "check"]
    assert "for these: Council, Health and The partnership." in check.says[1]
    assert not any("{" in one for part in made.parts for one in part.says)


def test_the_command_writes_page_pdf_and_data_the_same_each_time(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    write(REPORTS, library)
    for folder in ("one", "two"):
        done = CliRunner().invoke(app, ["library", "study", str(library), "--out", str(tmp_path / folder)])
        assert done.exit_code == 0, done.output
    names = {path.name for path in (tmp_path / "one").iterdir()}
    assert names == {"study.html", "study.pdf", "figures.csv", "figures.json"}
    assert all(
        (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in names
    )
    figures = json.loads((tmp_path / "one" / "figures.json").read_text("utf-8"))
    assert all(list(one) == ["id", "value", "low", "high", "command"] for one in figures)
    with (tmp_path / "one" / "figures.csv").open(encoding="utf-8", newline="") as rows:
        assert [row["id"] for row in csv.DictReader(rows)] == [one["id"] for one in figures]
    page = (tmp_path / "one" / "study.html").read_text("utf-8")
    linked = set(re.findall(r'href="#figure-([\w.]+)"', page))
    assert linked and linked <= set(re.findall(r'id="figure-([\w.]+)"', page))
    assert "What this cannot prove" in page and 'role="img" aria-label="Each agency' in page
    text = _text(tmp_path / "one" / "study.pdf")
    assert "How blinkered was inspection?" in text and "share.joint.police" in text


def _text(path: Path) -> str:
    document = pdfium.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_a_figures_command_gives_that_figure_again(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    write(REPORTS, library)
    words = ["library", "study", str(library), "--figure", "sensitivity.police"]
    done = CliRunner().invoke(app, words)
    told = json.loads(done.output)
    assert told["command"] == f"conspectus {' '.join(words)}"
    assert told["low"] <= told["value"] <= told["high"]
    for wrong in (["--figure", "no.such"], []):
        done = CliRunner().invoke(app, ["library", "study", str(library), *wrong])
        assert type(done.exception).__name__ == "LibraryError"
