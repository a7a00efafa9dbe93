"""Events of lists (Annex A and its like): each date in a row makes one, and is checked against its child."""

from collections.abc import Mapping

import polars as pl

from conspectus.definitions.return_schema import FromColumn, ListEvent, ReturnList
from conspectus.records.dates import day_end, local_day
from conspectus.records.returns.events import (
    A_DAY,
    DATE_TYPES,
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
from conspectus.records.returns.found import NOTHING, PLACE, PLACES, Found, issue, issues_of_rows, said_place
from conspectus.records.returns.headers import Matched
from conspectus.records.returns.manifest import MOMENT, Manifest
from conspectus.records.returns.unusable import UNUSABLE, by_word
from conspectus.records.returns.words import coded, says_yes
from conspectus.terms import Agency

WORDS = ("started", "ended", "outcome", "counterparty")
TEXTS = (
    "event_id", "person_id", "event", "outcome", "counterparty", "refers_to", "source_ref",
    *(f"at:{name}" for name in (*WORDS, "event")), *(f"sent:{name}" for name in WORDS),
)  # fmt: skip
FLAGS = ("restricted", "outcome_unclear", "counterparty_unclear", "windowed")
SAME = ("person_id", "event", "started_text", "outcome", "counterparty")
KINDS = {
    **PLACES,
    **dict.fromkeys(TEXTS, pl.String()),
    **dict.fromkeys(FLAGS, pl.Boolean()),
    **{f"{name}_{part}": DATE_TYPES[part] for name in ("started", "ended") for part in DATES},
}
MADE = pl.Schema(
    {
        name: KINDS[name]
        for name in (
            *TYPED, *FLAGS[1:], *(f"at:{name}" for name in (*WORDS, "event")), *(f"sent:{name}" for name in WORDS)
        )
    }
)  # fmt: skip
IN_LISTS = {"event-before-birth": "list-before-birth", "after-extraction": "list-after-extraction"}


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
    events: pl.DataFrame,
    *,
    lost: pl.DataFrame,
    people: pl.DataFrame,
    manifest: Manifest,
    whose: Mapping[tuple[str, str], str] | None = None,
) -> tuple[Events, Found]:
    """Events that agree with themselves, the birth and the return; a date that cannot be costs its own event alone.

    `lost` are the events of rows that cannot be used. `whose` says to which return a file and sheet belong: what
    stands in two returns is no row too many.
    """
    events = events.rechunk()  # once: each question to a table in uneven pieces would do it again
    rows = events.hstack([*_births(events, people), *_again(events, whose or {})])
    undated = pl.col("started_first").is_null()
    again = pl.col("again_as").is_not_null() & ~undated
    rules = [*_sense(manifest), *word_rules(), Rule("list-event-again", "started", again, pl.col("again_as"))]
    rows, found = apply(rules, rows)
    # Nearly every return has a day for every event, and none of its rows is copied then.
    dated = not rows["started_first"].null_count()
    used = rows.select(TYPED) if dated else rows.select(TYPED).filter(pl.col("started_first").is_not_null())
    waits = rows.filter(pl.col("started_first").is_null() | pl.col("outcome_unclear"))
    return Events(used, _unusable(waits, lost, people=people, manifest=manifest)), found


def _births(events: pl.DataFrame, people: pl.DataFrame) -> list[pl.Series]:
    """`born_first` and `unborn` of the children of events; no child is looked for where no birth is known."""
    known = people.filter(pl.col("born_first").is_not_null() | pl.col("unborn"))
    if not known.is_empty():
        found = with_birth_of_person(events.select("person_id"), known)
        return [found["born_first"], found["unborn"]]
    kinds = {"born_first": pl.Date(), "unborn": pl.Boolean()}
    return [
        pl.Series(name, [None], dtype=kind).new_from_index(0, events.height) for name, kind in kinds.items()
    ]


