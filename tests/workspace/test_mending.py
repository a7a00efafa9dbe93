"""What is wrong with a return, by what to do; as a spreadsheet; and what is to hand where one is sent."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import fastexcel
import pytest
from django.test import Client

from conspectus.definitions.return_schema import return_checks
from conspectus.terms import Severity
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.forms import day
from conspectus.workspace.inspections.issues import KEPT_BACK
from conspectus.workspace.inspections.models import Inspection, SentReturn

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
FIRST_RULE, SECOND_RULE = list(return_checks())[:2]
FORMULA = '=HYPERLINK("http://elsewhere.example","open")'


def issue(number: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a report holds
    return {
        "issue": number, "sender": "police", "file": "events.csv", "sheet": "", "row": number + 1, "column": "started",
        "value": "30/02/2025", "rule": FIRST_RULE, "severity": Severity.ERROR.value,
        "message": "There is no such day.", "todo": "Write the day as it was.", **more,
    }  # fmt: skip


@pytest.fixture
def sent(inspection: Inspection) -> SentReturn:
    """The police's return, in which seven rows have one fault, and two others have others."""
    one = inspection.returns.filter(agency="police").exclude(report=None)[0]
    assert one.report is not None
    one.report["issues"] = [
        issue(
            1,
            rule=SECOND_RULE,
            severity=Severity.QUERY.value,
            column="event",
            value=FORMULA,
            todo="Look it up.",
        ),
        *(issue(number) for number in range(2, 9)),
        issue(
            9, rule=SECOND_RULE, column="outcome", value="Ann Example", message="Ann Example", restricted=True
        ),
    ]
    one.save()
    return one


def page(sent: SentReturn, rest: str = "") -> str:
    return f"/inspections/{sent.inspection_id}/returns/{sent.pk}/{rest}"


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


def test_issues_that_are_mended_alike_stand_together_and_errors_come_first(
    sent: SentReturn, signed_in: Browser
) -> None:
    shown = words(signed_in("police contact").get(page(sent)).content.decode())
    assert (
        shown.count("Write the day as it was.") == 2
    )  # once for the seven; the restricted one's is its own group
    assert "(7 times)" in shown and "The others" in shown
    assert shown.index("Write the day as it was.") < shown.index("Look it up.")
    for row in range(3, 10):
        assert f"row {row}" in shown


def rows(client: Client, sent: SentReturn) -> list[dict[str, Any]]:
    answer = client.get(page(sent, "to-mend/"))
    assert "spreadsheetml" in answer.headers["Content-Type"]
    assert f"version-{sent.version}-to-mend.xlsx" in answer.headers["Content-Disposition"]
    assert not re.search(
        rb"<f>", zipfile.ZipFile(io.BytesIO(answer.content)).read("xl/worksheets/sheet1.xml")
    )
    return fastexcel.read_excel(answer.content).load_sheet(0, dtypes="string").to_polars().to_dicts()


def test_the_spreadsheet_has_every_issue_with_its_place_and_no_formula(
    sent: SentReturn, signed_in: Browser
) -> None:
    found = rows(signed_in("police contact"), sent)
    assert [one["Row"] for one in found] == [str(number + 1) for number in range(1, 10)]
    assert found[0]["What stands there"] == FORMULA
    assert found[1]["What is wrong"] == "There is no such day."
    assert found[1]["What to do"] == "Write the day as it was."


def test_cells_of_restricted_rows_are_kept_back_in_it_but_from_who_sent_them(
    sent: SentReturn, signed_in: Browser
) -> None:
    before = Entry.objects.filter(action=Action.RETURN_READ).count()
    for who in ("lead", "inspector", "moderator", "analyst"):
        last = rows(signed_in(who), sent)[-1]
        assert "Ann Example" not in str(last) and KEPT_BACK in last["What is wrong"] and last["Row"] == "10"
    assert rows(signed_in("police contact"), sent)[-1]["What stands there"] == "Ann Example"
    assert Entry.objects.filter(action=Action.RETURN_READ).count() == before + 5
    assert signed_in("council contact").get(page(sent, "to-mend/")).status_code == 403
    assert signed_in("observer").get(page(sent, "to-mend/")).status_code == 403
    assert signed_in("stranger").get(page(sent, "to-mend/")).status_code == 404


def test_an_empty_return_and_its_words_are_to_hand(sent: SentReturn, signed_in: Browser) -> None:
    send = f"/inspections/{sent.inspection_id}/returns/send/police/"
    shown = signed_in("police contact").get(send).content.decode()
    assert shown.index('name="sent"') < shown.index('name="first"')
    assert f'href="{send}template/"' in shown and "<code>missing_episode</code>" in shown
    packed = zipfile.ZipFile(io.BytesIO(signed_in("police contact").get(f"{send}template/").content))
    names = {name.partition("/")[2] for name in packed.namelist()}
    assert {"READ ME FIRST.md", "return.toml", "people.csv", "events.csv"} <= names
    assert signed_in("council contact").get(f"{send}template/").status_code == 403
    assert (
        signed_in("lead").get(f"/inspections/{sent.inspection_id}/returns/send/nobody/template/").status_code
        == 404
    )


def test_sent_again_it_is_filled_in_as_before(sent: SentReturn, signed_in: Browser) -> None:
    assert sent.report is not None
    sender = sent.report["senders"][0]
    sender["covers"] = ["missing_episode"]
    sender |= {"period": {"from": "2024-01-01", "to": "2025-12-31"}, "extracted": "2026-01-14T09:30:00Z"}
    sent.save()
    send = f"/inspections/{sent.inspection_id}/returns/send/police/"

    def ticked(address: str) -> list[str]:
        shown = signed_in("police contact").get(address).content.decode()
        boxes = re.findall(r'<input[^>]*name="covers"[^>]*>', shown)
        return [re.search(r'value="(\w+)"', box)[1] for box in boxes if "checked" in box]  # type: ignore[index]

    assert ticked(send) == []
    assert ticked(f"{send}?after={sent.pk}") == ["missing_episode"]
    shown = signed_in("police contact").get(f"{send}?after={sent.pk}").content.decode()
    days = {
        name: re.search(rf'name="{name}" value="([^"]+)"', shown) for name in ("first", "last", "extracted")
    }
    assert {name: day(name).clean(found[1]) for name, found in days.items() if found} == {
        "first": date(2024, 1, 1), "last": date(2025, 12, 31), "extracted": date(2026, 1, 14)
    }  # fmt: skip
    for other in ("999999", "x", "9" * 40):
        assert ticked(f"{send}?after={other}") == []
