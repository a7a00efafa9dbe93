"""From the first words of a letter to what the area does about it: what may be done when, and what is refused."""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import Traveller

from conspectus import letter
from conspectus.errors import ConspectusError
from conspectus.letter.files import BUNDLE, LETTER, LOG
from conspectus.terms import Agency, Language
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.inspections.actions import move
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.policies import NotAllowed
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.judgments import actions as judging
from conspectus.workspace.judgments.judged import inspected
from conspectus.workspace.judgments.models import Departure
from conspectus.workspace.letters import actions, jobs
from conspectus.workspace.letters.actions.signing import keys_of
from conspectus.workspace.letters.drafting import drafted
from conspectus.workspace.letters.editions import is_current, read, signers, signings
from conspectus.workspace.letters.models import Comment, Facts, StatementOfAction
from tests.workspace.letters.making import PASSPHRASE, POLICE, draft_of, last, say, sign_all, signer

pytestmark = pytest.mark.django_db


@pytest.fixture
def police(person: Callable[[str], User]) -> User:
    return person("police contact")


def test_without_its_facts_there_is_no_draft(inspection: Inspection, lead: User) -> None:
    move(inspection=inspection, to=Stage.DRAFTING, by=lead)
    assert drafted(inspection) is None
    with pytest.raises(ConspectusError, match="facts are not on record"):
        actions.make_edition(inspection=inspection, by=lead)


def test_the_letter_is_written_in_its_stages_alone(inspection: Inspection, lead: User) -> None:
    with pytest.raises(NotAllowed, match=r"worded in the stages .* and the inspection is at “Moderation”"):
        actions.record_facts(
            inspection=inspection,
            given=actions.LetterFacts(
                fieldwork_from=date(2026, 1, 1),
                fieldwork_to=date(2026, 1, 2),
                addressees="",
                sample="",
                published=None,
            ),
            by=lead,
        )


def test_an_edition_holds_offline_with_its_log_and_every_row(drafting: Inspection, lead: User) -> None:
    edition = actions.make_edition(inspection=drafting, by=lead)
    verdict = letter.verify(edition.folder / LETTER)
    assert verdict.exit_code == 0, verdict
    outcomes = {one.check: one.outcome for one in verdict.findings}
    assert {outcomes["log"], outcomes["commitments"], outcomes["statements"]} == {letter.Outcome.HOLDS}
    assert "inspection files" not in outcomes  # there are none that could be missing
    public = (edition.folder / LETTER).read_text() + (edition.folder / LOG).read_text()
    assert not [one.email for one in User.objects.all() if one.email in public]
    assert not [one.seen for one in drafting.evidence.all() if one.seen in public]


def test_what_did_not_change_keeps_its_commitment_from_one_edition_to_the_next(
    drafting: Inspection, lead: User
) -> None:
    first = read(actions.make_edition(inspection=drafting, by=lead))
    say(drafting, POLICE, "Police told others too late.", lead)
    second = read(actions.make_edition(inspection=drafting, by=lead))
    assert [one.commitment for one in first.ratings] == [one.commitment for one in second.ratings]
    assert first.sha256 != second.sha256


@pytest.mark.database
def test_a_wording_stands_beside_its_draft_until_it_is_restored(drafting: Inspection, lead: User) -> None:
    plain = draft_of(drafting).plain[POLICE].text
    say(drafting, POLICE, "Police told others too late.", lead)
    told = {one.id: one.text for one in draft_of(drafting).statements}
    assert told[POLICE] == "Police told others too late."
    say(drafting, POLICE, plain, lead)
    assert not drafting.letter_changes.exists()
    assert drafting.letter_changes.model.history.filter(statement=POLICE).count() == 2


def test_a_wording_no_longer_fits_when_its_findings_say_otherwise(drafting: Inspection, lead: User) -> None:
    say(drafting, POLICE, "Police told others too late.", lead)
    drafting.letter_changes.update(drafted="What the findings said before.")
    judging.depart(
        inspection=drafting, target="overall", level="good", rationale="For one.", evidence=[], by=lead
    )
    [misfit] = draft_of(drafting).misfits
    assert (misfit.change.statement, "otherwise" in misfit.why) == (POLICE, True)
    with pytest.raises(ConspectusError, match=POLICE):
        actions.make_edition(inspection=drafting, by=lead)
    actions.restore(inspection=drafting, statement=POLICE, by=lead)
    actions.make_edition(inspection=drafting, by=lead)


