"""A restricted row is nowhere told: in every output it is *a restricted entry by* its agency, and nothing else."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conspectus.cli import app
from conspectus.definitions import frameworks
from conspectus.inspection import Dates, Inspection, write
from conspectus.judgment import Evidence, Rating
from conspectus.letter import Letter
from conspectus.letter.pdf import letter_pdf
from conspectus.records.casebook import open_casebook
from conspectus.terms import Bearing, Stage
from tests.shared_making import made_once

MARKERS = (
    "marker-event",
    "marker-outcome",
    "marker-note",
    "marker-forename",
    "Marker-Surname",
    "marker-street",
)

RETURNS = {
    "council": {
        "return.toml": 'covers = ["referral", "referral_decision", "missing_episode", "strategy_discussion"]',
        "people.csv": "person_id,forename,surname,date_of_birth,sex,postcode\n"
        "C1,Aisha,Example,2012-05-14,female,AB1 2CD\n",
        "events.csv": "event_id,person_id,event,started,outcome\nE1,C1,referral,2026-01-05,\n"
        "E2,C1,strategy_discussion,2026-03-02,section_47\n",
    },
    "police": {
        "return.toml": 'covers = ["missing_episode", "intelligence", "notification", "domestic_abuse_incident"]',
        "people.csv": "person_id,forename,surname,date_of_birth,sex,postcode\n"
        "P1,Aisha,Example,2012-05-14,female,AB1 2CD\n",
        "events.csv": "event_id,person_id,event,started,outcome,source_ref,restricted\n"
        "E1,P1,missing_episode,2026-01-10T22:00,,,no\nE2,P1,missing_episode,2026-01-20T22:00,,,no\n"
        "marker-event,P1,domestic_abuse_incident,2026-02-08T21:40,marker-outcome,marker-note,yes\n",
    },
    "health": {
        "return.toml": 'covers = ["sexual_health_attendance", "exploitation_concern", "disclosure"]',
        "people.csv": "person_id,forename,surname,date_of_birth,sex,postcode,address,restricted\n"
        "H1,Aisha,Example,2012-05-14,female,AB1 2CD,,no\n"
        "H2,marker-forename,Marker-Surname,2011-02-03,female,AB9 9ZZ,7 marker-street,yes\n",
        "events.csv": "event_id,person_id,event,started,outcome,restricted\n"
        "E1,H1,sexual_health_attendance,2026-02-02,,no\n"
        "marker-event-2,H1,disclosure,2026-02-10,,yes\nE3,H2,disclosure,2026-02-11,,no\n",
    },
}  # fmt: skip


def write_returns(folder: Path) -> None:
    for sender, files in RETURNS.items():
        (folder / sender).mkdir(parents=True)
        for name, text in files.items():
            (folder / sender / name).write_text(
                HEAD.format(sender=sender) + text if name == "return.toml" else text
            )


def conspectus(*words: str | Path) -> str:
    """The command line within this process, for there are many outputs."""
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.output


def inspect(folder: Path) -> None:
    """An inspection whose evidence cites restricted entries in every way there is."""
    whole = frameworks()["whole-system"]
    cited = dict(zip(whole.cells(), CITED, strict=False))
    evidence = [
        Evidence(
            id=f"E-{c}-{a}", kind="tracked case", agency=a, criteria=(c,), bearing=Bearing.AGAINST, seen="As owed.",
            source=cited.get(key, "Interview"),
        )
        for key in whole.cells() for c, a in [key]
    ]  # fmt: skip
    ratings = [
        Rating(
            criterion=c, agency=a, level="inadequate", stage=Stage.CONSOLIDATED, inspector="lead",
            inspectorate=whole.leads[a], rationale="It was not done.", evidence_ids=(f"E-{c}-{a}",),
        )
        for c, a in whole.cells()
    ]  # fmt: skip
    inspection = Inspection.model_validate({
        "area": "Northshire", "theme": "cse", "framework": whole.id, "agencies": whole.looks_at,
        "dates": Dates(from_=date(2026, 5, 11), to=date(2026, 5, 15), published=date(2026, 7, 2)),
        "addressees": ("Northshire Council",), "lead_inspectors": {}, "sample": "All.",
    })  # fmt: skip
    write(folder, inspection=inspection, ratings=ratings, evidence=evidence)


CITED = (
    "events:north-police/marker-event/P1",
    "obligations:notify-child-at-risk:respond:police:north-police/marker-event/P1",
    "silo_gaps:cse:north-health/marker-event-2/H1",
    "duty_figures:notify-child-at-risk:respond:police",
)


HEAD = """sender = "north-{sender}"
nation = "england"
agency = "{sender}"
schema = "events-1"
period = {{ from = 2025-10-01, to = 2026-03-31 }}
extracted = 2026-04-02T09:30:00Z
scope = "residence"
"""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every output that can be had of the returns, by what gave it."""
    folder = made_once(tmp_path_factory, "restricted", _keep_outputs)
    kept: dict[str, str] = json.loads((folder / "outputs.json").read_text(encoding="utf-8"))
    return kept


