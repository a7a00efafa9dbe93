"""The log: nothing behind its back."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from conspectus.errors import ConspectusError
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit import record as recording
from conspectus.workspace.audit import triggers
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.verify import verify
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections import actions
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.stages import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def some(number: int) -> list[Entry]:
    return [record(Action.CHILD_READ, by=None, target=f"child:C-{one}") for one in range(number)]


def behind_its_back(*statements: str) -> None:
    """As somebody with the database's own password could, having taken the triggers away first."""
    with connection.schema_editor() as editor:
        triggers.drop(None, editor)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.parametrize(
    "change",
    [lambda: Entry.objects.update(target="x"), lambda: Entry.objects.all().delete()],
    ids=["update", "delete"],
)
def test_the_database_refuses_to_change_or_remove_a_row(change: Callable[[], object]) -> None:
    some(2)
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        change()
    assert verify().faults == ()


def test_a_whole_log_verifies_and_its_head_is_its_last_seal() -> None:
    last = some(5)[-1]
    verdict = verify()
    assert (verdict.faults, verdict.head, verdict.rows) == ((), last.seal, last.number)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("what", "says"),
    [
        (
            "update audit_entry set target = 'child:C-9' where number = {second}",
            "row {second} is not as it was written",
        ),
        ("update audit_entry set actor = 7 where number = {second}", "row {second} is not as it was written"),
        ("delete from audit_entry where number = {second}", "rows {second} to {second} are missing"),
    ],
    ids=["changed", "signed by another", "removed"],
)
def test_a_row_changed_or_removed_is_found(what: str, says: str) -> None:
    second = some(3)[1].number
    behind_its_back(what.format(second=second))
    assert any(says.format(second=second) in fault for fault in verify().faults)


def test_a_row_slipped_in_at_the_end_is_found() -> None:
    last = some(2)[-1]
    forged = Entry(
        number=last.number + 1, at=last.at, action=Action.CHILD_READ, target="child:C-8", seal="f" * 64
    )
    forged.save()
    assert verify().faults == (f"row {forged.number} is not as it was written, or the row before it is not",)


def test_a_log_cut_at_its_end_is_found_by_a_seal_kept_elsewhere() -> None:
    last = some(3)[-1]
    assert verify(known=(last.number, last.seal)).faults == ()
    assert verify(known=(last.number + 1, "a" * 64)).faults != ()


def test_a_change_whose_row_cannot_be_written_does_not_happen(
    inspection: Inspection, person: Callable[[str], User], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> str:
        raise RuntimeError("no seal")

    monkeypatch.setattr(recording, "seal", fail)
    with pytest.raises(RuntimeError):
        actions.move(inspection=inspection, to=Stage.DRAFTING, by=person("lead"))
    assert Inspection.objects.get().stage == Stage.MODERATION
    assert not inspection.moves.filter(became=Stage.DRAFTING).exists()


def test_a_move_waits_for_what_it_needs(
    inspection: Inspection, person: Callable[[str], User], monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = {(Stage.MODERATION, Stage.DRAFTING): (lambda _: "", lambda _: "two ratings are missing")}
    monkeypatch.setattr("conspectus.workspace.inspections.moves.NEEDS", waits)
    with pytest.raises(ConspectusError, match="two ratings are missing"):
        actions.move(inspection=inspection, to=Stage.DRAFTING, by=person("lead"))
    assert Inspection.objects.get().stage == Stage.MODERATION
    actions.move(inspection=inspection, to=Stage.FIELDWORK, by=person("lead"))
    assert Inspection.objects.get().stage == Stage.FIELDWORK
