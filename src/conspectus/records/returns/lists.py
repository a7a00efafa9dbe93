"""Lists of children (Annex A): each row says who the child is, and each date in it makes an event."""

import polars as pl

from conspectus.definitions.return_schema import FromColumn, ListEvent, ListsSchema, ReturnList, codelists
from conspectus.records.returns.dating import unreadable, with_dates
from conspectus.records.returns.events import DATES, TYPED, sense_rules, with_birth_of_person, word_rules
from conspectus.records.returns.headers import Matched
from conspectus.records.returns.holding import columns_of
from conspectus.records.returns.issues import PLACE, IssueBook
from conspectus.records.returns.manifest import Manifest
from conspectus.records.returns.people import expected_by, id_rules, too_long_ago, with_birth, with_sex
from conspectus.records.returns.rules import Rule, apply, sent
from conspectus.records.returns.words import codelist_lookup, lookup, recode

DATE_TYPES: dict[str, pl.DataType] = {
    "text": pl.String(),
    "precision": pl.String(),
    "first": pl.Datetime("us"),
    "last": pl.Datetime("us"),
    "first_day": pl.Date(),
    "last_day": pl.Date(),
}
WORDS = ("started", "ended", "outcome", "counterparty")


def read_list(
    matched: Matched, *, one: ReturnList, schema: ListsSchema, manifest: Manifest, book: IssueBook
) -> pl.DataFrame:
    """Rows of one list that can be used: `sent:` columns, their dates, `person_id`, birth and sex."""
    columns = columns_of(one, schema)
    rows = matched.text(columns).with_columns(person_id=sent("person_id"))
    dated = [column.id for column in columns if column.kind == "date"]
    rows = with_dates(rows, *dated, book=book)
    rows = with_sex(_with_expected_birth(rows, manifest), manifest=manifest, book=book)
    rules = [*id_rules("person_id"), *_birth_rules(manifest), *(unreadable(column) for column in dated)]
    return apply(rules, with_birth(rows), book)


def list_events(rows: pl.DataFrame, *, one: ReturnList, sheet: str, manifest: Manifest) -> list[pl.DataFrame]:
    """The events that the rows of a list make; `sheet` begins their ids ("3", or "3.2" for a second sheet)."""
    lead = next(
        (column.id for column in one.column if column.kind == "date" and column.need == "required"), None
    )
    return [_events(rows, event, lead=lead, sheet=sheet, manifest=manifest) for event in one.event]


def check_list_events(
    events: pl.DataFrame, *, people: pl.DataFrame, manifest: Manifest, book: IssueBook
) -> pl.DataFrame:
    """Events that agree with themselves, the birth and the return; their whole row is set aside otherwise."""
    rows = with_birth_of_person(events, people)
    again = ~pl.struct("person_id", "event", "started_text", "outcome", "counterparty").is_first_distinct()
    sense = [
        rule for rule in sense_rules(manifest) if rule.check not in ("outside-period", "event-not-covered")
    ]
    outside = next(rule for rule in sense_rules(manifest) if rule.check == "outside-period")
    sense.append(outside._replace(broken=outside.broken & pl.col("windowed")))
    return apply([*sense, *word_rules(), Rule("list-event-again", "started", again)], rows, book)


def tell_undated(
    rows: pl.DataFrame, events: list[pl.DataFrame], *, one: ReturnList, matched: Matched, book: IssueBook
) -> None:
    """Lists that hold no dates by design, and rows that hold none though their list does."""
    place = matched.sheet.place
    if not one.event:
        book.add("list-undated", **place, count=rows["person_id"].n_unique())
        return
    bare = rows.join(pl.concat(one.select(PLACE) for one in events), on=PLACE, how="anti")
    if bare.height:
        book.add_rows("nothing-dated", bare, column=_first_date(one), value=pl.lit(""))


def _with_expected_birth(rows: pl.DataFrame, manifest: Manifest) -> pl.DataFrame:
    """A date of birth after the extraction is the one expected of an unborn child."""
    expected = (pl.col("date_of_birth_first_day") > manifest.taken_on).fill_null(value=False)
    parts = [f"date_of_birth_{part}" for part in ("text", "first_day", "last_day", "precision")]
    later = [pl.when(expected).then(part).alias(f"expected_{part}") for part in parts]
    return rows.with_columns(*later, *(pl.when(~expected).then(part).alias(part) for part in parts))


def _birth_rules(manifest: Manifest) -> list[Rule]:
    late = pl.col("expected_date_of_birth_first_day") > expected_by(manifest)
    return [
        Rule("birth-in-future", "date_of_birth", late),
        Rule("birth-too-early", "date_of_birth", too_long_ago()),
    ]


def _events(
    rows: pl.DataFrame, made: ListEvent, *, lead: str | None, sheet: str, manifest: Manifest
) -> pl.DataFrame:
    if made.when is not None:
        rows = rows.filter(_coded(rows, made.when) == "yes")
    if made.started is not None:
        rows = rows.filter(pl.col(f"{made.started}_first").is_not_null())
    rows = rows.with_columns(
        *_started(made, manifest),
        *_dates(made.ended, "ended"),
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
    shown = {f"at:{name}": pl.lit(place or "", pl.String) for name, place in places.items()}
    windowed = pl.lit(made.started is not None and made.started == lead)
    return rows.select(
        *TYPED, windowed=windowed, **shown, **{f"sent:{name}": _sent(places[name]) for name in WORDS}
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
