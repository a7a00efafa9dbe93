"""Who stands in a row: its columns, put together for each person."""

from conspectus.definitions.heading_rules import heading_rules
from conspectus.definitions.return_schema import codelists
from conspectus.records.mapping.columns import stands_in
from conspectus.records.mapping.proposing import Proposed
from conspectus.records.mapping.tables import Table, less
from conspectus.records.returns.mapped import MappedPerson
from conspectus.records.returns.words import codelist_lookup, word_key

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
SHORTEST = 4  # letters of a word whose s may be that of a genitive
STEPS = 10  # of fullness


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
    said = less(words, heading_rules().called).split()
    return " ".join(word.removesuffix("s") if len(word) >= SHORTEST else word for word in said)


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
