"""Statutory returns as they are: what is read, where it stands, and what is refused."""

import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from conspectus.definitions import events as event_terms
from conspectus.definitions.return_schema import ListsSchema, list_schemas, return_limits
from conspectus.errors import ReturnsError
from conspectus.records.returns import Checked, begin, check, write_template
from conspectus.records.returns.formats import limits
from conspectus.terms import Agency
from tests.records.returns.returns_kit import Cell, adds_up, only, rules, toml, workbook

CHILD = """<Child>
<ChildIdentifiers>
<LAchildID>{number}</LAchildID>
<UPN>A123456789123</UPN>
<PersonBirthDate>2015-03-27</PersonBirthDate>
<{sex}
</ChildIdentifiers>
<ChildCharacteristics>
<Ethnicity>WBRI</Ethnicity>
<Disabilities><Disability>HAND</Disability><Disability>HEAR</Disability></Disabilities>
</ChildCharacteristics>
<CINdetails>
<CINreferralDate>2025-10-06</CINreferralDate>
<ReferralSource>6</ReferralSource>
<CINclosureDate></CINclosureDate>
<Assessments>
<AssessmentActualStartDate>2025-10-07</AssessmentActualStartDate>
<AssessmentAuthorisationDate>{authorised}</AssessmentAuthorisationDate>
<FactorsIdentifiedAtAssessment/>
</Assessments>
<CINPlanDates><CINPlanStartDate>2025-12-01</CINPlanStartDate></CINPlanDates>
<Section47>
<S47ActualStartDate>2025-10-08</S47ActualStartDate>
<DateOfInitialCPC>2025-10-28</DateOfInitialCPC>
<ICPCnotRequired>false</ICPCnotRequired>
</Section47>
<ReferralNFA>0</ReferralNFA>
<ChildProtectionPlans>
<CPPstartDate>2025-10-28</CPPstartDate>
<InitialCategoryOfAbuse>PHY</InitialCategoryOfAbuse>
<LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse>
<NumberOfPreviousCPP>0</NumberOfPreviousCPP>
<Reviews><CPPreviewDate>2026-01-15</CPPreviewDate>
<CPPreviewDate>2026-03-15</CPPreviewDate></Reviews>
</ChildProtectionPlans>
</CINdetails>
</Child>"""
EVENTS = {
    ("referral", "2025-10-06", None), ("assessment_started", "2025-10-07", None),
    ("assessment_completed", "2025-11-07", None), ("child_in_need_plan", "2025-12-01", None),
    ("strategy_discussion", "2025-10-08", "section_47"), ("initial_conference", "2025-10-28", None),
    ("child_protection_plan", "2025-10-28", "neglect"), ("review_conference", "2026-01-15", None),
    ("review_conference", "2026-03-15", None),
}  # fmt: skip


def census(
    *numbers: str, sex: str = "Sex>M</Sex>", authorised: str = "2025-11-07", root: str = "Message"
) -> str:
    """A census with a child for each number."""
    children = "\n".join(CHILD.format(number=number, sex=sex, authorised=authorised) for number in numbers)
    return f"<{root}>\n<Header/>\n<Children>\n{children}\n</Children>\n</{root.split()[0]}>\n"


def council(
    folder: Path, files: Mapping[str, str | bytes], *, schema: str = "cin-census", agency: str = "council"
) -> Checked:
    """A check of a sender's files as a return of a shape, with the receipt added up."""
    below = folder / "sender"
    below.mkdir()
    manifest = toml(sender="our-sender", agency=agency, schema=schema, covers=[]).replace("covers = []\n", "")
    (below / "return.toml").write_text(manifest)
    for name, body in files.items():
        (below / name).write_bytes(body if isinstance(body, bytes) else body.encode())
    checked = check(folder)
    adds_up(checked)
    return checked


def made(checked: Checked) -> set[tuple[str, str, str | None]]:
    """Word, day and outcome of every event."""
    rows = checked.events.select("event", pl.col("started_first_day").cast(pl.String), "outcome")
    return {(row[0], row[1], row[2]) for row in rows.iter_rows()}


@pytest.mark.parametrize(
    "text",
    [
        census("7"),
        census("7", sex="GenderCurrent>1</GenderCurrent>"),
        census("7", root='Message xmlns="urn:a-namespace"'),
        "\ufeff" + '<?xml version="1.0" encoding="UTF-8"?>\n' + census("7"),
        "\n  \n" + '<?xml version="1.0"?>' + census("7"),
        "<Messages>" + census("7") + "</Messages>",
        census("7")
        .replace("CINdetails", "cindetails")
        .replace("<Child>", "<CHILD>")
        .replace("</Child>", "</CHILD>"),
        census("7").replace("\n", ""),
    ],
    ids=["2025", "2024", "namespace", "mark", "space before", "wrapper", "capitals", "one line"],
)
def test_a_census_gives_children_and_their_events_however_it_is_written(tmp_path: Path, text: str) -> None:
    checked = council(tmp_path, {"census.xml": text})
    assert made(checked) == EVENTS
    (person,) = checked.people.iter_rows(named=True)
    assert (person["person_id"], person["sex"], person["upn"]) == ("7", "male", "A123456789123")
    assert (person["born_first"], person["disability"]) == (date(2015, 3, 27), "HAND; HEAR")
    assert checked.events.filter(event="referral")["counterparty"].to_list() == ["police"]
    assert checked.report.exit_code == 0


