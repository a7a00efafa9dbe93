"""Fill a new workspace, in a process of its own: `python -m tools.load.filling AREA EVIDENCE PEOPLE STAGE`.

The inspection is the demonstration's, with more evidence and more people; its casebook is the one beside the area. It
is in moderation, as the demonstration is, or has gone on to the statement of action that answers its published letter.
Prints, as JSON, its people's parts and sessions, some of its children, and how much there is of everything.
"""

import json
import shutil
import sys
import time
from datetime import timedelta
from itertools import cycle
from pathlib import Path

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from conspectus import inspection as files  # noqa: E402
from conspectus.terms import Agency, Bearing  # noqa: E402
from conspectus.workspace.accounts.models import User  # noqa: E402
from conspectus.workspace.config import demonstration  # noqa: E402
from conspectus.workspace.config.serving import prepare  # noqa: E402
from conspectus.workspace.evidence.actions import Observation, add_evidence  # noqa: E402
from conspectus.workspace.evidence.found import find  # noqa: E402
from conspectus.workspace.inspections import actions, jobs  # noqa: E402
from conspectus.workspace.inspections.casebooks import opened  # noqa: E402
from conspectus.workspace.inspections.models import Build, Inspection  # noqa: E402
from conspectus.workspace.inspections.roles import Role  # noqa: E402
from conspectus.workspace.inspections.stages import Stage  # noqa: E402
from conspectus.workspace.letters import actions as letters  # noqa: E402
from conspectus.workspace.letters.editions import read, signers  # noqa: E402
from conspectus.workspace.letters.policies import signs  # noqa: E402

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"
CHILDREN = 500  # whose pages are asked for, so that hardly one is read twice
PASSPHRASE = "quiet lantern orchard"  # of keys that nobody ever sees
KINDS = ("interview", "observation", "document", "voice")
# What the people who are added do, in turn, so that every kind of page has people who may open it.
PARTS = (Role.LEAD, Role.INSPECTOR, Role.ANALYST, Role.MODERATOR, Role.OBSERVER, Role.CONTACT)


def main(area: str, evidence: str, people: str, stage: str) -> None:
    """An inspection in which everything is there that there is at this stage."""
    prepare()
    inspection = demonstration.begin()
    for folder in sorted((Path(area) / "returns").iterdir()):
        demonstration.put_return(inspection, folder)
    take_casebook(inspection, Path(area) / "casebook.duckdb")
    with transaction.atomic():  # at once, since each piece would else wait for the disk
        demonstration.fill(inspection, citing(inspection, files.read(Path(area) / "inspection")))
        add_people(inspection, int(people))
        see(inspection, int(evidence))
    if stage == Stage.STATEMENT_OF_ACTION:
        publish(inspection)
    told = {
        "people": sessions(inspection, int(people)), "children": children(inspection), "holds": holds(inspection),
    }  # fmt: skip
    print(json.dumps(told))


def take_casebook(inspection: Inspection, casebook: Path) -> None:
    """The casebook that was built before stands as built here: the same returns make the same."""
    made_from = [
        {"sender": one.sender, "version": one.version, "return": one.pk} for one in inspection.returns.all()
    ]
    build = Build.objects.create(
        inspection=inspection, made_from=made_from, by=inspection.made_by, state=Build.State.RUNNING
    )
    build.casebook.parent.mkdir(mode=0o700, parents=True)
    shutil.copy(casebook, build.casebook)
    counts = {
        table: opened(build.casebook).rows(f"select count(*) as n from {table}")[0]["n"]
        for table in ("children", "chronology", "obligations", "silo_gaps")
    }
    jobs._ended(
        build, state=Build.State.DONE, content_hash=opened(build.casebook).content_hash, counts=counts
    )


def citing(inspection: Inspection, given: files.InspectionFiles) -> files.InspectionFiles:
    """The area's evidence, without citations of rows that so busy an area's casebook does not hold."""
    casebook = inspection.builds.get().casebook
    evidence = [
        row
        if find(casebook, row.source, restricted=False)
        else row.model_copy(update={"source": "As was told."})
        for row in given.evidence
    ]
    return given.model_copy(update={"evidence": tuple(evidence)})


