"""Linkage on people whom nobody of the project made up: the table *other people's records*.

Every set can be built again from PyPI (`benchmarks/peers/linkage_data.py`): FEBRL 1 to 4 as a return has them (names,
date of birth, address; a postcode that is not British is dropped, and so is a number that is no NHS number), the same
with names and dates alone, samples of 10, 50 and 300 records, one record of each person (where every link is false),
and pseudopeople's children by three seeds.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from tests.records.linkage import linkage_made_up as made_up

from benchmarks import linkage_ways
from benchmarks.row import Row, peer, put
from conspectus.records.engine import DuckDBEngine
from conspectus.records.linkage import link
from conspectus.records.linkage.clusters import components

AGENCIES = {"originals": "council", "copies": "health", "census": "council", "register": "health"}
REF = ["sender", "person_id"]
SAMPLES = {10: 6, 50: 4, 300: 1}  # records of a sample, and how many samples are drawn of each set
SURE = 0.999


@dataclass(frozen=True)
class Others:
    """A set: people in our columns with `truth`, in one part or several that are linked each by itself."""

    name: str
    parts: tuple[pl.DataFrame, ...]
    rivalled: bool = True  # whether it is set beside Splink's ready comparisons


# --- sets -------------------------------------------------------------------------------------------------


def fetched(folder: Path) -> dict[str, pl.DataFrame]:
    """Every public set in our columns, once; those fetched before are read again."""
    if not any(folder.glob("*.parquet")):
        peer("linkage_data", folder)
    return {path.stem: _in_our_columns(pl.read_parquet(path)) for path in sorted(folder.glob("*.parquet"))}


def _in_our_columns(sent: pl.DataFrame) -> pl.DataFrame:
    """Somebody else's people in our columns; of a date that cannot be read the year is left."""
    sent = sent.with_row_index("number").with_columns(person_id=pl.format("n{}", "number"))
    born, year = pl.col("born").cast(pl.Date), pl.col("born_year").cast(pl.Int32)
    shaped = sent.with_columns(
        born_first=pl.coalesce(born, pl.date(year, 1, 1)),
        born_last=pl.coalesce(born, pl.date(year, 12, 31)),
        agency=pl.col("sender").replace_strict(AGENCIES, default="voluntary"),
    )
    people = made_up.table(made_up.PEOPLE, shaped.to_dicts())
    return people.with_columns(truth=shaped["truth"].cast(pl.String))


def sets(public: dict[str, pl.DataFrame]) -> Iterator[Others]:
    """Every set of the table."""
    febrl = {name: table for name, table in public.items() if name.startswith("FEBRL")}
    for name, table in febrl.items():
        yield Others(f"{name} as returns", (as_return(table),))
        yield Others(f"{name}, names and dates", (names_and_dates(table),))
    yield Others("FEBRL 4 with its numbers", (febrl["FEBRL 4"],))
    for name, table in febrl.items():
        yield Others(f"{name} as returns, nobody twice", (nobody_twice(as_return(table)),), rivalled=False)
        yield Others(f"{name}, names and dates, nobody twice", (nobody_twice(names_and_dates(table)),), False)
        for records, times in SAMPLES.items():
            for shape, shaped in {" as returns": as_return, ", names and dates": names_and_dates}.items():
                drawn = tuple(sample(shaped(table), records, seed=seed) for seed in range(times))
                yield Others(f"{name}{shape}, {times} samples of {records}", drawn, rivalled=False)
    for name, table in public.items():
        if name.startswith("pseudopeople"):
            yield Others(name, (table,))


def as_return(people: pl.DataFrame) -> pl.DataFrame:
    """What reading a return leaves of it: no postcode that is not British, no number that is no NHS number."""
    return people.with_columns(postcode=pl.lit(None, pl.String), nhs_number=pl.lit(None, pl.String))


def names_and_dates(people: pl.DataFrame) -> pl.DataFrame:
    """Nothing but names and dates of birth."""
    return as_return(people).with_columns(address=pl.lit(None, pl.String), sex=pl.lit(None, pl.String))


def nobody_twice(people: pl.DataFrame) -> pl.DataFrame:
    """One record of each person, taken by a hash."""
    return people.sort(pl.col("person_id").hash(7)).unique("truth", keep="first", maintain_order=True)