def _again(rows: pl.DataFrame, whose: Mapping[tuple[str, str], str]) -> list[pl.Series]:
    """`again_as`: where what a row says stood before in all of SAME, of those of one child, word and moment."""
    made = pl.col("person_id").hash(0) ^ pl.col("event").hash(1) ^ pl.col("started_first").hash(2)
    sums = rows.select(sums=made).to_series()
    none = pl.Series("again_as", [None], dtype=pl.String()).new_from_index(0, rows.height)
    if sums.n_unique() == rows.height:
        return [none]
    alike = ~sums.is_unique()
    told = {f"{file}\n{sheet}": name for (file, sheet), name in whose.items()}
    place = pl.format("{}\n{}", "file", "sheet").replace_strict(told, default=None, return_dtype=pl.String())
    same = rows.filter(alike).select(*SAME, told_in=place, at=said_place())
    key = [*SAME, "told_in"]
    first = same.select(
        pl.when(~pl.struct(key).is_first_distinct()).then(pl.col("at").first().over(key))
    ).to_series()
    return [none.scatter(alike.arg_true(), first)]


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
    dated = pl.concat(one.select("row") for one in events)["row"]  # of this one sheet
    bare = rows.filter(~pl.col("row").is_in(dated.implode()))
    return issues_of_rows("nothing-dated", bare, column=_first_date(one), value=pl.lit(""))


def _events(
    rows: pl.DataFrame, made: ListEvent, *, lead: str | None, sheet: str, manifest: Manifest
) -> pl.DataFrame:
    rows = _needed(rows, made)
    if made.when is not None:
        rows = rows.filter(says_yes(rows, made.when))
    if made.started is not None:
        lost = (
            pl.col(f"lost:{made.started}") if f"lost:{made.started}" in rows.columns else pl.lit(value=False)
        )
        rows = rows.filter(pl.col(f"{made.started}_first").is_not_null() | lost)
    if made.spell:
        rows = rows.filter(pl.col("spell:started_first").is_not_null())
    if rows.is_empty():  # as for most events of a small list
        return _none()
    if made.spell:
        rows = rows.with_columns(
            pl.col(f"spell:{name}_{part}").alias(f"{name}_{part}")
            for name in ("started", "ended")
            for part in DATES
        )
    else:
        rows = rows.with_columns(*_started(made, manifest), *_dates(made.ended, "ended"))
        rows = rows.with_columns(_unknown_end(made.ended, manifest))
    number = rows["row"].cast(pl.String)
    rows = rows.with_columns(
        _words(rows, made.outcome).alias("outcome"),
        _words(rows, made.counterparty).alias("counterparty"),
        event_id=pl.format("{}-{}-{}", pl.lit(sheet), number, pl.lit(made.key)),
        source_ref=pl.format("list {}, row {}, {}", pl.lit(sheet), number, pl.lit(made.key)),
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
    odd = pl.lit(value=False) if made.outcome is None else not_an_outcome(pl.col("outcome"))
    rows = rows.with_columns(outcome_unclear=odd, counterparty_unclear=unclear)
    rows = rows.with_columns(counterparty=pl.when(~unclear).then("counterparty"))
    shown = {f"at:{name}": pl.lit(place or "", pl.String) for name, place in places.items()}
    windowed = pl.lit(made.started is not None and made.started == lead)
    return rows.with_columns(
        windowed=windowed, **shown, **{f"sent:{name}": _sent(places[name]) for name in WORDS}
    ).select(list(MADE))


def _none() -> pl.DataFrame:
    """The columns of an event that no row makes."""
    return pl.DataFrame(schema=MADE)


def _needed(rows: pl.DataFrame, made: ListEvent) -> pl.DataFrame:
    """The columns that an event is made of: a list has many more, and each would be copied with its rows."""
    used = {made.started, made.ended, *map(_column, (made.when, made.outcome, made.counterparty))} - {None}
    parts = {f"{name}_{part}" for name in used for part in DATES}
    names = {*PLACE, "person_id", *parts, *(f"{kind}:{name}" for kind in ("sent", "lost") for name in used)}
    return rows.select(
        name for name in rows.columns if name in names or (made.spell and name.startswith("spell:"))
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
    ours = coded(rows, source)
    kept = rows[f"sent:{source.column}"] if source.others == "report" else pl.lit(None, pl.String)
    return pl.select(pl.coalesce(ours, kept).replace("", None)).to_series()


def _first_date(one: ReturnList) -> str:
    return next((made.started for made in one.event if made.started), "")
