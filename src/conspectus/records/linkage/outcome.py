"""The tables that others read: `links`, `questions` and `children`."""

import numpy as np
import polars as pl

from conspectus.records.linkage.decisions import Decided
from conspectus.records.linkage.grouping import Groups
from conspectus.records.linkage.reasons import AGAIN, BY_NUMBER, NO_NAMES, ONLY, in_words
from conspectus.records.linkage.settings import settings

QUESTION = {
    "question": pl.Int32,
    "sender_a": pl.String,
    "person_id_a": pl.String,
    "sender_b": pl.String,
    "person_id_b": pl.String,
    "probability": pl.Float64,
    "reason": pl.String,
}


def probability(weight: pl.Expr) -> pl.Expr:
    """The probability that a weight in bits stands for."""
    return 1.0 / (1.0 + pl.lit(2.0).pow(-weight.clip(-60.0, 60.0)))


def ties(groups: Groups) -> pl.DataFrame:
    """Each record's strongest tie within its group, and the probability that it belongs with the rest.

    The strongest tie counts in full and the next by half, less what objects on average: not all summed, since ties of
    one group rest on one another.
    """
    of = pl.DataFrame(
        {"uid": range(len(groups.of)), "group": groups.of}, schema={"uid": pl.Int64, "group": pl.Int64}
    )
    pairs = groups.inside.join(of, left_on="l", right_on="uid").join(
        of, left_on="r", right_on="uid", suffix="_r"
    )
    pairs = pairs.filter(pl.col("group") == pl.col("group_r"))
    both = pl.concat([pairs.with_columns(uid="l"), pairs.with_columns(uid="r")])
    ranked = both.sort("uid", "weight", "l", "r", descending=[False, True, False, False])
    return (
        ranked.group_by("uid", maintain_order=True)
        .agg(
            pl.exclude("weight").first(),
            next=pl.col("weight").slice(1, 1).sum().clip(0.0) / 2,
            objection=pl.min_horizontal("weight", 0.0).mean(),
            weight=pl.col("weight").first(),
        )
        .with_columns(
            probability=probability((pl.col("weight") + pl.col("next") + pl.col("objection")).clip(0.0))
        )
    )


def links(
    records: pl.DataFrame,
    *,
    groups: Groups,
    child_ids: pl.DataFrame,
    decided: Decided,
    enough: bool,
    by_number: frozenset[int] = frozenset(),
) -> pl.DataFrame:
    """Table `links`, from records with `uid` and child ids by group; `by_number` are those that a UPN brought in."""
    strongest = ties(groups)
    told = strongest.select("uid", "probability").with_columns(told=in_words(strongest, enough=enough))
    words = pl.DataFrame(
        sorted(decided.word.items()), schema={"uid": pl.Int64, "word": pl.String}, orient="row"
    )
    named = records.select("uid", "sender", "person_id", "named", group=pl.Series(groups.of, dtype=pl.Int64))
    return (
        named.with_columns(size=pl.len().over("group"), again=pl.len().over("group", "sender") > 1)
        .join(child_ids, on="group", how="left")
        .join(told, on="uid", how="left")
        .join(words, on="uid", how="left")
        .sort("uid")
        .with_columns(
            word=pl.when(pl.col("size") > 1).then("word"),
            upn=(pl.col("size") > 1) & pl.col("uid").is_in(list(by_number)) & pl.col("told").is_null(),
        )
        .select(
            "sender",
            "person_id",
            "child_id",
            probability=pl.when((pl.col("size") == 1) | pl.col("word").is_not_null())
            .then(1.0)
            .when("upn")
            .then(settings().rails.upn_and_birth)
            .otherwise(pl.col("probability").fill_null(1.0)),
            reason=pl.coalesce(
                "word",
                pl.when("upn").then(pl.lit(BY_NUMBER)),
                pl.when(~pl.col("named")).then(pl.lit(NO_NAMES)),
                pl.when(pl.col("size") == 1).then(pl.lit(ONLY)),
                "told",
                pl.lit(ONLY),
            )
            + pl.when(pl.col("again") & pl.col("word").is_null()).then(pl.lit(AGAIN)).otherwise(pl.lit("")),
        )
    )


def questions(
    records: pl.DataFrame, *, groups: Groups, grey: pl.DataFrame, decided: Decided, enough: bool
) -> pl.DataFrame:
    """Table `questions`: doubtful pairs, one for each two groups and each doubtful record, the most useful first."""
    asked = pl.concat([_between(groups, grey), _within(groups)], how="diagonal_relaxed")
    undecided = [not decided.settled(a, b) for a, b in asked.select("l", "r").iter_rows()]
    asked = asked.filter(pl.Series(undecided, dtype=pl.Boolean)).unique(
        ["l", "r"], keep="first", maintain_order=True
    )
    asked = asked.with_columns(reason=in_words(asked, enough=enough), use=_use(asked, groups))
    refs = records.select("uid", "sender", "person_id")
    return (
        asked.sort("use", "l", "r", descending=[True, False, False])
        .head(settings().questions.most(records.height))
        .join(refs, left_on="l", right_on="uid", how="left", maintain_order="left")
        .join(refs, left_on="r", right_on="uid", how="left", suffix="_b", maintain_order="left")
        .with_row_index("question", offset=1)
        .rename({"sender": "sender_a", "person_id": "person_id_a"})
        .select(pl.col(column).cast(kind) for column, kind in QUESTION.items())
    )


def _use(asked: pl.DataFrame, groups: Groups) -> pl.Series:
    """How many pairs of records an answer is likely to mend: the chance that we are wrong, for each of them."""
    size = np.bincount(groups.of, minlength=len(groups.of))
    one, other = groups.of[asked["l"].to_numpy()], groups.of[asked["r"].to_numpy()]
    said = asked["probability"].to_numpy()
    apart = one != other
    wrong = np.where(apart, said, 1.0 - said)
    return pl.Series(wrong * np.where(apart, size[one] * size[other], size[one] - 1))


def _between(groups: Groups, grey: pl.DataFrame) -> pl.DataFrame:
    """Two groups that may be one: `grey` has every weighed pair of theirs; the most doubtful pair is asked."""
    bounds = settings().questions
    of = pl.DataFrame(
        {"uid": range(len(groups.of)), "group": groups.of}, schema={"uid": pl.Int64, "group": pl.Int64}
    )
    pairs = grey.join(of, left_on="l", right_on="uid").join(of, left_on="r", right_on="uid", suffix="_r")
    pairs = pairs.filter(pl.col("group") != pl.col("group_r")).with_columns(
        one=pl.min_horizontal("group", "group_r"),
        other=pl.max_horizontal("group", "group_r"),
        probability=probability(pl.col("weight")),
    )
    whole = probability(pl.col("weight").mean().over("one", "other"))
    doubtful = pairs.filter((whole >= bounds.from_) & (pl.col("probability") >= bounds.from_))
    doubtful = doubtful.filter(
        pl.col("may_be_asked") | ((whole <= bounds.to) & (pl.col("probability") <= bounds.to))
    )
    doubtful = doubtful.sort((pl.col("probability") - 0.5).abs(), "l", "r")
    return doubtful.unique(["one", "other"], keep="first", maintain_order=True)


def _within(groups: Groups) -> pl.DataFrame:
    """Records that were linked, but may not belong: their strongest tie is asked."""
    bounds = settings().questions
    return ties(groups).filter(pl.col("probability").is_between(bounds.from_, bounds.to))
