"""Evidence that cites figures of the casebook, in words the public may read."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from conspectus.definitions import duties
from conspectus.judgment import Sample, exact_bounds
from conspectus.letter.disclosure import few, share_in_words, small
from conspectus.plain import percent, words
from conspectus.terms import DECIDED, Chosen, Language, Part
from conspectus.wording import known_edition, parts, sentences, translated


def figure_in_words(
    row: Mapping[str, Any], language: Language = Language.ENGLISH, *, on: date | None = None
) -> str:
    """A row of `duty_figures` in public words: the duty, in how many that fell due it was met, and what is unread.

    `on` is the day up to which the casebook looks: the edition of the duty's source is the one of that day.
    """
    say = sentences("letter", language)
    due = sum(int(row[status]) for status in DECIDED)
    share = share_in_words(int(row["met"]), due, language)
    told = share if due == 0 or small(due) else say("figure.met", share=share)
    title = _title(str(row["duty"]), str(row["part"]), language)
    unread = known_edition(str(row["duty"]), on, language)
    says = say("figure.says", title=title, share=told)
    return say("figure.unread", says=says, unread=unread) if unread else says


def sample_in_words(sample: Sample, language: Language = Language.ENGLISH) -> str:
    """A sample in public words; what follows for all is said only where both its counts may be."""
    say = sentences("letter", language)
    hidden = any(map(small, (sample.met, sample.seen, sample.seen - sample.met)))
    told = (
        say("sample.few", few=few(language))
        if small(sample.seen)
        else share_in_words(sample.met, sample.seen, language)
    )
    at_random = sample.chosen is Chosen.RANDOM
    follows = say("sample.hidden") if at_random and hidden else _follows(sample, language)
    share = told if sample.seen else say("sample.none")
    return say("sample.says", what=sample.what, share=share, follows=follows)


def _follows(sample: Sample, language: Language) -> str:
    """What may be said of all, from those looked at."""
    say = sentences("letter", language)
    if sample.seen == 0:
        return say("sample.nothing_seen")
    if sample.chosen is not Chosen.RANDOM:
        return say("sample.on_purpose")
    low, high = exact_bounds(sample.met, sample.seen)
    if sample.met == sample.seen:
        return say("sample.all_met", met=sample.met, of=sample.seen, high=percent(1 - low))
    key = "sample.between" if sample.met else "sample.none_met"
    return say(key, met=sample.met, of=sample.seen, low=percent(low), high=percent(high))


def _title(duty: str, part: str, language: Language) -> str:
    title = translated(duties()[duty].title, language) if duty in duties() else words(duty)
    side = parts(language)[Part(part)].word if part in list(Part) else part
    return sentences("letter", language)("figure.title", title=title, part=side) if side else title
