"""The states of the made-up inspection that tests begin from, each made from the one before it."""

import tempfile
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from django.utils import timezone

from conspectus import example_area
from conspectus import inspection as files
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.config import demonstration, partnership
from conspectus.workspace.inspections.actions import move, raise_concern
from conspectus.workspace.inspections.casebooks import last_built, opened
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.letters import actions
from tests.workspace.letters.making import POLICE, last, sign_all


class State(NamedTuple):
    """What it is made from, and how."""

    after: str
    make: Callable[[], None]


def _nothing() -> None:
    """A workspace in which nobody has done anything: its tables alone."""


def _demonstration() -> None:
    """An inspection half-way through, its casebook built, with somebody in every part."""
    with tempfile.TemporaryDirectory() as folder:
        area = Path(folder)
        example_area.make(area, example_area.Wanted(children=60, seed=3))
        inspection = demonstration.begin()
        for sender in sorted((area / "returns").iterdir()):
            demonstration.put_return(inspection, sender)
        assert demonstration.build(inspection).trouble == ""
        demonstration.fill(inspection, files.read(area / "inspection"))


def _raised() -> None:
    """A police inspector said that a child whom the police know may be at immediate risk."""
    inspection, _ = _told()
    raise_concern(
        inspection=inspection, child=_child(inspection, held=True), agency=Agency.POLICE,
        says="Alone with him now.", by=User.objects.get(email="police-inspector@example.org"),
    )  # fmt: skip


def not_held_by_police(inspection: Inspection) -> str:
    """Some child of whom the police hold no record."""
    return _child(inspection, held=False)


def _child(inspection: Inspection, *, held: bool) -> str:
    build = last_built(inspection)
    assert build is not None
    sql = """select min(child_id) as child_id from children where is_child and list_contains(agencies, 'police') = ?"""
    [row] = opened(build.casebook).rows(sql, [held])
    return str(row["child_id"])


def _drafting() -> None:
    inspection, lead = _told()
    move(inspection=inspection, to=Stage.DRAFTING, by=lead)
    today = timezone.localdate()
    actions.record_facts(
        inspection=inspection,
        given=actions.LetterFacts(
            fieldwork_from=today - timedelta(days=40),
            fieldwork_to=today - timedelta(days=30),
            addressees="The partnership\nThe chief constable",
            sample="Nine children were chosen by strata.",
            published=today,
        ),
        by=lead,
    )


def _laid() -> None:
    inspection, lead = _told()
    actions.make_edition(inspection=inspection, by=lead)
    move(inspection=inspection, to=Stage.FACTUAL_ACCURACY, by=lead)


def _commented() -> None:
    inspection, _ = _told()
    actions.comment(
        edition=last(inspection), agency=Agency.POLICE, statement=POLICE, says="It was told.", by=_police()
    )


def _signed() -> None:
    inspection, lead = _told()
    sign_all(inspection)
    move(inspection=inspection, to=Stage.SIGNED, by=lead)


def _published() -> None:
    inspection, lead = _told()
    actions.set_publication(inspection=inspection, at=timezone.now(), by=lead)


def _acting() -> None:
    inspection, lead = _told()
    move(inspection=inspection, to=Stage.STATEMENT_OF_ACTION, by=lead)
    actions.plan(
        statement=inspection.statement_of_action,
        promise=actions.Promise(
            answers=POLICE,
            agency=Agency.POLICE,
            what="Tell sooner.",
            by_when=timezone.localdate(),
            known_by="The share told within a day.",
        ),
        by=_police(),
    )


def _partnership() -> None:
    """A partnership in its third round, which has its casebook; the inspection may see its figures."""
    inspection, lead = _told()
    for email, name, *_ in partnership.PEOPLE:
        if not User.objects.filter(email=email).exists():
            demonstration.newcomer(email, name)
    people = {one.email: one for one in User.objects.all()}
    partnership.make(by=lead, people=people, opened_to=inspection)


def _told() -> tuple[Inspection, User]:
    """The inspection, and who leads it."""
    return Inspection.objects.get(), User.objects.get(email="lead@example.org")


def _police() -> User:
    return User.objects.get(email="police@example.org")


BEGUN = "demonstration"
# In the order in which an inspection passes through them; a letter's are fixtures of the same name.
STATES = {
    BEGUN: State("", _demonstration),
    "raised": State(BEGUN, _raised),
    "drafting": State(BEGUN, _drafting),
    "laid": State("drafting", _laid),
    "commented": State("laid", _commented),
    "signed": State("laid", _signed),
    "published": State("signed", _published),
    "acting": State("published", _acting),
    "partnership": State(BEGUN, _partnership),
    "bare": State("", _nothing),
}


def state_for(fixtures: Iterable[str]) -> str:
    """The state of a test that asks for these fixtures: the last that it names."""
    named = set(fixtures)
    return next((name for name in reversed(STATES) if name in named), BEGUN)