def test_an_added_statement_points_at_findings(drafting: Inspection, lead: User) -> None:
    one = actions.add(
        inspection=drafting, text="Ask who else knows.", section="priority", cells=["p1/police"], by=lead
    )
    assert one.statement in {told.id for told in draft_of(drafting).statements}
    with pytest.raises(ConspectusError, match="points at no finding"):
        actions.add(inspection=drafting, text="Be better.", section="priority", cells=[], by=lead)
    with pytest.raises(ConspectusError, match="too small to publish"):
        actions.add(
            inspection=drafting, text="Two children waited.", section="priority", cells=["p1/police"], by=lead
        )


def test_an_edition_is_out_of_date_as_soon_as_anything_that_it_rests_on_changes(
    drafting: Inspection, lead: User
) -> None:
    edition = actions.make_edition(inspection=drafting, by=lead)
    assert is_current(edition)
    departure = judging.depart(
        inspection=drafting, target="overall", level="good", rationale="For one.", evidence=[], by=lead
    )
    assert not is_current(edition)
    judging.withdraw(departure=departure, by=lead)
    assert is_current(edition)


def test_it_is_laid_before_the_agencies_only_when_it_says_what_is_so(
    drafting: Inspection, lead: User
) -> None:
    with pytest.raises(ConspectusError, match="no letter has been made"):
        move(inspection=drafting, to=Stage.FACTUAL_ACCURACY, by=lead)
    actions.make_edition(inspection=drafting, by=lead)
    say(drafting, POLICE, "Police told others too late.", lead)
    with pytest.raises(ConspectusError, match="make it again"):
        move(inspection=drafting, to=Stage.FACTUAL_ACCURACY, by=lead)


@pytest.mark.database
def test_a_comment_is_answered_once_and_an_accepted_one_words_its_statement(
    laid: Inspection, lead: User, police: User
) -> None:
    says = actions.comment(
        edition=last(laid),
        agency=Agency.POLICE,
        statement=POLICE,
        says="It was told on the same day.",
        by=police,
    )
    with pytest.raises(ConspectusError, match="comments is not answered"):
        move(inspection=laid, to=Stage.SIGNED, by=lead)
    with pytest.raises(ConspectusError, match="says why"):
        actions.answer_comment(comment=says, answer="accepted", why=" ", by=lead)
    actions.answer_comment(
        comment=says, answer="accepted", why="The log bears it out.", text="Police told others late.", by=lead
    )
    [change] = draft_of(laid).changes
    assert (change.text, change.because) == ("Police told others late.", "factual_accuracy")
    assert not is_current(last(laid))
    with pytest.raises(ConspectusError, match="answered already"):
        actions.answer_comment(comment=says, answer="refused", why="No.", by=lead)


def test_a_refused_comment_changes_nothing(laid: Inspection, lead: User, police: User) -> None:
    says = actions.comment(
        edition=last(laid), agency=Agency.POLICE, statement=POLICE, says="It was told.", by=police
    )
    actions.answer_comment(comment=says, answer="refused", why="No record shows it.", text="Other.", by=lead)
    assert is_current(last(laid))
    assert Comment.objects.get().answer == "refused"


