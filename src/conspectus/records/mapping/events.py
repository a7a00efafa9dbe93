"""What happened in a row: which of its dates are one event's, by which word, with which outcome and with whom."""

from collections.abc import Container, Mapping, Sequence

from conspectus.definitions import events
from conspectus.definitions.heading_rules import heading_rules
from conspectus.records.mapping.columns import stands_in, words_of
from conspectus.records.mapping.event_words import Meanings, known_agency, outcome_of
from conspectus.records.mapping.proposing import LEAST, UNSEEN, Proposed
from conspectus.records.mapping.sides import end_of, is_end, is_finish, times_of
from conspectus.records.mapping.tables import FILLED, UNIQUE, Table, less
from conspectus.records.returns.mapped import MappedEvent
from conspectus.terms import Agency

SPOKEN = 0.1  # of the rows in which a word must name an event
PLAINLY = 0.8  # of values that speak for an outcome, whatever the heading says
WHAT = ("type", "what", "activity", "event", "incident", "occurrence", "category", "action", "contact")
ATTENDED = ("attended", "attendance", "present")
FROM_WHOM = frozenset({"from", "by", "source", "referrer"})
YES = ("Y", "Yes", "True", "1")


def events_of(
    table: Table, meanings: Meanings, days: Mapping[str, str] | None = None
) -> tuple[MappedEvent, ...]:
    """The event that a column of words tells, or the table's name, and those that columns of dates name.

    `days` are the events that somebody said of columns, in place of what their headings say; empty: none of its own.
    """
    said = days or {}
    moments = [
        one for one in table.of("moment") if one.chosen or one.content.kind in ("date", "empty", "text")
    ]
    named = {one.content.name: said.get(one.content.name, _headed(one, table, meanings)) for one in moments}
    for one in moments:
        if one.content.name not in said and _said_finer(table, named[one.content.name], one, meanings):
            named[one.content.name] = None  # words of the row say it, each in its own way
    unnamed = [one for one in moments if not named[one.content.name]]
    main = _main(table, meanings, unnamed, {word for word in named.values() if word})
    made = [main] if main else []
    taken = {main.ended} if main else set()
    for one in moments:
        name, word = one.content.name, named[one.content.name]
        if word and name not in taken and (name in said or not is_end(one)):
            made.append(_event(table, one, end_of(one, moments, meanings), word=word))
    return tuple(_with_outcomes(table, _shared_once(made, said), meanings))


def _said_finer(table: Table, word: str | None, day: Proposed, meanings: Meanings) -> bool:
    """Whether a column of words says of most rows that they are the event which the fullest day is called by."""
    column = word_column(table, meanings) if word and day.content.filled >= FILLED else None
    if column is None:
        return False
    total = sum(count for _, count in column.content.values)
    same = sum(count for value, count in column.content.values if meanings.of(value) == word)
    return bool(total) and same * 2 >= total


def _headed(one: Proposed, table: Table, meanings: Meanings) -> str | None:
    """The event that a heading of days names; that an agency was told, where a column beside it says which."""
    if word := meanings.heads(one.content.name):
        return word
    telling, said = heading_rules().telling, set(one.words.split())
    beside = [set(whom.words.split()) for whom in table.of("with_whom")]
    outward = [words for words in beside if not words & FROM_WHOM]
    alike = any(words & said & set(telling.words) for words in outward)  # Date raised, Raised with
    return meanings.telling(one.content.name) if outward and (alike or said & set(telling.whoever)) else None


