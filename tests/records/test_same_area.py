"""One area sent in three ways: the same links, and the same obligations wherever the format can tell them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from conspectus.records import casebook, pipeline
from conspectus.terms import Nation

MANIFEST = """sender = "{sender}"
agency = "{agency}"
schema = "{schema}"
period = {{ from = 2025-04-01, to = 2026-03-31 }}
extracted = 2026-04-14T09:30:00Z
scope = "residence"
"""
COVERS = """covers = ["referral", "assessment_started", "assessment_completed", "strategy_discussion",
"initial_conference", "child_protection_plan", "looked_after"]
"""
NAMES = {"7": ("Ann", "Example", "2015-03-27"), "8": ("Ben", "Sample", "2013-02-01")}
UPN = {"7": "A123456789123", "8": "B123456789123"}
# Child, referral, assessment, strategy discussion, conference, plan; in care since, or never.
STORIES = {
    "7": ("2025-05-06", "2025-06-20", "2025-05-12", "2025-05-30", "2025-05-30", None),
    "8": ("2025-06-02", "2025-11-20", "2025-06-09", "2025-08-09", "2025-08-09", "2025-09-01"),
}
TOLD = ("icpc-15-working-days", "assessment-45-working-days")
# What a format tells of these children beyond the others: episodes name placements, and the census holds reviews.
TELLS_MORE = {
    "cin-census": {
        "placement-told-general-practitioner", "placement-told-health-body", "placement-told-school",
        "review-conference",
    },
    "annex-a": set[str](),
}  # fmt: skip


def people(*, upn: bool = False) -> str:
    """The council's people file, with the names that none of the three has."""
    lines = [
        f"{n},{first},{last},{born}" + (f",{UPN[n]}" if upn else "")
        for n, (first, last, born) in NAMES.items()
    ]
    return (
        "person_id,forename,surname,date_of_birth" + (",upn" if upn else "") + "\n" + "\n".join(lines) + "\n"
    )


def template() -> dict[str, str]:
    """The area as our own template."""
    rows = []
    for n, (referral, assessed, strategy, conference, plan, care) in STORIES.items():
        words = {
            "referral": referral, "assessment_started": referral, "assessment_completed": assessed,
            "strategy_discussion": strategy, "initial_conference": conference, "child_protection_plan": plan,
            "looked_after": care,
        }  # fmt: skip
        outcomes = {"strategy_discussion": "section_47", "child_protection_plan": "neglect"}
        rows += [
            f"{n}-{word},{n},{word},{day},{outcomes.get(word, '')},x" for word, day in words.items() if day
        ]
    return {"events.csv": "event_id,person_id,event,started,outcome,source_ref\n" + "\n".join(rows) + "\n"}


def statutory() -> dict[str, str]:
    """The area as a children in need census and the return of children looked after."""
    census, care_rows = [], []
    for n, (referral, assessed, strategy, conference, plan, care) in STORIES.items():
        census.append(f"""<Child><ChildIdentifiers><LAchildID>{n}</LAchildID><UPN>{UPN[n]}</UPN>
<PersonBirthDate>{NAMES[n][2]}</PersonBirthDate></ChildIdentifiers><CINdetails>
<CINreferralDate>{referral}</CINreferralDate><ReferralSource>6</ReferralSource>
<Assessments><AssessmentActualStartDate>{referral}</AssessmentActualStartDate>
<AssessmentAuthorisationDate>{assessed}</AssessmentAuthorisationDate></Assessments>
<Section47><S47ActualStartDate>{strategy}</S47ActualStartDate>
<DateOfInitialCPC>{conference}</DateOfInitialCPC></Section47>
<ChildProtectionPlans><CPPstartDate>{plan}</CPPstartDate><LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse>
</ChildProtectionPlans></CINdetails></Child>""")
        if care:
            care_rows.append(f"{n},{'/'.join(reversed(care.split('-')))},S,C2,N1,U6,PR1,,,,,,")
    head = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    return {
        "census.xml": "<Message><Children>\n" + "\n".join(census) + "\n</Children></Message>",
        "episodes.csv": head + "\n".join(care_rows) + "\n",
    }


