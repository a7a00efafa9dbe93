"""Evidence that cites figures of the casebook, in words the public may read."""

from collections.abc import Mapping
from typing import Any

from conspectus.definitions import duties
from conspectus.letter.disclosure import share_in_words, small
from conspectus.terms import Part

PARTS = {
    Part.RESPOND: "",
    Part.RECUR: "",
    Part.INVITE: "inviting those who know the child",
    Part.ATTEND: "attending or reporting",
    Part.RECEIVE: "received as sent",
}


def figure_in_words(row: Mapping[str, Any]) -> str:
    """A row of `duty_figures` in public words: the duty, and in how many that fell due it was met."""
    due = sum(int(row[status]) for status in ("met", "late", "missed"))
    share = share_in_words(int(row["met"]), due)
    told = share if due == 0 or small(due) else f"met in {share}"
    return f"{_title(str(row['duty']), str(row['part']))}: {told}"


def _title(duty: str, part: str) -> str:
    title = duties()[duty].title if duty in duties() else duty.replace("-", " ")
    side = PARTS.get(Part(part), "") if part in list(Part) else part
    return f"{title} ({side})" if side else title
