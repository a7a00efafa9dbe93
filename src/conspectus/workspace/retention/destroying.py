"""What is destroyed: a function for each kind, which says how many there were, and what shows which they were.

What stays: ratings, the judgment and its departures, letters and what was said of them, evidence in the words in
which it was put, agencies' summaries of their audits, who took part, and the log, which holds ids alone.
"""

import shutil
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from conspectus.workspace.evidence.models import Document, Draft, Evidence, Note
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.ratings.models import AgencyAnswer

Hashes = list[str]
Kind = Callable[[Inspection], tuple[int, Hashes]]


def files(inspection: Inspection) -> None:
    """Returns, casebooks and documents as they lie on the disk; may be done again after it was cut off."""
    if inspection.folder.exists():
        shutil.rmtree(inspection.folder)


def returns(inspection: Inspection) -> tuple[int, Hashes]:
    """What was sent, and what checking found in it."""
    found = inspection.returns.all()
    hashes = [one["sha256"] for sent in found for one in sent.files if "sha256" in one]
    return _gone(found), hashes


def casebooks(inspection: Inspection) -> tuple[int, Hashes]:
    """Every build, failed ones too: why one failed may quote a row."""
    found = inspection.builds.all()
    return _gone(found), [one.content_hash for one in found if one.content_hash]


def link_questions(inspection: Inspection) -> tuple[int, Hashes]:
    """Pairs of records, what was answered of them, and what was decided."""
    return _gone(inspection.link_questions.all()), []


def tracked_children(inspection: Inspection) -> tuple[int, Hashes]:
    """Who was looked at in depth, and why."""
    return _gone(inspection.tracked.all()), []


def documents(inspection: Inspection) -> tuple[int, Hashes]:
    """Files kept with evidence."""
    found = Document.objects.filter(evidence__inspection=inspection)
    return _gone(found), [one.sha256 for one in found]


def cited_rows(inspection: Inspection) -> tuple[int, Hashes]:
    """Rows of casebooks kept with evidence, with comments on them; the evidence itself stays, and says which casebook
    it was seen in.

    What others published stays whole.
    """
    found = inspection.evidence.whole().seen_here().filter(found__isnull=False)
    hashes = [one.found["row_sha256"] for one in found if one.found and one.found.get("row_sha256")]
    return Evidence.objects.filter(pk__in=[one.pk for one in found]).update(
        found=None, comment="", comment_by=None, comment_number=None
    ), hashes


def notes(inspection: Inspection) -> tuple[int, Hashes]:
    """Notes with the drafts that stood against them."""
    inspection.evidence.update(note=None)
    return _gone(inspection.notes.all()), []


def earlier_wordings(inspection: Inspection) -> tuple[int, Hashes]:
    """Histories of evidence, notes and drafts; last, since taking a note away is itself remembered."""
    of_notes = Note.history.filter(inspection=inspection)
    drafts = Draft.history.filter(note_id__in=list(of_notes.values_list("id", flat=True)))
    counts = [drafts.delete()[0], of_notes.delete()[0]]
    return sum(counts) + Evidence.history.filter(inspection=inspection).delete()[0], []


def answers(inspection: Inspection) -> tuple[int, Hashes]:
    """What agencies said of single children in their own audits."""
    return _gone(AgencyAnswer.objects.filter(audit__inspection=inspection)), []


def begun_ratings(inspection: Inspection) -> tuple[int, Hashes]:
    """Drafts that never became ratings."""
    return _gone(inspection.rating_drafts.all()), []


def concerns(inspection: Inspection) -> tuple[int, Hashes]:
    """Children at immediate risk, and what was seen."""
    return _gone(inspection.concerns.all()), []


def reading(inspection: Inspection) -> tuple[int, Hashes]:
    """Who read which child, and to whom each was assigned."""
    return _gone(inspection.read_marks.all()) + _gone(inspection.assignments.all()), []


def entry_comments(inspection: Inspection) -> tuple[int, Hashes]:
    """What the team said of single entries; what of it went along with evidence goes with the rows."""
    return _gone(inspection.entry_comments.all()), []


# In this order: what points at something goes before it.
KINDS: dict[str, Kind] = {
    "returns": returns, "link questions": link_questions, "tracked children": tracked_children,
    "marks of who read and reads whom": reading, "comments on entries": entry_comments,
    "casebooks": casebooks, "documents": documents,
    "cited rows": cited_rows, "notes": notes, "agencies’ answers on children": answers,
    "drafts of ratings": begun_ratings,
    "concerns": concerns,
    "earlier wordings": earlier_wordings,
}  # fmt: skip
STAYS = (
    "ratings and their history", "the judgment, its departures and dissent",
    "letters, comments on them and the statement of action",
    "evidence in the words in which it was put", "agencies’ summaries of their audits", "who took part", "the log",
)  # fmt: skip


def rows(inspection: Inspection) -> list[dict[str, Any]]:
    """Everything in the database; what there was of each kind."""
    made = []
    for kind, destroy in KINDS.items():
        count, hashes = destroy(inspection)
        made.append({"kind": kind, "count": count, "sha256": sorted(hashes)})
    return made


def _gone(found: "QuerySet[Any]") -> int:
    """Delete them; how many there were, without what hung on them."""
    count = len(found)  # read, so that their hashes can still be told
    found.model._default_manager.filter(pk__in=[one.pk for one in found]).delete()
    return count
