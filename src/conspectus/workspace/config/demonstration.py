"""A made-up inspection, half-way through, with somebody in every part."""

import shutil
import tomllib
from contextlib import ExitStack
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile, File
from rich.console import Console
from rich.table import Table

from conspectus import example_area
from conspectus import inspection as files
from conspectus.definitions import CellKey, frameworks
from conspectus.terms import Agency, Bearing, Nation
from conspectus.terms import Stage as JudgedStage
from conspectus.workspace.accounts.models import User
from conspectus.workspace.config import partnership
from conspectus.workspace.config.serving import prepare
from conspectus.workspace.evidence.actions import Observation, add_document, add_evidence, start_note
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections import actions, jobs
from conspectus.workspace.inspections.models import Build, Inspection, Member, SentReturn
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.linking import actions as link_actions
from conspectus.workspace.linking.models import LinkQuestion, Word
from conspectus.workspace.ratings import actions as rating_actions
from conspectus.workspace.ratings.cells import asked_of, children_of
from conspectus.workspace.sampling import actions as sampling
from conspectus.workspace.sampling.tracking import newest_book
from conspectus.workspace.series import actions as series_actions

PASSWORD = "three random words here"  # printed, and only ever on this machine
# The same people wherever something is tried or tested: name, part, inspectorate or agency.
PERSONAS = (
    ("lead@example.org", "Lena Lead", Role.LEAD, "ofsted", ""),
    ("police-inspector@example.org", "Ivan Inspector", Role.INSPECTOR, "hmicfrs", ""),
    ("health-inspector@example.org", "Ines Inspector", Role.INSPECTOR, "cqc", ""),
    ("moderator@example.org", "Mo Moderator", Role.MODERATOR, "", ""),
    ("analyst@example.org", "Ana Analyst", Role.ANALYST, "", ""),
    ("council@example.org", "Cora Contact", Role.CONTACT, "", Agency.COUNCIL),
    ("police@example.org", "Paul Contact", Role.CONTACT, "", Agency.POLICE),
    ("observer@example.org", "Olga Observer", Role.OBSERVER, "", ""),
)
MADE = "demonstration-is-made"  # a file that says so: one that was cut off is begun anew
STRANGER = ("stranger@example.org", "Sam Stranger")


def is_there() -> bool:
    """Whether an earlier demonstration was made to its end."""
    return (settings.DATA / MADE).exists()


def go_on() -> None:
    """The earlier demonstration as it was left; says so, and who can sign in."""
    prepare()
    console = Console()
    console.print(
        f"An earlier demonstration in {settings.DATA} goes on. To begin anew: --fresh", highlight=False
    )
    say(console)


def make(area: Path, *, children: int) -> None:
    """The database anew, the area's returns sent, the casebook built; prints who can sign in."""
    (settings.DATA / MADE).unlink(missing_ok=True)
    shutil.rmtree(settings.DATA / "inspections", ignore_errors=True)
    for name in ("workspace.sqlite3", "workspace.sqlite3-wal", "workspace.sqlite3-shm"):
        (settings.DATA / name).unlink(missing_ok=True)
    prepare()
    if not (area / "returns").is_dir():
        example_area.make(area, example_area.Wanted(children=children, seed=1, nation=Nation.ENGLAND))
    inspection = begin()
    for folder in sorted((area / "returns").iterdir()):
        put_return(inspection, folder)
    build(inspection)
    fill(inspection, files.read(area / "inspection"))
    _partnership(inspection)
    (settings.DATA / MADE).touch()
    say(Console())


def _partnership(inspection: Inspection) -> None:
    """A partnership whose figures the inspection may see; the worker makes its three rounds, and areas around it."""
    runs = inspection.made_by
    for email, name, *_ in partnership.PEOPLE:
        if not User.objects.filter(email=email).exists():
            newcomer(email, name)
    people = {one.email: one for one in User.objects.all()}
    series = partnership.begin(by=runs, people=people)
    coordinator = people[partnership.PEOPLE[0][0]]
    series_actions.grant(series=series, inspection=inspection.pk, by=coordinator)
    partnership.fill_later.enqueue(series.pk, runs.pk)


