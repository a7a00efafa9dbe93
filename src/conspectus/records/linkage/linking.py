"""The order of steps, from senders' people to linked people."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import polars as pl

from conspectus.records.engine import Engine
from conspectus.records.linkage.backends import to_compare
from conspectus.records.linkage.blocking import compared_whole, keep_within_budget, shown
from conspectus.records.linkage.children import child_ids, children
from conspectus.records.linkage.commonness import common
from conspectus.records.linkage.comparisons import Comparer
from conspectus.records.linkage.decisions import Decided, read
from conspectus.records.linkage.grouping import Groups, PairTables, alone, group
from conspectus.records.linkage.keeping import history, kept, no_history, shares
from conspectus.records.linkage.known import NOTHING_TAKEN, Known, Taken, keep_nothing
from conspectus.records.linkage.outcome import links, questions
from conspectus.records.linkage.people import comparable
from conspectus.records.linkage.settings import settings
from conspectus.records.linkage.unnamed import join_unnamed
from conspectus.records.linkage.weights import learned, weigh

Tick = Callable[[float], None]


def link(
    engine: Engine,
    *,
    decisions: str | None = None,
    skip_absent: bool = False,
    previous: str | None = None,
    tick: Tick | None = None,
) -> Taken:
    """Make `links`, `questions`, `children` and `id_history` from `people`, `relationships` and `senders`.

    `decisions` names a table (sender_a, person_id_a, sender_b, person_id_b, decision same or different, by, at)
    in the order of its file; decisions win over whatever the records say, and with `skip_absent` those on records
    that no sender holds are passed over. `previous`
    names a table of links whose child ids are kept where membership is. `tick` is told how much is done, 0 to 1.
    The same input gives the same output, whatever the order of its rows, and whether or not compared pairs are taken
    over from tables of an earlier build (`known.EARLIER`); gives how many were. Raises ConspectusError for decisions
    that cannot be followed, and where comparing would pass the budget of pairs.
    """
    say = tick or (lambda done: None)
    ((period_from,),) = engine.rows("select min(period_from) from senders")
    records = comparable(engine.frame("select * from people"), since=period_from)
    decided = read(engine, decisions, records, skip_absent=skip_absent)
    found = _with_unnamed(
        _compared(engine, records, _related(engine, records), decided, say), records, decided
    )
    ids = _ids(engine, records, found.groups, previous)
    linked = links(
        records,
        groups=found.groups,
        child_ids=ids,
        decided=decided,
        enough=found.enough,
        by_number=found.by_number,
    )
    relationships = engine.frame("select sender, person_id, related_person_id, relation from relationships")
    engine.put("links", linked)
    engine.put(
        "questions",
        questions(records, groups=found.groups, grey=found.grey, decided=decided, enough=found.enough),
    )
    engine.put(
        "children", children(records, links=linked, relationships=relationships, period_from=period_from)
    )
    say(1.0)
    return found.taken


def _ids(engine: Engine, records: pl.DataFrame, groups: Groups, previous: str | None) -> pl.DataFrame:
    """The id of each group, kept from `previous` where there is one; makes `id_history`."""
    if previous is None:
        engine.put("id_history", no_history())
        return child_ids(records, groups.of)
    before = engine.frame(f'select sender, person_id, child_id from "{previous}"')
    shared = shares(records, pl.Series(groups.of, dtype=pl.Int64), before)
    ids = child_ids(records, groups.of, kept=kept(shared), used=before["child_id"].unique())
    engine.put("id_history", history(shared, ids, before))
    return ids


@dataclass(frozen=True)
class _Found:
    """What comparing gave: groups, the weighed pairs of groups that may be one, and whether enough was seen."""

    groups: Groups
    grey: pl.DataFrame
    enough: bool
    by_number: frozenset[int] = (
        frozenset()
    )  # records that their UPN and date of birth alone brought to others
    taken: Taken = NOTHING_TAKEN


def _with_unnamed(found: _Found, records: pl.DataFrame, decided: Decided) -> _Found:
    """The same with records that have no name, by UPN and date of birth."""
    joined = join_unnamed(records, found.groups.of, decided=decided)
    return replace(found, groups=Groups(joined.of, found.groups.inside), by_number=joined.joined)


def _compared(
    casebook: Engine, records: pl.DataFrame, related: pl.DataFrame, decided: Decided, say: Tick
) -> _Found:
    """Compare, learn, weigh and group in an engine of its own, so that nothing is left in the casebook's."""
    named = records.filter(pl.col("named"))
    with to_compare(casebook, records=named.height) as engine:
        engine.put("records", named.select(COMPARED))
        engine.put("related", related)
        comparer = Comparer(engine, records="records", agencies=sorted(named["agency"].unique().to_list()))
        if named.height < 2:
            keep_nothing(casebook)
            nothing = _no_pairs(comparer)
            return _Found(Groups(alone(records.height, decided), nothing), nothing, enough=True)
        known = Known(casebook, comparer)
        known.at_random(into="at_random")
        known.given(pairs="at_random", into="random")
        say(0.3)
        if compared_whole(named.height):
            brought = "random"
            keep_nothing(casebook)
        else:
            brought = _brought(comparer, known, into="blocked")
            known.keep(random="random", brought=brought)
        say(0.6)
        common(engine, records="records")
        model = learned(engine, comparer, blocked=brought, random="random", shown=shown(named))
        weigh(engine, model, pairs=brought, into="weighed")
        say(0.8)
        groups = group(
            engine,
            comparer,
            model,
            tables=PairTables(weighed="weighed", related="related", into="judged"),
            count=records.height,
            decided=decided,
        )
        return _Found(groups, _grey(engine, groups), enough=model.classes.enough, taken=known.taken)


