"""Events: words, dates, outcomes and agencies, typed and checked against the people and the return."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from conspectus.definitions import events as event_terms
from conspectus.definitions.return_schema import codelists, return_limits
from conspectus.records.dates import local_day
from conspectus.records.dates.parsing import SCHEMA as READ
from conspectus.records.returns.dating import unreadable, with_dates
from conspectus.records.returns.fates import SPOILT, Rule, apply, sent
from conspectus.records.returns.found import PLACE, Found, all_differ, at_places, said_place
from conspectus.records.returns.ids import (
    failed,
    failed_formula,
    id_rules,
    joined_ids,
    says_nothing,
    spoilt_id,
)
from conspectus.records.returns.manifest import NO_EVENT, Manifest
from conspectus.records.returns.people import failed_cells, with_restricted
from conspectus.records.returns.unusable import unusable_rows
from conspectus.records.returns.words import codelist_lookup, lookup, recode
from conspectus.terms import Agency

ID_DIGITS = 12  # hexadecimal digits of a number made for an event: one in 10^14 that two agree
A_DAY = timedelta(days=1)
DATE_TYPES = {name: kind for name, kind in READ.items() if name != "note"}
DATES = tuple(DATE_TYPES)
TYPED = (
    *PLACE, "event_id", "person_id", "event", *(f"started_{part}" for part in DATES),
    *(f"ended_{part}" for part in DATES), "outcome", "counterparty", "refers_to", "source_ref", "restricted",
)  # fmt: skip


@dataclass(frozen=True)
class Events:
    """Events that can be used (the columns TYPED), and rows that were sent and are not usable (UNUSABLE)."""

    used: pl.DataFrame
    unusable: pl.DataFrame


def read_events(text: pl.DataFrame, *, people: pl.DataFrame, manifest: Manifest) -> tuple[Events, Found]:
    """Events with our words and dates as intervals, from `sent:` columns.

    `people` has person_id, born_first and unborn.
    """
    rows = text.with_columns(
        **{name: sent(name) for name in ("event_id", "person_id", "refers_to", "source_ref")}
    )
    rows, ids = joined_ids(rows, "person_id", known=people["person_id"])
    rows, dates = with_dates(
        rows, "started", "ended", times={"started": "started_time", "ended": "ended_time"}
    )
    rows, restricted = with_restricted(_with_words(rows, manifest), manifest=manifest)
    rows = with_birth_of_person(_with_event_id(rows), people)
    rows = _other_versions(rows)
    rules = [*_form_rules(manifest), *person_rules(people=people), *sense_rules(manifest), *word_rules()]
    used, found = apply(rules, rows, keep=TYPED)
    unusable = unusable_rows(rows, aside=found.rows_aside(), known=people["person_id"], manifest=manifest)
    unusable = _without_a_sound_twin(unusable, used)
    return Events(used, unusable), ids + dates + restricted + found


def with_birth_of_person(rows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Rows with the person's `born_first`, whether `unborn`, and whether `known` at all."""
    born = people.select("person_id", "born_first", "unborn", known=pl.lit(value=True))
    born = born.clear() if rows.is_empty() else born  # no table of people is sorted for nobody's rows
    # Of the rows the key alone is joined: each person is one, so that rows stay as they are and none is copied.
    found = rows.select("person_id").join(born, on="person_id", how="left", maintain_order="left")
    return rows.hstack(found.drop("person_id"))


def _with_event_id(rows: pl.DataFrame) -> pl.DataFrame:
    """`event_id` for rows without one: from the person, the word and the start as read, with -2 for a repeat."""
    lacking = (
        rows.select(sent("event_id").is_null() | says_nothing("event_id")).to_series().fill_null(value=True)
    )
    if not lacking.any():
        return rows
    named = rows.filter(lacking).select("person_id", "event", start=_start_as_read())
    made = [
        hashlib.sha256("|".join(part or "" for part in parts).encode()).hexdigest()[:ID_DIGITS]
        for parts in named.iter_rows()
    ]
    numbers: Counter[str] = Counter()
    ids = []
    for one in made:
        numbers[one] += 1
        ids.append(one if numbers[one] == 1 else f"{one}-{numbers[one]}")
    places = lacking.arg_true()
    return rows.with_columns(rows["event_id"].scatter(places, ids), numbered=lacking)


