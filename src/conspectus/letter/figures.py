"""Evidence that cites figures of the casebook, in words the public may read."""

from collections.abc import Mapping
from typing import Any

from conspectus.definitions import disclosure_rule, duties
from conspectus.judgment import Sample, what_follows
from conspectus.letter.disclosure import share_in_words, small
from conspectus.terms import Chosen, Part

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


def sample_in_words(sample: Sample) -> str:
    """A sample in public words; what follows for all is said only where both its counts may be."""
    at_random = sample.chosen is Chosen.RANDOM
    rest = sample.seen - sample.met
    hidden = any(map(small, (sample.met, sample.seen, rest)))
    few = f"{disclosure_rule().few} were looked at"
    share = few if small(sample.seen) else share_in_words(sample.met, sample.seen)
    follows = what_follows(sample.met, sample.seen, at_random=at_random)
    if at_random and hidden:
        follows = "They were drawn at random; the numbers are too small to publish what follows."
    return f"{sample.what}: {share if sample.seen else 'none'}. {follows}"


def _title(duty: str, part: str) -> str:
    title = duties()[duty].title if duty in duties() else duty.replace("-", " ")
    side = PARTS.get(Part(part), "") if part in list(Part) else part
    return f"{title} ({side})" if side else title
