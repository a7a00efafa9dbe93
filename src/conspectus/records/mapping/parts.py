"""From columns to people and events: who stands in a row, and which of its dates are one event's."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from conspectus.definitions import events
from conspectus.definitions.heading_rules import heading_rules
from conspectus.definitions.return_schema import codelists
from conspectus.records.mapping.columns import Headed, stands_in, words_of
from conspectus.records.mapping.event_words import Meanings, known_agency, outcome_of
from conspectus.records.mapping.proposing import LEAST, UNSEEN, Proposed
from conspectus.records.returns.mapped import MappedEvent, MappedPerson, MappedTable
from conspectus.records.returns.words import codelist_lookup, word_key
from conspectus.terms import Agency

PEOPLE = frozenset(
    {
        "person",
        "name",
        "date_of_birth",
        "nhs_number",
        "upn",
        "household",
        "sex",
        "postcode",
        "address",
        "ethnicity",
    }
)
NAMED = frozenset({"name", "forename", "surname", "date_of_birth"})
UNIQUE, FILLED, SPOKEN = 0.98, 0.95, 0.1
SHORTEST = 4  # letters of a word whose s may be that of a genitive
STEPS, PLAINLY = 10, 0.8  # steps of fullness; of values that speak for an outcome, whatever the heading says
WHAT = ("type", "what", "activity", "event", "incident", "occurrence", "category", "action", "contact")
ATTENDED = ("attended", "attendance", "present")
CLOCK_NUMBER = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
FROM_WHOM = frozenset({"from", "by", "source", "referrer"})
YES = ("Y", "Yes", "True", "1")


@dataclass(frozen=True)
class Table:
    """A sheet with what each of its columns is proposed to be."""

    headed: Headed
    columns: tuple[Proposed, ...]

    def of(self, *proposals: str) -> list[Proposed]:
        """The columns of these proposals."""
        return [one for one in self.columns if one.proposal in proposals]

    @property
    def holds_records(self) -> bool:
        """Whether it tells of anybody or of any day."""
        return bool(self.of("moment", "date_of_birth") and self.headed.rows.height)


def people_of(table: Table) -> tuple[MappedPerson, ...]:
    """The people of each row: one, unless two names or two dates of birth stand in it."""
    by_stem: dict[str, dict[str, str]] = {}
    for one in sorted(table.columns, key=_emptier):
        if one.proposal in PEOPLE and not _too_empty(one):
            fields = by_stem.setdefault(_whose(one.words), {})
            field = field_of(one)
            if field == "forename" and "forename" in fields:
                field = "other_names"
            fields.setdefault(field, one.content.name)
    groups = _groups(table, _one_person_once(by_stem))
    people = list[MappedPerson]()
    for key, fields in groups.items():
        if "person_id" not in fields and "nhs_number" in fields:
            fields = {**fields, "person_id": fields["nhs_number"]}
        if not {*NAMED, "person_id"} & set(fields):
            continue
        relation = _relation(table, key) if people else None
        told = {"key": key if people else "", "relation": relation, **fields}
        people.append(MappedPerson.model_validate(told))
    return tuple(people)


def _emptier(one: Proposed) -> int:
    """Of two numbers of one person the fuller comes first; all else stays in its order."""
    return -round(STEPS * one.content.filled) if one.proposal == "person" else 0


def _too_empty(one: Proposed) -> bool:
    """Whether a number stands in so few rows that most people would have none."""
    return one.proposal == "person" and not one.chosen and one.content.filled * 2 < 1


def _groups(table: Table, by_stem: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """The columns of each person of a row, by a word for it; the first is the row's own."""
    named = [stem for stem, fields in by_stem.items() if NAMED & set(fields)]
    children = [stem for stem in named if "child" in stem.split()]
    adult = any(
        stands_in(phrase, one.words) for one in table.of("person") for phrase in heading_rules().of_adults
    )
    twice = any(
        sum(field in by_stem[stem] for stem in named) > 1 for field in ("date_of_birth", "name", "surname")
    )
    own = "" if "" in named else (children or named or [""])[0]
    apart = children if adult and children else [stem for stem in named if stem != own] if twice else []
    main: dict[str, str] = {}
    for stem, fields in by_stem.items():
        if stem not in apart:
            main = {**fields, **main}
    return {"": main, **{stem: by_stem[stem] for stem in apart}}