def _start_as_read() -> pl.Expr:
    """2025-06-02, or 2025-06-02T13:30:00 (UTC) where a time is known; as sent where it could not be read."""
    timed = pl.col("started_first").dt.to_string("%Y-%m-%dT%H:%M:%S")
    day = pl.col("started_first_day").dt.to_string("%Y-%m-%d")
    return pl.coalesce(
        pl.when(pl.col("started_precision") == "time").then(timed).otherwise(day), sent("started")
    )


def _other_versions(rows: pl.DataFrame) -> pl.DataFrame:
    """`differs` for all but one row of an event and person: what it says otherwise than the first that has a moment."""
    pair = ("event_id", "person_id")
    rows = rows.with_columns(differs=pl.lit(None, pl.String))
    if all_differ(rows["event_id"]):
        return rows
    sound = (pl.col("started_precision").is_not_null() & pl.col("event").is_not_null()).alias("sound")
    several = ~pl.col("event_id").hash().is_unique()
    marked = rows.with_row_index("place").filter(
        several & pl.col(SPOILT).is_null() & pl.all_horizontal(pl.col(pair).is_not_null())
    )
    marked = marked.with_columns(sound).sort("sound", "place", descending=[True, False])
    others = marked.filter(~pl.struct(pair).is_first_distinct()).sort("place")
    if others.is_empty():
        return rows
    kept = marked.filter(pl.struct(pair).is_first_distinct())
    marks = others.select(*PLACE, *pair).join(_told_apart(others, kept), on=PLACE).select(*PLACE, "differs")
    return rows.drop("differs").join(marks, on=PLACE, how="left", maintain_order="left")


def _told_apart(others: pl.DataFrame, kept: pl.DataFrame) -> pl.DataFrame:
    """PLACE and `differs`: where the row stands that counts, and what each other one says otherwise."""
    names = [name for name in others.columns if name.startswith("sent:") and name != "sent:event_id"]
    kept = kept.select("event_id", "person_id", *names, kept=said_place())
    both = others.join(kept, on=["event_id", "person_id"], suffix=":kept")
    shown = [
        pl.when(~pl.col(name).eq_missing(pl.col(f"{name}:kept"))).then(
            pl.format("{} {}", pl.lit(name.removeprefix("sent:")), pl.col(name).fill_null("empty"))
        )
        for name in names
    ]
    said = pl.concat_str(shown, separator=", ", ignore_nulls=True)
    return both.select(*PLACE, differs=pl.format("{} and says something else ({})", "kept", said))


def _without_a_sound_twin(unusable: pl.DataFrame, used: pl.DataFrame) -> pl.DataFrame:
    """The rows without those whose moment is lost and that were sent again in full: nothing waits for them."""
    lost = unusable.filter(pl.col("whole_row") & pl.col("started_first").is_null())
    alike = used["event_id"].is_in(lost["event_id"].unique().implode())
    if not alike.any():
        return unusable
    same = ["event_id", "person_id", "event"]
    again = lost.join(used.select(same).filter(alike), on=same, how="semi")
    return unusable.filter(~at_places(unusable, again))


def _form_rules(manifest: Manifest) -> list[Rule]:
    agency = sent("counterparty").is_not_null() & pl.col("counterparty").is_null()
    none_of_ours = pl.col("event") == NO_EVENT
    return [
        Rule("event-none", "event", none_of_ours),
        spoilt_id("event_id"),
        *id_rules("person_id"),
        Rule("event-missing", "event", sent("event").is_null()),
        failed_formula("event"),
        Rule(
            "event-unknown",
            "event",
            sent("event").is_not_null() & pl.col("event").is_null() & ~failed("event"),
        ),
        Rule("started-missing", "started", pl.col("started_text").is_null()),
        unreadable("started"),
        unreadable("ended", becomes=unknown_end(manifest)),
        Rule("event-twice", "event_id", pl.col("differs").is_not_null(), pl.col("differs")),
        Rule("counterparty-unknown", "counterparty", agency),
        Rule("event-numbered", "event_id", pl.col("numbered")),
        Rule("source-missing", "source_ref", sent("source_ref").is_null()),
        *failed_cells("event_id", "outcome", "source_ref", "refers_to"),
    ]


def unknown_end(manifest: Manifest) -> dict[str, pl.Expr]:
    """An end that was sent and cannot be read: any moment from the start on, perhaps none yet."""
    last = manifest.taken + A_DAY
    return {
        "ended_text": sent("ended"),
        "ended_precision": pl.lit("unknown"),
        "ended_first": pl.col("started_first"),
        "ended_first_day": pl.col("started_first_day"),
        "ended_last": pl.lit(last, pl.Datetime("us")),
        "ended_last_day": pl.lit(local_day(last)),
    }


