"""Lists of children (Annex A): each row says who the child is, and each date in it makes an event."""

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from conspectus.definitions.return_schema import (
    FromColumn,
    ListEvent,
    ListsSchema,
    ReturnList,
    Spell,
    codelists,
)
from conspectus.records.dates import day_end, local_day
from conspectus.records.returns.dating import unreadable, with_dates
from conspectus.records.returns.events import (
    A_DAY,
    DATES,
    TYPED,
    Events,
    not_an_outcome,
    sense_rules,
    unknown_end,
    with_birth_of_person,
    word_rules,
)
from conspectus.records.returns.fates import Rule, apply, sent
from conspectus.records.returns.found import NOTHING, PLACE, Found, issue, issues_of_rows, said_place
from conspectus.records.returns.headers import Matched
from conspectus.records.returns.holding import columns_of
from conspectus.records.returns.ids import id_rules, joined_ids
from conspectus.records.returns.manifest import MOMENT, Manifest
from conspectus.records.returns.people import (
    TEXTS,
    birth_rules,
    expected_by,
    identifier_rules,
    name_rules,
    too_long_ago,
    with_birth,
    with_identifiers,
    with_past_birth,
    with_sex,
)
from conspectus.records.returns.unusable import UNUSABLE, by_word
from conspectus.records.returns.words import codelist_lookup, lookup, recode
from conspectus.terms import Agency

DATE_TYPES: dict[str, pl.DataType] = {
    "text": pl.String(),
    "precision": pl.String(),
    "first": pl.Datetime("us"),
    "last": pl.Datetime("us"),
    "first_day": pl.Date(),
    "last_day": pl.Date(),
}
SAME = ("person_id", "event", "started_text", "outcome", "counterparty")
WORDS = ("started", "ended", "outcome", "counterparty")


IN_LISTS = {"event-before-birth": "list-before-birth", "after-extraction": "list-after-extraction"}


@dataclass(frozen=True)
class ListRows:
    """Rows of one list: those that can be used, and those that cannot, of which the child may be unknown."""

    used: pl.DataFrame
    lost: pl.DataFrame


def read_list(
    matched: Matched, *, one: ReturnList, schema: ListsSchema, manifest: Manifest, known: pl.Series
) -> tuple[ListRows, Found]:
    """Rows of one list: `sent:` columns, their dates, `person_id`, birth and sex; `known` are ids with names."""
    columns = columns_of(one, schema)
    rows = _with_all_of_people(_with_typed(matched.text(columns), one)).with_columns(
        person_id=sent("person_id")
    )
    rows, ids = joined_ids(rows, "person_id", known=known)
    dated = ["date_of_birth", *(column.id for column in columns if column.kind == "date")]
    rows, dates = with_dates(rows, *dict.fromkeys(dated))
    rows = _with_expected_birth(with_past_birth(rows, "date_of_birth", manifest=manifest), manifest)
    rows, sexes = with_sex(rows, manifest=manifest)
    unread = [unreadable(column) for column in dict.fromkeys(dated) if column not in BIRTHS]
    there = {column.id for column in columns} | (set(one.typed.words) if one.typed else set())
    rows = _identified(rows, there).with_columns(
        *(sent(name).alias(name) for name in TEXTS),
        *(rule.broken.alias(f"lost:{rule.column}") for rule in unread),
    )
    of_people = [rule for rule in (*identifier_rules(), *name_rules()) if rule.column in there]
    rules = [*id_rules("person_id"), *_birth_rules(manifest), *unread, *of_people]
    used, found = apply(rules, rows)
    lost = rows.join(used.select(PLACE), on=PLACE, how="anti", maintain_order="left")
    used, lost = _with_spells(used, one), _with_spells(lost, one)
    return ListRows(with_birth(used), with_birth(lost)), ids + dates + sexes + found


def _identified(rows: pl.DataFrame, there: Collection[str]) -> pl.DataFrame:
    """NHS number, UPN and postcode as they are compared; most lists have none of them."""
    if any(name in there for name in IDENTIFIERS):
        return with_identifiers(rows)
    return rows.with_columns(pl.lit(None, pl.String).alias(name) for name in IDENTIFIERS)


IDENTIFIERS = ("nhs_number", "upn", "postcode")
BIRTHS = ("date_of_birth", "expected_date_of_birth")
OF_PEOPLE = (*TEXTS, "date_of_birth", "sex", "upn", "nhs_number", "postcode")
LONGEST_SPELL = "-18y"  # a child's state began no longer ago than the child