def _one_person_once(by_stem: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """People with those put together whose name and date of birth are called a little otherwise.

    `Household member (child)` and `Child DOB` are one: neither has what the other has, and one is within the other.
    """
    kept = dict[str, dict[str, str]]()
    for stem, fields in by_stem.items():
        near = [
            one
            for one, others in kept.items()
            if stem
            and one
            and not set(fields) & set(others)
            and (set(stem.split()) <= set(one.split()) or set(one.split()) <= set(stem.split()))
        ]
        if len(near) == 1:
            kept[near[0]] = {**kept[near[0]], **fields}
        else:
            kept[stem] = fields
    return kept


def _whose(words: str) -> str:
    """Which person of the row a heading is about: Child's name and Child DOB are one's."""
    said = _stem(words, heading_rules().called).split()
    return " ".join(word.removesuffix("s") if len(word) >= SHORTEST else word for word in said)


def _stem(words: str, less: Iterable[str]) -> str:
    taken = set(less)
    return " ".join(word for word in words.split() if word not in taken)


def field_of(one: Proposed) -> str:
    """Which column of a person it is."""
    if one.proposal == "person":
        return "person_id"
    if one.proposal != "name" or one.part:
        return one.part or one.proposal
    if {"surname", "last", "family"} & set(one.words.split()) and {"forename", "forenames", "first"} & set(
        one.words.split()
    ):
        return "name"  # both in one cell
    for field, phrases in (
        ("other_names", ("middle", "alias", "aliases", "aka", "known as", "previous", "maiden")),
        ("surname", ("surname", "last", "family")),
        ("forename", ("forename", "forenames", "first", "given")),
    ):
        if any(stands_in(phrase, one.words) for phrase in phrases):
            return field
    return "name"


def _relation(table: Table, key: str) -> str | None:
    for one in table.of("word"):
        related = any(stands_in(word, one.words) for word in ("relationship", "relation", "rel"))
        if related and _understood(one) and _whose(one.words) == key:
            return one.content.name
    return None


def _understood(one: Proposed) -> bool:
    """Whether most of a column's words for a relation are known."""
    known = codelist_lookup(codelists()["relation"])
    counts = [(bool(known.get(word_key(value))), count) for value, count in one.content.values]
    return 2 * sum(count for is_known, count in counts if is_known) >= sum(count for _, count in counts)


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
        if word and name not in taken and (name in said or not _is_end(one)):
            made.append(_event(table, one, _end_of(one, moments, meanings), word=word))
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
    starts = [one for one in moments if not _is_end(one) and not _finishes(one, moments)]
    if not starts:
        return None
    column = word_column(table, meanings)
    fullest = _when_it_happened(starts, moments, column)
    end = _end_of(fullest, moments, meanings)
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
            often and _end_of(one, moments) is not None,
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


def _is_end(one: Proposed) -> bool:
    ends = {word for word in heading_rules().ends if stands_in(word, one.words)}
    if set(one.words.split()) & set(heading_rules().telling.words) | set(one.words.split()) & {
        "ref",
        "response",
    }:
        ends.discard("to")  # to whom, not until when
    return bool(ends)


def _finishes(one: Proposed, moments: Sequence[Proposed]) -> bool:
    """Whether it says an end by a day of the same name that says a beginning: Step started, Step completed."""
    rules = heading_rules()
    stem = _stem(one.words, (*rules.when, *rules.begins, *rules.finishes))
    return bool(set(one.words.split()) & set(rules.finishes)) and any(
        set(other.words.split()) & set(rules.begins)
        and _stem(other.words, (*rules.when, *rules.begins)) == stem
        for other in moments
        if other is not one
    )


def _end_of(
    moment: Proposed, moments: Sequence[Proposed], meanings: Meanings | None = None
) -> Proposed | None:
    """The day of the end: called alike but for the side, of the same event, or the only one called an end."""
    rules = heading_rules()
    side = (*rules.when, *rules.begins, *rules.ends, *rules.finishes)
    ends = [one for one in moments if one is not moment and (_is_end(one) or _finishes(one, moments))]
    stem = _stem(moment.words, side)
    if alike := [one for one in ends if _stem(one.words, side) == stem]:
        return alike[0]
    if meanings and (word := meanings.heads(moment.content.name)):
        same = [one for one in ends if meanings.heads(one.content.name) == word]
        if len(same) == 1:
            return same[0]
    bare = len(ends) == 1 and (not stem or not _stem(ends[0].words, side))
    return ends[0] if bare else None


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
    told |= _times(table, moment, end if "ended" in told else None)
    told |= _number(table)
    if addressed or (word is not None and events()[word].addressed):
        told |= _whom(table, moment, word)
    if word is not None:
        told |= _only_where(table, moment)
    return MappedEvent.model_validate(told)


def _lasts(word: str | None) -> bool:
    return word is None or events()[word].lasting or word == "emergency_attendance"


def _times(table: Table, moment: Proposed, end: Proposed | None) -> dict[str, object]:
    """The columns of the times of day: by the words they share with the date, or the one that there is."""
    times = [one for one in table.of("moment") if one.content.kind == "time" or _is_clock(one)]
    told: dict[str, object] = {}
    for key, date in (("started_time", moment), ("ended_time", end)):
        if date is None:
            continue
        stem = _stem(date.words, ("date", "day"))
        alike = [one for one in times if _stem(one.words, ("time",)) == stem]
        first = [one for one in times if not _is_end(one)] if key == "started_time" else []
        alone = first if len(first) == 1 and (len(times) == 1 or not told) else []
        if chosen := alike or alone:
            told[key] = chosen[0].content.name
    return told


def _is_clock(one: Proposed) -> bool:
    """Whether it is called a time and holds one without a colon: 0930."""
    values = [value for value, _ in one.content.values]
    return "time" in one.words.split() and bool(values) and all(CLOCK_NUMBER.fullmatch(one) for one in values)


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
        if set(one.words.split()) & set(_stem(moment.words, heading_rules().when).split())
    ]
    if word is not None and not alike and (agency := known_agency(moment.content.name)):
        return {"to": Agency(agency)}
    chosen = alike or (columns if len(columns) == 1 else [])
    return {"counterparty": chosen[0].content.name} if chosen else {}