def lists() -> dict[str, str]:
    """The area as lists of Annex A, each a file of its own."""
    heads = {
        "list 3": "Date of Referral,Referral Source", "list 4": "Continuous Assessment Start Date,"
        "Continuous Assessment Date of Authorisation", "list 5": "Strategy discussion initiating Section 47 Enquiry "
        "Start Date,Date of Initial Child Protection Conference", "list 7": "Child Protection Plan Start Date,"
        "Latest Category of Abuse", "list 8": "Date Started to be Looked After",
    }  # fmt: skip
    rows: dict[str, list[str]] = {name: [] for name in heads}
    for n, (referral, assessed, strategy, conference, plan, care) in STORIES.items():
        who = f"{n},,,{NAMES[n][2]}"
        rows["list 3"].append(f"{who},{referral},6: Police")
        rows["list 4"].append(f"{who},{referral},{assessed}")
        rows["list 5"].append(f"{who},{strategy},{conference}")
        rows["list 7"].append(f"{who},{plan},Neglect")
        rows["list 8"] += [f"{who},{care}"] if care else []
    return {
        f"{name}.csv": f"Child Unique ID,Gender,Ethnicity,Date of Birth,{head}\n"
        + "\n".join(rows[name])
        + "\n"
        for name, head in heads.items()
    }


Told = tuple[set[frozenset[str]], set[tuple[str, str, str, str]]]


def built(folder: Path, files: Mapping[str, str], *, schema: str, police_upn: bool = False) -> Told:
    """Which records are one person's, and every obligation with how it stands, after a build."""
    council, police = folder / "returns" / "council", folder / "returns" / "police"
    council.mkdir(parents=True)
    police.mkdir()
    extra = COVERS if schema == "events-1" else ""
    (council / "return.toml").write_text(
        MANIFEST.format(sender="council", agency="council", schema=schema) + extra
    )
    for name, body in files.items():
        (council / name).write_text(body)
    manifest = MANIFEST.format(sender="police", agency="police", schema="events-1")
    (police / "return.toml").write_text(manifest + 'covers = ["missing_episode"]\n')
    (police / "people.csv").write_text(
        people(upn=police_upn).replace("\n7,", "\nN7,").replace("\n8,", "\nN8,")
    )
    (police / "events.csv").write_text(
        "event_id,person_id,event,started,source_ref\nm1,N7,missing_episode,2025-07-01,x\n"
    )
    pipeline.build(
        folder / "returns", folder / "made.duckdb", question=pipeline.Question(nation=Nation.ENGLAND)
    )
    with casebook.open_casebook(folder / "made.duckdb") as book:
        links = book.rows("select child_id, sender || '/' || person_id as who from links")
        owed = book.rows("select duty, child_id, cast(due as varchar) as due, status from obligations")
    group = {
        one["child_id"]: frozenset(row["who"] for row in links if row["child_id"] == one["child_id"])
        for one in links
    }
    said = {(row["duty"], min(group[row["child_id"]]), row["due"], row["status"]) for row in owed}
    return set(group.values()), said


@pytest.fixture(scope="module")
def as_template(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What the template tells."""
    return built(
        tmp_path_factory.mktemp("template"), template() | {"people.csv": people()}, schema="events-1"
    )


@pytest.mark.parametrize(("way", "schema"), [(statutory, "cin-census"), (lists, "annex-a")])
def test_the_same_area_gives_the_same_links_and_obligations(
    tmp_path: Path, as_template: Told, way: object, schema: str
) -> None:
    assert callable(way)
    links, owed = built(tmp_path, way() | {"people.csv": people()}, schema=schema)
    assert links == as_template[0]
    assert {duty for duty, _, _, _ in owed ^ as_template[1]} == TELLS_MORE[schema]
    decided = {status for duty, _, _, status in as_template[1] if duty in TOLD}
    assert decided == {"met", "late"} and len({duty for duty, _, _, _ in as_template[1]}) > 10


def test_without_names_upn_and_date_of_birth_link_and_else_nothing_does(tmp_path: Path) -> None:
    by_upn, _ = built(tmp_path / "upn", statutory(), schema="cin-census", police_upn=True)
    assert by_upn == {frozenset({"council/7", "police/N7"}), frozenset({"council/8", "police/N8"})}
    nothing, _ = built(tmp_path / "none", statutory(), schema="cin-census")
    assert all(len(group) == 1 for group in nothing)