def _with_outcomes(table: Table, made: Sequence[MappedEvent], meanings: Meanings) -> list[MappedEvent]:
    """The events with the column that says what came of them: by the words in it, or as somebody said.

    Of several events that a column would fit it is that of the one whose day is called alike.
    """
    told = dict[int, str]()
    for one in table.of("outcome"):
        name = one.content.name
        open_ = [at for at, event in enumerate(made) if at not in told and name not in event.when]
        fits = [at for at in open_ if one.chosen or _speaks(one, outcomes_of(table, made[at], meanings))]
        near = [at for at in fits if set(words_of(made[at].started).split()) & set(one.words.split())]
        told |= dict.fromkeys(fits if len(fits) == 1 else near[:1], name)
    for one in (column for column in table.columns if _may_be_outcome(column, made)):
        fits = [
            at
            for at, event in enumerate(made)
            if at not in told and _speaks(one, outcomes_of(table, event, meanings), PLAINLY)
        ]
        told |= dict.fromkeys(fits[:1] if len(fits) == 1 else (), one.content.name)
    return [event.model_copy(update={"outcome": told.get(at)}) for at, event in enumerate(made)]


def _may_be_outcome(one: Proposed, made: Sequence[MappedEvent]) -> bool:
    """Whether a column that is called something else may say by its words alone what came of an event."""
    read = {event.event for event in made} | {heading for event in made for heading in event.when}
    free = not one.chosen and one.content.kind == "word" and one.content.name not in read
    return free and (one.proposal == "word" or (one.proposal == "nothing" and one.confidence == UNSEEN))


def outcomes_of(table: Table, event: MappedEvent, meanings: Meanings) -> list[str]:
    """The outcomes that an event may have: of its word, or of those that its column of words names."""
    column = next((one for one in table.columns if one.content.name == event.event), None)
    spoken = [meanings.of(value) for value, _ in column.content.values] if column else []
    known = [word for word in dict.fromkeys([event.word, *spoken]) if word is not None]
    return list(dict.fromkeys(outcome for word in known for outcome in events()[word].outcomes))


def _speaks(one: Proposed, outcomes: Sequence[str], least: float = LEAST) -> bool:
    """Whether the values of a column name some of these outcomes often enough."""
    total = sum(count for _, count in one.content.values)
    known = sum(count for value, count in one.content.values if outcome_of(value, outcomes))
    return bool(total) and known >= least * total


def _main(
    table: Table, meanings: Meanings, moments: Sequence[Proposed], named: Container[str]
) -> MappedEvent | None:
    """The event that the words of a row name; else the one that the table is called by, if no day of its own has it."""
    starts = [one for one in moments if not is_end(one) and not is_finish(one, moments)]
    if not starts:
        return None
    column = word_column(table, meanings)
    fullest = _when_it_happened(starts, moments, column)
    end = end_of(fullest, moments, meanings)
    if column is not None:
        addressed = any(
            events()[word].addressed for value, _ in column.content.values if (word := meanings.of(value))
        )
        return _event(table, fullest, end, event=column.content.name, addressed=addressed)
    word = meanings.of(f"{table.headed.sheet.sheet} {table.headed.sheet.file.rsplit('.', 1)[0]}")
    word = None if word in named else word
    return _event(table, fullest, end, word=word) if word and fullest.content.filled >= FILLED else None


def _when_it_happened(
    starts: Sequence[Proposed], moments: Sequence[Proposed], column: Proposed | None
) -> Proposed:
    """The day of the event: called like its word, or with an end beside it, or the fullest; not when it was written."""
    rules = heading_rules()
    about = set(column.words.split()) - {*WHAT, *rules.when} if column else set()

    def standing(one: Proposed) -> tuple[bool, bool, bool, float, int]:
        said = set(one.words.split())
        often = 2 * one.content.filled >= 1
        return (
            often and bool(about & said),
            often and end_of(one, moments) is not None,
            often and not said & set(rules.written),
            round(one.content.filled, 2),
            -starts.index(one),
        )

    return max(starts, key=standing)


def word_column(table: Table, meanings: Meanings) -> Proposed | None:
    """The column that says what happened: whose words name events most often; else one that is called so."""
    if chosen := [one for one in table.of("word") if one.chosen]:
        return max(chosen, key=lambda one: one.content.filled)
    words = [one for one in table.of("word") if one.content.kind in ("word", "text", "id")]
    spoken = {one.content.name: _spoken(one, meanings) for one in words}
    best = max(words, key=lambda one: spoken[one.content.name], default=None)
    if best is not None and spoken[best.content.name] >= SPOKEN:
        return best
    came = [one for one in table.of("outcome") if not one.chosen and _spoken(one, meanings) >= SPOKEN]
    if came and not _wide(table, meanings):  # DNA or attended: what came of an appointment is what happened
        return max(came, key=lambda one: _spoken(one, meanings))
    named = [one for one in words if any(stands_in(word, one.words) for word in WHAT)]
    return max(named, key=lambda one: one.content.filled) if named and not _wide(table, meanings) else None