def begin() -> Inspection:
    """An inspection on child sexual exploitation with everybody in it."""
    people = {email: newcomer(email, name) for email, name, *_ in PERSONAS}
    newcomer(*STRANGER)
    lead = people[PERSONAS[0][0]]
    lead.is_staff = True
    lead.save()
    inspection = actions.set_up(
        subject=actions.Subject(
            title="Northshire, joint inspection",
            area="Northshire",
            nation=Nation.ENGLAND,
            framework="whole-system",
            theme="cse",
        ),
        inspectorate="ofsted",
        by=lead,
    )
    for email, name, role, inspectorate, agency in PERSONAS[1:]:
        actions.add_person(
            inspection=inspection,
            email=email,
            name=name,
            given=actions.Appointment(role=role, inspectorate=inspectorate, agency=agency),
            by=lead,
        )
    actions.record_handling(
        inspection=inspection, lawful_basis="Children Act 2004, section 20 (demonstration: made-up data)",
        keep_until=date(2027, 12, 31), restricted_to=[Role.LEAD], by=lead,
    )  # fmt: skip
    for stage in (Stage.NOTIFIED, Stage.RETURNS_IN):
        actions.move(inspection=inspection, to=stage, by=lead)
    return inspection


def newcomer(email: str, name: str) -> User:
    """Somebody with the one password."""
    user = User(email=email, name=name, password=_stretched())
    user.save()
    return user


@cache
def _stretched() -> str:
    """The password as it is kept: stretched once and not for each person, as it is everybody's and printed."""
    return make_password(PASSWORD)


def put_return(inspection: Inspection, folder: Path) -> SentReturn:
    """A sender's folder, sent as its contact sends it, and checked at once."""
    says = tomllib.loads((folder / "return.toml").read_text(encoding="utf-8"))
    contact = Member.objects.filter(inspection=inspection, agency=says["agency"]).first()
    with ExitStack() as opened:
        sent = actions.send_return(
            inspection=inspection,
            agency=Agency(says["agency"]),
            delivery=actions.Delivery(
                sender=says["sender"],
                files=[File(opened.enter_context(path.open("rb"))) for path in sorted(folder.iterdir())],
                says=None,
            ),
            by=contact.person if contact else inspection.made_by,
        )
    jobs.check_return.call(sent.pk)  # no worker runs yet; what is in line for it finds this done
    sent.refresh_from_db()
    return sent


def build(inspection: Inspection) -> Build:
    """The casebook, asked for and built at once."""
    made = actions.ask_for_build(inspection=inspection, by=inspection.made_by)
    jobs.build_casebook.call(made.pk)
    made.refresh_from_db()
    return made


def fill(inspection: Inspection, given: files.InspectionFiles) -> None:
    """The area's evidence and ratings, each rating by somebody of the inspectorate, all of whom have finished."""
    pieces = {
        row.id: add_evidence(
            inspection=inspection,
            observed=Observation(row.kind, row.agency, row.criteria, row.bearing, row.seen, row.source),
            by=inspection.made_by,
        )
        for row in given.evidence
    }
    write_note(inspection, pieces)
    answer_links(inspection)
    choose(inspection)
    for earlier in (Stage.CHILDREN_CHOSEN, Stage.AGENCIES_AUDIT):
        actions.move(inspection=inspection, to=earlier, by=inspection.made_by)
    audit(inspection)
    actions.move(inspection=inspection, to=Stage.FIELDWORK, by=inspection.made_by)
    raters = {
        rating.inspector: _rater(inspection, rating.inspector, rating.inspectorate)
        for rating in given.ratings
    }
    for stage, act in (
        (JudgedStage.INDEPENDENT, rating_actions.rate),
        (JudgedStage.CONSOLIDATED, rating_actions.consolidate),
    ):
        for row in (row for row in given.ratings if row.stage is stage):
            member = raters[row.inspector]
            act(
                member=member, cell=CellKey(row.criterion, row.agency), level=row.level, rationale=row.rationale,
                evidence=[pieces[name] for name in row.evidence_ids], by=member.person,
            )  # fmt: skip
        for member in raters.values():
            rating_actions.finish(member=member, by=member.person)
    for no in given.dissents:
        member = raters[no.inspector]
        rating_actions.dissent(
            member=member, target=no.target, level=no.level, rationale=no.rationale, by=member.person
        )
    actions.move(inspection=inspection, to=Stage.MODERATION, by=inspection.made_by)


