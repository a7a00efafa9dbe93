"""The guard rails of linkage: what no probability overrules, and only a person's decision does.

1. A link needs agreement that tells people apart: a date of birth, a number or a home, beside names. Names alone link
   only where enough records came to learn how many bear them; else, or beside 1 January, they are a question.
2. Two valid numbers of one kind that differ are two people's.
3. Of one sender's records with one date of birth and home, two forenames are twins until somebody says that they are
   one child, save where one is a slip of the pen for the other; and so are two newborn children without a forename.
   Of two senders' records with one date of birth and home, two forenames that differ are a question.
4. One sender's records that it calls related are two people.
5. A record without a forename that may be either of two people, such as a baby beside twins, is nobody's until asked.
6. Two dates of birth that both recur in a group are two people's, since mistakes seldom repeat themselves.

The first and the fifth take from a pair its power to tie; the others hold two records apart, whatever else ties
their groups.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

import polars as pl

from conspectus.records.engine import Engine
from conspectus.records.linkage.settings import Compared, settings

Pair = tuple[int, int]


def judge(engine: Engine, *, weighed: str, records: str, related: str, enough: bool, into: str) -> None:
    """Make table `into`: weighed pairs with `tie`, the part of their weight that may tie, and whether `apart`.

    `enough` says whether enough pairs of one person came to learn from.
    `weight` stays what is believed of the pair, or less where a rail calls them two people or twins.
    """
    rails = settings().rails
    engine.run(f"""
    create or replace table {into} as
    with told as (
      select w.*,
        ({_telling("w", enough=enough)}) as tells,
        ({_any_level("w", "two_people")}) as numbered,
        ({_twins("w", "a", "b")}) as twins,
        ({_two_names("w", "a", "b")}) as two_names,
        x.l is not null as is_related
      from {weighed} w join {records} a on a.uid = w.l join {records} b on b.uid = w.r
      left join {related} x on x.l = w.l and x.r = w.r
    ),
    believed as (
      select *, case when numbered then least(weight, {rails.two_people})
        when twins or two_names then least(weight, 0.0) else weight end as belief
      from told
    )
    select {_levels()}, belief as weight, numbered or twins or is_related as apart,
      not is_related and (twins or two_names or not tells) as may_be_asked,
      case when is_related then {settings().clusters.related} when tells and not twins and not two_names then belief
        else least(belief, 0.0) end as tie
    from believed""")


def _levels() -> str:
    """The pair and its levels, named one by one: another engine would put a replaced column last."""
    return ", ".join(["l", "r", *(compared.id for compared in settings().comparison), "same_sender"])


def _telling(pair: str, *, enough: bool) -> str:
    """Something beside names tells people apart, or names by themselves say enough."""
    names = f"{pair}.weight >= {settings().rails.names_link_from} and not ({_any_level(pair, 'asks')})"
    return _any_level(pair, "tells") + (f" or ({names})" if enough else "")


def _any_level(pair: str, flag: str) -> str:
    return " or ".join(
        f"{pair}.{compared.id} in ({', '.join(map(str, compared.places(flag)))})"
        for compared in settings().comparison
        if compared.places(flag)
    )


def _twins(pair: str, one: str, other: str) -> str:
    """Of one sender, of one birth as far as is known, and with two forenames, or none yet."""
    # Slips of the pen seldom fall on the first letter.
    slip = f"({_forenames(pair, 'close', 'alike')} and left({one}.first, 1) <> left({other}.first, 1))"
    none_yet = f"({one}.first is null and {other}.first is null and {one}.newborn)"
    two = (
        f"({_forenames(pair, 'cousin', 'akin')} or {slip} or {_known_apart(pair, one, other)} or {none_yet})"
    )
    return f"{pair}.same_sender > 0 and {_one_birth(pair)} and {two}"


def _two_names(pair: str, one: str, other: str) -> str:
    """Of two senders, of one birth as far as is known, and with forenames that differ."""
    return f"{pair}.same_sender = 0 and {_one_birth(pair)} and {_known_apart(pair, one, other)}"


def _known_apart(pair: str, one: str, other: str) -> str:
    """Two forenames that differ, each a name in its own right, and not by a sender's habit, which learning shows."""
    doubted = f"{pair}.weight < {settings().rails.two_forenames_up_to}"
    return f"({_forenames(pair, 'differs')} and {one}.first_known and {other}.first_known and {doubted})"


def _one_birth(pair: str) -> str:
    """One day of birth, one home, and one sex as far as it is known."""
    return (
        f"{pair}.born = {_named('born').place('same')} and ({_any_level(pair, 'household')})"
        f" and {pair}.sex <> {_named('sex').place('differs')}"
    )


def _forenames(pair: str, *levels: str) -> str:
    return f"{pair}.forename in ({', '.join(str(_named('forename').place(level)) for level in levels)})"


def _named(comparison: str) -> Compared:
    return next(compared for compared in settings().comparison if compared.id == comparison)


def untie_torn(engine: Engine, *, judged: str, records: str, into: str) -> None:
    """Make table `into`: judged pairs, those untied whose one record has no forename and may be either of two."""
    engine.run(f"""
    create or replace table torn as
    with tied as (
      select l as x, r as y from {judged} where tie > 0 and not apart
      union all select r as x, l as y from {judged} where tie > 0 and not apart
    ),
    nameless as (
      select t.x, t.y from tied t join {records} a on a.uid = t.x join {records} b on b.uid = t.y
      where a.first is null and b.first is not null
    )
    select distinct one.x as uid
    from nameless one join nameless other on other.x = one.x and one.y < other.y
    join {judged} w on w.l = one.y and w.r = other.y
    where w.weight < 0 or w.apart""")
    engine.run(f"""
    create or replace table {into} as
    with told as (
      select w.*, (tl.uid is not null and b.first is not null) or (tr.uid is not null and a.first is not null) as torn
      from {judged} w join {records} a on a.uid = w.l join {records} b on b.uid = w.r
      left join torn tl on tl.uid = w.l left join torn tr on tr.uid = w.r
    )
    select {_levels()}, weight, apart, may_be_asked or torn as may_be_asked,
      case when torn then least(tie, 0.0) else tie end as tie
    from told""")


def recurring_dates(members: pl.DataFrame) -> Iterable[Pair]:
    """Pairs of records in one component that bear two dates, each of which recurs there.

    `members` has component, uid, born, and guessed: 1 January is no date to go by.
    """
    dated = members.filter(pl.col("born").is_not_null() & ~pl.col("guessed"))
    often = dated.filter(pl.len().over("component", "born") >= settings().rails.recurs)
    several = often.filter(pl.col("born").n_unique().over("component") > 1).sort("component", "uid")
    by_component: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for component, uid, born in several.select("component", "uid", "born").iter_rows():
        by_component[component][born].append(uid)
    for dates in by_component.values():
        for one, other in combinations(dates.values(), 2):
            yield from ((min(a, b), max(a, b)) for a in one for b in other)