def _spoken(one: Proposed, meanings: Meanings) -> float:
    """The share of a table's rows in which a column's word names an event."""
    total = sum(count for _, count in one.content.values)
    known = sum(count for value, count in one.content.values if meanings.of(value))
    return one.content.filled * known / total if total else 0.0


def _wide(table: Table, meanings: Meanings) -> bool:
    """Whether what happened is told by headings, and not by words."""
    return any(2 * one.content.filled >= 1 and meanings.heads(one.content.name) for one in table.of("moment"))


def _event(
    table: Table,
    moment: Proposed,
    end: Proposed | None,
    *,
    word: str | None = None,
    event: str | None = None,
    addressed: bool = False,
) -> MappedEvent:
    told: dict[str, object] = {"word": word, "event": event, "started": moment.content.name}
    if end is not None and _lasts(word):
        told["ended"] = end.content.name
    told |= times_of(table, moment, end if "ended" in told else None)
    told |= _number(table)
    if addressed or (word is not None and events()[word].addressed):
        told |= _whom(table, moment, word)
    if word is not None:
        told |= _only_where(table, moment)
    return MappedEvent.model_validate(told)


def _lasts(word: str | None) -> bool:
    return word is None or events()[word].lasting or word == "emergency_attendance"


def _number(table: Table) -> dict[str, object]:
    """The number of each row, where it has one of its own; else the fullest reference, to find it again by."""
    references = [one for one in table.of("reference") if one.content.filled >= FILLED]
    for one in references:
        held = one.content.filled * table.headed.rows.height
        if one.content.distinct >= UNIQUE * held:
            return {"event_id": one.content.name}
    return {"source_ref": references[0].content.name} if references else {}


def _whom(table: Table, moment: Proposed, word: str | None) -> dict[str, object]:
    """To or from whom: as the heading says, or a column that does."""
    outward = word in heading_rules().telling.events
    columns = [
        one
        for one in table.of("with_whom")
        if not outward or not set(one.words.split()) & FROM_WHOM or one.chosen
    ]
    alike = [
        one
        for one in columns
        if set(one.words.split()) & set(less(moment.words, heading_rules().when).split())
    ]
    if word is not None and not alike and (agency := known_agency(moment.content.name)):
        return {"to": Agency(agency)}
    chosen = alike or (columns if len(columns) == 1 else [])
    return {"counterparty": chosen[0].content.name} if chosen else {}


def _only_where(table: Table, moment: Proposed) -> dict[str, object]:
    """Only where a column of the same words says that somebody was there."""
    first = less(moment.words, heading_rules().when)
    for one in table.of("outcome"):
        attended = any(stands_in(word, one.words) for word in ATTENDED)
        if first and attended and one.words.startswith(first):
            yes = [
                value for value, _ in one.content.values if value.lower() in {word.lower() for word in YES}
            ]
            return {"when": {one.content.name: tuple(yes)}} if yes else {}
    return {}


def _shared_once(made: Sequence[MappedEvent], said: Mapping[str, str]) -> list[MappedEvent]:
    """One event of several dates once: that it was sent counts, not that it was written; what somebody said stays."""
    kept: dict[str, MappedEvent] = {}
    for one in made:
        key = one.started if said.get(one.started) else one.word or one.event or ""
        before = kept.get(key)
        if before is None or (_is_sent(one.started) and not _is_sent(before.started)):
            kept[key] = one
    return list(kept.values())


def _is_sent(heading: str) -> bool:
    words = words_of(heading)
    return any(stands_in(word, words) for word in ("sent", "shared", "told", "notified", "to"))