def _with_typed(rows: pl.DataFrame, one: ReturnList) -> pl.DataFrame:
    """`sent:upn` and `sent:nhs_number` from rows that say what kind of identifier they hold."""
    if one.typed is None:
        return rows
    words = {str(kind): theirs for kind, theirs in one.typed.words.items()}
    kinds = recode(rows[f"sent:{one.typed.by}"], lookup((), words))
    value = sent(one.typed.value)
    return rows.with_columns(
        pl.when(kinds == kind).then(value).alias(f"sent:{kind}") for kind in one.typed.words
    )


def _with_all_of_people(rows: pl.DataFrame) -> pl.DataFrame:
    """A blank `sent:` column for each thing known of people that the list does not hold."""
    lacking = [name for name in OF_PEOPLE if f"sent:{name}" not in rows.columns]
    rows = rows.with_columns(pl.lit(None, pl.String).alias(f"sent:{name}") for name in lacking)
    if "is_date:date_of_birth" not in rows.columns:
        rows = rows.with_columns(pl.lit(value=False).alias("is_date:date_of_birth"))
    return rows


def _with_spells(rows: pl.DataFrame, one: ReturnList) -> pl.DataFrame:
    """`spell:` started and ended, with their parts, on the first piece of each spell; null on all others.

    A spell is one child's pieces in the order of their days. Where the first piece sent is not the first of its
    spell, the spell began on some day before it.
    """
    spell = one.spell
    if spell is None:
        return rows
    first = f"{spell.from_}_first"
    pieces = rows.with_row_index("place").with_columns(
        begins=(_coded(rows, spell.begins) == "yes").fill_null(value=False),
        goes_on=(_coded(rows, spell.goes_on) == "yes").fill_null(value=False),
    )
    pieces = pieces.filter(pl.col(first).is_not_null()).sort("person_id", first, maintain_order=True)
    over = pl.col(f"{spell.to}_first").is_not_null() & ~pl.col("goes_on")
    another = (pl.col("person_id") != pl.col("person_id").shift(1)).fill_null(value=True)
    new = pl.col("begins") | another | over.shift(1, fill_value=True)
    pieces = pieces.with_columns(over=over, new=new)
    heads = pieces.filter("new").select("place", *_spell_began(spell))
    tails = pieces.filter(pl.col("new").shift(-1, fill_value=True)).select(
        pl.when("over").then(pl.col(f"{spell.to}_{part}")).alias(f"spell:ended_{part}") for part in DATES
    )
    made = heads.hstack(tails)
    return (
        rows.with_row_index("place").join(made, on="place", how="left", maintain_order="left").drop("place")
    )


def _spell_began(spell: Spell) -> list[pl.Expr]:
    """The day of the first piece, where it says that it begins the spell; else some day up to then."""
    first = {part: pl.col(f"{spell.from_}_{part}") for part in DATES}
    before = first | {
        "text": pl.format("before {}", first["text"]),
        "precision": pl.lit("uncertain"),
        "first": first["first"].dt.offset_by(LONGEST_SPELL),
        "first_day": first["first_day"].dt.offset_by(LONGEST_SPELL),
    }
    return [
        pl.when("begins").then(first[part]).otherwise(before[part]).alias(f"spell:started_{part}")
        for part in DATES
    ]


def list_events(
    rows: pl.DataFrame, *, one: ReturnList, sheet: str, manifest: Manifest, background: bool = False
) -> list[pl.DataFrame]:
    """The events that the rows of a list make; `sheet` begins their ids ("3", or "3.2" for a second sheet).

    `background`: the return tells of what was open in its period, so that earlier days are no surprise.
    """
    lead = next(
        (column.id for column in one.column if column.kind == "date" and column.need == "required"), None
    )
    lead = None if background else lead
    return [_events(rows, event, lead=lead, sheet=sheet, manifest=manifest) for event in one.event]


def check_list_events(
    events: pl.DataFrame, *, lost: pl.DataFrame, people: pl.DataFrame, manifest: Manifest
) -> tuple[Events, Found]:
    """Events that agree with themselves, the birth and the return; a date that cannot be costs its own event alone.

    `lost` are the events of rows that cannot be used.
    """
    rows = with_birth_of_person(events, people)
    undated = pl.col("started_first").is_null()
    again = ~pl.struct(SAME).is_first_distinct() & ~undated
    first = said_place().first().over(SAME)
    rules = [*_sense(manifest), *word_rules(), Rule("list-event-again", "started", again, first)]
    rows, found = apply(rules, rows)
    used = rows.filter(pl.col("started_first").is_not_null()).select(TYPED)
    waits = rows.filter(pl.col("started_first").is_null() | pl.col("outcome_unclear"))
    return Events(used, _unusable(waits, lost, people=people, manifest=manifest)), found