def test_an_issue_of_a_census_stands_at_its_element_and_line(tmp_path: Path) -> None:
    text = census("7", "8", authorised="2025-11-31")
    checked = council(tmp_path, {"census.xml": text})
    found = [one for one in checked.report.issues if one.rule == "date-unreadable"]
    lines = [place for place, line in enumerate(text.splitlines(), 1) if "<Assessments>" in line]
    assert [(one.sheet, one.row, one.column) for one in found] == [
        ("Child/CINdetails/Assessments", line, "AssessmentAuthorisationDate") for line in lines
    ]


def test_a_census_of_one_line_counts_its_elements(tmp_path: Path) -> None:
    checked = council(tmp_path, {"census.xml": census("7", "8", authorised="2025-11-31").replace("\n", "")})
    found = [one for one in checked.report.issues if one.rule == "date-unreadable"]
    assert [(one.sheet, one.row) for one in found] == [
        ("Child/CINdetails/Assessments[n]", 1), ("Child/CINdetails/Assessments[n]", 2),
    ]  # fmt: skip


def test_elements_that_nobody_knows_are_told_with_their_path(tmp_path: Path) -> None:
    text = census("7", "8").replace("<ReferralNFA>", "<Score><Odd>1</Odd></Score>\n<ReferralNFA>")
    issue = only(council(tmp_path, {"census.xml": text}), "element-unknown")
    assert issue.value == "Child/CINdetails/Score" and "2 times" in issue.message


def test_pre_proceedings_of_the_census_of_2026_are_read(tmp_path: Path) -> None:
    part = (
        "<PreProceedingsandFGDM><PPStartDate>2026-01-09</PPStartDate><FGDMMeetingOffer>1</FGDMMeetingOffer>"
        "<StepDecisionDate>2026-03-01</StepDecisionDate></PreProceedingsandFGDM>\n</CINdetails>"
    )
    checked = council(tmp_path, {"census.xml": census("7").replace("</CINdetails>", part)})
    (row,) = checked.events.filter(event="pre_proceedings").iter_rows(named=True)
    assert (row["started_text"], row["ended_text"]) == ("2026-01-09", "2026-03-01")
    assert "element-unknown" not in only_rules(checked)


def only_rules(checked: Checked) -> set[str]:
    """Every rule that was told."""
    return {one.rule for one in checked.report.issues}