def sample(people: pl.DataFrame, records: int, *, seed: int) -> pl.DataFrame:
    """All records of some people, about so many."""
    who = people["truth"].unique().sort().sample(fraction=1.0, shuffle=True, seed=seed)
    order = people.join(pl.DataFrame({"truth": who}).with_row_index("turn"), on="truth").sort("turn")
    return order.head(records).drop("turn")


# --- figures ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """What linkage said of a set; `pairs` are those put together and those asked: `said`, `asked`, whether `right`."""

    true: int
    together: int
    right: int
    records: int
    questions: int
    holes: int  # probabilities that are no number
    pairs: pl.DataFrame

    @property
    def precision(self) -> float:
        return self.right / max(self.together, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.true, 1)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(self.together + self.true, 1)

    @property
    def false(self) -> int:
        return self.together - self.right

    def __add__(self, other: "Found") -> "Found":
        counts = (
            getattr(self, name) + getattr(other, name)
            for name in ("true", "together", "right", "records", "questions", "holes")
        )
        return Found(*counts, pl.concat([self.pairs, other.pairs]))


def found(people: pl.DataFrame) -> Found:
    """Link one part, as a build does."""
    with DuckDBEngine() as engine:
        engine.put("people", people.drop("truth"))
        engine.put("relationships", made_up.table(made_up.RELATIONSHIPS, []))
        engine.put("senders", made_up.senders(people))
        link(engine)
        links = engine.frame("select sender, person_id, child_id, probability from links")
        asked = engine.frame("select * from questions")
    who = people.select(*REF, "truth")
    told = links.join(who, on=REF)
    pairs = pl.concat([_linked_pairs(told), _asked_pairs(asked, who)])
    said = pl.concat([links["probability"], asked["probability"]])
    return Found(
        made_up.pairs_within(told, "truth"),
        made_up.pairs_within(told, "child_id"),
        made_up.pairs_within(told, "truth", "child_id"),
        people.height,
        asked.height,
        int((said.is_null() | said.is_nan()).sum()),
        pairs,
    )


def _linked_pairs(told: pl.DataFrame) -> pl.DataFrame:
    """Every two records put together, with the lesser of what is said of each."""
    numbered = told.with_row_index("at")
    pairs = numbered.join(numbered, on="child_id", suffix="_b").filter(pl.col("at") < pl.col("at_b"))
    return pairs.select(
        said=pl.min_horizontal("probability", "probability_b"),
        asked=pl.lit(False),
        right=pl.col("truth") == pl.col("truth_b"),
    )


def _asked_pairs(asked: pl.DataFrame, who: pl.DataFrame) -> pl.DataFrame:
    one = asked.join(who, left_on=["sender_a", "person_id_a"], right_on=REF)
    both = one.join(who, left_on=["sender_b", "person_id_b"], right_on=REF, suffix="_b")
    return both.select(said="probability", asked=pl.lit(True), right=pl.col("truth") == pl.col("truth_b"))


def rival(people: pl.DataFrame) -> tuple[float, int]:
    """F1 of Splink's ready comparisons at the threshold, in whole bits, that the truth likes best, and that."""
    with tempfile.TemporaryDirectory() as folder:
        people.drop("truth").write_parquet(Path(folder) / "people.parquet")
        linkage_ways.ready(folder)
        weights = pl.read_parquet(Path(folder) / "ready.parquet")
        order = pl.read_parquet(Path(folder) / "ready_order.parquet")
    order = people.select(*REF, "truth").join(order, on=REF, how="left").sort("uid")
    named = order.filter(pl.col("uid").is_not_null())
    tried = []
    for threshold in range(-6, 25):
        of = components(int(named["uid"].max() or 0) + 1, weights.filter(pl.col("weight") > threshold))
        groups = named.select("truth", found=pl.Series(of[named["uid"].to_numpy()]))
        right = made_up.pairs_within(groups, "truth", "found")
        both = made_up.pairs_within(groups, "found") + made_up.pairs_within(order, "truth")
        tried.append((2 * right / max(both, 1), threshold))
    return max(tried)