def person_rules(*, people: pl.DataFrame) -> list[Rule]:
    """The person is one of the return's people."""
    unknown = sent("person_id").is_not_null() & ~says_nothing("person_id") & pl.col("known").is_null()
    return [Rule("no-people-to-check" if people.is_empty() else "person-unknown", "person_id", unknown)]


def sense_rules(manifest: Manifest) -> list[Rule]:
    """The dates agree with one another, with the birth and with the return."""
    started, ended = pl.col("started_first"), pl.col("ended_first")
    before = pl.col("started_last_day") < pl.col("born_first") - pl.duration(
        days=return_limits().before_birth_days
    )
    rules = [
        Rule(
            "end-before-start",
            "ended",
            pl.col("ended_last") < started,
            pl.format("{} to {}", sent("started"), sent("ended")),
            unknown_end(manifest),
        ),
        Rule("event-before-birth", "started", before & ~pl.col("unborn")),
        Rule("after-extraction", "started", started > manifest.taken),
        Rule("outside-period", "started", _outside(manifest)),
        Rule("ends-later", "ended", ended > manifest.taken),
    ]
    if manifest.covers:
        rules.append(
            Rule("event-not-covered", "event", ~pl.col("event").is_in(list(manifest.covers)), pl.col("event"))
        )
    return rules


def _outside(manifest: Manifest) -> pl.Expr:
    """Over before the period began, or begun after it ended; what lasts is not over."""
    lasting = [one.id for one in event_terms().values() if one.lasting]
    lasts = pl.col("ended_text").is_null() & pl.col("event").is_in(lasting)
    over = pl.coalesce("ended_last_day", "started_last_day") < manifest.period.from_
    return (over & ~lasts) | (pl.col("started_first_day") > manifest.period.to)


def word_rules() -> list[Rule]:
    """Outcomes are listed for their event, and what goes to an agency says to which."""
    shown = pl.format("{} ({})", sent("outcome"), "event")
    addressed = pl.col("event").is_in([one.id for one in event_terms().values() if one.addressed])
    return [
        Rule("outcome-unknown", "outcome", pl.col("outcome_unclear") & ~failed("outcome"), shown),
        Rule(
            "counterparty-missing",
            "counterparty",
            addressed & sent("counterparty").is_null(),
            pl.col("event"),
        ),
    ]


def _with_words(rows: pl.DataFrame, manifest: Manifest) -> pl.DataFrame:
    """`event`, `outcome` and `counterparty` in our words; an outcome that is none of them stays as sent."""
    terms = event_terms()
    codes = manifest.codes
    titles = {one.id: (one.title,) for one in terms.values()}
    event = lookup((), titles) | lookup((), codes.get("event", {})) | lookup(terms, {})
    outcomes = sorted({outcome for one in terms.values() for outcome in one.outcomes})
    outcome = lookup((), codes.get("outcome", {})) | lookup(outcomes, {})
    event |= lookup((), {NO_EVENT: codes.get("event", {}).get(NO_EVENT, ())})
    agencies = codelist_lookup(codelists()["agency"]) | lookup((), codes.get("counterparty", {}))
    agencies |= lookup([agency.value for agency in Agency], {})
    rows = rows.with_columns(
        recode(rows["sent:event"], event).alias("event"),
        recode(rows["sent:outcome"], outcome).alias("outcome"),
        recode(rows["sent:counterparty"], agencies).alias("counterparty"),
        numbered=pl.lit(value=False),
    )
    return rows.with_columns(
        pl.coalesce("outcome", sent("outcome")).alias("outcome"),
        outcome_unclear=not_an_outcome(pl.coalesce("outcome", sent("outcome"))),
        counterparty_unclear=sent("counterparty").is_not_null() & pl.col("counterparty").is_null(),
    )


def not_an_outcome(said: pl.Expr) -> pl.Expr:
    """Whether an outcome was sent that is none of those of `event`."""
    listed = [f"{one.id} {outcome}" for one in event_terms().values() for outcome in one.outcomes]
    understood = pl.format("{} {}", "event", said).is_in(listed)
    return said.is_not_null() & ~understood.fill_null(value=False)