LAUGHS = '<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + census("7").replace(">M<", ">&b;<")
HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "entities": (LAUGHS, "xml-declares"),
    "a DTD from elsewhere": ('<!DOCTYPE Message SYSTEM "file:///etc/passwd">' + census("7"), "xml-declares"),
    "an entity nobody declared": (census("7").replace(">M<", ">&x;<"), "xml-broken"),
    "depth of the parser": (
        "<Message><Child>" + "<a>" * 400 + "</a>" * 400 + "</Child></Message>",
        "xml-deep",
    ),
    "depth of ours": (census("7").replace(">M<", ">" + "<a>" * 60 + "</a>" * 60 + "<"), "xml-deep"),
    "bytes of another encoding": (census("7").encode().replace(b"HAND", b"H\xe9ND"), "xml-encoding"),
    "an encoding that is none": ('<?xml version="1.0" encoding="UTF-99"?>' + census("7"), "xml-encoding"),
    "cut off": (census("7")[:900], "xml-broken"),
    "a stray bracket": (census("7").replace("</UPN>", "</<UPN>"), "xml-broken"),
    "another document": ("<html><body/></html>", "tree-unknown"),
    "no child": ("<Message><Header/></Message>", "tree-empty"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_document_that_is_hostile_or_broken_is_refused_with_its_reason(tmp_path: Path, name: str) -> None:
    body, rule = HOSTILE[name]
    checked = council(tmp_path, {"census.xml": body})
    assert only(checked, rule).file == "census.xml"
    assert checked.events.is_empty() and checked.report.exit_code == 1


@pytest.fixture
def lowered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """At most so many bytes, in a document and in a zip file."""
    low = return_limits().model_copy(update={"xml_bytes": 500, "zip_bytes": 500})
    monkeypatch.setattr("conspectus.records.returns.formats.return_limits", lambda: low)
    limits.cache_clear()
    yield
    limits.cache_clear()


@pytest.mark.usefixtures("lowered")
def test_more_bytes_than_the_limit_are_refused(tmp_path: Path) -> None:
    assert "500 bytes" in only(council(tmp_path, {"census.xml": census("7")}), "xml-too-large").message


@pytest.mark.usefixtures("lowered")
def test_a_zip_file_that_unpacks_to_more_than_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("episodes.csv", "a" * 100_000)
    body = path.read_bytes()
    path.unlink()
    assert only(council(tmp_path, {"903.zip": body}, schema="ssda903"), "zip-too-large")


HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\r\n11,2,23/05/2009,WIRT,Y091189125198,,\r\n12,1,01/03/2012,BAFR,,,\r\n"
EPISODES = (
    "\ufeffchild,decom,rne,ls,cin,place,place_provider,dec,rec,reason_place_change,home_post,pl_post,urn,extra\n"
    "11,21/05/2025,S,C2,N2,T3,PR1,24/07/25,X1,ALLEG,,,,\n11,24/07/2025,P,C2,N2,R2,PR5,03/09/2025,E46,,,,,\n"
    "11,11/12/2025,S,L2,N5,Z1,PR5,,,,,,,\n12,14/03/2025,L,V2,N4,Z1,PR2,,,,,,,\n"
)
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE\n11,23/05/2009,14/06/2025,PN1\n"
MISSING = "CHILD,DOB,MISSING,MIS_START,MIS_END\n12,01/03/2012,M,01/05/2025,03/05/2025\n12,01/03/2012,A,01/06/2025,\n"
OC2 = "CHILD,DOB,SDQ_SCORE,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT\n"
RETURN_903 = {
    "header.csv": HEADER, "my episodes 2026.csv": EPISODES, "Reviews.CSV": REVIEWS, "away.csv": MISSING, "OC2.csv": OC2,
}  # fmt: skip
CARE = {
    ("looked_after", "2025-05-21", "2025-09-03"), ("looked_after", "2025-12-11", None),
    ("looked_after", "2007-03-14", None), ("placement_started", "2025-05-21", None),
    ("placement_started", "2025-07-24", None), ("placement_started", "2025-12-11", None),
    ("legal_status_changed", "2025-05-21", None), ("legal_status_changed", "2025-12-11", None),
    ("legal_status_changed", "2025-03-14", None), ("looked_after_review", "2025-06-14", None),
    ("missing_episode", "2025-05-01", "2025-05-03"),
}  # fmt: skip


def spans(checked: Checked) -> set[tuple[str, str, str | None]]:
    """Word, first day and last day of every event."""
    days = [pl.col(name).cast(pl.String) for name in ("started_first_day", "ended_first_day")]
    return {(row[0], row[1], row[2]) for row in checked.events.select("event", *days).iter_rows()}


def test_files_of_children_looked_after_are_known_by_their_columns(tmp_path: Path) -> None:
    checked = council(tmp_path, RETURN_903, schema="ssda903")
    assert spans(checked) == CARE
    assert checked.people.sort("person_id").select("person_id", "sex").rows() == [
        ("11", "female"),
        ("12", "male"),
    ]
    assert "headers-only" in only_rules(checked) and not checked.report.counts.errors


def test_a_spell_of_care_that_began_before_the_episodes_sent_says_so(tmp_path: Path) -> None:
    checked = council(tmp_path, RETURN_903, schema="ssda903")
    (row,) = checked.events.filter(event="looked_after", person_id="12").iter_rows(named=True)
    assert (row["started_precision"], row["started_last_day"]) == ("uncertain", date(2025, 3, 14))
    assert row["started_text"] == "before 14/03/2025"


def test_a_zip_file_gives_the_same_as_its_files(tmp_path: Path) -> None:
    path = tmp_path / "903.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in RETURN_903.items():
            packed.writestr(f"return/{name}", text)
    body = path.read_bytes()
    path.unlink()
    checked = council(tmp_path, {"903.zip": body}, schema="ssda903")
    assert spans(checked) == CARE
    assert "903.zip/return/header.csv" in checked.files["file"].to_list()


def test_the_return_as_one_document_gives_the_same_as_its_files(tmp_path: Path) -> None:
    text = (
        "<EXPSSDA903><CHILD><HEADER><CHILDID>11</CHILDID><UPN>Y091189125198</UPN><SEX>2</SEX><DOB>23/05/2009</DOB>"
        "<ETHNIC>WIRT</ETHNIC><UASC /><AREVIEW><REVIEW>14/06/2025</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>"
        "<OC2><HEALTH_ASSESSMENT>1</HEALTH_ASSESSMENT></OC2></HEADER>"
        "<EPISODE><DECOM>21/05/2025</DECOM><RNE>S</RNE><PL>T3</PL><DEC>24/07/2025</DEC><REC>X1</REC></EPISODE>"
        "<EPISODE><DECOM>24/07/2025</DECOM><RNE>P</RNE><PL>R2</PL><DEC>03/09/2025</DEC><REC>E46</REC></EPISODE>"
        "<EPISODE><DECOM>11/12/2025</DECOM><RNE>S</RNE><PL>Z1</PL><DEC/><REC/></EPISODE></CHILD>"
        "<CHILD><HEADER><CHILDID>12</CHILDID><SEX>1</SEX><DOB>01/03/2012</DOB><ETHNIC>BAFR</ETHNIC><AMISSING>"
        "<MISSING>M</MISSING><MIS_START>01/05/2025</MIS_START><MIS_END>03/05/2025</MIS_END></AMISSING></HEADER>"
        "<EPISODE><DECOM>14/03/2025</DECOM><RNE>L</RNE></EPISODE></CHILD></EXPSSDA903>"
    )
    checked = council(tmp_path, {"903.xml": text}, schema="ssda903")
    assert spans(checked) == CARE
    assert checked.people.filter(person_id="11")["upn"].to_list() == ["Y091189125198"]


def test_a_number_in_an_element_of_the_records_own_name_is_no_record(tmp_path: Path) -> None:
    text = (
        "<EXPSSDA903><CHILD><HEADER><CHILD>11</CHILD><SEX>2</SEX><DOB>23/05/2009</DOB><ETHNIC>WIRT</ETHNIC>"
        "<AREVIEW><REVIEW>14/06/2025</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW></HEADER>"
        "<EPISODE><DECOM>21/05/2025</DECOM><RNE>S</RNE></EPISODE></CHILD></EXPSSDA903>"
    )
    checked = council(tmp_path, {"903.xml": text}, schema="ssda903")
    assert checked.people["person_id"].to_list() == ["11"]
    assert set(checked.events["event"]) == {
        "looked_after", "placement_started", "legal_status_changed", "looked_after_review",
    }  # fmt: skip


def test_several_returns_of_one_sender_tell_of_one_person_and_each_event_once(tmp_path: Path) -> None:
    lists: dict[str, list[list[Cell]]] = {
        "List 7": [
            ["Child Unique ID", "Gender", "Date of Birth", "Child Protection Plan Start Date",
             "Latest Category of Abuse", "Child Protection Plan End Date"],
            ["7", "a) Male", date(2015, 3, 27), date(2025, 10, 28), "Physical abuse", date(2026, 3, 20)],
        ],
        "List 8": [
            ["Child Unique ID", "Gender", "Date of Birth", "Date Started to be Looked After"],
            ["7", "a) Male", date(2015, 3, 27), date(2023, 5, 1)],
        ],
    }  # fmt: skip
    (tmp_path / "sender").mkdir()
    workbook(tmp_path / "sender" / "annex a.xlsx", lists)
    body = (tmp_path / "sender" / "annex a.xlsx").read_bytes()
    (tmp_path / "sender" / "annex a.xlsx").unlink()
    (tmp_path / "sender").rmdir()
    files: dict[str, str | bytes] = {
        "census.xml": census("7"), "annex a.xlsx": body,
        "episodes.csv": EPISODES.split("11,")[0] + "7,14/03/2025,L,V2,N4,Z1,PR2,,,,,,,\n",
    }  # fmt: skip
    checked = council(tmp_path, files)
    assert checked.people["person_id"].to_list() == ["7"]
    words = checked.events.group_by("event").len().rows()
    assert dict(words)["child_protection_plan"] == 1 and dict(words)["looked_after"] == 1
    plan = checked.events.filter(event="child_protection_plan").row(0, named=True)
    assert (plan["outcome"], plan["ended_first_day"]) == ("neglect", date(2026, 3, 20))
    care = checked.events.filter(event="looked_after").row(0, named=True)
    assert care["started_first_day"] == date(2023, 5, 1)
    differ = only(checked, "returns-differ")
    assert "physical here, neglect in census.xml" in differ.message
    assert rules(checked).count("event-in-two-returns") == 2


def test_the_censuses_of_two_years_tell_of_one_episode_once(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"2025/census.xml": census("7"), "2026/census.xml": census("7")}
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    for year in ("2025", "2026"):
        (tmp_path / "two" / "sender" / year).mkdir(parents=True)
    alone = council(tmp_path / "one", {"census.xml": census("7")})
    (tmp_path / "two" / "sender" / "return.toml").write_text(
        (tmp_path / "one" / "sender" / "return.toml").read_text()
    )
    for name, body in files.items():
        (tmp_path / "two" / "sender" / name).write_text(str(body))
    both = check(tmp_path / "two")
    adds_up(both)
    assert spans(both) == spans(alone) and both.events.height == alone.events.height
    assert "list-event-again" not in rules(both)


API = {
    "la_code": 201,
    "Children": [
        {
            "la_child_id": "7", "purge": False,
            "child_details": {
                "first_name": "Ann", "surname": "Example", "date_of_birth": "2015-03-27", "sex": "F",
                "disabilities": ["HAND", "HEAR"], "postcode": "NS1 4AB", "unique_pupil_number": "A123456789123",
            },
            "social_care_episodes": [
                {
                    "social_care_episode_id": "e1", "referral_date": "2025-10-06", "referral_source": "6",
                    "section_47_assessments": [
                        {"start_date": "2025-10-08", "icpc_required_flag": True,
                         "icpc_date": "2025-10-28", "end_date": "2025-10-20"},
                        {"start_date": "2025-11-08", "purge": True},
                    ],
                    "child_looked_after_placements": [
                        {"start_date": "2025-11-01", "start_reason": "S", "end_date": "2025-12-01", "end_reason": "X1"},
                        {"start_date": "2025-12-01", "start_reason": "P"},
                    ],
                    "adoption": {"initial_decision_date": "2026-01-05"},
                }
            ],
        }
    ],
}  # fmt: skip


@pytest.mark.parametrize("document", [API, [API], API["Children"], {**API, "Children": API["Children"][0]}])  # type: ignore[index]
def test_the_daily_interface_gives_names_and_events_and_forgets_what_is_purged(
    tmp_path: Path, document: object
) -> None:
    checked = council(tmp_path, {"day.json": json.dumps(document)}, schema="social-care-api")
    assert spans(checked) == {
        ("referral", "2025-10-06", None), ("strategy_discussion", "2025-10-08", None),
        ("section_47_ended", "2025-10-20", None), ("initial_conference", "2025-10-28", None),
        ("looked_after", "2025-11-01", None), ("placement_started", "2025-11-01", None),
        ("placement_started", "2025-12-01", None), ("legal_status_changed", "2025-11-01", None),
        ("adoption_decision", "2026-01-05", None),
    }  # fmt: skip
    person = checked.people.row(0, named=True)
    assert (person["forename"], person["surname"], person["postcode"]) == ("Ann", "Example", "NS1 4AB")
    assert checked.homes["postcode"].to_list() == ["NS1 4AB"]
    assert checked.events.filter(event="adoption_decision")["restricted"].all()


def test_the_daily_interface_tells_of_plans_for_special_needs(tmp_path: Path) -> None:
    plan = {
        "education_health_care_plan_id": "E1", "request_received_date": "2025-09-01",
        "request_outcome_date": "2025-10-06", "assessment_outcome_date": "2025-12-01",
        "plan_start_date": "2026-01-12", "purge": False,
    }  # fmt: skip
    child = {
        "la_child_id": "7", "purge": False, "health_and_wellbeing": {"sdq_assessments": [], "purge": False},
        "education_health_care_plans": [plan, {**plan, "purge": True}],
    }  # fmt: skip
    checked = council(tmp_path, {"day.json": json.dumps([child])}, schema="social-care-api")
    assert spans(checked) == {
        ("ehc_request", "2025-09-01", None), ("ehc_decision", "2025-10-06", None),
        ("ehc_plan", "2026-01-12", None),
    }  # fmt: skip
    assert checked.events.height == 3
    assert "element-unknown" not in only_rules(checked)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_payload_is_read_in_each_encoding_that_programs_write(tmp_path: Path, encoding: str) -> None:
    child = {"la_child_id": "7", "child_details": {"surname": "Éxample"}}
    body = json.dumps([child], ensure_ascii=False).encode(encoding)
    checked = council(tmp_path, {"day.json": body}, schema="social-care-api")
    assert checked.people["surname"].to_list() == ["Éxample"]


@pytest.mark.parametrize("name", ["batch.jsonl", "batch.ndjson", "batch.json"])
def test_a_payload_of_one_child_a_line_is_read(tmp_path: Path, name: str) -> None:
    lines = "\n".join(json.dumps({"la_child_id": str(number), "purge": False}) for number in (7, 8))
    checked = council(tmp_path, {name: f"{lines}\n\n"}, schema="social-care-api")
    assert checked.people["person_id"].to_list() == ["7", "8"]


def test_a_line_of_a_payload_that_is_broken_costs_the_document_and_is_told(tmp_path: Path) -> None:
    checked = council(tmp_path, {"batch.jsonl": '{"la_child_id": "7"}\n{"la_child'}, schema="social-care-api")
    assert only(checked, "xml-broken").file == "batch.jsonl"


@pytest.mark.parametrize("column", ["upn", "dob"])
def test_pupils_are_known_though_a_column_of_theirs_is_missing(tmp_path: Path, column: str) -> None:
    head = ["pupilonrolltableid", "NativeId", "upn", "dob", "surname", "forename", "entrydate"]
    row = ["p1", "S1", "A123456789123", "21/01/2012", "Example", "Ann", "03/09/2024"]
    kept = [at for at, name in enumerate(head) if name != column]
    text = "\n".join(",".join(line[at] for at in kept) for line in (head, row)) + "\n"
    checked = council(tmp_path, {"pupilonroll.csv": text}, schema="school-census", agency="education")
    assert checked.people["surname"].to_list() == ["Example"]
    assert spans(checked) == {("school_roll", "2024-09-03", None)}
    assert only(checked, "column-expected").column == column


def test_a_missing_column_is_named_as_the_return_heads_it(tmp_path: Path) -> None:
    checked = council(
        tmp_path, {"episodes.csv": "CHILD,RNE,LS,PLACE,DEC,REC\n1,S,C2,U1,01/02/2026,E4A\n"}, schema="ssda903"
    )
    assert only(checked, "column-missing").column == "DECOM"


@pytest.mark.parametrize("name", ["header.csv", "children.csv"])
def test_children_looked_after_keep_their_births_without_a_column_of_ethnicity(
    tmp_path: Path, name: str
) -> None:
    checked = council(tmp_path, {name: "CHILD,SEX,DOB,UPN\n1,M,03/06/2011,\n"}, schema="ssda903")
    assert checked.people["born_first"].to_list() == [date(2011, 6, 3)]


def test_what_the_daily_interface_holds_beyond_what_is_known_is_told_by_its_path(tmp_path: Path) -> None:
    child = {"la_child_id": "7", "siblings": 2, "child_details": {"surname": "Example", "height": 1}}
    checked = council(tmp_path, {"day.json": json.dumps([child])}, schema="social-care-api")
    told = {issue.value for issue in checked.report.issues if issue.rule == "element-unknown"}
    assert told == {"siblings", "child_details/height"}


def test_a_dataset_with_the_names_of_its_first_editions_is_read(tmp_path: Path) -> None:
    rows = "miss_table_id,miss_la_person_id,miss_mis_epi_start,miss_mis_epi_type,miss_mis_epi_end\n"
    checked = council(tmp_path, {"MISSING.csv": rows + "1,7,2025-12-01,M,2025-12-03\n"}, schema="ssd")
    assert spans(checked) == {("missing_episode", "2025-12-01", "2025-12-03")}


ON, OFF = "pupilonrolltableid,NativeId", "pupilnolongeronrolltableid,NativeId"
SCHOOL = {
    "2025_autumn_pupilonroll.csv": ON
    + ",upn,surname,forename,dob,sex,entrydate,termlysessionsunauthorised,language\n"
    + "p1,S1,A123456789123,Example,Ann,2012-Jan-21 00:00:00,F,2024-Sep-03 00:00:00,9.0,ENG\n",
    "2025_autumn_pupilnolongeronroll.csv": OFF
    + ",upn,surname,forename,dob,sex,entrydate,leavingdate\n"
    + "p2,S1,B123456789123,Example,Ben,2013-Feb-01 00:00:00,M,2024-Sep-03 00:00:00,2025-Dec-01 00:00:00\n",
    "2025_autumn_termlyexclusionsonroll.csv": ON
    + ",termlyexclusionsonrolltableid,sourceid,startdate,sessions,category\n"
    + "p1,S1,x1,s,2025-Oct-06 00:00:00,4.0,SUSP\np1,S1,x2,s,2025-Nov-06 00:00:00,,PERM\n",
    "2025_autumn_addressesonroll.csv": ON + ",addressesonrolltableid,sourceid,postcode\np1,S1,a1,s,NS1 4AB\n",
}


def test_a_school_census_gives_pupils_the_roll_suspensions_and_absence_without_days(tmp_path: Path) -> None:
    checked = council(tmp_path, SCHOOL, schema="school-census", agency="education")
    assert spans(checked) == {
        ("school_roll", "2024-09-03", None), ("school_roll", "2024-09-03", "2025-12-01"),
        ("suspension", "2025-10-06", None), ("permanent_exclusion", "2025-11-06", None),
        ("unauthorised_absence", "2025-04-01", None),
    }  # fmt: skip
    absence = checked.events.filter(event="unauthorised_absence").row(0, named=True)
    assert (absence["started_last_day"], absence["started_precision"]) == (date(2026, 3, 31), "uncertain")
    assert absence["started_text"] == "9.0 in the period of the return"
    ann = checked.people.filter(person_id="p1").row(0, named=True)
    assert (ann["forename"], ann["upn"], ann["postcode"]) == ("Ann", "A123456789123", "NS1 4AB")


def test_area_lists_give_plans_and_suspensions_without_days(tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    head: list[Cell] = [
        "Unique ID",
        "UPN",
        "Date of birth",
        "Date initial EHC plan issued",
        "Date EHC plan last reviewed",
        "Suspensions",
    ]
    rows: dict[str, list[list[Cell]]] = {
        "List 1": [head, ["7", "A123456789123", date(2015, 3, 27), date(2024, 1, 5), date(2025, 6, 1), 2]]
    }
    workbook(tmp_path / "made" / "send.xlsx", rows)
    body = (tmp_path / "made" / "send.xlsx").read_bytes()
    (tmp_path / "made" / "send.xlsx").unlink()
    (tmp_path / "made").rmdir()
    checked = council(tmp_path, {"send.xlsx": body}, schema="area-send")
    assert {row[0] for row in made(checked)} == {"ehc_plan", "ehc_plan_review", "suspension"}
    suspended = checked.events.filter(event="suspension").row(0, named=True)
    assert suspended["started_text"] == "in the 6 months before extraction"
    assert checked.people["upn"].to_list() == ["A123456789123"]


def test_the_safeguarding_dataset_joins_its_tables_and_typed_identifiers(tmp_path: Path) -> None:
    files = {
        "ssd_person.csv": "pers_person_id,pers_sex,pers_dob\n7,F,2015-03-27\n",
        "ssd_linked_identifiers.csv": "link_table_id,link_person_id,link_identifier_type,link_identifier_value\n"
        "1,7,Unique Pupil Number,A123456789123\n2,7,NHS Number,9434765919\n3,7,Court Case Number,X\n",
        "ssd_cp_visits.csv": "cppv_cp_visit_id,cppv_person_id,cppv_cp_visit_date,cppv_cp_visit_seen_alone\n"
        "v,7,2025-11-05,Y\n",
        "ssd_professionals.csv": "prof_professional_id,prof_professional_name\n1,Somebody\n",
    }
    checked = council(tmp_path, files, schema="ssd")
    person = checked.people.row(0, named=True)
    assert (person["upn"], person["nhs_number"], person["sex"]) == ("A123456789123", "9434765919", "female")
    assert made(checked) == {("plan_visit", "2025-11-05", "seen_alone")}
    assert only(checked, "list-not-used").file == "ssd_professionals.csv"
    assert "Somebody" not in str(checked.set_aside["record"].to_list())


PLANS = {
    "ssd_person.csv": "pers_person_id,pers_sex,pers_dob\n7,F,2015-03-27\n8,M,2014-03-27\n",
    "ssd_send.csv": "send_table_id,send_person_id,send_upn,send_uln\ns7,7,A123456789123,\ns8,8,B123456789123,\n",
    "ssd_ehcp_requests.csv": "ehcr_ehcp_request_id,ehcr_send_table_id,ehcr_ehcp_req_date,ehcr_ehcp_req_outcome_date,"
    "ehcr_ehcp_req_outcome\nr1,s7,2025-04-07,2025-05-12,Y\nr2,s8,2025-04-08,2025-05-13,N\n"
    "r3,s8,2026-02-02,2026-02-09,W\nr4,s9,2026-02-02,,\n",
    "ssd_ehcp_assessment.csv": "ehca_ehcp_assessment_id,ehca_ehcp_request_id,ehca_ehcp_assessment_outcome_date,"
    "ehca_ehcp_assessment_outcome,ehca_ehcp_assessment_exceptions\na1,r1,2025-07-21,Y,\n",
    "ssd_ehcp_named_plan.csv": "ehcn_named_plan_id,ehcn_ehcp_asmt_id,ehcn_named_plan_start_date,"
    "ehcn_named_plan_ceased_date,ehcn_named_plan_ceased_reason\np1,a1,2025-08-25,,\n",
    "ssd_ehcp_active_plans.csv": "ehcp_active_ehcp_id,ehcp_ehcp_request_id,ehcp_active_ehcp_last_review_date\n"
    "e1,r1,2026-03-02\n",
}  # fmt: skip


def test_requests_for_plans_find_their_child_through_another_table(tmp_path: Path) -> None:
    checked = council(tmp_path, PLANS, schema="ssd")
    told = {(row["person_id"], row["event"], row["outcome"]) for row in checked.events.iter_rows(named=True)}
    assert told == {
        ("7", "ehc_request", None), ("7", "ehc_decision", "assess"), ("7", "ehc_plan", None),
        ("7", "ehc_plan_review", None), ("8", "ehc_request", None), ("8", "ehc_decision", "refuse"),
    }  # fmt: skip
    assert checked.events.filter(person_id="8", event="ehc_request").height == 2
    # A request of a child whom no table names is nobody's, and is said.
    lost = only(checked, "person-id-missing")
    assert (lost.file, lost.row) == ("ssd_ehcp_requests.csv", 5)
    assert checked.people.height == 2


def test_a_list_is_found_through_no_list_that_is_found_through_it() -> None:
    schema = list_schemas()["ssd"]
    lists = [one.model_dump(by_alias=True) for one in schema.list]
    send = next(one for one in lists if one["id"] == "ssd-send")
    send["through"] = {"column": "table_id", "list": "ssd-ehcp-requests", "key": "request_id"}
    with pytest.raises(ValueError, match="found through no list"):
        ListsSchema.model_validate({**schema.model_dump(by_alias=True), "list": lists})


def test_of_two_identifiers_of_one_kind_the_newest_counts(tmp_path: Path) -> None:
    head = "link_person_id,link_identifier_type,link_identifier_value,link_valid_from_date\n"
    rows = [
        "7,NHS Number,9434765919,2015-04-01",
        "7,NHS Number,4505577104,2019-09-02",
        "7,Unique Pupil Number,A123456789123,",
    ]
    for number, order in enumerate((rows, rows[::-1])):
        (tmp_path / str(number)).mkdir()
        files = {
            "ssd_person.csv": "pers_person_id,pers_sex,pers_dob\n7,F,2015-03-27\n",
            "ssd_linked_identifiers.csv": head + "\n".join(order) + "\n",
        }
        person = council(tmp_path / str(number), files, schema="ssd").people.row(0, named=True)
        assert (person["nhs_number"], person["upn"]) == ("4505577104", "A123456789123")


@pytest.mark.parametrize("shape", sorted(list_schemas()))
def test_a_sample_of_each_return_is_recognised_and_read_without_an_error(tmp_path: Path, shape: str) -> None:
    write_template(Agency.COUNCIL, tmp_path / "sample", shape=shape)
    checked = check(tmp_path)
    adds_up(checked)
    assert not checked.report.counts.errors and checked.people.height == 1
    (tmp_path / "sample" / "return.toml").unlink()
    with pytest.raises(ReturnsError) as raised:
        begin(tmp_path / "sample")
    assert f"({shape}" in str(raised.value)


def test_what_the_content_cannot_say_is_named_all_at_once(tmp_path: Path) -> None:
    (tmp_path / "census.xml").write_text(census("7"))
    with pytest.raises(ReturnsError) as raised:
        begin(tmp_path, sender="our-council")
    said = str(raised.value)
    assert all(option in said for option in ("--agency", "--from", "--to")) and "--sender" not in said
    assert not (tmp_path / "return.toml").exists()


def test_what_is_given_is_written_and_the_folder_is_then_a_return(tmp_path: Path) -> None:
    (tmp_path / "census.xml").write_text(census("7"))
    written = begin(
        tmp_path, sender="our-council", agency=Agency.COUNCIL, start=date(2025, 4, 1), end=date(2026, 3, 31)
    )
    assert written == tmp_path / "return.toml"
    report = check(tmp_path).report
    assert (report.senders[0].schema_, report.exit_code) == ("cin-census", 0)
    assert begin(tmp_path) is None


def test_a_return_several_folders_deep_is_recognised(tmp_path: Path) -> None:
    deep = tmp_path / "our area" / "2026" / "final"
    deep.mkdir(parents=True)
    (deep / "census.xml").write_text(census("7"))
    with pytest.raises(ReturnsError, match="cin-census"):
        begin(tmp_path)
    begin(
        tmp_path, sender="our-council", agency=Agency.COUNCIL, start=date(2025, 4, 1), end=date(2026, 3, 31)
    )
    assert check(tmp_path).people.height == 1


def test_a_folder_of_senders_is_left_alone_however_deep_their_return_toml_lies(tmp_path: Path) -> None:
    deep = tmp_path / "area" / "returns" / "our-council"
    deep.mkdir(parents=True)
    (deep / "census.xml").write_text(census("7"))
    begin(deep, sender="our-council", agency=Agency.COUNCIL, start=date(2025, 4, 1), end=date(2026, 3, 31))
    assert begin(tmp_path, sender="another") is None


def test_what_nobody_knows_is_said_to_be_none_of_the_returns(tmp_path: Path) -> None:
    (tmp_path / "budget.csv").write_text("Cost centre,Amount\nA1,5\n")
    with pytest.raises(ReturnsError, match="none of its files"):
        begin(tmp_path, sender="our-council")


def test_a_code_for_a_upn_that_is_unknown_is_no_mistake(tmp_path: Path) -> None:
    text = "CHILD,SEX,DOB,ETHNIC,UPN\n1,M,03/06/2011,WBRI,UN1\n2,F,04/06/2011,WBRI,un3 \n"
    text += "3,F,05/06/2011,WBRI,UX\n4,F,,WBRI,NULL\n"
    checked = council(tmp_path, {"header.csv": text}, schema="ssda903")
    assert checked.people["upn"].null_count() == 4
    assert [issue.value for issue in checked.report.issues if issue.rule == "upn"] == ["UX"]


def test_a_broken_document_alone_in_a_folder_says_why_it_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "census.xml").write_text(census("7")[:900])
    with pytest.raises(ReturnsError, match="not well formed at line"):
        begin(tmp_path)


def test_every_list_has_an_id_of_its_own_and_known_words() -> None:
    ids = [one.id for schema in list_schemas().values() for one in schema.list]
    assert len(ids) == len(set(ids))
    assert {
        made.event for schema in list_schemas().values() for one in schema.list for made in one.event
    } <= set(event_terms())