def _brought(comparer: Comparer, known: Known, *, into: str) -> str:
    """The pairs that blocking rules bring, compared in table `into`; gives its name."""
    keep_within_budget(comparer.engine, records=comparer.records)
    if known.there:
        known.brought(into=into)
        return into
    # Late: a small return, which is compared whole, need not wait for Splink.
    from conspectus.records.linkage.by_splink import blocked

    blocked(comparer, into=into)
    return into


# What Splink carries for each pair, and no more.
COMPARED = (
    *("uid", "ref", "sender", "agency"),
    *("first", "first_root", "first_called", "first_known", "first_script", "first_sound", "first_forms"),
    *("last", "last_root", "last_known", "last_script", "last_sound", "last_forms", "also"),
    *("born", "born_year", "born_from", "born_to", "loose", "loose_days", "guessed", "unborn", "sex"),
    *("home", "sector", "street", "lives", "nhs", "nhs_valid", "upn", "upn_valid"),
    *("names", "names_undated", "names_rare", "names_homeless", "names_few", "starts_few"),
    *(
        "first_start",
        "last_start",
        "born_few",
        "street_few",
        "first_street_few",
        "last_street_few",
        "newborn",
    ),
)


def _related(engine: Engine, records: pl.DataFrame) -> pl.DataFrame:
    """Pairs of one sender's records that it records as related, and holds to be two people therefore."""
    said = engine.frame("select sender, person_id, related_person_id from relationships")
    uids = records.select("sender", "person_id", "uid")
    pairs = said.join(uids, on=["sender", "person_id"]).join(
        uids, left_on=["sender", "related_person_id"], right_on=["sender", "person_id"], suffix="_other"
    )
    return pairs.select(
        l=pl.min_horizontal("uid", "uid_other"), r=pl.max_horizontal("uid", "uid_other")
    ).unique()


def _no_pairs(comparer: Comparer) -> pl.DataFrame:
    kinds = dict.fromkeys(comparer.columns, pl.Int8)
    return pl.DataFrame(
        schema={"l": pl.Int64, "r": pl.Int64, **kinds, "weight": pl.Float64, "component": pl.Int64}
        | {"apart": pl.Boolean, "may_be_asked": pl.Boolean, "tie": pl.Float64}
    )


def _grey(engine: Engine, groups: Groups) -> pl.DataFrame:
    """Every judged pair of two groups of which at least one pair is doubtful."""
    bounds = settings().questions
    engine.put("grouped", pl.DataFrame({"uid": range(len(groups.of)), "found": groups.of}))
    return engine.frame(f"""
    with across as (
      select w.*, least(a.found, b.found) as one, greatest(a.found, b.found) as other
      from judged w join grouped a on a.uid = w.l join grouped b on b.uid = w.r
      where a.found <> b.found and w.weight > -30
        and not exists (from related x where x.l = w.l and x.r = w.r)
    ),
    doubtful as (
      select distinct one, other from across
      where 1 / (1 + pow(2, -weight)) >= {bounds.from_} and (may_be_asked or 1 / (1 + pow(2, -weight)) <= {bounds.to})
    )
    select across.* exclude (one, other) from across join doubtful using (one, other) order by l, r""")