def _sense(manifest: Manifest) -> list[Rule]:
    """The rules of sense for events, of which those that would cost a row cost the date in a list."""
    rules = []
    for rule in sense_rules(manifest):
        if rule.check == "event-not-covered":
            continue
        broken = rule.broken & pl.col("windowed") if rule.check == "outside-period" else rule.broken
        blanks = _no_start() if rule.check in IN_LISTS else rule.becomes
        rules.append(rule._replace(check=IN_LISTS.get(rule.check, rule.check), broken=broken, becomes=blanks))
    return rules


def _no_start() -> dict[str, pl.Expr]:
    return {f"started_{part}": pl.lit(None, DATE_TYPES[part]) for part in DATES}


def _unusable(
    waits: pl.DataFrame, lost: pl.DataFrame, *, people: pl.DataFrame, manifest: Manifest
) -> pl.DataFrame:
    parts = [
        waits.with_columns(whole_row=pl.col("started_first").is_null()),
        lost.with_columns(whole_row=pl.lit(value=True)),
    ]
    both = pl.concat([one.select(UNUSABLE.names()).cast(UNUSABLE) for one in parts])
    known = pl.col("person_id").is_in(people["person_id"].implode())
    return by_word(both.with_columns(person_id=pl.when(known).then("person_id")), manifest)


def undated(rows: pl.DataFrame, events: list[pl.DataFrame], *, one: ReturnList, matched: Matched) -> Found:
    """Lists that hold no dates by design, and rows that hold none though their list does."""
    if one.holds == "people" or matched.rows.is_empty():
        return NOTHING
    if not one.event:
        return issue("list-undated", **matched.place, count=rows["person_id"].n_unique())
    bare = rows.join(pl.concat(one.select(PLACE) for one in events), on=PLACE, how="anti")
    return issues_of_rows("nothing-dated", bare, column=_first_date(one), value=pl.lit(""))


def _with_expected_birth(rows: pl.DataFrame, manifest: Manifest) -> pl.DataFrame:
    """A date of birth after the extraction is the one expected of an unborn child."""
    expected = (pl.col("date_of_birth_first_day") > manifest.taken_on).fill_null(value=False)
    parts = [f"date_of_birth_{part}" for part in ("text", "first_day", "last_day", "precision")]
    own = [f"expected_{part}" if f"expected_{part}" in rows.columns else None for part in parts]
    later = [
        pl.when(expected)
        .then(part)
        .otherwise(pl.lit(None) if said is None else pl.col(said))
        .alias(f"expected_{part}")
        for part, said in zip(parts, own, strict=True)
    ]
    return rows.with_columns(*later, *(pl.when(~expected).then(part).alias(part) for part in parts))


def _birth_rules(manifest: Manifest) -> list[Rule]:
    late = pl.col("expected_date_of_birth_first_day") > expected_by(manifest)
    unread = next(rule for rule in birth_rules(manifest) if rule.column == "date_of_birth")
    return [
        unread,
        Rule("birth-in-future", "date_of_birth", late, becomes=_no_birth()),
        Rule("birth-too-early", "date_of_birth", too_long_ago()),
    ]


def _no_birth() -> dict[str, pl.Expr]:
    """Neither born nor expected: what stood there can be neither."""
    parts = ("text", "first_day", "last_day", "precision")
    return {
        f"{column}_{part}": pl.lit(None, DATE_TYPES[part])
        for column in ("date_of_birth", "expected_date_of_birth")
        for part in parts
    }


def _events(
    rows: pl.DataFrame, made: ListEvent, *, lead: str | None, sheet: str, manifest: Manifest
) -> pl.DataFrame:
    if made.when is not None:
        rows = rows.filter(_coded(rows, made.when) == "yes")
    if made.started is not None:
        lost = (
            pl.col(f"lost:{made.started}") if f"lost:{made.started}" in rows.columns else pl.lit(value=False)
        )
        rows = rows.filter(pl.col(f"{made.started}_first").is_not_null() | lost)
    if made.spell:
        rows = rows.filter(pl.col("spell:started_first").is_not_null())
        rows = rows.with_columns(
            pl.col(f"spell:{name}_{part}").alias(f"{name}_{part}")
            for name in ("started", "ended")
            for part in DATES
        )
    else:
        rows = rows.with_columns(*_started(made, manifest), *_dates(made.ended, "ended"))
        rows = rows.with_columns(_unknown_end(made.ended, manifest))
    rows = rows.with_columns(
        _words(rows, made.outcome).alias("outcome"),
        _words(rows, made.counterparty).alias("counterparty"),
        event_id=pl.format("{}-{}-{}", pl.lit(sheet), "row", pl.lit(made.key)),
        source_ref=pl.format("list {}, row {}, {}", pl.lit(sheet), "row", pl.lit(made.key)),
        event=pl.lit(made.event),
        refers_to=pl.lit(None, pl.String),
        restricted=pl.lit(made.restricted),
    )
    places: dict[str, str | None] = {
        "started": made.started or _column(made.when),
        "ended": made.ended,
        "outcome": _column(made.outcome),
        "counterparty": _column(made.counterparty),
        "event": made.started,
    }
    agencies = [agency.value for agency in Agency]
    unclear = pl.col("counterparty").is_not_null() & ~pl.col("counterparty").is_in(agencies)
    rows = rows.with_columns(outcome_unclear=not_an_outcome(pl.col("outcome")), counterparty_unclear=unclear)
    rows = rows.with_columns(counterparty=pl.when(~unclear).then("counterparty"))
    shown = {f"at:{name}": pl.lit(place or "", pl.String) for name, place in places.items()}
    windowed = pl.lit(made.started is not None and made.started == lead)
    return rows.select(
        *TYPED,
        "outcome_unclear",
        "counterparty_unclear",
        windowed=windowed,
        **shown,
        **{f"sent:{name}": _sent(places[name]) for name in WORDS},
    )