def add_people(inspection: Inspection, wanted: int) -> None:
    """Until there are so many people, in all parts."""
    for place in range(wanted - inspection.members.count()):
        role = PARTS[place % len(PARTS)]
        actions.add_person(
            inspection=inspection,
            email=f"person-{place}@example.org",
            name=f"Person {place}",
            given=actions.Appointment(
                role=role,
                inspectorate="hmicfrs" if role in (Role.LEAD, Role.INSPECTOR) else "",
                agency=Agency.POLICE if role is Role.CONTACT else "",
            ),
            by=inspection.made_by,
        )


def see(inspection: Inspection, wanted: int) -> None:
    """Until there are so many pieces of evidence, on the questions that agencies are asked in turn; no two alike."""
    seen = inspection.evidence.first()
    assert seen is not None
    for place in range(wanted - inspection.evidence.count()):
        add_evidence(
            inspection=inspection,
            observed=Observation(
                KINDS[place % len(KINDS)], list(Agency)[place % 5], seen.criteria, list(Bearing)[place % 2],
                f"{place % 9 + 1} of {place % 9 + 4} records that were read on visit {place + 1} showed it.",
            ),
            by=inspection.made_by,
        )  # fmt: skip


def publish(inspection: Inspection) -> None:
    """A letter with a comment on each statement, answered, signed, published, and an action for each."""
    lead, today = inspection.made_by, timezone.localdate()
    actions.move(inspection=inspection, to=Stage.DRAFTING, by=lead)
    letters.record_facts(
        inspection=inspection,
        given=letters.LetterFacts(
            fieldwork_from=today - timedelta(days=40),
            fieldwork_to=today - timedelta(days=30),
            addressees="The partnership",
            sample="Children were chosen by strata.",
            published=today,
        ),
        by=lead,
    )
    edition = letters.make_edition(inspection=inspection, by=lead)
    actions.move(inspection=inspection, to=Stage.FACTUAL_ACCURACY, by=lead)
    said = [statement.id for statement in read(edition).statements]
    contacts = cycle(inspection.members.filter(role=Role.CONTACT).select_related("person"))
    for statement, member in zip(said, contacts, strict=False):
        comment = letters.comment(
            edition=edition, agency=Agency(member.agency), statement=statement, says="Not so.", by=member.person
        )  # fmt: skip
        letters.answer_comment(comment=comment, answer="refused", why="The records show it.", by=lead)
    members = list(inspection.members.select_related("inspection", "person"))
    for body in signers(inspection):
        by = next(one.person for one in members if signs(one, body))
        letters.make_key(inspection=inspection, inspectorate=body, passphrase=PASSPHRASE, by=by)
        letters.sign(edition=edition, inspectorate=body, passphrase=PASSPHRASE, by=by)
    actions.move(inspection=inspection, to=Stage.SIGNED, by=lead)
    letters.set_publication(inspection=inspection, at=timezone.now(), by=lead)
    inspection.refresh_from_db()
    actions.move(inspection=inspection, to=Stage.STATEMENT_OF_ACTION, by=lead)
    police = next(one.person for one in members if one.agency == Agency.POLICE)
    for statement in said:
        letters.plan(
            statement=inspection.statement_of_action,
            promise=letters.Promise(
                answers=statement,
                agency=Agency.POLICE,
                what="Tell sooner.",
                by_when=today,
                known_by="The share told within a day.",
            ),
            by=police,
        )


def sessions(inspection: Inspection, people: int) -> list[tuple[str, str]]:
    """The part of each person, and the cookie of a session in which they have signed in with a second factor."""
    members = inspection.members.select_related("person")[:people]
    return [(f"{member.role} {member.agency}", signed_in(member.person)) for member in members]


def signed_in(person: User) -> str:
    """A session as signing in leaves it."""
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), SIGN_IN
    session[HASH_SESSION_KEY], session["second_factor"] = person.get_session_auth_hash(), True
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return str(session.session_key)


def children(inspection: Inspection) -> list[str]:
    """Some of the children, from all over the casebook."""
    book = opened(inspection.builds.get().casebook)
    rows = book.rows(
        "select child_id from children where is_child order by hash(child_id) limit ?", [CHILDREN]
    )
    return [row["child_id"] for row in rows]


def holds(inspection: Inspection) -> dict[str, int]:
    """How much there is."""
    build = inspection.builds.get()
    book = opened(build.casebook)
    [counted] = book.rows("select count(*) filter (is_child) as children from children")
    return {
        "children": counted["children"], "events": build.counts["chronology"],
        "obligations": build.counts["obligations"], "evidence": inspection.evidence.count(),
        "ratings": inspection.ratings.count(), "people": inspection.members.count(),
    }  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
