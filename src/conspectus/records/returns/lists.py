"""Lists of children (Annex A): each row says who the child is, and each date in it makes an event."""

from dataclasses import dataclass

import polars as pl

from conspectus.definitions.return_schema import FromColumn, ListEvent, ListsSchema, ReturnList, codelists
from conspectus.records.returns.dating import unreadable, with_dates
from conspectus.records.returns.events import (
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
from conspectus.records.returns.found import PLACE, Found, issue, issues_of_rows, said_place
from conspectus.records.returns.headers import Matched
from conspectus.records.returns.holding import columns_of
from conspectus.records.returns.ids import id_rules, joined_ids
from conspectus.records.returns.manifest import Manifest
from conspectus.records.returns.people import (
    birth_rules,
    expected_by,
    too_long_ago,
    with_birth,
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
    rows = matched.text(columns).with_columns(person_id=sent("person_id"))
    rows, ids = joined_ids(rows, "person_id", known=known)
    dated = [column.id for column in columns if column.kind == "date"]
    rows, dates = with_dates(rows, *dated)
    rows = _with_expected_birth(with_past_birth(rows, "date_of_birth", manifest=manifest), manifest)
    rows, sexes = with_sex(rows, manifest=manifest)
    unread = [unreadable(column) for column in dated if column != "date_of_birth"]
    rows = rows.with_columns(rule.broken.alias(f"lost:{rule.column}") for rule in unread)
    used, found = apply([*id_rules("person_id"), *_birth_rules(manifest), *unread], rows)
    lost = rows.join(used.select(PLACE), on=PLACE, how="anti", maintain_order="left")
    return ListRows(with_birth(used), with_birth(lost)), ids + dates + sexes + found


def list_events(rows: pl.DataFrame, *, one: ReturnList, sheet: str, manifest: Manifest) -> list[pl.DataFrame]:
    """The events that the rows of a list make; `sheet` begins their ids ("3", or "3.2" for a second sheet)."""
    lead = next(
        (column.id for column in one.column if column.kind == "date" and column.need == "required"), None
    )
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
    if not one.event:
        return issue("list-undated", **matched.place, count=rows["person_id"].n_unique())
    bare = rows.join(pl.concat(one.select(PLACE) for one in events), on=PLACE, how="anti")
    return issues_of_rows("nothing-dated", bare, column=_first_date(one), value=pl.lit(""))


def _with_expected_birth(rows: pl.DataFrame, manifest: Manifest) -> pl.DataFrame:
    """A date of birth after the extraction is the one expected of an unborn child."""
    expected = (pl.col("date_of_birth_first_day") > manifest.taken_on).fill_null(value=False)
    parts = [f"date_of_birth_{part}" for part in ("text", "first_day", "last_day", "precision")]
    later = [pl.when(expected).then(part).alias(f"expected_{part}") for part in parts]
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
        rows = rows.filter(pl.col(f"{made.started}_first").is_not_null() | pl.col(f"lost:{made.started}"))
    rows = rows.with_columns(*_started(made, manifest), *_dates(made.ended, "ended"))
    rows = rows.with_columns(
        *_unknown_end(made.ended, manifest),
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
    codes = {} if source.codelist is None else codelist_lookup(codelists()[source.codelist])
    words = codes | lookup((), source.words)
    blank = words.get("")
    coded = recode(rows[f"sent:{source.column}"], words)
    empty = rows[f"sent:{source.column}"].is_null()
    return (
        coded if blank is None else pl.select(pl.when(empty).then(pl.lit(blank)).otherwise(coded)).to_series()
    )


def _first_date(one: ReturnList) -> str:
    return next(made.started for made in one.event if made.started)