def test_nobody_signs_with_another_passphrase_or_an_old_edition(laid: Inspection, lead: User) -> None:
    first, by = last(laid), signer(laid, "hmicfrs")
    with pytest.raises(ConspectusError, match="no key to sign with"):
        actions.sign(edition=first, inspectorate="hmicfrs", passphrase=PASSPHRASE, by=by)
    with pytest.raises(ConspectusError, match="too short"):
        actions.make_key(inspection=laid, inspectorate="hmicfrs", passphrase="short", by=by)
    actions.make_key(inspection=laid, inspectorate="hmicfrs", passphrase=PASSPHRASE, by=by)
    with pytest.raises(ConspectusError, match="does not open the key"):
        actions.sign(edition=first, inspectorate="hmicfrs", passphrase="another one entirely", by=by)
    with pytest.raises(NotAllowed, match="own inspectors"):
        actions.make_key(inspection=laid, inspectorate="hmcts", passphrase=PASSPHRASE, by=by)
    by.memberships.update(inspectorate="hmcts")
    with pytest.raises(ConspectusError, match="leads for none"):
        actions.make_key(inspection=laid, inspectorate="hmcts", passphrase=PASSPHRASE, by=by)
    by.memberships.update(inspectorate="hmicfrs")
    say(laid, POLICE, "Police told others too late.", lead)
    with pytest.raises(ConspectusError, match="make it again"):
        actions.sign(edition=first, inspectorate="hmicfrs", passphrase=PASSPHRASE, by=by)
    actions.make_edition(inspection=laid, by=lead)
    with pytest.raises(ConspectusError, match="make it again"):
        actions.sign(edition=first, inspectorate="hmicfrs", passphrase=PASSPHRASE, by=by)


def test_signed_letters_hold_with_the_published_keys_even_after_a_new_key(
    laid: Inspection,
) -> None:
    sign_all(laid)
    body = signers(laid)[0]
    actions.make_key(inspection=laid, inspectorate=body, passphrase=PASSPHRASE, by=signer(laid, body))
    verdict = letter.verify(last(laid).folder / LETTER, keys=keys_of(laid.pk) / "keys.toml")
    assert verdict.exit_code == 0, verdict
    held = [one.outcome for one in verdict.findings if one.check.startswith("signature")]
    assert held == [letter.Outcome.HOLDS] * len(signers(laid))


def test_it_counts_as_signed_when_everybody_has_signed_what_now_holds(laid: Inspection, lead: User) -> None:
    with pytest.raises(ConspectusError, match="these have not signed"):
        move(inspection=laid, to=Stage.SIGNED, by=lead)
    sign_all(laid)
    assert all(one.signature for one in signings(last(laid)))
    say(laid, POLICE, "Police told others too late.", lead)
    with pytest.raises(ConspectusError, match="make it again"):
        move(inspection=laid, to=Stage.SIGNED, by=lead)
    actions.restore(inspection=laid, statement=POLICE, by=lead)
    move(inspection=laid, to=Stage.SIGNED, by=lead)


def test_it_is_published_on_its_own_day_and_from_its_own_page_alone(signed: Inspection, lead: User) -> None:
    with pytest.raises(ConspectusError, match="published from its own page"):
        move(inspection=signed, to=Stage.PUBLISHED, by=lead)
    with pytest.raises(ConspectusError, match="the letter bears"):
        actions.set_publication(inspection=signed, at=timezone.now() + timedelta(days=2), by=lead)


def facts(inspection: Inspection, lead: User, **other: Any) -> None:  # noqa: ANN401 - any of its fields
    names = ("fieldwork_from", "fieldwork_to", "addressees", "sample", "published", "language")
    kept: dict[str, Any] = Facts.objects.filter(inspection=inspection).values(*names)[0]
    actions.record_facts(inspection=inspection, by=lead, given=actions.LetterFacts(**{**kept, **other}))


def held(inspection: Inspection) -> list[letter.Outcome]:
    """What becomes of each signature, as anybody finds who verifies the letter."""
    verdict = letter.verify(last(inspection).folder / LETTER, keys=keys_of(inspection.pk) / "keys.toml")
    assert verdict.exit_code == 0, verdict.says
    return [one.outcome for one in verdict.findings if one.check.startswith("signature")]


@pytest.mark.database
def test_the_day_of_a_signed_letter_is_corrected_and_every_signature_stays(
    signed: Inspection, lead: User
) -> None:
    edition, day = last(signed), timezone.localdate() + timedelta(days=3)
    actions.correct_day(inspection=signed, published=day, by=lead)
    assert (last(signed), is_current(edition), read(edition).inspection.published) == (edition, True, day)
    assert all(one.signature for one in signings(edition))
    assert held(signed) == [letter.Outcome.HOLDS] * len(signers(signed))
    actions.set_publication(
        inspection=signed, at=timezone.make_aware(datetime.combine(day, time(9, 30))), by=lead
    )
    with pytest.raises(ConspectusError, match="time of publication is set"):
        actions.correct_day(inspection=signed, published=day + timedelta(days=1), by=lead)