def _keep_outputs(folder: Path) -> None:
    (folder / "outputs.json").write_text(json.dumps(_outputs(folder)), encoding="utf-8")


def _outputs(folder: Path) -> dict[str, str]:
    write_returns(folder / "returns")
    book, other, links = folder / "a.duckdb", folder / "b.duckdb", folder / "links.csv"
    found = {"build": conspectus("build", folder / "returns", "--out", book)}
    events = folder / "returns" / "police" / "events.csv"
    events.write_text(events.read_text().replace("2026-02-08T21:40", "2026-02-09T21:40"))
    found["build again"] = conspectus("build", folder / "returns", "--out", other)
    found["link"] = conspectus("link", folder / "returns", "--out", links) + links.read_text()
    for form in ("text", "json", "html"):
        found[f"show {form}"] = conspectus("show", book, "--format", form)
        for child in children(book):
            name = f"chronology {child} {form}"
            found[name] = conspectus("chronology", book, child, "--format", form)
            found[f"{name} names"] = conspectus("chronology", book, child, "--format", form, "--names")
    inspect(folder / "inspection")
    found["judge"] = conspectus(
        "judge", folder / "inspection", "--out", folder / "letter", "--casebook", book
    )
    letter = folder / "letter" / "letter.json"
    found["verify"] = conspectus("verify", letter, "--bundle", letter.with_name("letter-restricted.json"))
    for made in (folder / "letter").iterdir():
        found[made.name] = made.read_bytes().decode("utf-8", errors="replace")
    for form in ("text", "json"):
        found[f"compare {form}"] = conspectus("compare", book, other, "--format", form)
    return found


def children(book: Path) -> list[str]:
    with open_casebook(book) as casebook:
        return casebook.frame("select child_id from children order by 1")["child_id"].to_list()


def test_the_casebook_holds_what_is_hidden(tmp_path: Path) -> None:
    """Else nothing below could fail."""
    write_returns(tmp_path / "returns")
    conspectus("build", tmp_path / "returns", "--out", tmp_path / "a.duckdb")
    with open_casebook(tmp_path / "a.duckdb") as book:
        kept = str(book.frame("select event_id, outcome, source_ref from events").rows())
        kept += str(book.frame("select forename, surname, address from people").rows())
        assert book.rows("select * from obligations where trigger_ref like '%marker-event/%'")
    assert all(marker in kept for marker in MARKERS)


@pytest.mark.parametrize("marker", MARKERS)
def test_no_output_names_what_is_restricted(outputs: dict[str, str], marker: str) -> None:
    told = [name for name, text in outputs.items() if marker.lower() in text.lower() and name != BUNDLE]
    assert not told


BUNDLE = "letter-restricted.json"


def test_the_letter_s_restricted_copy_holds_no_restricted_row_but_the_ids_that_evidence_names(
    outputs: dict[str, str],
) -> None:
    told = outputs[BUNDLE]
    assert all(name in told for name in CITED)
    for name in sorted(CITED, key=len, reverse=True):
        told = told.replace(name, "").replace(name.partition(":")[2], "")
    assert not [marker for marker in MARKERS if marker.lower() in told.lower()]


def test_it_says_whose_restricted_entries_evidence_rests_on(outputs: dict[str, str]) -> None:
    cited = [row["cited"] for row in json.loads(outputs[BUNDLE])["held"] if row["cited"]]
    assert {one["table"]: one["row"].get("says") for one in cited} == {
        "events": "a restricted entry by Police",
        "obligations": "a restricted entry by Police",
        "silo_gaps": "a restricted entry by Health",
        "duty_figures": None,  # a figure names nobody
    }


def test_the_pdf_is_made_of_the_public_letter_alone(outputs: dict[str, str]) -> None:
    """Its text is compressed, so that no marker would be seen in its bytes: it is made again from what has none."""
    letter = Letter.model_validate_json(outputs["letter.json"])
    assert letter_pdf(letter).decode("utf-8", errors="replace") == outputs["letter.pdf"]


def test_the_chronology_says_that_there_is_one(outputs: dict[str, str]) -> None:
    told = [name for name, text in outputs.items() if name.startswith("chronology")]
    with_entry = [name for name in told if "estricted entry by Police" in outputs[name]]
    assert (
        len(with_entry) == len(told) // 2
    )  # of two children one has it, in every format, with and without names
