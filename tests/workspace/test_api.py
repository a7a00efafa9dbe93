"""The API: tokens, what is logged of what programs read, and that a program sees what its owner's pages show."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from conspectus.judgment import Judgment
from conspectus.records.casebook import ChildChronology, Picture
from conspectus.terms import Nation
from conspectus.workspace.accounts.models import User
from conspectus.workspace.api.actions import digest, make_token, revoke_token
from conspectus.workspace.api.models import Token
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.words import Action
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections import actions
from conspectus.workspace.inspections.casebooks import last_built
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.judgments.judged import judged
from tests.workspace.conftest import a_child

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ByToken = Callable[[str], Client]


def at(inspection: Inspection, rest: str = "") -> str:
    return f"/api/v1/inspections/{inspection.pk}{rest}"


def test_a_token_is_shown_once_and_only_its_hash_is_kept(
    inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    page = signed_in("analyst").post(
        f"/inspections/{inspection.pk}/tokens/", {"name": "our report", "days": "30"}
    )
    secret = page.context["secret"]
    assert secret in page.content.decode()
    token = Token.objects.get(name="our report")
    assert (token.digest, token.begins) == (digest(secret), secret[:8])
    assert secret not in str(Token.objects.values().get(pk=token.pk)).replace(token.begins, "")
    again = signed_in("analyst").get(f"/inspections/{inspection.pk}/tokens/").content.decode()
    assert "our report" in again
    assert secret not in again


def test_nobody_sees_or_revokes_anothers_token(
    inspection: Inspection, person: Callable[[str], User], signed_in: Callable[[str], Client]
) -> None:
    member = inspection.members.get(person=person("analyst"))
    token, _ = make_token(member=member, name="theirs", days=30, by=member.person)
    assert "theirs" not in signed_in("lead").get(f"/inspections/{inspection.pk}/tokens/").content.decode()
    place = f"/inspections/{inspection.pk}/tokens/{token.pk}/revoke/"
    assert signed_in("lead").post(place).status_code == 404
    assert signed_in("analyst").post(place).status_code == 302
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_a_token_ends_when_revoked_run_out_or_its_owner_is_out(
    inspection: Inspection, person: Callable[[str], User]
) -> None:
    member = inspection.members.get(person=person("analyst"))

    def answered(change: Callable[[Token], object]) -> list[int]:
        token, secret = make_token(member=member, name="a test", days=30, by=member.person)
        client = Client(headers={"Authorization": f"Bearer {secret}"})
        before = client.get(at(inspection)).status_code
        change(token)
        return [before, client.get(at(inspection)).status_code]

    yesterday = timezone.now() - timedelta(days=1)
    assert answered(lambda token: revoke_token(token=token, by=member.person)) == [200, 401]
    assert answered(lambda token: Token.objects.filter(pk=token.pk).update(expires_at=yesterday)) == [
        200,
        401,
    ]
    assert answered(lambda _: actions.remove_person(member=member, by=person("lead"))) == [200, 401]
    member.save(force_insert=True)
    assert answered(lambda _: User.objects.filter(pk=member.person_id).update(is_active=False)) == [200, 401]


def test_a_token_of_a_part_that_was_taken_away_lets_nobody_in_when_there_is_a_part_again(
    inspection: Inspection, person: Callable[[str], User]
) -> None:
    member = inspection.members.get(person=person("inspector"))
    other = inspection.members.get(person=person("analyst"))
    secrets = [make_token(member=one, name="a test", days=30, by=one.person)[1] for one in (member, other)]
    actions.remove_person(member=member, by=person("lead"))
    actions.add_person(
        inspection=inspection,
        email=member.person.email,
        name="",
        given=actions.Appointment(role=Role.OBSERVER),
        by=person("lead"),
    )
    asked = [
        Client(headers={"authorization": f"Bearer {one}"}).get(at(inspection, "")).status_code
        for one in secrets
    ]
    assert asked == [401, 200]
    [row] = Entry.objects.filter(action=Action.TOKEN_REVOKED)
    assert row.actor == person("lead").pk


def test_a_token_opens_one_inspection_alone(
    inspection: Inspection, by_token: ByToken, person: Callable[[str], User]
) -> None:
    other = actions.set_up(
        subject=actions.Subject(
            title="Another", area="Southshire", nation=Nation.ENGLAND, framework="whole-system", theme="cse"
        ),
        inspectorate="ofsted",
        by=person("lead"),
    )
    lead = by_token("lead")
    assert lead.get(at(inspection)).status_code == 200
    assert lead.get(at(other)).status_code == 404


def test_reading_a_child_is_logged_with_and_without_names(inspection: Inspection, by_token: ByToken) -> None:
    child = a_child(inspection)
    client = by_token("inspector")
    masked = ChildChronology.model_validate(client.get(at(inspection, f"/children/{child}")).json())
    named = ChildChronology.model_validate(client.get(at(inspection, f"/children/{child}?names=true")).json())
    assert (masked.child.masked, named.child.masked) == (True, False)
    rows = Entry.objects.filter(target=f"child:{child}").order_by("-number")[:2]
    assert [row.action for row in rows] == [Action.NAMES_SHOWN, Action.CHILD_READ]
    assert {row.actor for row in rows} == {
        inspection.members.get(person__email__startswith="police-").person_id
    }


def test_what_is_read_is_what_the_files_say(inspection: Inspection, by_token: ByToken) -> None:
    client = by_token("lead")
    assert Judgment.model_validate(client.get(at(inspection, "/judgment")).json()) == judged(inspection)
    picture = Picture.model_validate(client.get(at(inspection, "/picture")).json())
    built = last_built(inspection)
    assert built is not None
    assert picture.build.content_sha256 == built.content_hash
    report = client.get(at(inspection, f"/returns/{inspection.returns.all()[0].pk}")).json()["report"]
    assert report == inspection.returns.all()[0].report


def test_pages_of_a_list_meet_without_a_gap(inspection: Inspection, by_token: ByToken) -> None:
    client = by_token("lead")
    whole = client.get(at(inspection, "/children?limit=500")).json()
    parts = [
        client.get(at(inspection, f"/children?limit=25&offset={offset}")).json()["items"]
        for offset in range(0, whole["count"], 25)
    ]
    assert [one for part in parts for one in part] == whole["items"]
    assert len(whole["items"]) == whole["count"] > 25


def test_another_raters_rating_stays_unseen_until_both_have_finished(
    inspection: Inspection, by_token: ByToken
) -> None:
    inspector = inspection.members.get(person__email="police-inspector@example.org")
    others = inspection.ratings.filter(stage="independent").exclude(by=inspector.person)
    shown = {one["id"] for one in by_token("inspector").get(at(inspection, "/ratings")).json()}
    assert set(others.values_list("pk", flat=True)) <= shown
    inspection.finished.filter(by=inspector.person).delete()
    shown = {one["id"] for one in by_token("inspector").get(at(inspection, "/ratings")).json()}
    assert not set(others.values_list("pk", flat=True)) & shown


def test_a_restricted_row_is_told_to_named_roles_alone(inspection: Inspection, by_token: ByToken) -> None:
    one = inspection.evidence.all()[0]
    row = {"table": "events", "restricted": True, "row": {"event": "missing_episode"}}
    Evidence.objects.filter(pk=one.pk).update(found=row, source="events:gone")
    place = at(inspection, f"/evidence/{one.pk}")
    lead, other = by_token("lead").get(place).json(), by_token("inspector").get(place).json()
    assert (lead["hidden"], lead["found"], lead["source"]) == (False, row, "events:gone")
    assert (other["hidden"], other["found"], other["source"]) == (True, None, None)


def test_the_log_names_who_did_it(inspection: Inspection, by_token: ByToken) -> None:
    found = by_token("moderator").get(at(inspection, "/log?limit=1")).json()
    assert found["items"][0]["action"] == Action.INSPECTION_SET_UP
    assert found["items"][0]["by"] == "Lena Lead"


def test_it_notes_when_a_token_was_last_used(inspection: Inspection, by_token: ByToken) -> None:
    client = by_token("observer")
    assert Token.objects.get().used_at is None
    client.get(at(inspection))
    assert Token.objects.get().used_at is not None


def test_nothing_can_be_changed(inspection: Inspection, by_token: ByToken) -> None:
    before = Member.objects.count()
    for method in ("post", "put", "patch", "delete"):
        assert getattr(by_token("lead"), method)(at(inspection, "/people")).status_code == 405
    assert Member.objects.count() == before


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "limit=many", "offset=-1"])
def test_a_page_that_cannot_be_is_refused(
    inspection: Inspection, by_token: Callable[[str], Client], query: str
) -> None:
    assert by_token("lead").get(at(inspection, f"/evidence?{query}")).status_code == 422
