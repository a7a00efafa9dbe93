"""Events: words, dates, outcomes and agencies, typed and checked against the people and the return."""

import polars as pl

from conspectus.definitions import events as event_terms
from conspectus.definitions.return_schema import codelists, return_limits
from conspectus.records.returns.dating import unreadable, with_dates
from conspectus.records.returns.issues import PLACE, IssueBook
from conspectus.records.returns.manifest import Manifest
from conspectus.records.returns.people import id_rules, with_restricted
from conspectus.records.returns.rules import Rule, apply, sent
from conspectus.records.returns.words import codelist_lookup, lookup, recode
from conspectus.terms import Agency

DATES = ("text", "precision", "first", "last", "first_day", "last_day")
TYPED = (
    *PLACE, "event_id", "person_id", "event", *(f"started_{part}" for part in DATES),
    *(f"ended_{part}" for part in DATES), "outcome", "counterparty", "refers_to", "source_ref", "restricted",
)  # fmt: skip


def read_events(
    text: pl.DataFrame, *, people: pl.DataFrame, lost: pl.Series, manifest: Manifest, book: IssueBook
) -> pl.DataFrame:
    """Events that can be used, with our words and dates as intervals, from `sent:` columns.

    `people` has person_id, born_first and unborn; `lost` holds the ids of people whose own row was set aside.
    """
    rows = text.with_columns(
        **{name: sent(name) for name in ("event_id", "person_id", "refers_to", "source_ref")}
    )
    rows = with_dates(rows, "started", "ended", book=book)
    rows = with_restricted(_with_words(rows, manifest), manifest=manifest, book=book)
    rows = with_birth_of_person(rows, people)
    rules = [
        *_form_rules(_twice(rows)),
        *person_rules(people=people, lost=lost),
        *sense_rules(manifest),
        *word_rules(),
    ]
    return apply(rules, rows, book, keep=TYPED)


def with_birth_of_person(rows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Rows with the person's `born_first`, whether `unborn`, and whether `known` at all."""
    born = people.select("person_id", "born_first", "unborn", known=pl.lit(value=True))
    return rows.join(born, on="person_id", how="left", maintain_order="left")


def _twice(rows: pl.DataFrame) -> pl.Expr:
    """Whether the event and the person stood in a row above; ids that are all different save looking."""
    if rows["event_id"].n_unique() == rows.height:
        return pl.lit(value=False)
    again = ~pl.struct("event_id", "person_id").is_first_distinct()
    return again & pl.col("event_id").is_not_null() & pl.col("person_id").is_not_null()


def _form_rules(twice: pl.Expr) -> list[Rule]:
    agency = sent("counterparty").is_not_null() & pl.col("counterparty").is_null()
    return [
        *id_rules("event_id", missing="event-id-missing"),
        *id_rules("person_id"),
        Rule("event-missing", "event", sent("event").is_null()),
        Rule("event-unknown", "event", sent("event").is_not_null() & pl.col("event").is_null()),
        Rule("started-missing", "started", pl.col("started_text").is_null()),
        unreadable("started"),
        unreadable("ended"),
        Rule("counterparty-unknown", "counterparty", agency),
        Rule("event-twice", "event_id", twice),
        Rule("source-missing", "source_ref", sent("source_ref").is_null()),
    ]


def person_rules(*, people: pl.DataFrame, lost: pl.Series) -> list[Rule]:
    """The person is in the people file, and can be used."""
    unknown = sent("person_id").is_not_null() & pl.col("known").is_null()
    if people.is_empty() and lost.is_empty():
        return [Rule("no-people-to-check", "person_id", unknown)]
    was_lost = pl.col("person_id").is_in(lost.implode())
    return [
        Rule("person-unknown", "person_id", unknown & ~was_lost),
        Rule("person-set-aside", "person_id", unknown & was_lost),
    ]


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
    listed = [f"{one.id} {outcome}" for one in event_terms().values() for outcome in one.outcomes]
    pair, shown = pl.format("{} {}", "event", "outcome"), pl.format("{} ({})", sent("outcome"), "event")
    addressed = pl.col("event").is_in([one.id for one in event_terms().values() if one.addressed])
    return [
        Rule("outcome-unknown", "outcome", pl.col("outcome").is_not_null() & ~pair.is_in(listed), shown),
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
    agencies = codelist_lookup(codelists()["agency"]) | lookup((), codes.get("counterparty", {}))
    agencies |= lookup([agency.value for agency in Agency], {})
    return rows.with_columns(
        recode(rows["sent:event"], event).alias("event"),
        pl.coalesce(recode(rows["sent:outcome"], outcome).alias("outcome"), sent("outcome")).alias("outcome"),
        recode(rows["sent:counterparty"], agencies).alias("counterparty"),
    )