def _sent(column: str | None) -> pl.Expr:
    return pl.lit(None, pl.String) if column is None else sent(column)


def _column(source: str | FromColumn | None) -> str | None:
    return source.column if isinstance(source, FromColumn) else None


def _started(made: ListEvent, manifest: Manifest) -> list[pl.Expr]:
    if made.started is not None:
        return _dates(made.started, "started")
    if made.within_period:
        return _some_time(manifest, _column(made.when))
    taken = pl.lit(manifest.taken, pl.Datetime("us"))
    first = taken.dt.offset_by(f"-{made.within_months}mo")
    span = {
        "first": first,
        "last": taken,
        "first_day": first.dt.date(),
        "last_day": pl.lit(manifest.taken_on),
    }
    told = pl.lit(f"in the {made.within_months} months before extraction")
    return [
        value.alias(f"started_{part}")
        for part, value in {"text": told, "precision": pl.lit("uncertain"), **span}.items()
    ]


def _some_time(manifest: Manifest, column: str | None) -> list[pl.Expr]:
    """Some time in the period of the return: of a total nobody knows the days."""
    end = min(manifest.period_end - MOMENT, manifest.taken)
    span = {
        "first": pl.lit(day_end(manifest.period.from_ - A_DAY) + MOMENT, pl.Datetime("us")),
        "last": pl.lit(end, pl.Datetime("us")),
        "first_day": pl.lit(manifest.period.from_),
        "last_day": pl.lit(local_day(end)),
    }
    count = pl.lit("some") if column is None else sent(column)
    parts = {
        "text": pl.format("{} in the period of the return", count),
        "precision": pl.lit("uncertain"),
        **span,
    }
    return [value.alias(f"started_{part}") for part, value in parts.items()]


def _unknown_end(column: str | None, manifest: Manifest) -> list[pl.Expr]:
    """An end that could not be read is any moment from the start on."""
    if column is None or column == "date_of_birth":
        return []
    ends = {**unknown_end(manifest), "ended_text": sent(column)}
    return [
        pl.when(pl.col(f"lost:{column}")).then(value).otherwise(pl.col(name)).alias(name)
        for name, value in ends.items()
    ]


def _dates(column: str | None, name: str) -> list[pl.Expr]:
    if column is None:
        return [pl.lit(None, DATE_TYPES[part]).alias(f"{name}_{part}") for part in DATES]
    return [pl.col(f"{column}_{part}").alias(f"{name}_{part}") for part in DATES]


def _words(rows: pl.DataFrame, source: str | FromColumn | None) -> pl.Series:
    """A fixed word, or what a column says in our words; what is not understood stays where it is reported."""
    if not isinstance(source, FromColumn):
        return pl.Series([source], dtype=pl.String).new_from_index(0, rows.height)
    coded = _coded(rows, source)
    kept = rows[f"sent:{source.column}"] if source.others == "report" else pl.lit(None, pl.String)
    return pl.select(pl.coalesce(coded, kept).replace("", None)).to_series()


def _coded(rows: pl.DataFrame, source: FromColumn) -> pl.Series:
    if source.above is not None:
        number = sent(source.column).cast(pl.Float64, strict=False)
        return rows.select(pl.when(number > source.above).then(pl.lit("yes")))["literal"]
    codes = {} if source.codelist is None else codelist_lookup(codelists()[source.codelist])
    words = codes | lookup((), source.words)
    blank = words.get("")
    coded = recode(rows[f"sent:{source.column}"], words)
    empty = rows[f"sent:{source.column}"].is_null()
    return (
        coded if blank is None else pl.select(pl.when(empty).then(pl.lit(blank)).otherwise(coded)).to_series()
    )


def _first_date(one: ReturnList) -> str:
    return next((made.started for made in one.event if made.started), "")
