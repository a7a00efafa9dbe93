"""Mark a child as read, assign children, comment on an entry."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from conspectus.errors import ConspectusError
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.casebooks import knows
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.policies import inspects
from conspectus.workspace.reading.models import Assignment, EntryComment, ReadMark
from conspectus.workspace.reading.policies import assigns, reads, takes_back
from conspectus.workspace.sampling.tracking import held_by, newest_book

TAGS, TAG = 6, 30  # tags of a comment, and letters of each, at most


class Remark(NamedTuple):
    """What is said of an entry."""

    entry: str
    text: str
    tags: Sequence[str] = ()


@transaction.atomic
def mark_read(*, inspection: Inspection, child: str, by: User) -> ReadMark:
    """Keep that this person has read the child; once more is the same."""
    may(reads, inspection, by)
    _known(inspection, child)
    mark, made = ReadMark.objects.get_or_create(inspection=inspection, child=child, by=by)
    if made:
        record(Action.CHILD_MARKED_READ, by=by, inspection=inspection.pk, target=f"child:{child}")
    return mark


@transaction.atomic
def unmark_read(*, inspection: Inspection, child: str, by: User) -> None:
    """Take one's own mark back."""
    may(reads, inspection, by)
    if ReadMark.objects.filter(inspection=inspection, child=child, by=by).delete()[0]:
        record(Action.CHILD_MARKED_UNREAD, by=by, inspection=inspection.pk, target=f"child:{child}")


@transaction.atomic
def assign(*, inspection: Inspection, children: Sequence[str], to: User, by: User) -> int:
    """Have one person read these children, in the place of whoever was to; how many there are."""
    may(assigns, inspection, by)
    reader = inspection.members.filter(person=to).first()
    if reader is None or not inspects(reader):
        raise ConspectusError(
            f"{to.name} does not read children here", str(inspection), "Choose somebody who inspects."
        )
    _known(inspection, *children)
    for child in children:
        Assignment.objects.update_or_create(inspection=inspection, child=child, defaults={"to": to, "by": by})
        record(Action.CHILD_ASSIGNED, by=by, inspection=inspection.pk, target=f"child:{child}", person=to.pk)
    return len(children)


@transaction.atomic
def comment(*, inspection: Inspection, child: str, remark: Remark, by: User) -> EntryComment:
    """Say something of an entry to the inspection team; the log holds that it was said, and no word of it."""
    may(reads, inspection, by)
    text, tags = remark.text.strip(), _tags_in(remark.tags)
    if not text and not tags:
        raise ConspectusError("a comment says something", str(inspection), "Write a comment or a tag.")
    _known(inspection, child)
    made = EntryComment.objects.create(
        inspection=inspection, child=child, entry=remark.entry, text=text, tags=tags, by=by
    )
    record(Action.ENTRY_COMMENTED, by=by, inspection=inspection.pk, target=made.target, comment=made.pk)
    return made


@transaction.atomic
def take_back_comment(*, comment: EntryComment, by: User) -> None:
    """Remove a comment; what was made evidence from it stays evidence."""
    may(takes_back, comment.inspection, by, comment)
    number = comment.pk
    if EntryComment.objects.filter(pk=number).delete()[0]:
        record(
            Action.ENTRY_COMMENT_TAKEN_BACK, by=by, inspection=comment.inspection_id, target=comment.target,
            comment=number,
        )  # fmt: skip


def _tags_in(words: Sequence[str]) -> list[str]:
    """Each tag once, in small letters, without a mark before it; a ConspectusError for too many or too long a one."""
    tags = list(dict.fromkeys(one for word in words if (one := word.strip().lstrip("#").lower())))
    if len(tags) > TAGS or any(len(one) > TAG for one in tags):
        raise ConspectusError(
            "these are too many tags, or one is too long", ", ".join(tags),
            f"Give at most {TAGS}, of at most {TAG} letters each.",
        )  # fmt: skip
    return tags


def _known(inspection: Inspection, *children: str) -> None:
    if len(children) == 1:
        unknown = [] if knows(inspection, children[0]) else list(children)
    else:
        book = newest_book(inspection)
        held = held_by(book, list(children)) if book else {}
        unknown = [child for child in children if child not in held]
    if unknown:
        raise ConspectusError(
            f"the newest casebook holds no child {unknown[0]}", str(inspection), "Look at the list again."
        )
