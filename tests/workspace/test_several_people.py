"""Several people are given their parts at once, as they stand in a spreadsheet: all of them or none."""

import pytest
from django.test import Client

from conspectus.terms import Nation
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.inspections import actions
from conspectus.workspace.inspections.models import Inspection


@pytest.fixture
def led(bare: None) -> Inspection:
    """An inspection in which nobody takes part but its lead."""
    by = User.objects.create_superuser("lead@example.org", "Lea", "four quiet green words")
    subject = actions.Subject(
        title="T", area="A", framework="whole-system", theme="cse", nation=Nation.ENGLAND
    )
    return actions.set_up(subject=subject, inspectorate="ofsted", by=by)


@pytest.fixture
def lead(led: Inspection) -> Client:
    browser = Client()
    browser.force_login(led.made_by, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


SEVERAL = """Nia New, nia@example.org, contact, health

Noor New\tnoor@example.org\tInspector\tHMICFRS
Sam Stranger; stranger@example.org; Moderator"""


def test_several_are_added_at_once_as_they_stand_in_a_spreadsheet(led: Inspection, lead: Client) -> None:
    address = f"/inspections/{led.pk}/people/"
    User.objects.create_user("stranger@example.org", "Sam Stranger", "four quiet green words")
    page = lead.post(address, {"lines": SEVERAL}, follow=True).content.decode()
    given = led.members.order_by("-pk").values_list("person__email", "role", "inspectorate", "agency")
    assert set(given[:3]) == {
        ("nia@example.org", "contact", "", "health"), ("noor@example.org", "inspector", "hmicfrs", ""),
        ("stranger@example.org", "moderator", "", ""),
    } and led.members.count() == 4  # fmt: skip
    assert page.count("/account/invitation/") == 2 and "Sam Stranger takes part now" in page
    assert "Hand these links over now" in page
    assert "/account/invitation/" not in lead.get(address).content.decode()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Ada Old, ada@example.org, boss", "Line 2: “boss” is no part"),
        ("Ada Old, ada@example.org", "Line 2: Give a part: Lead inspector"),
        ("Ada Old, ada at example.org, observer", "Line 2: E-mail address at work: Enter a valid"),
        ("Ada Old, ada@example.org, contact, polis", "Line 2: “polis” is no inspectorate and no agency"),
        ("Ada Old, ada@example.org, inspector", "Line 2: Inspectorate: Choose the inspectorate"),
        ("Ada Old, ada@example.org, contact, police, Leeds", "“Leeds”"),
        ("Nia Again, nia@example.org, observer", "takes part already"),
    ],
)
def test_where_anything_stands_against_one_of_several_none_is_added(
    led: Inspection, lead: Client, line: str, told: str
) -> None:
    before = led.members.count(), User.objects.count(), Entry.objects.count()
    lines = f"Nia New, nia@example.org, contact, health\n{line}"
    page = lead.post(f"/inspections/{led.pk}/people/", {"lines": lines}).content.decode()
    assert told in page and "Nia New, nia@example.org" in page  # to be mended there
    assert (led.members.count(), User.objects.count(), Entry.objects.count()) == before