def test_a_day_before_fieldwork_ended_or_of_a_letter_not_signed_is_refused(
    laid: Inspection, lead: User
) -> None:
    with pytest.raises(NotAllowed, match="in the stage “Signed”"):
        actions.correct_day(inspection=laid, published=timezone.localdate(), by=lead)
    Inspection.objects.filter(pk=laid.pk).update(stage=Stage.SIGNED)
    laid.refresh_from_db()
    with pytest.raises(ConspectusError, match="before fieldwork ends"):
        actions.correct_day(inspection=laid, published=date(2000, 1, 1), by=lead)


def test_of_a_letter_that_is_being_signed_the_day_alone_can_change(laid: Inspection, lead: User) -> None:
    sign_all(laid)
    day = timezone.localdate() + timedelta(days=9)
    facts(laid, lead, published=day)
    edition = last(laid)
    assert (is_current(edition), read(edition).inspection.published) == (True, day)
    assert held(laid) == [letter.Outcome.HOLDS] * len(signers(laid))
    for other in (
        {"addressees": "Somebody else"},
        {"sample": "Otherwise."},
        {"fieldwork_from": date(2020, 1, 1)},
        {"language": Language.WELSH},
    ):
        before = Facts.objects.filter(inspection=laid).values(*other)[0]
        facts(laid, lead, **other)
        assert not is_current(edition), other
        facts(laid, lead, **before)
        assert is_current(edition)


def test_a_letter_of_the_first_version_has_to_be_signed_anew_for_another_day(
    laid: Inspection, lead: User
) -> None:
    edition = last(laid)
    edition.basis = draft_of(laid).dated_basis  # as such an edition was kept
    edition.save()
    plain = json.loads((edition.folder / LETTER).read_text())
    (edition.folder / LETTER).write_text(json.dumps({**plain, "letter_version": 1}))
    assert is_current(edition)
    facts(laid, lead, published=timezone.localdate() + timedelta(days=9))
    assert not is_current(edition)
    assert read(edition).inspection.published == date.fromisoformat(plain["inspection"]["published"])


@pytest.mark.database
def test_the_worker_publishes_when_the_time_has_come(
    signed: Inspection, lead: User, signed_in: Callable[[str], Client], clock: Traveller
) -> None:
    actions.set_publication(inspection=signed, at=timezone.now() + timedelta(hours=1), by=lead)
    page = f"/letters/{signed.pk}/"
    assert jobs.publish_due.call() == 0
    assert signed_in("nobody").get(page).status_code == 404
    clock.shift(timedelta(hours=1))
    assert jobs.publish_due.call() == 1
    signed.refresh_from_db()
    assert signed.now is Stage.PUBLISHED
    assert signed_in("nobody").get(page).status_code == 200
    assert Entry.objects.filter(action="letter_published").count() == 1
    assert jobs.publish_due.call() == 0


@pytest.mark.database
def test_a_letter_that_cannot_be_published_when_due_says_why(
    signed: Inspection, lead: User, clock: Traveller
) -> None:
    actions.set_publication(inspection=signed, at=timezone.now() + timedelta(hours=1), by=lead)
    clock.shift(timedelta(hours=1))
    with pytest.raises(NotAllowed, match="departed from in the stage"):
        judging.depart(
            inspection=signed, target="overall", level="good", rationale="For one.", evidence=[], by=lead
        )
    Departure.objects.create(  # as no action does any more: a row that was put there by hand
        inspection=signed, target="overall", level="good", rationale="For one.", by=lead
    )
    assert jobs.publish_due.call() == 0
    edition = last(signed)
    assert (edition.published_at, edition.publish_at) == (None, None)
    assert "make it again" in edition.trouble