def _only_where(table: Table, moment: Proposed) -> dict[str, object]:
    """Only where a column of the same words says that somebody was there."""
    first = _stem(moment.words, heading_rules().when)
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


def joined(tables: Sequence[tuple[Table, MappedTable]]) -> list[MappedTable]:
    """The tables, where one lists the people of another's events with the number that both have."""
    made = []
    for table, mapped in tables:
        person = mapped.person[0] if mapped.person else None
        number = _number_of_others(table, tables) if person and not mapped.event else None
        if person is None or number is None:
            made.append(mapped)
            continue
        role = next((one for one in table.of("word") if stands_in("role", one.words)), None)
        own = _own_roles(role) if role else ()
        told = {"event_id": number, "role": role.content.name if role and own else None, "roles": own}
        made.append(
            mapped.model_copy(update={"person": (person.model_copy(update=told), *mapped.person[1:])})
        )
    return made


def _number_of_others(table: Table, tables: Sequence[tuple[Table, MappedTable]]) -> str | None:
    """The column of this table that holds numbers of events of another which names nobody."""
    theirs: set[str] = set()
    for other, mapped in tables:
        if not mapped.person:
            numbers = {one.event_id for one in mapped.event}
            theirs |= {
                value
                for one in other.columns
                if one.content.name in numbers
                for value, _ in one.content.values
            }
    for one in table.of("reference"):
        held = {value for value, _ in one.content.values}
        if held and len(held & theirs) * 2 >= len(held):
            return one.content.name
    return None


def _own_roles(role: Proposed) -> tuple[str, ...]:
    own = {words_of(word) for word in heading_rules().own_roles}
    return tuple(value for value, _ in role.content.values if words_of(value) in own)