def answer_links(inspection: Inspection) -> None:
    """Of the most doubtful pairs two people agree on one, differ on one, and one has an answer so far."""
    analyst, inspector = (inspection.members.filter(role=role)[0] for role in (Role.ANALYST, Role.INSPECTOR))
    asked = list(LinkQuestion.objects.for_answer_by(analyst)[:3])
    given = (
        (Word.DIFFERENT, Word.DIFFERENT), (Word.SAME, Word.DIFFERENT), (Word.CANNOT_TELL,)
    )  # fmt: skip
    for question, words in zip(asked, given, strict=False):
        for member, word in zip((analyst, inspector), words, strict=False):
            link_actions.answer(member=member, question=question, word=word, by=member.person)


def choose(inspection: Inspection) -> None:
    """The children that the casebook drew, and one more by hand."""
    sampling.take_sample(inspection=inspection, by=inspection.made_by)
    book = newest_book(inspection)
    assert book is not None
    taken = set(inspection.tracked.values_list("child", flat=True))
    known = (
        str(row["child_id"]) for row in book.rows("select child_id from children where is_child order by all")
    )
    sampling.add(
        inspection=inspection, child=next(one for one in known if one not in taken),
        why="A head teacher asked us to look (made up for the demonstration).", by=inspection.made_by,
    )  # fmt: skip


def audit(inspection: Inspection) -> None:
    """Council and police audit their own part; why the others do not is on record."""
    contacts = {member.agency: member.person for member in inspection.members.exclude(agency="")}
    framework = frameworks()[inspection.framework]
    made_up = "From our own file, made up for the demonstration."
    for agency in framework.looks_at:
        if agency not in contacts:
            why = "It has no contact in this demonstration."
            rating_actions.excuse(inspection=inspection, agency=agency, why=why, by=inspection.made_by)
            continue
        for place, one in enumerate(children_of(inspection, agency)):
            given = {
                question.id: (framework.scale[1 + (place + turn) % 2], made_up)
                for turn, question in enumerate(asked_of(framework, agency))
            }  # fmt: skip
            rating_actions.answer(
                inspection=inspection, agency=agency, child=one.child, given=given, by=contacts[agency]
            )
        learned = "We record what we did, and seldom what came of it."
        rating_actions.send(inspection=inspection, agency=agency, summary=learned, by=contacts[agency])


def write_note(inspection: Inspection, pieces: dict[str, Evidence]) -> None:
    """A note of an interview, and a document with the first piece of evidence."""
    note = start_note(
        inspection=inspection, kind="interview", agency=Agency.POLICE, title="Custody sergeant, night shift",
        text="Missing calls are graded at the desk.\nNobody asks the council what it knows of the child.",
        by=inspection.made_by,
    )  # fmt: skip
    add_evidence(
        inspection=inspection,
        observed=Observation(
            note.kind, Agency.POLICE, ["p1"], Bearing.AGAINST,
            "The desk that grades missing calls does not ask the council what it knows of the child.",
            f"{note.code}, version {note.version}", note,
        ),
        by=inspection.made_by,
    )  # fmt: skip
    minutes = ContentFile(b"Minutes of the partnership, made up for the demonstration.\n", "Minutes.txt")
    add_document(evidence=next(iter(pieces.values())), file=minutes, by=inspection.made_by)


def _rater(inspection: Inspection, inspector: str, inspectorate: str) -> Member:
    """A persona for the first of an inspectorate, somebody with a made-up name for the others."""
    if inspector.endswith("-1"):
        first = (
            inspection.members.filter(inspectorate=inspectorate)
            .select_related("person", "inspection")
            .first()
        )
        if first:
            return first
    email = f"{inspector}@example.org"
    if not User.objects.filter(email=email).exists():
        newcomer(email, f"Inspector {inspector}")
        actions.add_person(
            inspection=inspection,
            email=email,
            name=inspector,
            given=actions.Appointment(role=Role.INSPECTOR, inspectorate=inspectorate),
            by=inspection.made_by,
        )
    return inspection.members.select_related("person", "inspection").get(person__email=email)


def say(console: Console) -> None:
    """Who can sign in, and how."""
    table = Table("e-mail address", "name", "part", title="Who can sign in", title_justify="left")
    for email, name, role, *of in PERSONAS:
        table.add_row(email, name, " ".join([role.value, *(part for part in of if part)]))
    for email, name, part, agency in partnership.PEOPLE:
        table.add_row(email, name, " ".join(["partnership’s", part.value, *([agency] if agency else [])]))
    table.add_row(*STRANGER, "none: sees nothing")
    console.print(table)
    console.print(f"Everybody's password: {PASSWORD}", highlight=False)