def test_the_public_gets_the_letter_its_files_and_keys_and_nothing_else(
    published: Inspection, signed_in: Callable[[str], Client], tmp_path: Path
) -> None:
    nobody, one = signed_in("nobody"), f"/letters/{published.pk}/"
    assert published.title in nobody.get("/letters/").content.decode()
    names = ("letter.html", "letter.pdf", "letter.docx", "letter.json", "log.jsonl", "keys.toml")
    for name in names:
        answer = nobody.get(f"{one}{name}")
        assert answer.status_code == 200, name
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        (tmp_path / name).write_bytes(body)
    for name in (BUNDLE, "judgment.json", "..", "ofsted.key"):
        assert nobody.get(f"{one}{name}").status_code == 404
    saved = tmp_path / "letter.json"
    assert letter.verify(saved, keys=tmp_path / "keys.toml").exit_code == 0
    saved.write_text(saved.read_text().replace('"inadequate"', '"good"', 1))
    assert letter.verify(saved, keys=tmp_path / "keys.toml").exit_code == 1


def test_the_statement_of_action_is_due_70_working_days_after_publication(published: Inspection) -> None:
    statement = StatementOfAction.objects.get(inspection=published)
    assert 98 <= (statement.due - timezone.localdate()).days <= 98 + 14  # 14 weeks and the bank holidays


def planned(inspection: Inspection, by: User) -> StatementOfAction:
    statement = StatementOfAction.objects.get(inspection=inspection)
    actions.plan(
        statement=statement,
        promise=actions.Promise(
            answers=POLICE,
            agency=Agency.POLICE,
            what="Tell the council in the same shift.",
            by_when=timezone.localdate() + timedelta(days=50),
            known_by="The share told within a day.",
        ),
        by=by,
    )
    return statement


@pytest.mark.database
def test_what_was_sent_stays_and_closing_waits_for_follow_up(
    published: Inspection, lead: User, person: Callable[[str], User]
) -> None:
    with pytest.raises(NotAllowed, match="planned in the stage “Statement of action”"):
        planned(published, person("police contact"))
    move(inspection=published, to=Stage.STATEMENT_OF_ACTION, by=lead)
    statement = planned(published, person("police contact"))
    with pytest.raises(NotAllowed, match="answers for the statement sends it"):
        actions.send_statement(statement=statement, by=person("police contact"))
    with pytest.raises(ConspectusError, match="has not been sent"):
        move(inspection=published, to=Stage.FOLLOW_UP, by=lead)
    actions.send_statement(statement=statement, by=person("council contact"))
    with pytest.raises(NotAllowed, match="stays as it is"):
        planned(published, person("police contact"))
    move(inspection=published, to=Stage.FOLLOW_UP, by=lead)
    with pytest.raises(ConspectusError, match="not been looked at"):
        move(inspection=published, to=Stage.CLOSED, by=lead)
    [one] = statement.actions.all()
    assert one.overdue(one.by_when + timedelta(days=1))
    actions.follow_up(planned=one, found="done", note="Nine in ten are told within a day.", by=lead)
    assert not one.overdue(one.by_when + timedelta(days=1))
    move(inspection=published, to=Stage.CLOSED, by=lead)


def test_an_action_answers_a_statement_of_the_letter(published: Inspection, lead: User, police: User) -> None:
    statement = StatementOfAction.objects.get(inspection=published)
    move(inspection=published, to=Stage.STATEMENT_OF_ACTION, by=lead)
    with pytest.raises(ConspectusError, match="no such statement"):
        actions.plan(
            statement=statement,
            promise=actions.Promise(
                answers="improve-p9-police",
                agency=Agency.POLICE,
                what="x",
                by_when=timezone.localdate(),
                known_by="y",
            ),
            by=police,
        )


def test_agencies_are_inspected_where_somebody_leads_for_them(inspection: Inspection) -> None:
    assert {Agency.POLICE, Agency.PROBATION, Agency.YOUTH_JUSTICE} < set(inspected(inspection))
    inspection.members.filter(inspectorate="hmip").update(inspectorate="ofsted")
    assert not {Agency.PROBATION, Agency.YOUTH_JUSTICE} & set(inspected(inspection))
    inspection.members.update(inspectorate="hmicfrs")
    assert inspected(inspection) == (Agency.POLICE,)