# --- the table --------------------------------------------------------------------------------------------

ENOUGH_TO_BIN = 500
REACH: dict[str, tuple[float, float]] = {  # least F1 and precision
    "FEBRL 1 as returns": (0.98, 0.995),
    "FEBRL 2 as returns": (0.98, 0.995),
    "FEBRL 3 as returns": (0.98, 0.995),
    "FEBRL 4 as returns": (0.98, 0.995),
    "FEBRL 1, names and dates": (0.93, 0.98),
    "FEBRL 2, names and dates": (0.93, 0.98),
    "FEBRL 3, names and dates": (0.93, 0.98),
    "FEBRL 4, names and dates": (0.93, 0.98),
    "FEBRL 4 with its numbers": (0.9982, 0.995),
}
LEAST_OF_SAMPLES = 0.95  # recall; every link of a sample is right


def rows(public: dict[str, pl.DataFrame]) -> None:
    """A row for each set, then rows over all of them."""
    _pooled([_row(others) for others in sets(public)])


def _row(others: Others) -> Found:
    got = found(others.parts[0])
    for part in others.parts[1:]:
        got += found(part)
    best = rival(others.parts[0]) if others.rivalled else None
    least, precise = REACH.get(others.name, (0.0, 0.0))
    least = max(least, best[0] if best else 0.0)
    if "nobody twice" in others.name:
        reach, held, figure = "0 false links", got.false == 0, f"{got.false} false"
    elif "samples" in others.name:
        reach = f"precision 1, recall at least {LEAST_OF_SAMPLES}"
        held, figure = got.false == 0 and got.recall >= LEAST_OF_SAMPLES, f"{got.recall:.4f}"
    else:
        reach = f"F1 at least {least:.4f}, precision {precise}"
        held, figure = got.f1 >= least and got.precision >= precise, f"{got.f1:.4f}"
    asked = "" if got.questions <= _questions(others) else ", too many"
    ours = f"P {got.precision:.4f}, R {got.recall:.4f}, F1 {got.f1:.4f}; {got.questions} asked{asked}" + (
        f"; {got.holes} no number" if got.holes else ""
    )
    told = f"Splink's ready comparisons at {best[1]} bits, F1 {best[0]:.4f}" if best else ""
    size = f"{got.records:,} records"
    put(Row(f"other people's records, {others.name}", size, ours, told, figure, reach, held and not asked))
    return got


def _questions(others: Others) -> float:
    """How many may be asked."""
    return sum(max(20.0, 0.02 * part.height) for part in others.parts)


def _pooled(every: list[Found]) -> None:
    """What is said against what is right, over all sets."""
    pairs = (
        pl.concat([got.pairs for got in every]).with_columns(pl.col("said").fill_nan(None)).drop_nulls("said")
    )
    sure = pairs.filter((pl.col("said") > SURE) & ~pl.col("asked"))
    share = float(sure["right"].mean() or 0.0)  # type: ignore[arg-type]
    put(
        Row(
            f"other people's records: links said to be above {SURE}", f"{sure.height:,} pairs",
            f"{share:.5f} right", "", f"{share:.5f}", f"at least {SURE}", share >= SURE,
        )
    )  # fmt: skip
    holes = sum(got.holes for got in every)
    put(
        Row(
            "other people's records: probabilities that are no number",
            "",
            str(holes),
            "",
            str(holes),
            "0",
            holes == 0,
        )
    )
    tenth = (pl.col("said") * 10).floor().clip(0, 9).cast(pl.Int32)
    bins = (
        pairs.group_by(tenth.alias("tenth"))
        .agg(pl.len(), pl.col("said").mean(), pl.col("right").mean())
        .sort("tenth")
    )
    for at, count, said, right in bins.iter_rows():
        off = abs(said - right)
        put(
            Row(
                f"other people's records: said between {at / 10:.1f} and {(at + 1) / 10:.1f}", f"{count:,} pairs",
                f"said {said:.3f}, right {right:.3f}", "", f"{off:.3f} off",
                "within 0.03" if count >= ENOUGH_TO_BIN else "", off <= 0.03 if count >= ENOUGH_TO_BIN else None,
            )
        )  # fmt: skip
